package org.openemm.insight;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openemm.Core;
import org.openemm.InvalidInput;
import org.openemm.NotFound;
import org.openemm.account.Actor;
import org.openemm.config.Home;
import org.openemm.profilefield.DataType;
import org.openemm.profilefield.ProfileFieldDraft;
import org.openemm.testsupport.TestDatabase;

/** What is told of a rule while it is written, for forty thousand recipients. */
class InsightsTest {
    private static final int RECIPIENTS = 40_000;
    private static final Actor ANNA = Actor.system("anna", 1);

    @TempDir static Path folder;

    private static TestDatabase server;
    private static Core core;
    private static Insights insights;

    @BeforeAll
    static void open() throws Exception {
        server = TestDatabase.create();
        Home home = new Home(folder);
        Files.createDirectories(home.etc());
        core = Core.open(server.dataSource(), home, Clock.systemUTC());
        core.profileFields()
                .create(ANNA, ProfileFieldDraft.of("city", "City", DataType.VARCHAR, 100));
        insights = core.audiences().insights();
        core.database()
                .run(
                        tx -> {
                            tx.sql()
                                    .execute(
                                            """
                                            INSERT INTO customer_1_tbl (customer_id, email, firstname, gender, city)
                                            SELECT seq * 3, CONCAT('p', seq, '@example.com'), IF(seq % 2 = 0, 'Anna', NULL), seq % 3, CONCAT('City ', seq % 100)
                                              FROM seq_1_to_40000
                                            """);
                            tx.sql()
                                    .execute(
                                            """
                                            INSERT INTO customer_1_binding_tbl (customer_id, mailinglist_id, user_type, user_status, mediatype)
                                            SELECT customer_id, (SELECT MIN(mailinglist_id) FROM mailinglist_tbl), 'W', IF(gender = 0, 2, 1), 0 FROM customer_1_tbl
                                            """);
                            tx.sql().execute("ANALYZE TABLE customer_1_tbl");
                        });
    }

    @AfterAll
    static void close() {
        core.close();
        server.close();
    }

    @Test
    void theEstimateOfALargeGroupHasTheTrueNumberInItsRange() {
        Estimate estimate = insights.glance(ANNA, "gender = 1").estimate().orElseThrow();

        long truth = insights.count(ANNA, "gender = 1", 0).recipients();
        assertFalse(estimate.isExact());
        assertTrue(estimate.from() <= truth && truth <= estimate.to(), estimate.toString());
        assertTrue(estimate.to() - estimate.from() < RECIPIENTS / 5, estimate.toString());
        assertEquals(Insights.SAMPLE, estimate.some().size());
    }

    @Test
    void theSameRuleHasTheSameEstimateEachTimeSoThatNumbersStayStill() {
        assertEquals(
                insights.glance(ANNA, "gender <> 1").estimate().orElseThrow().some(),
                insights.glance(ANNA, "gender <> 1").estimate().orElseThrow().some());
    }

    @Test
    void aRareRuleIsCountedExactlyAtOnce() {
        Estimate estimate =
                insights.glance(ANNA, "`email` = 'p77@example.com'").estimate().orElseThrow();

        assertEquals(1, estimate.about());
        assertTrue(estimate.isExact());
    }

    @Test
    void theExactCountKnowsTheWholeAndSomeRecipients() {
        Insights.Count count = insights.count(ANNA, "firstname = 'Anna'", 0);

        assertEquals(RECIPIENTS / 2, count.recipients());
        assertEquals(RECIPIENTS, count.total());
        assertEquals(
                "p2@example.com",
                insights.recipients(ANNA, count.some().subList(0, 1)).get(0).email());
    }

    @Test
    void aFieldWithoutIndexIsNamedAndTheIndexThatHelpsToo() {
        Cost cost = insights.glance(ANNA, "City = 'City 7' AND firstname CONTAINS 'n'").cost();

        assertTrue(cost.reasons().contains(new Cost.Reason(Cost.Kind.NO_INDEX, "City")));
        assertTrue(cost.reasons().contains(new Cost.Reason(Cost.Kind.INSIDE_TEXT, "firstname")));
        assertEquals(1, cost.indexes().size());
        assertEquals(
                "CREATE INDEX cust1_field_city_idx ON customer_1_tbl (`city`)",
                cost.indexes().get(0).sql());
        assertTrue(cost.indexes().get(0).percent() < 5);
    }

    @Test
    void anIndexThatLeavesNearlyEverybodyIsNotProposed() {
        assertEquals(List.of(), insights.glance(ANNA, "City >= 'City 1'").cost().indexes());
        assertEquals(
                List.of(), insights.glance(ANNA, "City = 'City 7' OR gender = 1").cost().indexes());
    }

    @Test
    void forOneRecipientEachPartIsTrueFalseOrUnknown() {
        String rule = "gender = 1 AND (firstname = 'Anna' OR NOT City = 'City 1')";

        Explanation.Part whole = insights.explain(ANNA, rule, 3).whole();

        assertEquals(Explanation.Kind.AND, whole.kind());
        assertEquals(Verdict.UNKNOWN, whole.verdict());
        List<Explanation.Part> conditions = whole.conditions();
        assertEquals(
                List.of("gender = 1", "firstname = 'Anna'", "City = 'City 1'"),
                conditions.stream().map(part -> part.range().of(rule)).toList());
        assertEquals(
                List.of(Verdict.TRUE, Verdict.UNKNOWN, Verdict.TRUE),
                conditions.stream().map(Explanation.Part::verdict).toList());
        assertEquals(Verdict.FALSE, whole.parts().get(1).parts().get(1).verdict());
        assertEquals(List.of(new Explanation.Value("City", "city")), conditions.get(2).values());
        assertThrows(NotFound.class, () -> insights.explain(ANNA, rule, 4));
    }

    @Test
    void aWrongRuleIsRefusedWithItsPlace() {
        assertThrows(InvalidInput.class, () -> insights.glance(ANNA, "gendr = 1"));
        assertThrows(InvalidInput.class, () -> insights.count(ANNA, "gender = ", 0));
    }

    @Test
    void recipientsOfARuleAreCountedByListKindAndState() {
        List<ListPart> parts = insights.lists(ANNA, "gender <> 1");

        assertEquals(2, parts.size());
        long truth = insights.count(ANNA, "gender <> 1", 0).recipients();
        assertEquals(truth, parts.stream().mapToLong(ListPart::recipients).sum());
    }

    @Test
    void whoAsksAgainEndsHisQuestionBeforeInTheDatabase() throws Exception {
        Lane lane = new Lane(core.database(), 1, Duration.ofSeconds(30));
        CountDownLatch asked = new CountDownLatch(1);
        try (var pool = new ClosingPool()) {
            CompletableFuture<Integer> first =
                    CompletableFuture.supplyAsync(
                            () ->
                                    lane.ask(
                                            "anna",
                                            Duration.ofMinutes(1),
                                            (tx, turn) -> {
                                                asked.countDown();
                                                return turn.query(tx, "SELECT SLEEP(50)")
                                                        .mapTo(int.class)
                                                        .one();
                                            }),
                            pool.executor());
            asked.await();

            int answer =
                    lane.ask(
                            "anna",
                            Duration.ofMinutes(1),
                            (tx, turn) -> turn.query(tx, "SELECT 7").mapTo(int.class).one());

            assertEquals(7, answer);
            CompletionException ended = assertThrows(CompletionException.class, first::join);
            assertInstanceOf(Superseded.class, ended.getCause());
        }
    }

    @Test
    void whenTooManyAskOthersAreToldInsteadOfWaitingForEver() throws Exception {
        Lane lane = new Lane(core.database(), 1, Duration.ofMillis(20));
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        try (var pool = new ClosingPool()) {
            CompletableFuture<Integer> first =
                    CompletableFuture.supplyAsync(
                            () ->
                                    lane.ask(
                                            "anna",
                                            Duration.ofMinutes(1),
                                            (tx, turn) -> {
                                                inside.countDown();
                                                awaitQuietly(end);
                                                return 1;
                                            }),
                            pool.executor());
            inside.await();
            try {
                assertThrows(
                        Busy.class, () -> lane.ask("bert", Duration.ofSeconds(1), (tx, turn) -> 2));
            } finally {
                end.countDown();
            }
            assertEquals(1, first.join());
            int later = lane.ask("bert", Duration.ofSeconds(1), (tx, turn) -> 3);
            assertEquals(3, later);
        }
    }

    @Test
    void aStatementThatTakesTooLongIsEndedAndSaysSo() {
        Lane lane = new Lane(core.database(), 1, Duration.ofSeconds(1));

        InvalidInput slow =
                assertThrows(
                        InvalidInput.class,
                        () ->
                                lane.ask(
                                        "anna",
                                        Duration.ofMillis(50),
                                        (tx, turn) ->
                                                turn.query(
                                                                tx,
                                                                "SELECT COUNT(*) FROM"
                                                                        + " seq_1_to_100000000 a,"
                                                                        + " seq_1_to_100000000 b")
                                                        .mapTo(long.class)
                                                        .one()));

        assertEquals("error.target.timeout", slow.problems().get(0).key());
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends its thread with the test. */
    private static final class ClosingPool implements AutoCloseable {
        private final ExecutorService executor = Executors.newSingleThreadExecutor();

        ExecutorService executor() {
            return executor;
        }

        @Override
        public void close() {
            executor.shutdownNow();
        }
    }
}
