package org.openemm.target;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.openemm.InvalidInput;
import org.openemm.account.Actor;

/** Groups inside of groups. */
class TargetNestingTest extends TargetTestBase {
    @Test
    void aGroupIsPartOfAnotherOne() throws Exception {
        int women = save("N women", "gender = 1");
        int small = save("N small", "g_int BETWEEN 0 AND 12 AND IN TARGET GROUP " + women);

        assertEquals(List.of(1, 7, 12), select("" + small));
        assertTrue(targets.get(ANNA, small).usableInContent());
        assertEquals(
                List.of(1, 7, 12, 27),
                world.select(sql(small) + " OR firstname = '' AND gender = 2"));
    }

    @Test
    void whoeverAGroupDoesNotSelectIsNotInIt() throws Exception {
        int large = save("N large", "g_int > 20");
        int others = save("N others", "NOT IN TARGET GROUP " + large);

        assertTrue(select("" + others).containsAll(List.of(4, 22)), "those without a number");
        assertEquals(30, select(large + "|" + others).size());
        assertEquals(List.of(), select(large + "&" + others));
        assertEquals(
                select("" + large),
                select("" + save("N twice", "NOT (NOT IN TARGET GROUP " + large + ")")));
    }

    @Test
    void didNotOpenInAnotherGroupIsNotTurnedAround() throws Exception {
        int openers = save("N openers", "OPENED MAILING 2001");
        int others = save("N rest", "NOT IN TARGET GROUP " + openers);

        assertEquals(23, select("" + others).size());
        assertFalse(targets.get(ANNA, others).usableInContent());
    }

    @Test
    void whenAGroupChangesThoseAroundItChangeWithIt() throws Exception {
        int inner = save("N inner", "g_int = 7");
        int middle = save("N middle", "IN TARGET GROUP " + inner + " OR g_int = 8");
        int outer = save("N outer", "IN TARGET GROUP " + middle + " OR IN TARGET GROUP " + inner);
        assertEquals(List.of(6, 7), select("" + outer));

        targets.save(ANNA, new TargetDraft(inner, "N inner", "", "g_int = 10"));
        assertEquals(List.of(7, 10), select("" + middle));
        assertEquals(List.of(7, 10), select("" + outer));

        targets.save(ANNA, new TargetDraft(inner, "N inner", "", "CLICKED IN MAILING 2002"));
        assertEquals(List.of(1, 5, 7), select("" + outer));
        assertFalse(targets.get(ANNA, outer).usableInContent());
    }

    @Test
    void aGroupCannotContainItself() {
        int first = save("N first", "gender = 1");
        int second = save("N second", "IN TARGET GROUP " + first);
        int third = save("N third", "gender = 2 OR IN TARGET GROUP " + second);

        for (int id : List.of(first, second, third)) {
            InvalidInput refused =
                    assertThrows(
                            InvalidInput.class,
                            () ->
                                    targets.save(
                                            ANNA,
                                            new TargetDraft(
                                                    first,
                                                    "N first",
                                                    "",
                                                    "IN TARGET GROUP " + id)));
            assertEquals("error.target.eql.circle", refused.problems().get(0).key());
        }
        assertEquals("gender = 1", targets.get(ANNA, first).eql());
    }

    @Test
    void twoThatGetToContainEachOtherAtTheSameMomentDoNotBothSucceed() {
        int left = save("N left", "gender = 1");
        int right = save("N right", "gender = 2");

        long saved =
                IntStream.range(0, 2)
                        .parallel()
                        .filter(
                                side -> {
                                    int id = side == 0 ? left : right;
                                    int other = side == 0 ? right : left;
                                    String name = side == 0 ? "N left" : "N right";
                                    try {
                                        targets.save(
                                                ANNA,
                                                new TargetDraft(
                                                        id, name, "", "IN TARGET GROUP " + other));
                                        return true;
                                    } catch (InvalidInput circle) {
                                        return false;
                                    }
                                })
                        .count();
        assertEquals(1, saved);
    }

    @Test
    void aContainedGroupCannotBeDeletedAndSaysWhatContainsIt() {
        int inner = save("N kept", "gender = 1");
        int outer = save("N keeper", "IN TARGET GROUP " + inner);

        InvalidInput refused = assertThrows(InvalidInput.class, () -> targets.delete(ANNA, inner));
        assertEquals(List.of("N kept", "N keeper"), refused.problems().get(0).arguments());
        assertEquals(TargetUse.Kind.TARGET, targets.uses(ANNA, inner).get(0).kind());

        targets.delete(ANNA, outer);
        targets.delete(ANNA, inner);
        assertTrue(targets.get(ANNA, inner).deleted());
    }

    @Test
    void onlyLivingGroupsOfTheCompanyAreKnown() {
        int gone = save("N gone", "gender = 1");
        targets.delete(ANNA, gone);
        int strange = targets.save(STRANGER, new TargetDraft(0, "N strange", "", ""));

        for (String id : List.of("" + gone, "" + strange, "0", "99999999999")) {
            assertEquals(
                    "error.target.eql.unknownTargetGroupId",
                    targets.check(ANNA, "IN TARGET GROUP " + id).problem().orElseThrow().key());
        }
    }

    @Test
    void aGroupThatBlocksUseKeepsOutBehaviourInWhatItContains() {
        int inner = save("N plain", "gender = 1");
        int outer = save("N block", "IN TARGET GROUP " + inner);
        world.database.run(
                tx -> {
                    tx.sql()
                            .execute(
                                    "INSERT INTO mailing_tbl (mailing_id, company_id, shortname)"
                                            + " VALUES (7001, 1, 'Block')");
                    tx.sql()
                            .execute(
                                    "INSERT INTO dyn_name_tbl (dyn_name_id, company_id, mailing_id,"
                                            + " dyn_name) VALUES (7001, 1, 7001, 'Block')");
                    tx.sql()
                            .execute(
                                    "INSERT INTO dyn_content_tbl (company_id, dyn_name_id,"
                                            + " target_id, dyn_order) VALUES (1, 7001, ?, 1)",
                                    outer);
                });

        InvalidInput refused =
                assertThrows(
                        InvalidInput.class,
                        () ->
                                targets.save(
                                        ANNA,
                                        new TargetDraft(
                                                inner, "N plain", "", "OPENED MAILING 2001")));
        assertEquals("error.target.nested.content", refused.problems().get(0).key());
        assertEquals("gender = 1", targets.get(ANNA, inner).eql());
    }

    @Test
    void aGroupThatWouldGetTooLongByWhatItContainsIsNotBroken() {
        int inner = save("N short", "gender = 1");
        String rule =
                Stream.generate(() -> "IN TARGET GROUP " + inner)
                        .limit(12)
                        .collect(Collectors.joining(" OR "));
        int outer = save("N long", rule);
        String before = sql(outer);
        String tooMuch = "firstname = '" + "x".repeat(8_000) + "'";

        InvalidInput refused =
                assertThrows(
                        InvalidInput.class,
                        () -> targets.save(ANNA, new TargetDraft(inner, "N short", "", tooMuch)));
        assertEquals("error.target.nested", refused.problems().get(0).key());
        assertEquals(before, sql(outer));
    }

    @Test
    void groupsCanBeNestedDeeplyAndTwice() throws Exception {
        int id = save("N level 0", "g_int > 25");
        for (int level = 1; level <= 10; level++) {
            id =
                    save(
                            "N level " + level,
                            level % 2 == 0
                                    ? "NOT (NOT IN TARGET GROUP " + id + ")"
                                    : "IN TARGET GROUP " + id + " AND IN TARGET GROUP " + id);
        }
        assertEquals(List.of(5, 8, 9, 15, 26, 27, 28, 29, 30), select("" + id));
    }

    @Test
    void aClosedMailingListIsUnknownToThoseItIsClosedTo() {
        String rule = "HAS BINDING ON MAILINGLIST 101";
        Actor without =
                new Actor(
                        Actor.Kind.USER,
                        8,
                        "closed",
                        1,
                        java.util.Set.of("targets.show"),
                        java.util.Locale.ENGLISH,
                        java.time.ZoneOffset.UTC,
                        java.util.Set.of(101));

        assertTrue(targets.check(ANNA, rule).isLegal());
        assertEquals(
                "error.target.eql.unknownMailinglistId",
                targets.check(without, rule).problem().orElseThrow().key());
    }
}
