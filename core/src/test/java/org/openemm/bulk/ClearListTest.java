package org.openemm.bulk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openemm.NotFound;
import org.openemm.NotPermitted;
import org.openemm.account.Actor;
import org.openemm.recipient.RecipientTestBase;

/** Of 1,200 members every 100th is also in another list, every 200th gets test mailings. */
class ClearListTest extends RecipientTestBase {
    private static final int MEMBERS = 1_200;
    private int list;
    private int other;

    @BeforeEach
    void fillTheList() {
        execute("DELETE FROM customer_1_binding_tbl");
        execute("DELETE FROM customer_1_tbl");
        execute(
                """
                INSERT INTO customer_1_tbl (email, creation_date, timestamp)
                SELECT CONCAT('c', seq, '@example.com'), '2026-01-01', '2026-01-01' FROM seq_1_to_1203
                """);
        list = core.mailinglists().create(ANNA, "Full " + System.nanoTime(), "");
        other = core.mailinglists().create(ANNA, "Other " + System.nanoTime(), "");
        bind(list, "IF(nr % 200 = 50, 'T', 'W')", "IF(nr % 10 = 5, 4, 1)", "nr <= " + MEMBERS);
        bind(other, "'W'", "4", "nr % 100 = 0 OR nr > " + MEMBERS);
    }

    @Test
    void thoseInNoOtherListAreDeletedAndTheOthersLeaveOnlyThisOne() {
        BulkChange.ClearList change = new BulkChange.ClearList(list, false, true, false);
        ListClearance numbers = core.persons().changes().clearance(ANNA, change);
        assertEquals(new ListClearance(MEMBERS, 1_182, 12), numbers);
        assertEquals(6, numbers.kept());

        BulkRun run = finished(core.persons().changes().start(ANNA, change));

        assertEquals(BulkRun.State.DONE, run.state());
        assertEquals(1_194, run.expected());
        assertEquals(1_194, run.changed());
        assertEquals(3 + 12 + 6, recipients());
        assertEquals(6, members(list));
        assertEquals(3 + 12, members(other));
        assertEquals(0, core.persons().changes().clearance(ANNA, change).meant());
        assertEquals(
                1L,
                one(
                                Long.class,
                                "SELECT COUNT(*) FROM userlog_tbl WHERE action = 'change many"
                                        + " recipients' AND description LIKE 'delete recipients of"
                                        + " list "
                                        + list
                                        + ", without admin and test recipients: 1194 recipients'")
                        .longValue());
    }

    @Test
    void whoIsNotActiveStaysWhenOnlyActiveOnesAreMeant() {
        BulkRun run = run(new BulkChange.ClearList(list, true, false, false));
        assertEquals(1_080, run.changed());
        assertEquals(120, members(list));
    }

    @Test
    void allOfThemCanGoForGoodButNoTestRecipientOfAnotherList() {
        execute(
                "UPDATE customer_1_binding_tbl SET user_type = 'A' WHERE mailinglist_id = "
                        + other
                        + " ORDER BY customer_id LIMIT 1");
        BulkChange.ClearList change = new BulkChange.ClearList(list, false, true, true);
        assertEquals(
                new ListClearance(MEMBERS, 1_193, 1),
                core.persons().changes().clearance(ANNA, change));
        run(change);
        assertEquals(3 + 6 + 1, recipients());
        run(new BulkChange.ClearList(list, false, false, true));
        assertEquals(3 + 1, recipients());
        assertEquals(0, members(list));
    }

    @Test
    void theRightIsThatOfListsAndNobodyTouchesListsOfOthers() {
        BulkChange.ClearList change = new BulkChange.ClearList(list, false, false, true);
        BulkChanges changes = core.persons().changes();
        Actor reader = user(Set.of("recipient.show", "recipient.delete", "mailinglist.delete"));
        assertThrows(NotPermitted.class, () -> changes.start(reader, change));
        assertEquals("bulk.list", problem(() -> changes.start(otto, change)));
        Actor closed =
                new Actor(
                        Actor.Kind.USER,
                        7,
                        "closed",
                        1,
                        Set.of("mailinglist.recipients.delete"),
                        Locale.ENGLISH,
                        ZoneOffset.UTC,
                        Set.of(list));
        assertEquals("bulk.list", problem(() -> changes.clearance(closed, change)));
        Actor cleaner = user(Set.of("mailinglist.recipients.delete"));
        long id = changes.start(cleaner, change);
        assertThrows(NotFound.class, () -> changes.get(otto, id));
        assertEquals(MEMBERS, finished(cleaner, id).changed());
    }

    @Test
    void aListThatIsDeletedMeanwhileKeepsWhoIsStillInIt() {
        execute(
                """
                INSERT INTO recipient_bulk_tbl (company_id, admin_id, username, closed_lists, kind, target, value, filter, ids,
                       state, expected, end_id, change_date)
                SELECT 1, 0, 'anna', '', 'CLEAR_LIST', '%d', 'false true false', '', '', 'RUNNING', 9, MAX(customer_id),
                       '2026-11-21 09:00:00' FROM customer_1_tbl
                """
                        .formatted(list));
        long id = one(Long.class, "SELECT MAX(bulk_id) FROM recipient_bulk_tbl");
        core.mailinglists().delete(ANNA, list);
        core.persons().changes().resume();
        BulkRun run = finished(id);
        assertEquals(BulkRun.State.FAILED, run.state());
        assertEquals("bulk.problem.gone", run.problem());
        assertEquals(MEMBERS, members(list));
    }

    @Test
    void blocksAreFoundByTheIndexOfTheListAlone() {
        List<String> plan =
                core.database()
                        .inTransaction(
                                tx ->
                                        tx.sql()
                                                .createQuery("EXPLAIN " + ClearListSql.NEXT)
                                                .define("company", 1)
                                                .bind("list", list)
                                                .bind("active", false)
                                                .bind("keep", true)
                                                .bind("after", 0)
                                                .bind("end", 99_999)
                                                .bind("limit", 500)
                                                .map(
                                                        (row, context) ->
                                                                row.getString("key")
                                                                        + " "
                                                                        + row.getString("Extra"))
                                                .list());
        assertTrue(plan.get(0).contains("send_idx"), plan::toString);
        assertTrue(!plan.get(0).contains("filesort"), plan::toString);
    }

    private static Actor user(Set<String> rights) {
        return new Actor(
                Actor.Kind.USER, 7, "user", 1, rights, Locale.ENGLISH, ZoneOffset.UTC, Set.of());
    }

    private static void bind(int list, String type, String status, String who) {
        execute(
                """
                INSERT INTO customer_1_binding_tbl (customer_id, mailinglist_id, mediatype, user_type, user_status, creation_date, timestamp)
                SELECT customer_id, %d, 0, %s, %s, '2026-01-01', '2026-01-01'
                  FROM (SELECT customer_id, CAST(REGEXP_SUBSTR(email, '[0-9]+') AS UNSIGNED) AS nr FROM customer_1_tbl) c
                 WHERE %s
                """
                        .formatted(list, type, status, who));
    }

    private static BulkRun run(BulkChange.ClearList change) {
        return finished(core.persons().changes().start(ANNA, change));
    }

    private static BulkRun finished(long id) {
        return finished(ANNA, id);
    }

    private static BulkRun finished(Actor actor, long id) {
        BulkRun run = core.persons().changes().get(actor, id);
        while (run.isRunning()) {
            Thread.onSpinWait();
            run = core.persons().changes().get(actor, id);
        }
        return run;
    }

    private static long recipients() {
        return one(Long.class, "SELECT COUNT(*) FROM customer_1_tbl");
    }

    private static long members(int list) {
        return one(
                Long.class,
                "SELECT COUNT(*) FROM customer_1_binding_tbl WHERE mailinglist_id = " + list);
    }
}
