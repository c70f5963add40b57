package org.openemm.recipient;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openemm.Core;
import org.openemm.account.Actor;
import org.openemm.config.Home;
import org.openemm.contact.ContactQuery;
import org.openemm.testsupport.TestDatabase;

/**
 * No query behind a list of recipients reads all of them: asked of MariaDB itself, with as many
 * recipients as make its optimiser choose as it does for millions.
 */
class RecipientPlansTest {
    private static final int RECIPIENTS = 60_000;

    /** What a page may read: itself, and those of whom it is looked up whether they are few. */
    private static final long MOST_ROWS = 12_000;

    private static final Actor ANNA = Actor.system("anna", 1);
    private static final Plans plans = new Plans();
    private static TestDatabase server;
    private static Core core;
    private static int all;

    @BeforeAll
    static void open(@TempDir Path folder) {
        server = TestDatabase.create();
        core =
                Core.open(
                        plans.over(server.dataSource()),
                        new Home(folder),
                        Clock.fixed(Instant.parse("2026-11-21T10:00:00Z"), ZoneOffset.UTC));
        all = core.mailinglists().create(ANNA, "Everybody", "");
        for (String statement :
                List.of(
                        """
                        INSERT INTO customer_1_tbl (email, firstname, lastname, gender, creation_date, timestamp)
                        SELECT CONCAT(SUBSTRING(MD5(seq), 1, 8), seq, '@example.com'), ELT(1 + seq %% 4, 'Anna', 'Bernd', 'Clara', NULL),
                               CONCAT('Name', seq %% 997), seq %% 3, TIMESTAMP('2024-01-01') + INTERVAL seq MINUTE, '2026-01-01'
                          FROM seq_1_to_%d
                        """
                                .formatted(RECIPIENTS),
                        """
                        INSERT INTO customer_1_binding_tbl (customer_id, mailinglist_id, user_type, user_status, mediatype, creation_date, timestamp)
                        SELECT customer_id, %d, IF(customer_id %% 5000 = 0, 'T', 'W'), IF(customer_id %% 1000 = 0, 2, 1), 0, creation_date, creation_date
                          FROM customer_1_tbl
                        """
                                .formatted(all),
                        "ANALYZE TABLE customer_1_tbl, customer_1_binding_tbl")) {
            core.database().run(tx -> tx.sql().execute(statement));
        }
    }

    @AfterAll
    static void close() {
        core.close();
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"email", "lastname", "firstname", "creation_date", "customer_id"})
    void everyPageInTheOrderOfAnIndexFollowsTheIndex(String column) {
        for (boolean descending : new boolean[] {false, true}) {
            RecipientQuery query = RecipientQuery.all(50).sortedBy(column, descending);
            RecipientPage first = core.recipients().page(ANNA, query);
            requireIndexes(() -> core.recipients().page(ANNA, query));
            requireIndexes(() -> core.recipients().page(ANNA, query.from(PageCursor.END)));
            RecipientPage second = core.recipients().page(ANNA, query.from(first.next()));
            requireIndexes(() -> core.recipients().page(ANNA, query.from(second.next())));
            requireIndexes(() -> core.recipients().page(ANNA, query.from(second.previous())));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a1",
                "a1b2c3d4@example.com",
                "Name17",
                "Anna Name17",
                "Name17, Anna",
                "4711",
                "zzz"
            })
    void everySearchUsesIndexes(String text) {
        RecipientQuery query = RecipientQuery.beginningWith(text, 50);
        requireIndexes(() -> core.recipients().page(ANNA, query));
        assertEquals(
                List.of(), scans(plans.of(() -> core.persons().listing().estimate(ANNA, query))));
        requireIndexes(() -> core.recipients().lookUp(ANNA, text, 10));
    }

    /** In any order that an index has, on its first page, in the middle and at the end. */
    @ParameterizedTest
    @CsvSource({
        "a1, email",
        "a1, lastname",
        "Name17, email",
        "Name17, lastname",
        "Name17, creation_date",
        "Name17, customer_id",
        "Anna, email",
        "Anna, firstname",
        "Anna Name17, email",
        "Anna Name17, creation_date",
        "Name, email",
        "Name, lastname"
    })
    void everyPageOfASearchUsesIndexes(String text, String column) {
        RecipientQuery query = RecipientQuery.beginningWith(text, 20).sortedBy(column, true);
        RecipientPage first = core.recipients().page(ANNA, query);
        requireIndexes(() -> core.recipients().page(ANNA, query));
        requireIndexes(() -> core.recipients().page(ANNA, query.from(PageCursor.END)));
        requireIndexes(() -> core.recipients().page(ANNA, query.from(first.next())));
    }

    /** Both names are compared in one index: no recipient is read who has only one of them. */
    @Test
    void bothNamesAreFoundByOneIndexAlone() {
        RecipientQuery query = RecipientQuery.beginningWith("Anna Name1", 50);
        List<Plans.Step> names =
                plans.of(() -> core.recipients().page(ANNA, query)).stream()
                        .filter(step -> step.table().equals("cust") && step.type().equals("range"))
                        .toList();
        assertFalse(names.isEmpty());
        assertEquals(
                List.of(),
                names.stream().filter(step -> !step.extra().contains("Using index")).toList());
    }

    @ParameterizedTest
    @CsvSource({
        "true, , ",
        "true, ACTIVE, ",
        "true, BOUNCED, ",
        "false, BOUNCED, ",
        "false, , TEST"
    })
    void everyListUsesIndexes(boolean list, BindingStatus status, UserType type) {
        RecipientQuery query =
                new RecipientQuery(
                        "", "", "", "", list ? all : 0, status, type, "", "email", false, 50, null);
        requireIndexes(() -> core.recipients().page(ANNA, query));
        assertEquals(
                List.of(), scans(plans.of(() -> core.persons().listing().estimate(ANNA, query))));
    }

    @Test
    void oneRecipientIsFoundByIndexes() {
        long id = core.recipients().findBy(ANNA, "lastname", "Name17").get(0);
        requireIndexes(() -> core.recipients().get(ANNA, id));
        requireIndexes(() -> core.recipients().findBy(ANNA, "email", "nobody@example.com"));
        requireIndexes(() -> core.persons().contacts().timeline(ANNA, id));
        requireIndexes(() -> core.persons().contacts().summary(ANNA, id));
        ContactQuery everything = new ContactQuery(null, 0, null, null, null, 50);
        requireIndexes(() -> core.persons().histories().page(ANNA, id, everything));
        requireIndexes(() -> core.persons().histories().devices(ANNA, id));
        requireIndexes(() -> core.persons().histories().mailings(ANNA, id));
        requireIndexes(() -> core.bindings().of(ANNA, id));
        requireIndexes(() -> core.persons().files().of(ANNA, id));
    }

    @Test
    void theNextBlockOfAChangeOfManyIsFoundByTheKey() {
        requireIndexes(
                () ->
                        core.database()
                                .run(
                                        tx ->
                                                core.persons()
                                                        .listing()
                                                        .idsBetween(
                                                                tx,
                                                                ANNA,
                                                                RecipientQuery.beginningWith(
                                                                        "a", 1),
                                                                30_000,
                                                                60_000,
                                                                500)));
    }

    /** That a plan with a scan would be noticed. */
    @Test
    void aSearchThatMustReadEverybodyIsToldApart() {
        List<Plans.Step> bad =
                scans(
                        plans.of(
                                () ->
                                        core.persons()
                                                .listing()
                                                .countAll(
                                                        ANNA,
                                                        RecipientQuery.beginningWith(
                                                                "*example", 50))));
        assertFalse(bad.isEmpty());
    }

    private static void requireIndexes(Runnable work) {
        List<Plans.Step> steps = plans.of(work);
        assertFalse(steps.isEmpty(), "no query was seen");
        List<Plans.Step> bad = scans(steps);
        assertEquals(List.of(), bad);
    }

    private static List<Plans.Step> scans(List<Plans.Step> steps) {
        return steps.stream()
                .filter(
                        step ->
                                Stream.of("cust", "b", "e", "t", "c")
                                        .anyMatch(step.table()::equals))
                .filter(
                        step ->
                                step.type().equals("ALL") && step.rows() > 1_000
                                        || step.extra().contains("Using filesort")
                                                && step.rows() > MOST_ROWS
                                        || step.type().equals("index") && step.rows() > MOST_ROWS)
                .toList();
    }
}
