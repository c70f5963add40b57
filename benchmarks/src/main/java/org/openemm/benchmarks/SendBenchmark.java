package org.openemm.benchmarks;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.openemm.Core;
import org.openemm.account.Actor;
import org.openemm.backend.Backend;
import org.openemm.config.Home;
import org.openemm.config.SystemCfg;
import org.openemm.content.NamedAddress;
import org.openemm.delivery.SendOptions;
import org.openemm.mailing.EmailSettings;
import org.openemm.mailing.MailingDraft;
import org.openemm.testsupport.TestDatabase;

/**
 * How fast a newsletter goes out, from the click on "send" to the last answer of the mail server:
 * recipients chosen, packages written, mails rendered and handed over.
 *
 * <p>The other side is Postfix's smtp-source, which sends one prepared text of the same size again
 * and again over as many connections to the same kind of sink (smtp-sink).
 */
public final class SendBenchmark implements Benchmark {
    private static final int RECIPIENTS =
            Integer.getInteger("openemm.benchmark.recipients", 50_000);
    private static final int CONNECTIONS = 4;
    private static final long POLL_NANOS = 5_000_000;
    private static final String SINK = "/usr/sbin/smtp-sink";
    private static final String SOURCE = "/usr/sbin/smtp-source";

    private final Actor actor = Actor.system("benchmark", 1);

    @Override
    public Result run() throws Exception {
        if (!Files.isExecutable(Path.of(SINK)) || !Files.isExecutable(Path.of(SOURCE))) {
            throw new IOException("smtp-sink and smtp-source are needed (Debian: postfix)");
        }
        Path folder = Files.createTempDirectory("openemm-send");
        int sinkPort = freePort();
        Process sink = startSink(sinkPort);
        try (TestDatabase database = TestDatabase.create()) {
            Home home = home(folder, database, sinkPort);
            Sent sent;
            try (Core core = Core.open(database.dataSource(), home, Clock.systemDefaultZone());
                    Backend backend =
                            Backend.start(home, SystemCfg.read(home), Clock.systemDefaultZone())) {
                int list = recipients(core);
                // The first mailing warms up what a running backend has warm.
                send(core, home, mailing(core, list, "Warm-up"), RECIPIENTS / 5);
                sent = send(core, home, mailing(core, list, "Measured"), 0);
            }
            double ours = sent.mails() / sent.seconds();
            System.out.printf(
                    "%,d mails of %,d bytes in %.2f s (generation %.2f s): %,.0f mails/s%n",
                    sent.mails(),
                    sent.bytesPerMail(),
                    sent.seconds(),
                    sent.generationSeconds(),
                    ours);
            double theirs = source(sinkPort, sent.bytesPerMail());
            System.out.printf("smtp-source: %,.0f mails/s%n", theirs);
            return new Result(
                    "send",
                    Math.round(ours),
                    "mails/s",
                    Math.round(ours / theirs * 1000) / 1000.0,
                    "Postfix smtp-source, same size and number of connections, to smtp-sink");
        } finally {
            sink.destroy();
            try (Stream<Path> files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
            }
        }
    }

    private Sent send(Core core, Home home, int mailing, int maximum) throws IOException {
        long begun = System.nanoTime();
        int job =
                core.sending().world(actor, mailing, SendOptions.now().withMaxRecipients(maximum));
        while (!"3"
                .equals(
                        value(
                                core,
                                "SELECT genstatus FROM maildrop_status_tbl WHERE status_id = "
                                        + job))) {
            LockSupport.parkNanos(POLL_NANOS);
        }
        long generated = System.nanoTime();
        while (hasPackages(home.meta()) || hasPackages(home.incoming())) {
            LockSupport.parkNanos(POLL_NANOS);
        }
        long done = System.nanoTime();
        String total =
                "SELECT SUM(no_of_mailings) FROM mailing_account_tbl WHERE maildrop_id = " + job;
        int expected = maximum == 0 ? RECIPIENTS : maximum;
        while (!Integer.toString(expected).equals(value(core, total))) {
            LockSupport.parkNanos(POLL_NANOS);
        }
        long bytes =
                Long.parseLong(
                        value(
                                core,
                                "SELECT SUM(no_of_bytes) FROM mailing_account_tbl WHERE maildrop_id"
                                        + " = "
                                        + job));
        return new Sent(
                expected,
                (int) (bytes / expected),
                (done - begun) / 1e9,
                (generated - begun) / 1e9);
    }

    private static boolean hasPackages(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.anyMatch(file -> file.getFileName().toString().endsWith(".xml.gz"));
        }
    }

    private static double source(int port, int bytes) throws Exception {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                SOURCE,
                                "-d",
                                "-s",
                                Integer.toString(CONNECTIONS),
                                "-m",
                                Integer.toString(RECIPIENTS),
                                "-l",
                                Integer.toString(bytes),
                                "-f",
                                "news@sender.example",
                                "-t",
                                "somebody@list.example",
                                "127.0.0.1:" + port));
        long begun = System.nanoTime();
        int exit = start(command.toArray(String[]::new)).waitFor();
        if (exit != 0) {
            throw new IOException("smtp-source ended with " + exit);
        }
        return RECIPIENTS / ((System.nanoTime() - begun) / 1e9);
    }

    private int recipients(Core core) {
        int list = core.mailinglists().create(actor, "Benchmark", "");
        core.database()
                .run(
                        tx -> {
                            tx.sql()
                                    .execute(
                                            """
                                            INSERT INTO customer_1_tbl
                                                   (email, firstname, lastname, gender, mailtype,
                                                    creation_date, timestamp)
                                            SELECT CONCAT('r', seq, '@list.example'), 'Jürgen',
                                                   CONCAT('Müller-', seq), seq %% 3, 1, NOW(), NOW()
                                              FROM seq_1_to_%d
                                            """
                                                    .formatted(RECIPIENTS));
                            tx.sql()
                                    .execute(
                                            """
                                            INSERT INTO customer_1_binding_tbl
                                                   (customer_id, mailinglist_id, user_type,
                                                    user_status, mediatype, creation_date, timestamp)
                                            SELECT customer_id, ?, 'W', 1, 0, NOW(), NOW()
                                              FROM customer_1_tbl
                                            """,
                                            list);
                        });
        return list;
    }

    private int mailing(Core core, int list, String name) {
        NamedAddress from = NamedAddress.parse("News <news@sender.example>");
        int template = core.starterTemplate().create(actor, name + " template", list, from);
        return core.mailings()
                .create(
                        actor,
                        MailingDraft.of(name, list, EmailSettings.of("Hello [agnFIRSTNAME]", from))
                                .withTemplate(template));
    }

    private static String value(Core core, String sql) {
        return core.database()
                .inTransaction(
                        tx -> tx.sql().createQuery(sql).mapTo(String.class).findOne().orElse(null));
    }

    private static Home home(Path folder, TestDatabase database, int sinkPort) throws IOException {
        Home home = new Home(folder);
        Files.createDirectories(home.etc());
        Files.writeString(
                home.etc().resolve("dbcfg"),
                "openemm: dbms=mariadb, user=root, jdbc-connect=" + database.url() + "\n");
        Files.writeString(
                home.etc().resolve("system.cfg"),
                """
                mailout-port = %d
                mailbox-port = %d
                smtp-host = 127.0.0.1
                smtp-port = %d
                smtp-connections = %d
                """
                        .formatted(freePort(), freePort(), sinkPort, CONNECTIONS));
        return home;
    }

    private static Process startSink(int port) throws IOException {
        List<String> command = new ArrayList<>(List.of(SINK));
        if (System.getProperty("user.name").equals("root")) {
            // It does not run with super-user rights.
            command.addAll(List.of("-u", "nobody"));
        }
        command.addAll(List.of("127.0.0.1:" + port, "1000"));
        Process sink = start(command.toArray(String[]::new));
        while (true) {
            try (Socket probe = new Socket("127.0.0.1", port)) {
                return sink;
            } catch (IOException e) {
                if (!sink.isAlive()) {
                    throw new IOException("smtp-sink does not start: " + command, e);
                }
                LockSupport.parkNanos(POLL_NANOS);
            }
        }
    }

    private static Process start(String... command) throws IOException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /**
     * @param seconds from the click to the last answer
     */
    private record Sent(int mails, int bytesPerMail, double seconds, double generationSeconds) {}
}
