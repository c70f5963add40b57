package org.openemm.backend.pickdist;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.openemm.account.ActivityLog;
import org.openemm.account.Actor;
import org.openemm.backend.smtp.Envelope;
import org.openemm.backend.smtp.SinkServer;
import org.openemm.backend.spool.PackageHead;
import org.openemm.backend.spool.PackageName;
import org.openemm.backend.spool.PackageWriter;
import org.openemm.backend.spool.Spool;
import org.openemm.backend.xmlback.MailTemplate;
import org.openemm.config.Home;
import org.openemm.database.Database;
import org.openemm.delivery.SendKind;
import org.openemm.route.DomainGroups;
import org.openemm.route.Rates;
import org.openemm.route.RouteDirectory;
import org.openemm.route.Routes;
import org.openemm.testsupport.TestDatabase;

/**
 * What tests of this package begin with: a real spool with packages that they write, a database,
 * and a mail server whose answers they decide. A lane alone ({@link #send}) or all routes ({@link
 * #start}) send them.
 */
abstract class PickdistCase {
    static final Actor ACTOR = Actor.system("test", 1);
    static final Clock CLOCK = Clock.systemDefaultZone();

    /** No mail is too old for it: packages here are of January. */
    static final Duration FOR_EVER = Duration.ofDays(100_000);

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static TestDatabase testDatabase;
    private static Database database;
    private static int nextMailing;

    @TempDir Path folder;
    Home home;
    Spool spool;
    Gate gate;
    MailingStates states;
    Routes routes;
    DomainGroups groups;
    SinkServer sink;
    LaneService service;
    Dispatcher dispatcher;

    /** Of packages that are written without naming one. */
    int mailing;

    @BeforeAll
    static void openDatabase() {
        testDatabase = TestDatabase.create();
        database = Database.over(testDatabase.dataSource(), List.of());
        nextMailing = 500;
    }

    @AfterAll
    static void closeDatabase() {
        database.close();
        testDatabase.close();
    }

    @BeforeEach
    void prepare() throws IOException {
        home = new Home(folder);
        spool = new Spool(home, CLOCK);
        gate = new Gate(home);
        states = new MailingStates(database, CLOCK);
        states.start();
        ActivityLog log = new ActivityLog(CLOCK);
        routes = new Routes(database, log, home, CLOCK);
        groups = new DomainGroups(database, log, CLOCK);
        for (String table :
                List.of("smtp_route_choice_tbl", "smtp_route_tbl", "smtp_domain_group_tbl")) {
            sql("DELETE FROM " + table);
        }
        mailing = mailing();
    }

    @AfterEach
    void end() throws IOException {
        gate.shut();
        if (service != null) {
            service.close();
        }
        if (dispatcher != null) {
            dispatcher.close();
        }
        if (sink != null) {
            sink.close();
        }
        states.close();
        gate.close();
    }

    /** One lane sends everything. */
    void send(BiFunction<String, String, String> behaviour, int connections) throws IOException {
        sink = new SinkServer(true, behaviour);
        Lane lane =
                new Lane(
                        "bulk",
                        false,
                        name -> true,
                        RouteLimits.none(),
                        tools(),
                        new LaneSettings(
                                Duration.ofMillis(50), Duration.ofMillis(200), FOR_EVER, 0));
        service =
                LaneService.start(
                        lane, sink.route(connections), new RouteHealth(Duration.ofMillis(20)));
    }

    /** All routes; the usual one leads to the sink. */
    void start(Rates rates, int connections, BiFunction<String, String, String> behaviour)
            throws IOException {
        sink = new SinkServer(true, behaviour);
        dispatch(rates, connections, FOR_EVER, Duration.ofMillis(50));
    }

    void dispatch(Rates rates, int connections, Duration lifetime, Duration retry) {
        dispatcher =
                Dispatcher.start(
                        tools(),
                        new RouteDirectory(database, home),
                        new SystemRoute(sink.route(connections), 2, rates, lifetime),
                        new LaneSettings(retry, retry.multipliedBy(4), lifetime, 0),
                        Duration.ofMillis(20),
                        "test.example");
    }

    /** The database is asked anew about mailings, as after a new start. */
    void forgetStates() {
        states.close();
        states = new MailingStates(database, CLOCK);
        states.start();
    }

    private LaneTools tools() {
        return LaneTools.of(home, spool, gate, states, new Templates(this::template), CLOCK);
    }

    /** A mail to the address that the row is; it says nothing but its snapshot. */
    MailTemplate template(String snapshot) {
        byte[] body = (snapshot + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
        return new MailTemplate() {
            @Override
            public Maker maker() {
                return (customerId, row) ->
                        new Made.Mail(Envelope.of("from@a.example", text(row)), body, 1, false);
            }

            @Override
            public String domain(long customerId, byte[] row) {
                return text(row).substring(text(row).indexOf('@') + 1);
            }
        };
    }

    private static String text(byte[] row) {
        return new String(row, StandardCharsets.US_ASCII);
    }

    /** A new mailing that is ready to be sent. */
    int mailing() {
        int id = nextMailing++;
        sql(
                "INSERT INTO mailing_tbl (mailing_id, company_id, shortname, work_status) VALUES"
                        + " (%d, 1, 'x', 'mailing.status.generation-finished')",
                id);
        return id;
    }

    PackageName name(int block) {
        return name(mailing, block);
    }

    PackageName name(int id, int block) {
        return new PackageName(
                0, LocalDateTime.of(2026, 1, 1, 0, 0), 1, id, SendKind.WORLD, id, block);
    }

    /** A package of the usual mailing for r1@b.example and so on, numbered through all blocks. */
    void write(int block, int count) throws IOException {
        int before = (block - 1) * count;
        write(name(block), before + 1, count, i -> "r" + (before + 1 + i) + "@b.example");
    }

    void writeFinal(int block) throws IOException {
        writeFinal(name(block));
    }

    void writeFinal(PackageName name) throws IOException {
        Files.createFile(spool.meta().resolve(name.base() + PackageName.FINAL));
    }

    /** A package of any mailing, with the final file if it is the first. */
    void write(int id, int block, int count, IntFunction<String> address) throws IOException {
        write(name(id, block), count, address);
        if (block == 1) {
            writeFinal(name(id, block));
        }
    }

    void write(PackageName name, int count, IntFunction<String> address) throws IOException {
        write(name, (name.block() - 1) * 100_000L, count, address);
    }

    private void write(PackageName name, long firstId, int count, IntFunction<String> address)
            throws IOException {
        try (PackageWriter writer =
                new PackageWriter(
                        spool.meta().resolve(name.base() + PackageName.PACKAGE),
                        PackageHead.of(name, "X: y"))) {
            for (int i = 0; i < count; i++) {
                byte[] row = address.apply(i).getBytes(StandardCharsets.US_ASCII);
                writer.add(firstId + i, row, row.length);
            }
            writer.finish();
        }
        Files.createFile(spool.meta().resolve(name.base() + PackageName.STAMP));
    }

    /** Why mails of a mailing wait. */
    List<Waits.Wait> waits(int id) {
        try {
            return Waits.of(dispatcher).stream()
                    .filter(wait -> wait.key().mailingId() == id)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Addresses that got mails and have that in them. */
    List<String> received(String part) {
        return sink.recipients().stream().filter(to -> to.contains(part)).toList();
    }

    void assertEveryoneOnce(int count) {
        List<String> got = sink.recipients();
        assertEquals(count, new HashSet<>(got).size(), "different receivers");
        Set<String> once = new HashSet<>();
        assertEquals(List.of(), got.stream().filter(to -> !once.add(to)).toList(), "got it twice");
    }

    /** What is on record of a package that was sent; the record follows its package. */
    String record(int block) throws IOException {
        Path file = spool.results().resolve(name(block).base() + PackageName.RESUME);
        await(() -> Files.exists(file));
        return Files.readString(file);
    }

    int archived() {
        return ended(Spool.End.ARCHIVE);
    }

    int ended(Spool.End end) {
        Path place = home.spool(end.name());
        try (Stream<Path> files = Files.exists(place) ? Files.walk(place) : Stream.of()) {
            return (int) files.filter(file -> file.toString().endsWith(".xml.gz")).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<String> files(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Long enough for the lane to have looked at the spool again. */
    static void awaitLook() {
        long until = System.nanoTime() + Duration.ofMillis(1200).toNanos();
        await(() -> System.nanoTime() > until);
    }

    static BiFunction<String, String, String> usual() {
        return (verb, line) -> null;
    }

    static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("Not within " + PATIENCE);
            }
            LockSupport.parkNanos(10_000_000);
        }
    }

    static void sql(String statement, Object... values) {
        database.run(tx -> tx.sql().execute(statement.formatted(values)));
    }
}
