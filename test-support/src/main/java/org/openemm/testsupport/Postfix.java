package org.openemm.testsupport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * A real Postfix (Debian's package) with a configuration and a queue of its own, on local ports,
 * that relays everything to one server. Needs root, as Postfix does; {@link #obstacle} says what is
 * missing.
 */
public final class Postfix implements AutoCloseable {
    private static final String PROGRAM = "/usr/sbin/postfix";
    private static final String DOVECOT = "/usr/sbin/dovecot";
    private static final String DOVECOT_ADMIN = "/usr/bin/doveadm";
    private static final String DOMAIN = "relay.example";
    private static final long POLL_NANOS = 50_000_000;
    private static final List<String> SERVICES =
            List.of(
                    "pickup unix n - n 60 1 pickup",
                    "cleanup unix n - n - 0 cleanup",
                    "qmgr unix n - n 300 1 qmgr",
                    "rewrite unix - - n - - trivial-rewrite",
                    "bounce unix - - n - 0 bounce",
                    "defer unix - - n - 0 bounce",
                    "trace unix - - n - 0 bounce",
                    "verify unix - - n - 1 verify",
                    "flush unix n - n 1000? 0 flush",
                    "proxymap unix - - n - - proxymap",
                    "proxywrite unix - - n - 1 proxymap",
                    "smtp unix - - n - - smtp",
                    "relay unix - - n - - smtp",
                    "showq unix n - n - - showq",
                    "error unix - - n - - error",
                    "retry unix - - n - - error",
                    "discard unix - - n - - discard",
                    "anvil unix - - n - 1 anvil",
                    "scache unix - - n - 1 scache",
                    "tlsmgr unix - - n 1000? 1 tlsmgr",
                    "postlog unix-dgram n - n - 1 postlogd");

    private final Path folder;
    private final int port;
    private final int tlsPort;

    private Postfix(Path folder, int port, int tlsPort) {
        this.folder = folder;
        this.port = port;
        this.tlsPort = tlsPort;
    }

    /**
     * How clients have to come.
     *
     * @param key file with key and certificate, PEM
     * @param user who may send after logging in
     */
    public record Secured(Path key, String user, String password) {}

    /** Why Postfix cannot be started here; empty: it can. */
    public static Optional<String> obstacle() {
        if (!Files.isExecutable(Path.of(PROGRAM))) {
            return Optional.of("Postfix is not installed (Debian: postfix)");
        }
        return System.getProperty("user.name").equals("root")
                ? Optional.empty()
                : Optional.of("Postfix can only be started by root");
    }

    /** As {@link #obstacle} for one that wants a login. */
    public static Optional<String> obstacleToLogins() {
        return obstacle()
                .or(
                        () ->
                                Files.isExecutable(Path.of(DOVECOT))
                                        ? Optional.empty()
                                        : Optional.of(
                                                "Dovecot, which knows the logins, is not installed"
                                                        + " (Debian: dovecot-core)"));
    }

    /**
     * Takes mails from everybody on this machine, unencrypted.
     *
     * @param relayPort where it hands mails over to, on this machine
     */
    public static Postfix start(int relayPort) throws IOException {
        return start(relayPort, Optional.empty(), List.of(), List.of());
    }

    /**
     * As {@link #start(int)}.
     *
     * @param settings further lines of main.cf; they win
     * @param services further lines of master.cf
     */
    public static Postfix start(int relayPort, List<String> settings, List<String> services)
            throws IOException {
        return start(relayPort, Optional.empty(), settings, services);
    }

    /** Takes mails only after STARTTLS, or TLS at {@link #tlsPort}, and a login. */
    public static Postfix start(int relayPort, Secured secured) throws IOException {
        return start(relayPort, Optional.of(secured), List.of(), List.of());
    }

    private static Postfix start(
            int relayPort,
            Optional<Secured> secured,
            List<String> settings,
            List<String> moreServices)
            throws IOException {
        Optional<String> obstacle = secured.isPresent() ? obstacleToLogins() : obstacle();
        if (obstacle.isPresent()) {
            throw new IOException(obstacle.get());
        }
        Path folder = Files.createTempDirectory("openemm-postfix");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Postfix postfix = new Postfix(folder, FreePort.next(), FreePort.next());
        postfix.configure(relayPort, secured, settings, moreServices);
        postfix.command("start");
        postfix.awaitPort();
        return postfix;
    }

    public int port() {
        return port;
    }

    /** Encrypted from the first byte on. */
    public int tlsPort() {
        return tlsPort;
    }

    /** Process number of the one that starts all others. */
    public long pid() throws IOException {
        return Long.parseLong(Files.readString(folder.resolve("queue/pid/master.pid")).strip());
    }

    /** Everything was handed on. */
    public void awaitEmpty() throws IOException {
        while (waiting() > 0) {
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    /** Where it writes about its work. */
    public Path logFile() {
        return folder.resolve("mail.log");
    }

    /** What it has written about its work. */
    public String log() throws IOException {
        Path log = logFile();
        return Files.exists(log) ? Files.readString(log) : "";
    }

    @Override
    public void close() throws IOException {
        command("stop");
        if (Files.exists(folder.resolve("dovecot.conf"))) {
            run(DOVECOT_ADMIN, "-c", folder.resolve("dovecot.conf").toString(), "stop");
        }
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        }
    }

    private void configure(
            int relayPort,
            Optional<Secured> secured,
            List<String> settings,
            List<String> moreServices)
            throws IOException {
        Path queue = Files.createDirectory(folder.resolve("queue"));
        Path data = Files.createDirectory(folder.resolve("data"));
        Files.setOwner(
                data,
                data.getFileSystem()
                        .getUserPrincipalLookupService()
                        .lookupPrincipalByName("postfix"));
        Path configuration = Files.createDirectory(folder.resolve("etc"));
        StringBuilder main =
                new StringBuilder(
                        """
                        compatibility_level = 3.6
                        queue_directory = %s
                        data_directory = %s
                        command_directory = /usr/sbin
                        daemon_directory = /usr/lib/postfix/sbin
                        mail_owner = postfix
                        setgid_group = postdrop
                        myhostname = %s
                        mydestination =
                        inet_interfaces = 127.0.0.1
                        inet_protocols = ipv4
                        relayhost = [127.0.0.1]:%d
                        smtp_dns_support_level = disabled
                        alias_maps =
                        alias_database =
                        maillog_file = %s/mail.log
                        maillog_file_prefixes = %s
                        """
                                .formatted(queue, data, DOMAIN, relayPort, folder, folder));
        List<String> services =
                new ArrayList<>(List.of("127.0.0.1:" + port + " inet n - n - 100 smtpd"));
        if (secured.isPresent()) {
            main.append(security(secured.get()));
            services.add(
                    "127.0.0.1:"
                            + tlsPort
                            + " inet n - n - 100 smtpd -o smtpd_tls_wrappermode=yes");
        } else {
            main.append("mynetworks = 127.0.0.0/8\n");
        }
        services.addAll(SERVICES);
        services.addAll(moreServices);
        settings.forEach(line -> main.append(line).append('\n'));
        Files.writeString(configuration.resolve("main.cf"), main);
        Files.writeString(configuration.resolve("master.cf"), String.join("\n", services) + "\n");
    }

    private String security(Secured secured) throws IOException {
        Path logins = folder.resolve("logins");
        Files.writeString(logins, secured.user() + ":{PLAIN}" + secured.password() + "\n");
        Path key = folder.resolve("key.pem");
        Files.copy(secured.key(), key);
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        Path socket = folder.resolve("auth");
        Files.writeString(
                folder.resolve("dovecot.conf"),
                """
                base_dir = %s/dovecot
                log_path = %s/dovecot.log
                protocols =
                listen = 127.0.0.1
                ssl = no
                auth_mechanisms = plain login
                disable_plaintext_auth = no
                passdb {
                  driver = passwd-file
                  args = %s
                }
                service auth {
                  unix_listener %s {
                    mode = 0666
                  }
                }
                """
                        .formatted(folder, folder, logins, socket));
        run(DOVECOT, "-c", folder.resolve("dovecot.conf").toString());
        return """
        mynetworks =
        smtpd_relay_restrictions = permit_sasl_authenticated, reject
        smtpd_tls_security_level = may
        smtpd_tls_chain_files = %s
        smtpd_tls_auth_only = yes
        smtpd_sasl_auth_enable = yes
        smtpd_sasl_type = dovecot
        smtpd_sasl_path = %s
        """
                .formatted(key, socket);
    }

    private void awaitPort() throws IOException {
        while (true) {
            try (Socket probe = new Socket("127.0.0.1", port)) {
                return;
            } catch (IOException e) {
                LockSupport.parkNanos(POLL_NANOS);
            }
        }
    }

    private long waiting() throws IOException {
        long count = 0;
        for (String name : List.of("incoming", "active", "deferred", "maildrop")) {
            try (Stream<Path> files = Files.walk(folder.resolve("queue").resolve(name))) {
                count += files.filter(Files::isRegularFile).count();
            } catch (UncheckedIOException e) {
                // A mail left while it was looked at.
                count++;
            }
        }
        return count;
    }

    private void command(String action) throws IOException {
        run(PROGRAM, "-c", folder.resolve("etc").toString(), action);
    }

    private void run(String... command) throws IOException {
        Path output = folder.resolve("output.log");
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        try {
            if (process.waitFor() != 0) {
                throw new IOException(String.join(" ", command) + ": " + Files.readString(output));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
