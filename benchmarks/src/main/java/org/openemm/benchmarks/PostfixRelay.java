package org.openemm.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * A Postfix with a configuration and a queue of its own, on a local port, that relays everything.
 * Needs root, as Postfix does.
 */
final class PostfixRelay implements AutoCloseable {
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

    private PostfixRelay(Path folder, int port) {
        this.folder = folder;
        this.port = port;
    }

    /**
     * @param relayPort where it hands mails over to, on this machine
     */
    static PostfixRelay start(int relayPort) throws Exception {
        if (!System.getProperty("user.name").equals("root")) {
            throw new IOException("Postfix can only be started by root");
        }
        Path folder = Files.createTempDirectory("openemm-postfix");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path queue = Files.createDirectory(folder.resolve("queue"));
        Path data = Files.createDirectory(folder.resolve("data"));
        Files.setOwner(
                data,
                data.getFileSystem()
                        .getUserPrincipalLookupService()
                        .lookupPrincipalByName("postfix"));
        int port = Smtp.freePort();
        PostfixRelay relay = new PostfixRelay(folder, port);
        Path configuration = Files.createDirectory(folder.resolve("etc"));
        Files.writeString(
                configuration.resolve("main.cf"),
                """
                compatibility_level = 3.6
                queue_directory = %s
                data_directory = %s
                command_directory = /usr/sbin
                daemon_directory = /usr/lib/postfix/sbin
                mail_owner = postfix
                setgid_group = postdrop
                myhostname = relay.example
                mydestination =
                inet_interfaces = 127.0.0.1
                inet_protocols = ipv4
                mynetworks = 127.0.0.0/8
                relayhost = [127.0.0.1]:%d
                smtp_dns_support_level = disabled
                alias_maps =
                alias_database =
                maillog_file = %s/mail.log
                maillog_file_prefixes = %s
                """
                        .formatted(queue, data, relayPort, folder, folder));
        Files.writeString(
                configuration.resolve("master.cf"),
                "127.0.0.1:"
                        + port
                        + " inet n - n - 100 smtpd\n"
                        + String.join("\n", SERVICES)
                        + "\n");
        relay.command("start");
        while (true) {
            try (java.net.Socket probe = new java.net.Socket("127.0.0.1", port)) {
                return relay;
            } catch (IOException e) {
                LockSupport.parkNanos(POLL_NANOS);
            }
        }
    }

    int port() {
        return port;
    }

    /** Everything was handed on. */
    void awaitEmpty() throws IOException {
        while (waiting() > 0) {
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    @Override
    public void close() throws Exception {
        command("stop");
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
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

    private void command(String action) throws Exception {
        Process process =
                new ProcessBuilder(
                                "/usr/sbin/postfix", "-c", folder.resolve("etc").toString(), action)
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("output.log").toFile())
                        .start();
        if (process.waitFor() != 0) {
            throw new IOException(
                    "postfix " + action + ": " + Files.readString(folder.resolve("output.log")));
        }
    }
}
