package org.openemm.bouncecheck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openemm.NotPermitted;
import org.openemm.account.Actor;
import org.openemm.bouncecheck.CheckResult.State;
import org.openemm.config.Home;
import org.openemm.config.Machine;
import org.openemm.config.SystemCfg;
import org.openemm.i18n.Texts;
import org.openemm.mailloop.FilterDirectory;
import org.openemm.mailloop.FilterDraft;
import org.openemm.mailloop.IntakeStatus;
import org.openemm.recipient.RecipientTestBase;

/** A machine on which everything is in order, and what is found when one thing is not. */
class BounceCheckTest extends RecipientTestBase {
    private static final String DOMAIN = "loop.example";

    @TempDir Path folder;

    private Home home;
    private Path postfix;
    private ServerSocket mailServer;
    private final Map<String, List<String>> mx = new HashMap<>();
    private final Map<String, List<String>> addresses = new HashMap<>();

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

    @Test
    void whenAllIsInOrderEveryStepIsGood() {
        assertEquals(
                List.of(
                        "filter.good",
                        "domain.good",
                        "mx.good",
                        "postfix.good",
                        "port.good",
                        "relay_domains.good",
                        "transport_maps.good",
                        "smtpd_milters.good",
                        "chroot.good",
                        "service.good",
                        "maps.good",
                        "intake.nothing",
                        "milter.good",
                        "spool.good",
                        "maillog.good",
                        "rules.good"),
                run().stream().map(r -> r.check() + "." + r.variant()).toList());
        assertEquals("", bad());
    }

    @Test
    void withoutFilterOrDomainNothingCanComeBack() {
        execute("DELETE FROM mailloop_tbl");
        execute("UPDATE company_tbl SET mailloop_domain = ' ' WHERE company_id = 1");
        assertTrue(bad().startsWith("PROBLEM filter.none, PROBLEM domain.missing"), this::bad);
        execute("UPDATE company_tbl SET mailloop_domain = 'localhost' WHERE company_id = 1");
        assertTrue(bad().startsWith("PROBLEM filter.none, PROBLEM domain.local"), this::bad);
    }

    @Test
    void theDomainNeedsAnMxRecordThatLeadsHere() {
        mx.clear();
        assertEquals("PROBLEM mx.none", bad());
        addresses.put(DOMAIN, List.of("192.0.2.1"));
        assertEquals("WARNING mx.address", bad());
        mx.put(DOMAIN, List.of("other.example"));
        assertEquals("PROBLEM mx.nohost", bad());
        addresses.put("other.example", List.of("203.0.113.9"));
        assertEquals("WARNING mx.elsewhere", bad());
        mx.put(DOMAIN, null);
        assertEquals("WARNING mx.unknown", bad());
    }

    @Test
    void postfixHasToBeThereAndToListenToOthers() throws IOException {
        mainCf(
                "loopback-only",
                "hash:%s/relay.domains",
                "hash:%s/transport.maps",
                "unix:%s/bav.sock");
        assertEquals("PROBLEM port.loopback", bad());
        mailServer.close();
        assertEquals("PROBLEM postfix.stopped", bad());
        Files.delete(postfix.resolve("postconf"));
        assertEquals("PROBLEM postfix.missing", bad());
    }

    @Test
    void theLinesOfTheGuideHaveToStandInMainCf() throws IOException {
        mainCf("all", "", "hash:/etc/postfix/transport", "");
        assertEquals(
                "PROBLEM relay_domains.missing, PROBLEM transport_maps.other,"
                        + " PROBLEM smtpd_milters.missing",
                bad());
        mainCf(
                "all",
                "a.example, lmdb:%s/relay.domains",
                "x, texthash:%s/transport.maps",
                "inet:127.0.0.1:8894");
        assertEquals("", bad());
    }

    @Test
    void aJailedPostfixNeedsTheSocketInItsJail() throws IOException {
        service("smtp", "smtp inet n - y - - smtpd");
        assertEquals("PROBLEM chroot.jailed", bad());
        Path inside = Path.of(folder.resolve("queue") + home.varRun().toString());
        Files.createDirectories(inside);
        Files.writeString(inside.resolve("bav.sock"), "");
        assertEquals("", bad());
    }

    @Test
    void theServiceMailloopHasToCallOurFile() throws IOException {
        service("mailloop", "");
        assertEquals("PROBLEM service.missing", bad());
        service("mailloop", "mailloop unix - n n - - pipe flags=RX user=root argv=/bin/sh " + rc());
        assertEquals("PROBLEM service.root", bad(), "Postfix starts nothing as root");
        service("mailloop", "mailloop unix - n n - - pipe flags=RX argv=/no/procmail " + rc());
        assertEquals("PROBLEM service.program", bad());
        service("mailloop", "mailloop unix - n n - - pipe flags=RX argv=/bin/sh /other.rc");
        assertEquals("PROBLEM service.other", bad());
        service("mailloop", "mailloop unix - n n - - pipe flags=RX argv=/bin/sh " + rc());
        Files.delete(Path.of(rc()));
        assertEquals("PROBLEM service.rc", bad());
    }

    @Test
    void theDomainsForPostfixHaveToBeCurrentAndInItsDatabase() throws IOException {
        Path database = home.varRun().resolve("transport.maps.db");
        Files.setLastModifiedTime(database, FileTime.from(NOW.minus(Duration.ofDays(900))));
        assertEquals("PROBLEM maps.database", bad());
        Files.delete(database);
        assertEquals("PROBLEM maps.database", bad());
        Files.writeString(home.varRun().resolve("relay.domains"), "old.example\tdummy\n");
        assertEquals("WARNING maps.old", bad());
        Files.delete(home.varRun().resolve("relay.domains"));
        assertEquals("PROBLEM maps.missing", bad());
    }

    @Test
    void theBackendHasToTakeMessagesInAndToKeepUp() throws IOException {
        status(NOW.minusSeconds(5), true, 5000, 0);
        assertEquals("WARNING spool.waiting", bad());
        status(NOW.minusSeconds(5), true, 0, 3);
        assertEquals("WARNING spool.quarantined", bad());
        status(NOW.minusSeconds(5), false, 0, 0);
        assertEquals("PROBLEM milter.missing", bad());
        status(NOW.minusSeconds(300), true, 0, 0);
        assertEquals("PROBLEM intake.stopped", bad());
        Files.delete(home.varRun().resolve("mailloop.status"));
        assertEquals("PROBLEM intake.never", bad());
    }

    @Test
    void postfixHasToGetToTheSocket() throws IOException {
        Path socket = home.varRun().resolve("bav.sock");
        Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-r--r--"));
        assertEquals("PROBLEM milter.readonly", bad());
        Files.setPosixFilePermissions(home.root(), PosixFilePermissions.fromString("rwxr-x---"));
        assertEquals("PROBLEM milter.closed", bad());
    }

    @Test
    void theMailLogHasToBeReadable() {
        execute("UPDATE mail_log_state_tbl SET last_line = '2026-11-01 00:00:00'");
        assertEquals("WARNING maillog.old", bad());
        execute("UPDATE mail_log_state_tbl SET last_line = NULL");
        assertEquals("WARNING maillog.empty", bad());
        execute("UPDATE mail_log_state_tbl SET problem = 'may not be read'");
        assertEquals("PROBLEM maillog.unreadable", bad());
        execute("DELETE FROM mail_log_state_tbl");
        assertEquals("PROBLEM maillog.never", bad());
    }

    @Test
    void wrongRulesAreNamedWithTheirLines() throws IOException {
        Files.writeString(home.lib().resolve("bav.rule"), "[hard]\n(oops\ngone\n");
        CheckResult result =
                run().stream().filter(r -> r.check().equals("rules")).findFirst().orElseThrow();
        assertEquals("errors", result.variant());
        assertEquals("2: (oops (Unclosed group)", result.arguments().get(1));
        Files.delete(home.lib().resolve("bav.rule"));
        assertEquals("WARNING rules.missing", bad());
    }

    @Test
    void everyFindingIsSaidInEnglishAndGerman() throws IOException {
        Texts texts =
                Texts.load(
                        getClass().getClassLoader(),
                        List.of("messages/bouncecheck"),
                        List.of("en", "de"));
        assertEquals(texts.all("en").keySet(), texts.all("de").keySet());
        Files.delete(home.varRun().resolve("relay.domains"));
        mx.clear();
        for (CheckResult result : run()) {
            for (Locale locale : List.of(Locale.ENGLISH, Locale.GERMAN)) {
                String said =
                        texts.text(locale, result.titleKey())
                                + texts.text(locale, result.state().key())
                                + texts.text(locale, result.textKey(), result.arguments().toArray())
                                + result.todoKey()
                                        .map(
                                                key ->
                                                        texts.text(
                                                                locale,
                                                                key,
                                                                result.arguments().toArray()))
                                        .orElse("");
                assertTrue(!said.contains("«") && !said.contains("{"), said);
            }
        }
    }

    @Test
    void onlyWhoMaySeeTheStateOfTheServerMayLook() {
        Actor nobody =
                new Actor(
                        Actor.Kind.USER, 9, "nobody", 1, Set.of(), Locale.ENGLISH, ZoneOffset.UTC);
        assertThrows(NotPermitted.class, () -> check().run(nobody));
    }

    private String rc() {
        return home.lib().resolve("bav.rc").toString();
    }

    /** What is not good. */
    private String bad() {
        return run().stream()
                .filter(result -> result.state() != State.GOOD)
                .map(r -> r.state() + " " + r.check() + "." + r.variant())
                .collect(Collectors.joining(", "));
    }

    private List<CheckResult> run() {
        return check().run(ANNA);
    }

    private BounceCheck check() {
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

    private void mainCf(String interfaces, String relay, String transport, String milters)
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

    private void service(String name, String line) throws IOException {
        Files.writeString(postfix.resolve(name), line + "\n");
    }

    private void status(Instant written, boolean milter, long waiting, long quarantined)
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
