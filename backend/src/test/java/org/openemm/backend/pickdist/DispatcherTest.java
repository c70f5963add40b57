package org.openemm.backend.pickdist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
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
import org.openemm.route.RouteDraft;
import org.openemm.route.RouteUse;
import org.openemm.route.Routes;
import org.openemm.route.Security;
import org.openemm.testsupport.TestDatabase;

/** Routes, limits and waiting mails, with packages in a real spool and real SMTP servers. */
class DispatcherTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Actor ACTOR = Actor.system("test", 1);
    private static final Clock CLOCK = Clock.systemDefaultZone();
    private static TestDatabase testDatabase;
    private static Database database;
    private static int nextMailing = 800;

    @TempDir private Path folder;
    private Home home;
    private Spool spool;
    private Gate gate;
    private MailingStates states;
    private Routes routes;
    private DomainGroups groups;
    private SinkServer sink;
    private Dispatcher dispatcher;

    @BeforeAll
    static void openDatabase() {
        testDatabase = TestDatabase.create();
        database = Database.over(testDatabase.dataSource(), List.of());
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
        sql("DELETE FROM smtp_route_choice_tbl");
        sql("DELETE FROM smtp_route_tbl");
        sql("DELETE FROM smtp_domain_group_tbl");
    }

    @AfterEach
    void end() throws IOException {
        gate.shut();
        if (dispatcher != null) {
            dispatcher.close();
        }
        if (sink != null) {
            sink.close();
        }
        states.close();
        gate.close();
    }

    @Test
    void aLimitedGroupOfDomainsHoldsNobodyElse() throws IOException {
        groups.save(ACTOR, 0, "Slow", "slow.example *.slow.example", 0, new Rates(5, 0, 0));
        int mailing = mailing();
        for (int block = 1; block <= 4; block++) {
            int first = block * 1000;
            // All the slow ones come first.
            write(
                    mailing,
                    block,
                    150,
                    i -> "r" + (first + i) + (i < 50 ? "@x.slow.example" : "@b.example"));
        }
        start(Rates.UNLIMITED, 4, (verb, line) -> null);

        await(() -> received("@b.example").size() == 400);

        int slow = received("slow.example").size();
        assertTrue(slow < 150, "of the 200 slow ones " + slow);
        groups.all(ACTOR).forEach(group -> groups.delete(ACTOR, group.id()));
        await(() -> archived() == 4);
        assertEveryoneOnce(600);
    }

    @Test
    void ofAGroupNoMoreMailsAreOnTheirWayThanItTakes() throws IOException {
        groups.save(ACTOR, 0, "One at a time", "one.example", 1, Rates.UNLIMITED);
        int mailing = mailing();
        write(mailing, 1, 200, i -> "r" + i + (i % 2 == 0 ? "@one.example" : "@b.example"));
        Set<String> open = ConcurrentHashMap.newKeySet();
        AtomicInteger most = new AtomicInteger();
        start(
                Rates.UNLIMITED,
                6,
                (verb, line) -> {
                    if (verb.equals("RCPT") && line.contains("@one.example")) {
                        open.add(line.substring(line.indexOf('<') + 1, line.indexOf('>')));
                    } else if (verb.equals("END") && line.contains("@one.example")) {
                        most.accumulateAndGet(open.size(), Math::max);
                        LockSupport.parkNanos(1_000_000);
                        open.remove(line);
                    }
                    return null;
                });

        await(() -> archived() == 1);

        assertEveryoneOnce(200);
        assertEquals(1, most.get());
    }

    @Test
    void aSingleMailArrivesWhileAListUsesUpTheRateOfItsRoute() throws IOException {
        int list = mailing();
        write(list, 1, 1000, i -> "r" + i + "@b.example");
        start(new Rates(40, 0, 0), 4, (verb, line) -> null);
        await(() -> received("@b.example").size() > 5);

        PackageName single =
                new PackageName(
                        0, LocalDateTime.of(2026, 1, 1, 0, 0), 1, 9, SendKind.ADMIN, mailing(), 1);
        write(single, 1, i -> "single@c.example");
        Files.createFile(spool.meta().resolve(single.base() + ".final"));
        dispatcher.wake();
        await(() -> received("single@").size() == 1);

        assertTrue(received("@b.example").size() < 1000, "the list was done before");
    }

    @Test
    void a421ForARecipientRestsItsGroupAndNotTheRoute() throws IOException {
        groups.save(ACTOR, 0, "Busy", "busy.example", 10, Rates.UNLIMITED);
        int mailing = mailing();
        write(mailing, 1, 200, i -> "r" + i + (i < 100 ? "@busy.example" : "@b.example"));
        AtomicInteger refusals = new AtomicInteger();
        boolean[] busy = {true};
        start(
                Rates.UNLIMITED,
                2,
                (verb, line) -> {
                    if (busy[0] && verb.equals("RCPT") && line.contains("@busy.example")) {
                        refusals.incrementAndGet();
                        return "421 4.7.0 busy.example wants a rest";
                    }
                    return null;
                });

        await(() -> received("@b.example").size() == 100);
        await(() -> waits(mailing).stream().anyMatch(w -> w.key().reason().equals("group")));
        Waits.Wait wait =
                waits(mailing).stream()
                        .filter(w -> w.key().reason().equals("group"))
                        .findFirst()
                        .orElseThrow();
        assertEquals("Busy", wait.key().subject());
        // Two may be tried at this moment.
        assertTrue(wait.mails() >= 98 && wait.mails() <= 100, wait.mails() + " mails");
        assertTrue(wait.answer().contains("wants a rest"), wait.answer());
        assertTrue(refusals.get() < 30, "asked " + refusals.get() + " times");
        busy[0] = false;

        await(() -> archived() == 1);
        assertEveryoneOnce(200);
    }

    @Test
    void aRouteThatCannotBeReachedHoldsNoOtherAndSaysWhy() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        int route = routes.create(ACTOR, draft("Dead", port));
        int dead = mailing();
        int alive = mailing();
        routes.choose(ACTOR, RouteUse.Level.MAILING, dead, route);
        write(dead, 1, 50, i -> "r" + i + "@dead.example");
        write(alive, 1, 50, i -> "r" + i + "@b.example");
        start(Rates.UNLIMITED, 2, (verb, line) -> null);

        await(() -> received("@b.example").size() == 50);
        await(() -> !waits(dead).isEmpty());
        Waits.Wait wait = waits(dead).get(0);
        assertEquals("route", wait.key().reason());
        assertEquals("Dead", wait.key().subject());
        assertTrue(wait.answer().contains("127.0.0.1:" + port), wait.answer());
        assertTrue(waits(alive).isEmpty());

        routes.update(ACTOR, route, draft("Dead", sink.port()));
        await(() -> received("@dead.example").size() == 50);
        await(() -> archived() == 2);
        assertEveryoneOnce(100);
    }

    @Test
    void theChoiceOfTheMailingWinsOverThatOfItsListAndThatOverTheTenants() throws IOException {
        try (SinkServer tenant = new SinkServer(true, (verb, line) -> null);
                SinkServer ofList = new SinkServer(true, (verb, line) -> null);
                SinkServer own = new SinkServer(true, (verb, line) -> null)) {
            routes.choose(
                    ACTOR,
                    RouteUse.Level.TENANT,
                    0,
                    routes.create(ACTOR, draft("T", tenant.port())));
            sql(
                    "INSERT INTO mailinglist_tbl (mailinglist_id, company_id, shortname) VALUES"
                            + " (77, 1, 'L')");
            routes.choose(
                    ACTOR,
                    RouteUse.Level.LIST,
                    77,
                    routes.create(ACTOR, draft("L", ofList.port())));
            int plain = mailing();
            int listed = mailing();
            int chosen = mailing();
            sql(
                    "UPDATE mailing_tbl SET mailinglist_id = 77 WHERE mailing_id IN (%d, %d)",
                    listed, chosen);
            routes.choose(
                    ACTOR,
                    RouteUse.Level.MAILING,
                    chosen,
                    routes.create(ACTOR, draft("M", own.port())));
            for (int mailing : List.of(plain, listed, chosen)) {
                write(mailing, 1, 3, i -> "r" + i + "@m" + mailing + ".example");
            }
            start(Rates.UNLIMITED, 2, (verb, line) -> null);

            await(() -> archived() == 3);
            assertEquals(Set.of("m" + plain + ".example"), domains(tenant));
            assertEquals(Set.of("m" + listed + ".example"), domains(ofList));
            assertEquals(Set.of("m" + chosen + ".example"), domains(own));
            assertEquals(List.of(), sink.received());
        }
    }

    @Test
    void mailsPutOffAreToldWithTheirAnswerAndBecomeBouncesWhenTheirTimeIsOver() throws IOException {
        int mailing = mailing();
        write(mailing, 1, 30, i -> "r" + i + "@b.example");
        sink =
                new SinkServer(
                        true,
                        (verb, line) ->
                                verb.equals("RCPT") && line.contains("7@")
                                        ? "451 4.7.1 greylisted"
                                        : null);
        dispatch(Rates.UNLIMITED, 2, Duration.ofDays(100_000), Duration.ofMinutes(1));
        await(() -> !waits(mailing).isEmpty() && waits(mailing).get(0).mails() == 3);
        Waits.Wait wait = waits(mailing).get(0);
        assertEquals("deferred", wait.key().reason());
        assertEquals("451 4.7.1 greylisted", wait.answer());
        assertTrue(wait.next().isAfter(CLOCK.instant()));
        await(() -> sink.count() == 27);
        dispatcher.close();

        // The time of the package, which is of January, is long over.
        states = new MailingStates(database, CLOCK);
        states.start();
        dispatch(Rates.UNLIMITED, 2, Duration.ofHours(1), Duration.ofMillis(1));
        await(() -> archived() == 1);

        await(() -> !resume(mailing).isEmpty());
        assertEquals(
                3,
                resume(mailing).stream()
                        .filter(line -> line.contains(";547;Given up, still: 451 4.7.1"))
                        .count());
        assertEquals(27, sink.count());
    }

    @Test
    void aMailWhoseAnswerWasLostIsSentOnceMoreAndNotedAsUncertain() throws IOException {
        int mailing = mailing();
        write(mailing, 1, 40, i -> "r" + i + "@b.example");
        Set<String> dropped = ConcurrentHashMap.newKeySet();
        Set<String> lostEarly = ConcurrentHashMap.newKeySet();
        start(
                Rates.UNLIMITED,
                2,
                (verb, line) -> {
                    if (verb.equals("END") && line.contains("r11@") && dropped.add(line)
                            || verb.equals("RCPT")
                                    && line.contains("r22@")
                                    && lostEarly.add(line)) {
                        return SinkServer.DROP;
                    }
                    return null;
                });

        await(() -> archived() == 1);
        await(() -> !resume(mailing).isEmpty());
        assertEveryoneOnce(40);
        assertEquals(
                List.of("U;11;connection"),
                resume(mailing).stream().filter(line -> line.startsWith("U")).toList());
    }

    private void start(
            Rates rates,
            int connections,
            java.util.function.BiFunction<String, String, String> behaviour)
            throws IOException {
        sink = new SinkServer(true, behaviour);
        dispatch(rates, connections, Duration.ofDays(100_000), Duration.ofMillis(50));
    }

    private void dispatch(Rates rates, int connections, Duration lifetime, Duration retry) {
        dispatcher =
                Dispatcher.start(
                        LaneTools.of(
                                home,
                                spool,
                                gate,
                                states,
                                new Templates(snapshot -> new PlainTemplate()),
                                CLOCK),
                        new RouteDirectory(database, home),
                        new SystemRoute(sink.route(connections), 2, rates, lifetime),
                        new LaneSettings(retry, retry.multipliedBy(4), lifetime, 0),
                        Duration.ofMillis(20),
                        "test.example");
    }

    /** A mail to the address that the row is. */
    private static final class PlainTemplate implements MailTemplate {
        private static final byte[] BODY = "X: y\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

        @Override
        public Maker maker() {
            return (customerId, row) ->
                    new Made.Mail(Envelope.of("from@a.example", text(row)), BODY, 1, false);
        }

        @Override
        public String domain(long customerId, byte[] row) {
            return text(row).substring(text(row).indexOf('@') + 1);
        }

        private static String text(byte[] row) {
            return new String(row, StandardCharsets.US_ASCII);
        }
    }

    private static RouteDraft draft(String name, int port) {
        return new RouteDraft(
                name,
                "127.0.0.1",
                port,
                Security.NONE,
                true,
                "",
                "",
                "",
                2,
                1,
                Rates.UNLIMITED,
                30 * 24);
    }

    private List<Waits.Wait> waits(int mailing) {
        try {
            return Waits.of(dispatcher).stream()
                    .filter(wait -> wait.key().mailingId() == mailing)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int mailing() {
        int mailing = nextMailing++;
        sql(
                "INSERT INTO mailing_tbl (mailing_id, company_id, shortname, work_status) VALUES"
                        + " (%d, 1, 'x', 'mailing.status.generation-finished')",
                mailing);
        return mailing;
    }

    private PackageName name(int mailing, int block) {
        return new PackageName(
                0, LocalDateTime.of(2026, 1, 1, 0, 0), 1, mailing, SendKind.WORLD, mailing, block);
    }

    private void write(int mailing, int block, int count, IntFunction<String> address)
            throws IOException {
        write(name(mailing, block), count, address);
        Path done = spool.meta().resolve(name(mailing, block).base() + ".final");
        if (block == 1) {
            Files.createFile(done);
        }
    }

    private void write(PackageName name, int count, IntFunction<String> address)
            throws IOException {
        try (PackageWriter writer =
                new PackageWriter(
                        spool.meta().resolve(name.base() + ".xml.gz"),
                        PackageHead.of(name, "X: y"))) {
            for (int i = 0; i < count; i++) {
                byte[] row = address.apply(i).getBytes(StandardCharsets.US_ASCII);
                writer.add((name.block() - 1) * 100_000L + i, row, row.length);
            }
            writer.finish();
        }
        Files.createFile(spool.meta().resolve(name.base() + ".stamp"));
    }

    private List<String> received(String part) {
        return sink.received().stream()
                .map(SinkServer.Received::to)
                .filter(to -> to.contains(part))
                .toList();
    }

    private static Set<String> domains(SinkServer server) {
        return server.received().stream()
                .map(mail -> mail.to().substring(mail.to().indexOf('@') + 1))
                .collect(Collectors.toSet());
    }

    private void assertEveryoneOnce(int count) {
        List<String> got = received("");
        assertEquals(count, new HashSet<>(got).size(), "different receivers");
        assertEquals(count, got.size(), "mails");
    }

    private int archived() {
        Path archive = home.spool(Spool.End.ARCHIVE.name());
        try (Stream<Path> files = Files.exists(archive) ? Files.walk(archive) : Stream.of()) {
            return (int) files.filter(file -> file.toString().endsWith(".xml.gz")).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> resume(int mailing) {
        Path record = spool.results().resolve(name(mailing, 1).base() + ".SYNC");
        try {
            return Files.exists(record) ? Files.readAllLines(record) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("Not within " + PATIENCE);
            }
            LockSupport.parkNanos(10_000_000);
        }
    }

    private static void sql(String statement, Object... values) {
        database.run(tx -> tx.sql().execute(statement.formatted(values)));
    }
}
