package org.openemm.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Comparator;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.openemm.Core;
import org.openemm.account.Actor;
import org.openemm.backend.merger.Generation;
import org.openemm.backend.merger.Merger;
import org.openemm.backend.merger.MergerStore;
import org.openemm.backend.spool.Spool;
import org.openemm.config.Home;
import org.openemm.content.NamedAddress;
import org.openemm.database.Database;
import org.openemm.delivery.SendOptions;
import org.openemm.delivery.SendingNews;
import org.openemm.mailing.EmailSettings;
import org.openemm.mailing.MailingDraft;
import org.openemm.testsupport.TestDatabase;

/**
 * How fast the merger writes recipients into packages: chosen and read from MariaDB, written,
 * compressed, forced to disk, noted with each recipient (tracking, date of the last mail),
 * released. Three lengths of list, with the heap that was needed for each.
 *
 * <p>The other side only reads the same columns of the same recipients, streamed.
 */
public final class MergeBenchmark implements Benchmark {
    private static final int[] LISTS = {10_000, 100_000, 1_000_000};
    private static final int WARM_UPS = 3;
    private static final long POLL_NANOS = 2_000_000;
    private static final int FETCH_SIZE = 1000;

    private final Actor actor = Actor.system("benchmark", 1);

    @Override
    public Result run() throws Exception {
        Path folder = Files.createTempDirectory("openemm-merge");
        Home home = new Home(folder);
        Files.createDirectories(home.etc());
        Clock clock = Clock.systemDefaultZone();
        try (TestDatabase testDatabase = TestDatabase.create();
                Core core = Core.open(testDatabase.dataSource(), home, clock)) {
            Database database = core.database();
            fill(database, LISTS[LISTS.length - 1]);
            Spool spool = new Spool(home, clock);
            SendingNews news = new SendingNews(core.notifications(), core.systemMails());
            Generation generation =
                    new Generation(
                            database,
                            spool,
                            core.targets()::expressionSql,
                            core.dkim().senders(),
                            clock,
                            "localhost",
                            news,
                            () -> {});
            MergerStore store = new MergerStore(database, clock, "localhost", news);
            try (Merger merger = new Merger(store, generation, spool)) {
                for (int i = 0; i < WARM_UPS; i++) {
                    generate(core, merger, home, LISTS[0]);
                }
                double ours = 0;
                long[] heap = new long[LISTS.length];
                for (int i = 0; i < LISTS.length; i++) {
                    try (HeapPeak peak = new HeapPeak()) {
                        Made made = generate(core, merger, home, LISTS[i]);
                        heap[i] = peak.megabytes();
                        ours = LISTS[i] / made.seconds();
                        System.out.printf(
                                "%,9d recipients: %.2f s, %,.0f recipients/s, first package after"
                                        + " %.2f s, %,d packages of %,d bytes, heap needed %d MB,"
                                        + " CPU per recipient: backend %.1f µs, MariaDB %.1f µs%n",
                                LISTS[i],
                                made.seconds(),
                                ours,
                                made.firstSeconds(),
                                made.packages(),
                                made.bytes() / made.packages(),
                                heap[i],
                                made.cpu().own() / LISTS[i] / 1e3,
                                made.cpu().database() / LISTS[i] / 1e3);
                    }
                }
                double theirs = read(database, LISTS[LISTS.length - 1]);
                System.out.printf("Plain SELECT, streamed: %,.0f recipients/s%n", theirs);
                System.out.printf(
                        "Heap from %,d to %,d recipients: %+d MB%n",
                        LISTS[0], LISTS[LISTS.length - 1], heap[LISTS.length - 1] - heap[0]);
                return new Result(
                        "merge",
                        Math.round(ours),
                        "recipients/s",
                        Math.round(ours / theirs * 1000) / 1000.0,
                        "a plain SELECT of the same columns, streamed and thrown away");
            }
        } finally {
            try (Stream<Path> files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
            }
        }
    }

    private Made generate(Core core, Merger merger, Home home, int list) throws IOException {
        int mailing = mailing(core, list);
        CpuTime cpu = CpuTime.now();
        long begun = System.nanoTime();
        // Nobody listens at the address of the merger: it is called here.
        int job = core.sending().world(actor, mailing, SendOptions.now());
        merger.fire(job);
        long first = 0;
        String status = "SELECT genstatus FROM maildrop_status_tbl WHERE status_id = " + job;
        while (!"3".equals(value(core.database(), status))) {
            if (first == 0 && has(home.meta(), ".stamp")) {
                first = System.nanoTime();
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
        long done = System.nanoTime();
        CpuTime used = CpuTime.now().minus(cpu);
        long packages = 0;
        long bytes = 0;
        try (Stream<Path> files = Files.list(home.meta())) {
            for (Path file : files.toList()) {
                if (file.toString().endsWith(".xml.gz")) {
                    packages++;
                    bytes += Files.size(file);
                }
                Files.delete(file);
            }
        }
        String counted =
                "SELECT MAX(current_mails) FROM mailing_backend_log_tbl WHERE status_id = ";
        if (!Integer.toString(list).equals(value(core.database(), counted + job))) {
            throw new IOException("Not everybody got a mail");
        }
        return new Made(
                (done - begun) / 1e9,
                first == 0 ? (done - begun) / 1e9 : (first - begun) / 1e9,
                packages,
                bytes,
                used);
    }

    private static boolean has(Path folder, String ending) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.anyMatch(file -> file.toString().endsWith(ending));
        }
    }

    /** Lists are numbered by their length: each holds the first recipients. */
    private static void fill(Database database, int recipients) {
        database.run(
                tx -> {
                    tx.sql()
                            .execute(
                                    """
                                    INSERT INTO customer_1_tbl
                                           (email, firstname, lastname, gender, mailtype, title,
                                            creation_date, timestamp)
                                    SELECT CONCAT('recipient', seq, '@list.example'),
                                           ELT(seq %% 5 + 1, 'Anna', 'Jörg', 'Zoë', 'Karl', 'Mia'),
                                           CONCAT('Müller-', seq), seq %% 3, 1,
                                           IF(seq %% 10, NULL, 'Dr.'), NOW(), NOW()
                                      FROM seq_1_to_%d
                                    """
                                            .formatted(recipients));
                    for (int list : LISTS) {
                        tx.sql()
                                .execute(
                                        "INSERT INTO mailinglist_tbl (mailinglist_id, company_id,"
                                                + " shortname) VALUES (?, 1, ?)",
                                        list,
                                        "List of " + list);
                        tx.sql()
                                .execute(
                                        """
                                        INSERT INTO customer_1_binding_tbl
                                               (customer_id, mailinglist_id, user_type, user_status,
                                                mediatype, creation_date, timestamp)
                                        SELECT customer_id, ?, 'W', 1, 0, NOW(), NOW()
                                          FROM customer_1_tbl ORDER BY customer_id LIMIT ?
                                        """,
                                        list,
                                        list);
                    }
                });
    }

    private int mailing(Core core, int list) {
        NamedAddress from = NamedAddress.parse("News <news@sender.example>");
        int id =
                core.mailings()
                        .create(
                                actor,
                                MailingDraft.of(
                                        "Merged",
                                        list,
                                        EmailSettings.of("Hello [agnFIRSTNAME]", from)));
        SampleNewsletter.save(core, actor, id);
        return id;
    }

    private static double read(Database database, int list) throws SQLException {
        double best = 0;
        for (int round = 0; round < 2; round++) {
            long begun = System.nanoTime();
            long rows = 0;
            long length = 0;
            try (Connection connection = database.dataSource().getConnection();
                    PreparedStatement select =
                            connection.prepareStatement(
                                    """
                                    SELECT cust.customer_id, bind.user_type, cust.mailtype, cust.email,
                                           bind.user_status, cust.sys_tracking_veto, cust.gender,
                                           cust.title, cust.firstname, cust.lastname,
                                           cust.gender = 0, cust.gender = 1
                                      FROM customer_1_tbl cust
                                      JOIN customer_1_binding_tbl bind
                                        ON bind.customer_id = cust.customer_id
                                       AND bind.mailinglist_id = ? AND bind.mediatype = 0
                                     WHERE bind.user_type = 'W' AND bind.user_status = 1
                                     ORDER BY cust.customer_id
                                    """)) {
                select.setFetchSize(FETCH_SIZE);
                select.setInt(1, list);
                try (ResultSet row = select.executeQuery()) {
                    int columns = row.getMetaData().getColumnCount();
                    while (row.next()) {
                        for (int i = 1; i <= columns; i++) {
                            String value = row.getString(i);
                            length += value == null ? 0 : value.length();
                        }
                        rows++;
                    }
                }
            }
            if (rows != list || length == 0) {
                throw new SQLException("Expected " + list + " recipients, got " + rows);
            }
            best = Math.max(best, rows / ((System.nanoTime() - begun) / 1e9));
        }
        return best;
    }

    private static String value(Database database, String sql) {
        return database.inTransaction(
                tx -> tx.sql().createQuery(sql).mapTo(String.class).findOne().orElse(null));
    }

    private record Made(
            double seconds, double firstSeconds, long packages, long bytes, CpuTime cpu) {}
}
