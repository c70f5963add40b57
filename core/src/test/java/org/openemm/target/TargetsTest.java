package org.openemm.target;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openemm.InvalidInput;
import org.openemm.NotFound;
import org.openemm.NotPermitted;
import org.openemm.account.ActivityLog;
import org.openemm.account.Actor;
import org.openemm.config.Home;
import org.openemm.config.Settings;
import org.openemm.recipient.ProfileFields;

class TargetsTest {
    private static final Clock CLOCK =
            Clock.fixed(Instant.parse("2026-11-20T12:00:00Z"), ZoneOffset.UTC);
    private static final Actor ANNA = Actor.system("anna", 1);
    private static final Actor STRANGER = Actor.system("stranger", 2);

    private static World world;
    private static Targets targets;

    @BeforeAll
    static void open() {
        world = new World();
        ActivityLog log = new ActivityLog(CLOCK);
        Settings settings =
                new Settings(world.database, new Home(Path.of("target/no-home")), CLOCK);
        targets =
                new Targets(
                        world.database,
                        new ProfileFields(world.database, settings, log, CLOCK),
                        log,
                        CLOCK);
    }

    @AfterAll
    static void close() {
        world.close();
    }

    @Test
    void aSavedGroupKeepsItsRuleAndTheSqlItMeans() {
        int id = save("Annas", "firstname = 'Anna'");

        Target target = targets.get(ANNA, id);

        assertEquals("Annas", target.name());
        assertEquals("firstname = 'Anna'", target.eql());
        assertEquals("(cust.`firstname` = 'Anna')", target.sql());
        assertTrue(target.usableInContent() && target.valid());
        assertEquals(Instant.parse("2026-11-20T12:00:00Z"), target.created());
        assertTrue(targets.all(ANNA).contains(target));
    }

    @Test
    void theSameRuleCanBeCountedBeforeItIsSaved() {
        assertEquals(1, targets.count(ANNA, "firstname = 'Anna'"));
        assertEquals(30, targets.count(ANNA, ""));
        assertEquals(
                List.of("anna.mueller@example.com"),
                targets.recipients(ANNA, "firstname = 'Anna'", 0, 10).stream()
                        .map(TargetMatch::email)
                        .toList());
    }

    @Test
    void recipientsOfAGroupComeInPages() {
        int id = save("Everybody but Anna", "firstname <> 'Anna' OR firstname IS EMPTY");

        List<TargetMatch> first = targets.recipients(ANNA, id, 0, 20);
        List<TargetMatch> second =
                targets.recipients(ANNA, id, first.get(first.size() - 1).customerId(), 20);

        assertEquals(20, first.size());
        assertEquals(9, second.size());
    }

    @Test
    void aRuleWithAnErrorIsNotSavedAndTheMessageNamesThePlaceAndAWayOut() {
        InvalidInput refused =
                assertThrows(
                        InvalidInput.class,
                        () -> save("Broken", "gender = 1 AND\n  frstname = 'Anna'"));

        InvalidInput.Problem problem = refused.problems().get(0);
        assertEquals("eql", problem.field());
        assertEquals("error.target.eql.unknownProfileField", problem.key());
        assertEquals(List.of(2, 2, "frstname"), problem.arguments());
        assertEquals("target.hint.didYouMean", refused.problems().get(1).key());
        assertEquals(List.of("`firstname`"), refused.problems().get(1).arguments());
        assertTrue(targets.all(ANNA).stream().noneMatch(group -> group.name().equals("Broken")));
    }

    @Test
    void everyProblemOfAFormIsNamedAtOnce() {
        InvalidInput refused = assertThrows(InvalidInput.class, () -> save("ab", "gender ="));

        assertEquals(
                List.of("name", "eql", "eql"),
                refused.problems().stream().map(InvalidInput.Problem::field).toList());
    }

    @Test
    void namesAreUniqueAndSomeAreReserved() {
        save("Only one", "");

        for (String name :
                List.of("Only one", "ONLY ONE", "Blacklist", "alle EMPFÄNGER", "", "x")) {
            InvalidInput refused = assertThrows(InvalidInput.class, () -> save(name, ""));
            assertEquals("name", refused.problems().get(0).field(), name);
        }
        assertThrows(InvalidInput.class, () -> save("n".repeat(100_000), ""));
    }

    @Test
    void aGroupMayKeepItsNameWhenItChanges() {
        int id = save("Keeps its name", "gender = 0");

        targets.save(ANNA, new TargetDraft(id, "Keeps its name", "men", "gender = 0", true));

        assertTrue(targets.get(ANNA, id).adminTest());
    }

    @Test
    void whatARuleRefersToIsNoted() {
        int id =
                save(
                        "Clickers",
                        "CLICKED LINK 200101 IN MAILING 2001 AND `Größe` = 'L' AND `Größe` <> 'S'");
        assertEquals(List.of("2001"), references("target_ref_mailing_tbl", "mailing_ref", id));
        assertEquals(List.of("200101"), references("target_ref_link_tbl", "link_ref", id));
        assertEquals(List.of("g_size"), references("target_ref_profilefield_tbl", "name", id));
        assertFalse(targets.get(ANNA, id).usableInContent());

        targets.save(ANNA, new TargetDraft(id, "Clickers", "", "g_int = 1"));
        assertEquals(List.of(), references("target_ref_mailing_tbl", "mailing_ref", id));
        assertEquals(List.of("g_int"), references("target_ref_profilefield_tbl", "name", id));
        assertTrue(targets.get(ANNA, id).usableInContent());
    }

    @Test
    void aGroupInUseCannotBeDeletedAndTheMessageNamesTheUsers() {
        int id = save("In use", "gender = 0");
        world.database.run(
                tx -> {
                    tx.sql()
                            .execute(
                                    "INSERT INTO mailing_tbl (mailing_id, company_id, shortname,"
                                            + " target_expression) VALUES (3001, 1, 'Spring', ?)",
                                    "1" + id + "|(" + id + "&!7)");
                    tx.sql()
                            .execute(
                                    "INSERT INTO mailing_tbl (mailing_id, company_id, shortname,"
                                            + " target_expression) VALUES (3002, 1, 'Other', ?)",
                                    "1" + id + "|" + id + "0");
                    tx.sql()
                            .execute(
                                    "INSERT INTO dyn_name_tbl (dyn_name_id, dyn_name, mailing_id,"
                                            + " company_id) VALUES (3101, 'headline', 3002, 1)");
                    tx.sql()
                            .execute(
                                    "INSERT INTO dyn_content_tbl (dyn_name_id, target_id,"
                                        + " dyn_order, mailing_id, company_id) VALUES (3101, ?, 1,"
                                        + " 3002, 1)",
                                    id);
                });

        InvalidInput refused = assertThrows(InvalidInput.class, () -> targets.delete(ANNA, id));

        assertEquals("error.target.in_use", refused.problems().get(0).key());
        assertEquals(
                List.of("In use", "Spring, Other: headline"),
                refused.problems().get(0).arguments());
        InvalidInput behaviour =
                assertThrows(
                        InvalidInput.class,
                        () ->
                                targets.save(
                                        ANNA,
                                        new TargetDraft(id, "In use", "", "OPENED MAILING 2001")));
        assertEquals("error.target.content", behaviour.problems().get(0).key());
        world.database.run(
                tx ->
                        tx.sql()
                                .execute(
                                        "UPDATE mailing_tbl SET deleted = 1 WHERE mailing_id >"
                                                + " 3000"));

        targets.delete(ANNA, id);

        assertTrue(targets.get(ANNA, id).deleted());
        assertTrue(targets.all(ANNA).stream().noneMatch(group -> group.id() == id));
        assertThrows(NotFound.class, () -> sql(id));
        targets.restore(ANNA, id);
        assertFalse(targets.get(ANNA, id).deleted());
    }

    @Test
    void aLockedGroupStaysAsItIs() {
        int id = save("Locked", "gender = 0");
        targets.setLocked(ANNA, id, true);

        assertThrows(InvalidInput.class, () -> targets.delete(ANNA, id));
        assertThrows(
                InvalidInput.class, () -> targets.save(ANNA, new TargetDraft(id, "Other", "", "")));
        assertThrows(NotFound.class, () -> targets.setLocked(STRANGER, id, false));

        targets.setLocked(ANNA, id, false);
        targets.delete(ANNA, id);
    }

    @Test
    void anotherCompanysGroupsMailingsAndLinksDoNotExist() {
        int id = save("Ours", "gender = 0");
        world.database.run(
                tx ->
                        tx.sql()
                                .execute(
                                        "INSERT INTO mailing_tbl (mailing_id, company_id,"
                                                + " shortname) VALUES (4001, 2, 'Theirs')"));

        assertThrows(NotFound.class, () -> targets.get(STRANGER, id));
        assertThrows(NotFound.class, () -> targets.delete(STRANGER, id));
        assertThrows(NotFound.class, () -> targets.restore(STRANGER, id));
        assertThrows(NotFound.class, () -> targets.uses(STRANGER, id));
        assertTrue(targets.all(STRANGER).isEmpty());
        assertThrows(
                NotFound.class, () -> world.database.inTransaction(tx -> targets.sql(tx, 2, id)));
        assertEquals(
                "error.target.eql.unknownMailingId",
                targets.check(ANNA, "OPENED MAILING 4001").problem().orElseThrow().key());
        assertEquals(
                "error.target.eql.unknownLinkId",
                targets.check(ANNA, "CLICKED LINK 200201 IN MAILING 2001")
                        .problem()
                        .orElseThrow()
                        .key());
    }

    @Test
    void listSplitsOfTheProductCanBeUsedByEveryCompanyButAreNotShown() {
        int split =
                world.database.inTransaction(
                        tx ->
                                tx.sql()
                                        .createQuery(
                                                "SELECT MIN(target_id) FROM dyn_target_tbl WHERE"
                                                        + " company_id = 0")
                                        .mapTo(int.class)
                                        .one());

        assertTrue(sql(split).contains("customer_id"));
        assertTrue(targets.all(ANNA).stream().noneMatch(group -> group.id() == split));
        assertThrows(NotFound.class, () -> targets.get(ANNA, split));
    }

    @Test
    void theGroupsThatComeWithTheProductMeanWhatTheirRulesSay() throws Exception {
        List<Target> shipped =
                targets.all(ANNA).stream()
                        .filter(group -> group.name().startsWith("EMM Target Group"))
                        .toList();

        assertEquals(11, shipped.size());
        for (Target group : shipped) {
            assertTrue(targets.check(ANNA, group.eql()).isLegal(), group.eql());
            String fresh = Eql.translate(group.eql(), TestContext.TRACKING).sql();
            assertEquals(world.select(group.sql()), world.select(fresh), group.name());
        }
    }

    @Test
    void anExpressionJoinsGroups() throws Exception {
        int anna = save("E Anna", "firstname = 'Anna'");
        int women = save("E women", "gender = 1");
        int small = save("E small", "g_int < 10");

        assertEquals(List.of(1), select(women + "&" + anna));
        assertEquals(select("" + women), select(women + "|" + anna));
        assertEquals(
                select(women + "&" + small),
                select(" ( " + women + " & " + small + " ) | " + anna + " & " + small));
        assertFalse(select("!" + women + "&" + small).contains(1));
        assertEquals(30, select("").size());
        assertEquals(30, select(women + "|!" + women).size());
    }

    @Test
    void aBrokenExpressionIsRefused() {
        int id = save("E broken", "gender = 1");
        int far = 999_999;

        for (String expression :
                List.of(
                        id + "&",
                        "(" + id,
                        id + ")",
                        id + " " + id,
                        "&",
                        "1 OR 1=1",
                        "!",
                        id + "|" + far,
                        "99999999999",
                        "(".repeat(100_000),
                        "!".repeat(100_000))) {
            assertThrows(
                    InvalidInput.class,
                    () ->
                            world.database.inTransaction(
                                    tx -> targets.expressionSql(tx, 1, expression)),
                    expression);
        }
    }

    @Test
    void anInvalidGroupCannotBeSentTo() {
        int id = save("Was valid", "gender = 1");
        world.database.run(
                tx ->
                        tx.sql()
                                .execute(
                                        "UPDATE dyn_target_tbl SET invalid = 1 WHERE target_id = ?",
                                        id));

        assertThrows(InvalidInput.class, () -> sql(id));
    }

    @Test
    void rightsAreNeededToChangeAndToDelete() {
        int id = save("Protected", "");
        Actor reader =
                new Actor(
                        Actor.Kind.USER,
                        7,
                        "reader",
                        1,
                        Set.of("targets.show"),
                        Locale.ENGLISH,
                        ZoneOffset.UTC);

        assertThrows(
                NotPermitted.class,
                () -> targets.save(reader, new TargetDraft(id, "Changed", "", "")));
        assertThrows(NotPermitted.class, () -> targets.delete(reader, id));
        assertEquals("Protected", targets.get(reader, id).name());
    }

    @Test
    void everyChangeIsInTheActivityLog() {
        int id = save("Logged", "");
        targets.delete(ANNA, id);

        List<String> lines =
                world.database.inTransaction(
                        tx ->
                                tx.sql()
                                        .createQuery(
                                                "SELECT action FROM userlog_tbl WHERE description ="
                                                        + " :what ORDER BY action")
                                        .bind("what", "Logged (" + id + ")")
                                        .mapTo(String.class)
                                        .list());
        assertEquals(List.of("create target group", "delete target group"), lines);
    }

    @Test
    void theListCanBeSearchedSortedAndPaged() {
        save("Zebra stripes", "");
        save("Zebra dots", "");

        TargetPage page =
                targets.page(
                        ANNA,
                        new TargetQuery(
                                "zebra",
                                Complexity.Grade.GREEN,
                                false,
                                TargetQuery.Sort.NAME,
                                true,
                                2,
                                1));

        assertEquals(2, page.total());
        assertEquals(List.of("Zebra dots"), page.rows().stream().map(Target::name).toList());
        for (TargetQuery.Sort sort : TargetQuery.Sort.values()) {
            assertEquals(
                    0,
                    targets.page(
                                    ANNA,
                                    new TargetQuery("'\"<script>%", null, true, sort, false, 1, 10))
                            .total());
        }
    }

    @Test
    void aRuleThatTakesTooLongIsStopped() {
        InvalidInput stopped =
                assertThrows(
                        InvalidInput.class,
                        () ->
                                world.database.inTransaction(
                                        tx ->
                                                new TargetRecipients(1)
                                                        .count(tx, 1, "SLEEP(5) = 0")));

        assertEquals("error.target.timeout", stopped.problems().get(0).key());
    }

    private static int save(String name, String eql) {
        return targets.save(ANNA, new TargetDraft(0, name, "", eql));
    }

    private static String sql(int id) {
        return world.database.inTransaction(tx -> targets.sql(tx, 1, id));
    }

    private static List<Integer> select(String expression) throws Exception {
        return world.select(
                world.database.inTransaction(tx -> targets.expressionSql(tx, 1, expression)));
    }

    private static List<String> references(String table, String column, int id) {
        return world.database.inTransaction(
                tx ->
                        tx.sql()
                                .createQuery(
                                        "SELECT "
                                                + column
                                                + " FROM "
                                                + table
                                                + " WHERE target_ref = :id")
                                .bind("id", id)
                                .mapTo(String.class)
                                .list());
    }
}
