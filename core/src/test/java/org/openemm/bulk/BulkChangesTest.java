package org.openemm.bulk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openemm.InvalidInput;
import org.openemm.NotFound;
import org.openemm.account.Actor;
import org.openemm.profilefield.ProfileField;
import org.openemm.recipient.Binding;
import org.openemm.recipient.BindingStatus;
import org.openemm.recipient.RecipientTestBase;
import org.openemm.recipient.UserType;
import org.openemm.target.FieldRule;
import org.openemm.target.RecipientFilter;

class BulkChangesTest extends RecipientTestBase {
    private static final int MANY = 1_203;
    private int list;

    @BeforeEach
    void addRecipients() {
        execute("DELETE FROM customer_1_binding_tbl");
        execute("DELETE FROM customer_1_tbl");
        execute("DELETE FROM cust1_ban_tbl");
        execute(
                """
                INSERT INTO customer_1_tbl (email, firstname, lastname, creation_date, timestamp)
                SELECT CONCAT('b', seq, '@example.com'), IF(seq % 2, 'Eva', 'Adam'), '', '2026-01-01', '2026-01-01'
                  FROM seq_1_to_1203
                """);
        list = core.mailinglists().create(ANNA, "Bulk " + System.nanoTime(), "");
    }

    @Test
    void aFieldIsSetForAllThatMatchAndForNobodyElse() {
        BulkRun run = run(new BulkChange.SetField("lastname", "Meyer"), named("Eva"));

        assertEquals(BulkRun.State.DONE, run.state());
        assertEquals(602, run.expected());
        assertEquals(602, run.changed());
        assertEquals(602, count("lastname = 'Meyer' AND firstname = 'Eva'"));
        assertEquals(601, count("lastname = ''"));
        assertEquals(0, run(new BulkChange.SetField("lastname", "Meyer"), named("Eva")).changed());
    }

    /** The work is done later, but by the eyes of the one who asked for it. */
    @Test
    void whomAUserDoesNotFindByAHiddenFieldIsNotChangedEither() {
        execute(
                "INSERT IGNORE INTO admin_tbl (admin_id, username, company_id) VALUES (77, 'bea',"
                        + " 1)");
        Actor bea =
                new Actor(
                        Actor.Kind.USER,
                        77,
                        "bea",
                        1,
                        Set.of("recipient.show", "recipient.change", "recipient.change.bulk"),
                        Locale.ENGLISH,
                        ZoneOffset.UTC);
        core.profileFields()
                .visibility()
                .setExceptions(ANNA, "firstname", Map.of(77, ProfileField.Editing.HIDDEN));
        RecipientFilter eva = new RecipientFilter("Eva", 0, null, null, 0, List.of(), false, "");
        long id = core.persons().changes().start(bea, new BulkChange.SetField("title", "Dr."), eva);

        assertEquals(0, finished(bea, id).changed());
        assertEquals(0, count("title = 'Dr.'"));
        core.profileFields().visibility().setExceptions(ANNA, "firstname", Map.of());
    }

    @Test
    void peopleComeIntoAListButNotThoseWhoAreBlocked() {
        core.blocklist().add(ANNA, "b1@example.com", "");
        long second =
                one(
                        Long.class,
                        "SELECT customer_id FROM customer_1_tbl WHERE email = 'b2@example.com'");
        core.bindings()
                .set(ANNA, Binding.of(second, list, UserType.TEST, BindingStatus.BOUNCED, "old"));

        BulkRun run =
                run(
                        new BulkChange.Subscribe(list, BindingStatus.ACTIVE, "agreed"),
                        RecipientFilter.NONE);

        assertEquals(MANY - 1, run.changed());
        assertEquals(MANY, run.seen());
        assertEquals(
                "T",
                one(
                        String.class,
                        "SELECT user_type FROM customer_1_binding_tbl WHERE customer_id = "
                                + second));
        run =
                run(
                        new BulkChange.Unsubscribe(list, "asked"),
                        new RecipientFilter("b1", list, null, null, 0, List.of(), false, ""));
        assertEquals(run.seen(), run.changed());
        assertEquals(
                run.changed(),
                one(
                                Long.class,
                                "SELECT COUNT(*) FROM customer_1_binding_tbl WHERE user_status = 3"
                                        + " AND user_remark = 'asked'")
                        .longValue());
    }

    @Test
    void tickedOnesAreBlockedAndDeleted() {
        List<Long> ids =
                core.database()
                        .inTransaction(
                                tx ->
                                        tx.sql()
                                                .createQuery(
                                                        "SELECT customer_id FROM customer_1_tbl"
                                                                + " ORDER BY customer_id LIMIT 3")
                                                .mapTo(Long.class)
                                                .list());
        long blocked = core.persons().changes().start(ANNA, new BulkChange.Block("asked"), ids);
        assertEquals(3, finished(blocked).changed());
        long erased = core.persons().changes().start(ANNA, new BulkChange.Erase(), ids);
        assertEquals(3, finished(erased).changed());
        assertEquals(MANY - 3, count("1 = 1"));
        assertEquals(3L, one(Long.class, "SELECT COUNT(*) FROM cust1_ban_tbl").longValue());
        assertEquals(
                "",
                one(String.class, "SELECT ids FROM recipient_bulk_tbl WHERE bulk_id = " + erased));
    }

    @Test
    void aChangeThatWasCutOffGoesOnWhereItWas() {
        execute(
                """
                INSERT INTO recipient_bulk_tbl (company_id, admin_id, username, closed_lists, kind, target, value, filter, ids, state,
                       expected, seen, changed, last_id, end_id, change_date)
                SELECT 1, 0, 'anna', '', 'FIELD', 'lastname', 'Late', '%s', '', 'RUNNING', 1203, 3, 3,
                       MIN(customer_id) + 2, MAX(customer_id) - 1, '2026-11-21 09:00:00' FROM customer_1_tbl
                """
                        .formatted(RecipientFilter.NONE.stored()));
        long id = one(Long.class, "SELECT MAX(bulk_id) FROM recipient_bulk_tbl");

        core.persons().changes().resume();

        assertEquals(MANY - 4, finished(id).changed() - 3);
        assertEquals(MANY - 4, count("lastname = 'Late'"));
    }

    @Test
    void whatCannotBeDoneIsRefusedBeforeAnythingHappens() {
        BulkChanges changes = core.persons().changes();
        RecipientFilter all = RecipientFilter.NONE;

        assertEquals(
                "bulk.field",
                problem(() -> changes.start(ANNA, new BulkChange.SetField("email", "x"), all)));
        assertEquals(
                "bulk.field",
                problem(() -> changes.start(ANNA, new BulkChange.SetField("timestamp", ""), all)));
        assertEquals(
                "bulk.field",
                problem(() -> changes.start(ANNA, new BulkChange.SetField("x` = 1 --", ""), all)));
        assertEquals(
                "recipient.value.link",
                problem(
                        () ->
                                changes.start(
                                        ANNA,
                                        new BulkChange.SetField("lastname", "http://x"),
                                        all)));
        assertEquals(
                "bulk.list",
                problem(() -> changes.start(otto, new BulkChange.Unsubscribe(list, ""), all)));
        assertEquals(
                "bulk.none", problem(() -> changes.start(ANNA, new BulkChange.Erase(), List.of())));
        assertThrows(
                InvalidInput.class,
                () ->
                        changes.start(
                                ANNA, new BulkChange.Erase(), all.with(List.of(), false, "wrong")));
        long mine = changes.start(ANNA, new BulkChange.Unsubscribe(list, ""), all);
        assertThrows(NotFound.class, () -> changes.get(otto, mine));
        assertTrue(finished(mine).changed() == 0);
        assertEquals(MANY, count("1 = 1"));
    }

    @Test
    void recipientsOfOthersAreNeverTouched() {
        long stranger = core.recipients().create(otto, Map.of("email", "b1@example.com"));
        long id =
                core.persons()
                        .changes()
                        .start(otto, new BulkChange.Erase(), List.of(stranger + 1_000_000));
        assertEquals(0, finished(otto, id).changed());
        run(new BulkChange.Erase(), RecipientFilter.NONE);
        assertEquals(0, count("1 = 1"));
        assertTrue(core.recipients().find(otto, stranger).isPresent());
    }

    private static RecipientFilter named(String firstname) {
        return RecipientFilter.NONE.with(
                List.of(new FieldRule("firstname", FieldRule.Operator.EQUALS, firstname)),
                false,
                "");
    }

    private static BulkRun run(BulkChange change, RecipientFilter filter) {
        return finished(core.persons().changes().start(ANNA, change, filter));
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

    private static long count(String condition) {
        return one(Long.class, "SELECT COUNT(*) FROM customer_1_tbl WHERE " + condition);
    }
}
