package org.openemm.target;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.openemm.InvalidInput;
import org.openemm.NotFound;
import org.openemm.NotPermitted;
import org.openemm.account.Actor;

/** Target groups: saving, deleting, rights, lists. */
class TargetsTest extends TargetTestBase {
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
    void aRuleThatTakesTooLongIsStopped() {
        InvalidInput stopped =
                assertThrows(
                        InvalidInput.class,
                        () ->
                                world.database.inTransaction(
                                        tx ->
                                                new TargetRecipients(1)
                                                        .count(tx, ANNA, "SLEEP(5) = 0")));

        assertEquals("error.target.timeout", stopped.problems().get(0).key());
    }

    @Test
    void ofTwoWhoChangeAGroupTheSecondOneLearnsOfTheFirst() {
        int id = save("Shared", "gender = 1");
        String seen = targets.get(ANNA, id).version();
        TargetDraft first = new TargetDraft(id, "Shared", "by the first", "gender = 1");
        targets.save(ANNA, first, seen);

        TargetDraft second = new TargetDraft(id, "Shared", "", "gender = 2");
        TargetChanged changed =
                assertThrows(TargetChanged.class, () -> targets.save(ANNA, second, seen));

        assertEquals(first, changed.stored().draft());
        assertEquals(first, targets.get(ANNA, id).draft());
        targets.save(ANNA, first, seen);
        targets.save(ANNA, second, changed.stored().version());
        assertEquals(second, targets.get(ANNA, id).draft());
    }

    @Test
    void lockingAGroupIsNoChangeOfWhatItSays() {
        int id = save("Shared and locked", "gender = 1");
        String seen = targets.get(ANNA, id).version();

        targets.setLocked(ANNA, id, true);
        targets.setLocked(ANNA, id, false);

        assertEquals(seen, targets.get(ANNA, id).version());
    }
}
