package org.openemm.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.openemm.Core;
import org.openemm.account.Actor;
import org.openemm.config.Home;
import org.openemm.database.Database;
import org.openemm.exporting.Export;
import org.openemm.exporting.ExportColumn;
import org.openemm.exporting.ExportSettings;
import org.openemm.exporting.ExportState;
import org.openemm.exporting.FileFormat;
import org.openemm.exporting.FileType;
import org.openemm.profilefield.DataType;
import org.openemm.profilefield.ProfileFieldDraft;
import org.openemm.target.TargetDraft;
import org.openemm.testsupport.TestDatabase;

/**
 * How fast recipients get into a file: one million with 12 columns, from the order to the finished
 * file, with dates in the zone of the user and formulas made harmless. Besides: with a target
 * group, as a spreadsheet, as JSON lines, and the heap that ten thousand and a million need.
 *
 * <p>The other side is {@code SELECT ... INTO OUTFILE} of the same columns, in the same run, the
 * better of as many rounds.
 */
public final class ExportBenchmark implements Benchmark {
    private static final int ROWS = Integer.getInteger("openemm.benchmark.rows", 1_000_000);
    private static final int ROUNDS = Integer.getInteger("openemm.benchmark.rounds", 4);
    private static final int WARM_UPS = 5;
    private static final long POLL_NANOS = 2_000_000;
    private static final List<String> COLUMNS =
            List.of(
                    "customer_id",
                    "email",
                    "gender",
                    "title",
                    "firstname",
                    "lastname",
                    "mailtype",
                    "creation_date",
                    "timestamp",
                    "birthday",
                    "points",
                    "city");

    private final Actor actor = Actor.system("benchmark", 1);

    @Override
    public Result run() throws Exception {
        Path folder = Files.createTempDirectory("openemm-export");
        Home home = new Home(folder);
        Files.createDirectories(home.etc());
        try (TestDatabase testDatabase = TestDatabase.create();
                Core core = Core.open(testDatabase.dataSource(), home, Clock.systemDefaultZone())) {
            fields(core);
            fill(core.database());
            int few = target(core, "One in a hundred", "points < 10");
            int half = target(core, "Half", "points < 500 AND gender <= 2");
            ExportSettings all =
                    ExportSettings.everybody(
                                    FileFormat.of(Locale.GERMANY, ZoneId.of("Europe/Berlin")))
                            .withColumns(COLUMNS.stream().map(ExportColumn::ofField).toList());
            for (int i = 0; i < WARM_UPS; i++) {
                export(core, all.withTarget(few));
            }
            long heapOfFew = heap(core, all.withTarget(few));
            long heapOfAll = heap(core, all);
            double ours = 0;
            double theirs = 0;
            for (int i = 0; i < ROUNDS; i++) {
                theirs = Math.max(theirs, outfile(core.database(), folder, i));
                ours = Math.max(ours, export(core, all));
                System.out.printf(
                        "round %d: best so far: export %,.0f rows/s, INTO OUTFILE %,.0f rows/s%n",
                        i + 1, ours, theirs);
            }
            System.out.printf(
                    "with a target group of half: %,.0f rows/s%n",
                    export(core, all.withTarget(half)));
            for (FileType type : List.of(FileType.XLSX, FileType.JSONL)) {
                System.out.printf(
                        "as %s: %,.0f rows/s%n",
                        type, export(core, all.withFormat(all.format().withType(type))));
            }
            System.out.printf(
                    "heap needed: %d MB for %,d rows, %d MB for %,d rows%n",
                    heapOfFew, ROWS / 100, heapOfAll, ROWS);
            return new Result(
                    "export",
                    Math.round(ours),
                    "rows/s",
                    Math.round(ours / theirs * 1000) / 1000.0,
                    "SELECT ... INTO OUTFILE of the same columns");
        } finally {
            try (Stream<Path> files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
            }
        }
    }

    private long heap(Core core, ExportSettings settings) {
        try (HeapPeak peak = new HeapPeak()) {
            export(core, settings);
            return peak.megabytes();
        }
    }

    /**
     * @return rows per second
     */
    private double export(Core core, ExportSettings settings) {
        long begun = System.nanoTime();
        long id = core.exchange().exports().start(actor, "Benchmark", settings);
        Export now = core.exchange().exports().get(actor, id);
        while (now.state().isBusy()) {
            LockSupport.parkNanos(POLL_NANOS);
            now = core.exchange().exports().get(actor, id);
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        if (now.state() != ExportState.DONE || now.rows() == 0) {
            throw new IllegalStateException(now.toString());
        }
        core.exchange().exports().remove(actor, id);
        return now.rows() / seconds;
    }

    private static double outfile(Database database, Path folder, int round) throws IOException {
        Path file = folder.resolve("outfile-" + round + ".csv");
        long begun = System.nanoTime();
        database.run(
                tx ->
                        tx.sql()
                                .execute(
                                        """
                                        SELECT %s INTO OUTFILE '%s' CHARACTER SET utf8mb4
                                               FIELDS TERMINATED BY ';' OPTIONALLY ENCLOSED BY '"'
                                               LINES TERMINATED BY '\\r\\n'
                                          FROM customer_1_tbl WHERE bounceload = 0
                                        """
                                                .formatted(String.join(", ", COLUMNS), file)));
        double seconds = (System.nanoTime() - begun) / 1e9;
        Files.delete(file);
        return ROWS / seconds;
    }

    private int target(Core core, String name, String eql) {
        return core.targets().save(actor, new TargetDraft(0, name, "", eql));
    }

    private void fields(Core core) {
        core.profileFields()
                .create(actor, ProfileFieldDraft.of("birthday", "Birthday", DataType.DATE, 0));
        core.profileFields()
                .create(actor, ProfileFieldDraft.of("points", "Points", DataType.INTEGER, 0));
        core.profileFields()
                .create(actor, ProfileFieldDraft.of("city", "City", DataType.VARCHAR, 100));
    }

    private static void fill(Database database) {
        database.run(
                tx ->
                        tx.sql()
                                .execute(
                                        """
                                        INSERT INTO customer_1_tbl
                                               (email, firstname, lastname, gender, mailtype, title,
                                                creation_date, timestamp, birthday, points, city)
                                        SELECT CONCAT('recipient', seq, '@list.example'),
                                               ELT(seq %% 5 + 1, 'Anna', 'Jörg', 'Zoë', 'Karl', 'Mia'),
                                               CONCAT('Müller-', seq), seq %% 3, 1,
                                               IF(seq %% 10, NULL, 'Dr.'),
                                               TIMESTAMP '2020-01-01 00:00:00' + INTERVAL seq * 197 SECOND,
                                               TIMESTAMP '2021-01-01 00:00:00' + INTERVAL seq * 171 SECOND,
                                               DATE '1950-01-01' + INTERVAL seq %% 20000 DAY,
                                               seq %% 1000,
                                               ELT(seq %% 4 + 1, 'Köln', 'Berlin; Mitte', 'Bonn', 'München')
                                          FROM seq_1_to_%d
                                        """
                                                .formatted(ROWS)));
    }
}
