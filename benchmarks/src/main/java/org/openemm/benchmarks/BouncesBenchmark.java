package org.openemm.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.openemm.Core;
import org.openemm.account.Actor;
import org.openemm.backend.Backend;
import org.openemm.config.Home;
import org.openemm.content.NamedAddress;
import org.openemm.mailing.EmailSettings;
import org.openemm.mailing.MailingDraft;
import org.openemm.mailloop.FilterDraft;
import org.openemm.testsupport.FreePort;
import org.openemm.testsupport.TestDatabase;
import org.openemm.uid.Uid;
import org.openemm.uid.UidCodec;

/**
 * How long a burst of 10,000 bounce mails takes from the first that is handed over by LMTP to the
 * last that is booked, with the backend on two cores. The other side is what people were promised.
 */
public final class BouncesBenchmark implements Benchmark {
    private static final int BOUNCES = Integer.getInteger("openemm.benchmark.bounces", 10_000);
    private static final int CONNECTIONS = 20;
    private static final double PROMISED = 60;
    private static final long POLL_NANOS = 20_000_000;
    private static final Actor ACTOR = Actor.system("benchmark", 1);

    private Core core;
    private String secret;
    private int mailing;
    private long first;
    private String address;

    @Override
    public Result run() throws Exception {
        Path folder = Files.createTempDirectory("openemm-bounces");
        Home home = new Home(folder);
        try (TestDatabase database = TestDatabase.create()) {
            prepare(home, database);
            Process backend = backend(home);
            try {
                Path socket = home.varRun().resolve("lmtp.sock");
                await(() -> Files.exists(socket));
                String address = this.address;
                await(() -> answers(socket, address));
                long begun = System.nanoTime();
                handOver(socket);
                double taken = (System.nanoTime() - begun) / 1e9;
                await(() -> count("mailloop_message_tbl") == BOUNCES);
                double seconds = (System.nanoTime() - begun) / 1e9;
                System.out.printf(
                        "%,d bounces: taken in %.1f s, booked in %.1f s (%.0f/s); %,d rows%n",
                        BOUNCES, taken, seconds, BOUNCES / seconds, count("bounce_tbl"));
                return new Result(
                        "bounces",
                        Math.round(seconds * 10) / 10.0,
                        "s",
                        Math.round(seconds / PROMISED * 1000) / 1000.0,
                        "the promised 60 s for 10,000 bounces; less is better");
            } finally {
                backend.destroy();
                backend.waitFor();
                core.close();
            }
        }
    }

    private void prepare(Home home, TestDatabase database) throws IOException {
        Files.createDirectories(home.etc());
        Files.writeString(
                home.etc().resolve("dbcfg"),
                "openemm: dbms=mariadb, host=127.0.0.1, user=root, password=, jdbc-connect="
                        + database.url()
                        + "\n");
        Files.writeString(
                home.etc().resolve("system.cfg"),
                "mailout-port = %d\nmailbox-port = %d\n"
                        .formatted(FreePort.next(), FreePort.next()));
        core = Core.open(database.dataSource(), home, Clock.systemDefaultZone());
        core.database()
                .run(
                        tx ->
                                tx.sql()
                                        .execute(
                                                "UPDATE company_tbl SET mailloop_domain ="
                                                        + " 'loop.example' WHERE company_id = 1"));
        int filter =
                core.mailloop().filters().create(ACTOR, FilterDraft.named("All responses", ""));
        address = "reply_" + filter + "@loop.example";
        int list = core.mailinglists().create(ACTOR, "Everybody", "");
        mailing =
                core.mailings()
                        .create(
                                ACTOR,
                                MailingDraft.of(
                                        "Garden news",
                                        list,
                                        EmailSettings.of(
                                                "Garden",
                                                NamedAddress.parse("news@loop.example"))));
        core.database()
                .run(
                        tx -> {
                            tx.sql()
                                    .execute(
                                            """
                                            INSERT INTO customer_1_tbl (email, gender, mailtype,
                                                                        creation_date, timestamp)
                                            SELECT CONCAT('r', seq, '@far.example'), 2, 1, NOW(), NOW()
                                              FROM seq_1_to_%d
                                            """
                                                    .formatted(BOUNCES));
                            tx.sql()
                                    .execute(
                                            """
                                            INSERT INTO customer_1_binding_tbl
                                                   (customer_id, mailinglist_id, user_type,
                                                    user_status, mediatype, creation_date, timestamp)
                                            SELECT customer_id, ?, 'W', 1, 0, NOW(), NOW()
                                              FROM customer_1_tbl WHERE email LIKE 'r%@far.example'
                                            """,
                                            list);
                            tx.sql()
                                    .execute(
                                            "INSERT INTO success_1_tbl (customer_id, mailing_id,"
                                                + " timestamp) SELECT customer_id, ?, NOW() FROM"
                                                + " customer_1_tbl WHERE email LIKE"
                                                + " 'r%@far.example'",
                                            mailing);
                        });
        first =
                value(
                        "SELECT MIN(customer_id) FROM customer_1_tbl WHERE email LIKE"
                                + " 'r%@far.example'");
        secret =
                core.database()
                        .inTransaction(
                                tx ->
                                        tx.sql()
                                                .createQuery(
                                                        "SELECT secret_key FROM company_tbl WHERE"
                                                                + " company_id = 1")
                                                .mapTo(String.class)
                                                .one());
    }

    private static Process backend(Home home) throws IOException {
        List<String> command = new ArrayList<>();
        if (Files.isExecutable(Path.of("/usr/bin/taskset"))) {
            command.addAll(List.of("/usr/bin/taskset", "-c", "0,1"));
        }
        command.addAll(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx384m",
                        "-XX:ActiveProcessorCount=2",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Backend.class.getName()));
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
        builder.environment().put("OPENEMM_HOME", home.root().toString());
        return builder.start();
    }

    /** By many connections at once, as a mail server does. */
    private void handOver(Path socket) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(CONNECTIONS);
        List<Future<?>> parts = new ArrayList<>();
        for (int part = 0; part < CONNECTIONS; part++) {
            int from = part;
            Callable<Void> work =
                    () -> {
                        try (Lmtp lmtp = new Lmtp(socket)) {
                            for (int i = from; i < BOUNCES; i += CONNECTIONS) {
                                lmtp.deliver(address, bounce(first + i, i % 2 == 0));
                            }
                        }
                        return null;
                    };
            parts.add(pool.submit(work));
        }
        for (Future<?> part : parts) {
            part.get();
        }
        pool.shutdown();
    }

    private static boolean answers(Path socket, String address) {
        try (Lmtp lmtp = new Lmtp(socket)) {
            return lmtp.ask("MAIL FROM:<>").startsWith("250")
                    && lmtp.ask("RCPT TO:<" + address + ">").startsWith("250");
        } catch (IOException e) {
            return false;
        }
    }

    private String bounce(long customer, boolean hard) {
        String uid = UidCodec.encode(Uid.of(1, mailing, customer, 1_795_293_327, 0, 0), secret);
        String said =
                hard
                        ? "550 5.1.1 <r%d@far.example>: Recipient address rejected: User unknown"
                        : "452 4.2.2 <r%d@far.example>: Mailbox full";
        return """
        From: MAILER-DAEMON@mx.far.example (Mail Delivery System)
        To: news@loop.example
        Subject: Undelivered Mail Returned to Sender
        Auto-Submitted: auto-replied
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=delivery-status; boundary="b"

        --b
        Content-Type: text/plain; charset=us-ascii

        This is the mail system at host mx.far.example.
        I'm sorry to have to inform you that your message could not
        be delivered to one or more recipients. It's attached below.

        --b
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mx.far.example

        Final-Recipient: rfc822; r%2$d@far.example
        Action: failed
        Status: %3$s
        Diagnostic-Code: smtp; %4$s

        --b
        Content-Type: message/rfc822

        Message-ID: <%1$s@loop.example>
        From: news@loop.example
        To: r%2$d@far.example
        Subject: Garden

        %5$s
        --b--
        """
                .formatted(
                        uid,
                        customer,
                        hard ? "5.1.1" : "5.2.2",
                        said.formatted(customer),
                        "All about gardens, every week, for those who love them.\n".repeat(40));
    }

    private long count(String table) {
        return value("SELECT COUNT(*) FROM " + table);
    }

    private long value(String sql) {
        return core.database()
                .inTransaction(tx -> tx.sql().createQuery(sql).mapTo(Long.class).one());
    }

    private static void await(Condition condition) {
        while (!condition.holds()) {
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    private interface Condition {
        boolean holds();
    }

    /** A client as small as can be. */
    private static final class Lmtp implements AutoCloseable {
        private final SocketChannel channel;
        private final BufferedReader in;

        Lmtp(Path socket) throws IOException {
            channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
            in =
                    new BufferedReader(
                            new InputStreamReader(
                                    Channels.newInputStream(channel), StandardCharsets.US_ASCII));
            in.readLine();
            ask("LHLO mx.far.example");
        }

        void deliver(String to, String message) throws IOException {
            ask("MAIL FROM:<>");
            ask("RCPT TO:<" + to + ">");
            ask("DATA");
            String answer = ask(message.replace("\n", "\r\n") + ".");
            if (!answer.startsWith("250")) {
                throw new IOException(answer);
            }
        }

        String ask(String line) throws IOException {
            ByteBuffer bytes = ByteBuffer.wrap((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            String answer;
            do {
                answer = in.readLine();
            } while (answer != null && answer.length() > 3 && answer.charAt(3) == '-');
            return String.valueOf(answer);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
