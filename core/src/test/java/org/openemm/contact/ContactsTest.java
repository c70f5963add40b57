package org.openemm.contact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openemm.NotFound;
import org.openemm.recipient.Binding;
import org.openemm.recipient.BindingStatus;
import org.openemm.recipient.RecipientTestBase;
import org.openemm.recipient.UserType;

class ContactsTest extends RecipientTestBase {
    private static int list;

    @BeforeAll
    static void addList() {
        list = core.mailinglists().create(ANNA, "Garden", "");
        execute(
                """
                INSERT INTO mailing_tbl (mailing_id, company_id, shortname, mailinglist_id, mailtemplate_id)
                VALUES (77, 1, 'Spring', %d, 0)
                """
                        .formatted(list));
    }

    @Test
    void eachChangeOfAListTellsWhatItWasBeforeAndWhatItBecame() {
        long eva = recipient("eva@example.com");
        bind(eva, UserType.WORLD, BindingStatus.WAITING, "Form");
        bind(eva, UserType.WORLD, BindingStatus.ACTIVE, "Confirmed");
        core.bindings().delete(ANNA, eva, list, Binding.EMAIL);
        at("2026-11-01", "2026-11-02", eva);
        bind(eva, UserType.TEST, BindingStatus.ACTIVE, "Back");

        List<String> changes =
                core.persons().contacts().timeline(ANNA, eva).stream()
                        .map(event -> (ListEvent) event)
                        .map(
                                event ->
                                        event.list()
                                                + ": "
                                                + event.before()
                                                + " > "
                                                + event.after()
                                                + " "
                                                + event.remark())
                        .toList();

        assertEquals(
                List.of(
                        "Garden: null > ACTIVE Back",
                        "Garden: ACTIVE > null ",
                        "Garden: WAITING > ACTIVE Confirmed",
                        "Garden: null > WAITING Form"),
                changes);
    }

    @Test
    void mailsOpeningsClicksAndBouncesAreOnOneTimeline() {
        long otto = recipient("otto@example.com");
        execute(
                """
                INSERT INTO mailtrack_1_tbl (maildrop_status_id, customer_id, timestamp, mailing_id, mediatype)
                VALUES (5, %d, '2026-11-03 08:00:00', 77, 0)
                """
                        .formatted(otto));
        execute(
                """
                INSERT INTO onepixellog_1_tbl (customer_id, mailing_id, company_id, open_count, first_open, last_open)
                VALUES (%d, 77, 1, 3, '2026-11-03 09:00:00', '2026-11-05 09:00:00')
                """
                        .formatted(otto));
        execute(
                "INSERT INTO rdir_url_tbl (url_id, full_url, mailing_id, company_id) VALUES (9,"
                        + " 'https://example.com/seeds', 77, 1)");
        for (String hour : List.of("10", "11")) {
            execute(
                    """
                    INSERT INTO rdirlog_1_tbl (customer_id, url_id, company_id, mailing_id, timestamp)
                    VALUES (%d, 9, 1, 77, '2026-11-03 %s:00:00')
                    """
                            .formatted(otto, hour));
        }
        execute(
                """
                INSERT INTO bounce_tbl (company_id, customer_id, mailing_id, detail, dsn, timestamp)
                VALUES (1, %d, 77, 511, 511, '2026-11-04 08:00:00')
                """
                        .formatted(otto));

        assertEquals(
                List.of(
                        new MailEvent(
                                Instant.parse("2026-11-04T08:00:00Z"),
                                MailEvent.Kind.HARD_BOUNCE,
                                77,
                                "Spring",
                                "",
                                1),
                        new MailEvent(
                                Instant.parse("2026-11-03T10:00:00Z"),
                                MailEvent.Kind.CLICKED,
                                77,
                                "Spring",
                                "https://example.com/seeds",
                                2),
                        new MailEvent(
                                Instant.parse("2026-11-03T09:00:00Z"),
                                MailEvent.Kind.OPENED,
                                77,
                                "Spring",
                                "",
                                3),
                        new MailEvent(
                                Instant.parse("2026-11-03T08:00:00Z"),
                                MailEvent.Kind.SENT,
                                77,
                                "Spring",
                                "",
                                1)),
                core.persons().contacts().timeline(ANNA, otto));
        assertEquals(
                new Summary(1, 1, 1, Instant.parse("2026-11-05T09:00:00Z")),
                core.persons().contacts().summary(ANNA, otto));
    }

    @Test
    void somebodyNewHasNoHistory() {
        long ida = recipient("ida@example.com");
        assertEquals(List.of(), core.persons().contacts().timeline(ANNA, ida));
        assertEquals(0, core.persons().contacts().summary(ANNA, ida).received());
        assertNull(core.persons().contacts().summary(ANNA, ida).last());
    }

    @Test
    void theHistoryOfAnotherCompanysRecipientDoesNotExist() {
        long eva = recipient("theirs@example.com");
        assertThrows(NotFound.class, () -> core.persons().contacts().timeline(otto, eva));
        assertThrows(NotFound.class, () -> core.persons().contacts().summary(otto, eva));
    }

    private static long recipient(String email) {
        return core.recipients().create(ANNA, Map.of("email", email));
    }

    private static void bind(long customer, UserType type, BindingStatus status, String remark) {
        core.bindings().set(ANNA, Binding.of(customer, list, type, status, remark));
    }

    /** The clock stands still, so what was done so far is moved to different days. */
    private static void at(String created, String changed, long customer) {
        execute(
                """
                UPDATE hst_customer_1_binding_tbl
                   SET creation_date = '%s', timestamp_change = '%s' + INTERVAL IF(change_type = 0, 2, 1) HOUR
                 WHERE customer_id = %d
                """
                        .formatted(created, changed, customer));
    }
}
