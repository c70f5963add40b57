package org.openemm.benchmarks;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;
import org.openemm.Core;
import org.openemm.account.Actor;
import org.openemm.config.Home;
import org.openemm.importing.Import;
import org.openemm.importing.ImportMode;
import org.openemm.importing.ImportSettings;
import org.openemm.importing.ImportState;
import org.openemm.profilefield.DataType;
import org.openemm.profilefield.ProfileFieldDraft;
import org.openemm.testsupport.TestDatabase;

/**
 * A company with fields for imports, files of people, and a server with the memory that the guide
 * recommends.
 */
final class ImportRig implements AutoCloseable {
    static final int ROWS = Integer.getInteger("openemm.benchmark.rows", 1_000_000);
    static final int FEW = 10_000;

    private static final long POLL_NANOS = 20_000_000;
    private static final String COLUMNS =
            "email,firstname,lastname,gender,mailtype,title,city,street,zip,country,birthday,points";
    private static final String[] FIRST = {"Anna", "Jörg", "Zoë", "Karl", "Mia", "Lena", "Paul"};
    private static final String[] LAST = {
        "Müller", "Schmidt", "Weber", "Meyer", "Wagner", "Łuczak"
    };

    private final Actor actor = Actor.system("benchmark", 1);
    private final Path folder = Files.createTempDirectory("openemm-import");
    private final TestDatabase testDatabase =
            TestDatabase.createWithServer(
                    "innodb_buffer_pool_size=1G", "innodb_log_file_size=256M");
    private final Core core;
    private final int list;

    ImportRig() throws IOException, SQLException {
        Home home = new Home(folder);
        Files.createDirectories(home.etc());
        core = Core.open(testDatabase.dataSource(), home, Clock.systemDefaultZone());
        for (String text : List.of("city", "street", "zip", "country")) {
            field(text, DataType.VARCHAR, 100);
        }
        field("birthday", DataType.DATE, 0);
        field("points", DataType.INTEGER, 0);
        list = core.mailinglists().create(actor, "Imported", "");
        core.settings().set("import.recipient.maxRows", "5000000");
        core.settings().set("import.recipient.maxSize", "2000000000");
    }

    /**
     * What an import took.
     *
     * @param checked seconds until its numbers were known
     * @param seconds from the upload until the report was there
     */
    record Run(double checked, double seconds, long heap, CpuTime cpu) {
        double perSecond(int rows) {
            return rows / seconds;
        }

        String say(int rows) {
            return "%,9d rows: %.2f s (%,.0f rows/s), of these %.2f s until the numbers were known; heap needed %d MB; CPU per row: Java %.1f µs, MariaDB %.1f µs"
                    .formatted(
                            rows,
                            seconds,
                            perSecond(rows),
                            checked,
                            heap,
                            cpu.own() / rows / 1e3,
                            cpu.database() / rows / 1e3);
        }

        /**
         * This import of all rows beside LOAD DATA of them.
         *
         * @param before seconds of LOAD DATA before the import
         * @param after seconds after it; the better of both counts
         */
        Result against(String name, double before, double after) {
            double theirs = ROWS / Math.min(before, after);
            double ours = perSecond(ROWS);
            return new Result(
                    name,
                    Math.round(ours),
                    "rows/s",
                    Math.round(ours / theirs * 1000) / 1000.0,
                    "LOAD DATA LOCAL INFILE into the table of recipients alone");
        }
    }

    /**
     * @param separator ; for the import, tab for LOAD DATA
     * @param seed other values for the same people
     */
    Path file(int rows, char separator, int seed) throws IOException {
        Path file = Files.createTempFile(folder, "rows", ".txt");
        RandomGenerator people = RandomGeneratorFactory.of("L64X128MixRandom").create(7);
        RandomGenerator values = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        String s = String.valueOf(separator);
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            if (separator != '\t') {
                out.write(COLUMNS.replace(",", s) + "\n");
            }
            for (int i = 0; i < rows; i++) {
                String first = FIRST[people.nextInt(FIRST.length)];
                String last = LAST[people.nextInt(LAST.length)] + people.nextInt(1000);
                int number = people.nextInt();
                out.write(
                        String.join(
                                s,
                                Integer.toHexString(number)
                                        + "."
                                        + i
                                        + "@list"
                                        + i % 50
                                        + ".example",
                                first,
                                last,
                                String.valueOf(i % 3),
                                "1",
                                i % 10 == 0 ? "Dr." : separator == '\t' ? "\\N" : "",
                                "City" + values.nextInt(500),
                                "Street " + values.nextInt(3000),
                                String.valueOf(10_000 + values.nextInt(80_000)),
                                "DE",
                                LocalDate.of(1950 + values.nextInt(50), 1, 1 + values.nextInt(28))
                                        .toString(),
                                String.valueOf(values.nextInt(1000))));
                out.write('\n');
            }
        }
        return file;
    }

    /** From the upload to the finished report, as a person would do it. */
    Run run(Path csv, ImportMode mode, int rows) throws IOException, SQLException {
        try (HeapPeak peak = new HeapPeak();
                InputStream content = Files.newInputStream(csv)) {
            CpuTime cpu = CpuTime.now();
            long begun = System.nanoTime();
            long id = core.imports().upload(actor, "people.csv", content);
            ImportSettings settings = core.imports().get(actor, id).settings();
            core.imports()
                    .configure(actor, id, settings.withMode(mode).withMailinglists(List.of(list)));
            core.imports().check(actor, id);
            await(id, ImportState.CHECKED);
            long checked = System.nanoTime();
            core.imports().start(actor, id);
            Import done = await(id, ImportState.DONE);
            long ended = System.nanoTime();
            if (done.numbers().inserted() + done.numbers().updated() != rows
                    || mode != ImportMode.UPDATE && count("customer_1_binding_tbl") < rows) {
                throw new IOException("Not every row was imported: " + done);
            }
            return new Run(
                    (checked - begun) / 1e9,
                    (ended - begun) / 1e9,
                    peak.megabytes(),
                    CpuTime.now().minus(cpu));
        }
    }

    /** Seconds of LOAD DATA into the empty table of recipients alone. */
    double load(Path rows) throws SQLException {
        CpuTime cpu = CpuTime.now();
        long begun = System.nanoTime();
        execute(
                "LOAD DATA LOCAL INFILE '"
                        + rows
                        + "' INTO TABLE customer_1_tbl CHARACTER SET utf8mb4 ("
                        + COLUMNS
                        + ") SET creation_date = NOW(), timestamp = NOW(), datasource_id = 1,"
                        + " latest_datasource_id = 1");
        double seconds = (System.nanoTime() - begun) / 1e9;
        System.out.printf(
                "LOAD DATA: %.2f s, CPU of MariaDB %.1f s%n",
                seconds, CpuTime.now().minus(cpu).database() / 1e9);
        return seconds;
    }

    void empty() throws SQLException {
        try (Connection connection = testDatabase.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SET foreign_key_checks = 0");
            statement.execute("TRUNCATE TABLE customer_1_binding_tbl");
            statement.execute("TRUNCATE TABLE customer_1_tbl");
            statement.execute("SET foreign_key_checks = 1");
        }
    }

    @Override
    public void close() throws IOException {
        core.close();
        testDatabase.close();
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        }
    }

    private void field(String name, DataType type, int length) {
        core.profileFields().create(actor, ProfileFieldDraft.of(name, name, type, length));
    }

    private Import await(long id, ImportState state) throws IOException {
        while (true) {
            Import now = core.imports().get(actor, id);
            if (now.state() == state) {
                return now;
            }
            if (now.state().isOver()) {
                throw new IOException("The import ended: " + now);
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    private long count(String table) {
        return core.database()
                .inTransaction(
                        tx ->
                                tx.sql()
                                        .createQuery("SELECT COUNT(*) FROM " + table)
                                        .mapTo(Long.class)
                                        .one());
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = testDatabase.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
