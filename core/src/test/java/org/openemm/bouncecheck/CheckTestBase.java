package org.openemm.bouncecheck;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.openemm.bouncecheck.CheckResult.State;
import org.openemm.config.Home;
import org.openemm.config.Machine;
import org.openemm.config.SystemCfg;
import org.openemm.mailloop.FilterDirectory;
import org.openemm.mailloop.FilterDraft;
import org.openemm.mailloop.IntakeStatus;
import org.openemm.recipient.RecipientTestBase;

/** A machine on which everything is in order. */
abstract class CheckTestBase extends RecipientTestBase {
    static final String DOMAIN = "loop.example";

    @TempDir Path folder;

    Home home;
    Path postfix;
    ServerSocket mailServer;
    final Map<String, List<String>> mx = new HashMap<>();
    final Map<String, List<String>> addresses = new HashMap<>();
    final Map<String, List<String>> names = new HashMap<>();

    @BeforeEach
    void allInOrder() throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        home = new Home(Files.createDirectories(folder.resolve("home")));
        Files.createDirectories(home.varRun());
        Files.createDirectories(home.lib());
        execute("DELETE FROM mailloop_tbl");
        execute("UPDATE company_tbl SET mailloop_domain = 'Loop.example' WHERE company_id = 1");
        core.mailloop().filters().create(ANNA, FilterDraft.named("Bounces", ""));
        execute("DELETE FROM mail_log_state_tbl");
        execute(
                "INSERT INTO mail_log_state_tbl (hostname, path, last_line, read_at) VALUES"
                        + " ('localhost', '/var/log/maillog', '2026-11-21 09:59:00', '2026-11-21"
                        + " 09:59:00')");
        mx.put(DOMAIN, List.of("mail.example"));
        addresses.put("mail.example", List.of("127.0.0.1"));
        addresses.put("localhost", List.of("192.0.2.25"));
        names.put("192.0.2.25", List.of("localhost"));
        Files.createDirectories(home.etc());
        smtpHost("localhost");
        postfix = Files.createDirectories(folder.resolve("sbin"));
        mainCf("all", "hash:%s/relay.domains", "hash:%s/transport.maps", "unix:%s/bav.sock");
        service("smtp", "smtp inet n - n - - smtpd");
        service("mailloop", "mailloop unix - n n - - pipe flags=RX user=x argv=/bin/sh " + rc());
        Path program =
                Files.writeString(
                        postfix.resolve("postconf"),
                        """
                        #!/bin/sh
                        cd "$(dirname "$0")"
                        case "$*" in
                          *smtp/inet) cat smtp ;;
                          *mailloop/unix) cat mailloop ;;
                          *) cat main.cf ;;
                        esac
                        """);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.writeString(Path.of(rc()), "");
        Files.writeString(home.lib().resolve("bav.rule"), "[hard]\ngone\n");
        Path socket = Files.writeString(home.varRun().resolve("bav.sock"), "");
        Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-rw-rw-"));
        maps();
        status(NOW.minusSeconds(5), true, 0, 0);
        mailServer = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        Thread greeter = new Thread(this::greet, "greeter");
        greeter.setDaemon(true);
        greeter.start();
    }

    @AfterEach
    void close() throws IOException {
        mailServer.close();
    }

    /** The mail server that mails go to. */
    void smtpHost(String host) throws IOException {
        Files.writeString(home.etc().resolve("system.cfg"), "smtp-host = " + host + "\n");
    }

    String rc() {
        return home.lib().resolve("bav.rc").toString();
    }

    /** What is not good. */
    String bad() {
        return run().stream()
                .filter(result -> result.state() != State.GOOD)
                .map(r -> r.state() + " " + r.check() + "." + r.variant())
                .collect(Collectors.joining(", "));
    }

    List<CheckResult> run() {
        return check().run(ANNA);
    }

    BounceCheck check() {
        SystemCfg settings = SystemCfg.read(home);
        NameServer dns =
                new NameServer() {
                    @Override
                    public List<String> mailHosts(String domain) throws IOException {
                        List<String> hosts = mx.getOrDefault(domain, List.of());
                        if (hosts == null) {
                            throw new IOException("no answer");
                        }
                        return hosts;
                    }

                    @Override
                    public List<String> addresses(String host) {
                        return addresses.getOrDefault(host, List.of());
                    }

                    @Override
                    public List<String> names(String address) {
                        return names.getOrDefault(address, List.of());
                    }
                };
        return new BounceCheck(
                core.database(),
                home,
                settings,
                directory(settings),
                new Postfix(List.of(postfix), ""),
                dns,
                new MailPort(mailServer.getLocalPort()),
                new Machine("openemm", "localhost"),
                Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private FilterDirectory directory(SystemCfg settings) {
        return new FilterDirectory(core.database(), home, settings);
    }

    private void maps() throws IOException {
        FilterDirectory.Contents contents = directory(SystemCfg.read(home)).read();
        Map<String, String> files =
                Map.of(
                        "relay.domains", contents.addresses().relayDomains(),
                        "transport.maps", contents.addresses().transportMaps());
        for (Map.Entry<String, String> file : files.entrySet()) {
            Files.writeString(home.varRun().resolve(file.getKey()), file.getValue());
            Files.writeString(home.varRun().resolve(file.getKey() + ".db"), "");
        }
    }

    void mainCf(String interfaces, String relay, String transport, String milters)
            throws IOException {
        String run = home.varRun().toString();
        Files.writeString(
                postfix.resolve("main.cf"),
                "mail_version = 3.7.11\nqueue_directory = "
                        + folder.resolve("queue")
                        + "\ninet_interfaces = "
                        + interfaces
                        + "\nrelay_domains = "
                        + relay.formatted(run)
                        + "\ntransport_maps = "
                        + transport.formatted(run)
                        + "\nsmtpd_milters = "
                        + milters.formatted(run)
                        + "\n");
    }

    void service(String name, String line) throws IOException {
        Files.writeString(postfix.resolve(name), line + "\n");
    }

    void status(Instant written, boolean milter, long waiting, long quarantined)
            throws IOException {
        new IntakeStatus(
                        written,
                        milter,
                        true,
                        waiting,
                        quarantined,
                        Optional.empty(),
                        Optional.empty(),
                        Map.of())
                .write(home);
    }

    private void greet() {
        while (!mailServer.isClosed()) {
            try (Socket socket = mailServer.accept()) {
                socket.getOutputStream().write("220 hi\r\n".getBytes(StandardCharsets.US_ASCII));
            } catch (IOException e) {
                if (!mailServer.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }
}
