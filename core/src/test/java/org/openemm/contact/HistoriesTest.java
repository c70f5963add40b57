package org.openemm.contact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openemm.NotFound;
import org.openemm.contact.Contact.Kind;
import org.openemm.recipient.Binding;
import org.openemm.recipient.BindingStatus;
import org.openemm.recipient.RecipientTestBase;
import org.openemm.recipient.UserType;

/** The contacts with one recipient, page by page. */
class HistoriesTest extends RecipientTestBase {
    private static long eva;
    private static long nobody;

    @BeforeAll
    static void aPersonWithAHistory() {
        eva = core.recipients().create(ANNA, Map.of("email", "eva@example.com"));
        nobody = core.recipients().create(ANNA, Map.of("email", "nobody@example.com"));
        for (String statement :
                List.of(
                        "INSERT INTO mailing_tbl (mailing_id, company_id, shortname,"
                            + " mailinglist_id, mailtemplate_id) VALUES (77, 1, 'Spring', 1, 0),"
                            + " (78, 1, 'Summer', 1, 0)",
                        "INSERT INTO rdir_url_tbl (url_id, full_url, mailing_id, company_id) VALUES"
                                + " (9, 'https://example.com/seeds', 77, 1)",
                        "INSERT INTO client_tbl (client_id, client_order, description, regex)"
                                + " VALUES (901, 1, 'Thunderbird', 'x')",
                        """
                        INSERT INTO mailtrack_1_tbl (maildrop_status_id, customer_id, timestamp, mailing_id, mediatype)
                        VALUES (5, %1$d, '2026-11-03 08:00:00', 77, 0), (6, %1$d, '2026-11-10 08:00:00', 78, 0)
                        """,
                        """
                        INSERT INTO onepixellog_device_1_tbl (company_id, customer_id, mailing_id, creation, device_class_id, client_id)
                        VALUES (1, %1$d, 77, '2026-11-03 09:00:00', 2, NULL), (1, %1$d, 77, '2026-11-03 09:00:00', 6, NULL),
                               (1, %1$d, 77, '2026-11-04 09:00:00', 1, 901)
                        """,
                        """
                        INSERT INTO onepixellog_1_tbl (customer_id, mailing_id, company_id, open_count, first_open, last_open)
                        VALUES (%1$d, 77, 1, 3, '2026-11-03 09:00:00', '2026-11-04 09:00:00'), (%1$d, 78, 1, 2, '2026-11-10 10:00:00', '2026-11-10 11:00:00')
                        """,
                        """
                        INSERT INTO rdirlog_1_tbl (customer_id, url_id, company_id, mailing_id, timestamp, device_class_id)
                        VALUES (%1$d, 9, 1, 77, '2026-11-03 09:00:00', 2), (%1$d, 9, 1, 77, '2026-11-03 09:00:00', 2)
                        """,
                        """
                        INSERT INTO bounce_tbl (company_id, customer_id, mailing_id, detail, dsn, status_text, timestamp)
                        VALUES (1, %1$d, 78, 511, 511, 'No such user', '2026-11-11 08:00:00')
                        """)) {
            execute(statement.formatted(eva));
        }
        int list = core.mailinglists().create(ANNA, "Garden", "");
        core.bindings()
                .set(ANNA, Binding.of(eva, list, UserType.WORLD, BindingStatus.ACTIVE, "Form"));
        core.bindings()
                .set(
                        ANNA,
                        Binding.of(
                                eva, list, UserType.WORLD, BindingStatus.OPT_OUT_BY_USER, "Link"));
    }

    @Test
    void everythingIsToldNewestFirst() {
        assertEquals(
                List.of(
                        "LISTS OPT_OUT_BY_USER Link",
                        "LISTS ACTIVE Form",
                        "BOUNCED Summer 511 No such user",
                        "OPENED Summer",
                        "RECEIVED Summer",
                        "OPENED Spring 1 Thunderbird",
                        "CLICKED Spring 2 https://example.com/seeds",
                        "CLICKED Spring 2 https://example.com/seeds",
                        "OPENED Spring 2",
                        "OPENED Spring 2",
                        "RECEIVED Spring"),
                told(all(50)).stream().map(String::strip).toList());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 7})
    void pagesShowEachContactOnceInBothDirections(int size) {
        List<String> expected = told(all(50));
        List<String> forward = new ArrayList<>();
        ContactPage page = core.persons().histories().page(ANNA, eva, query(size));
        assertNull(page.previous());
        forward.addAll(told(page));
        while (page.next() != null) {
            page = at(size, page.next());
            assertNotNull(page.previous());
            forward.addAll(told(page));
        }
        assertEquals(expected, forward);
        List<String> back = new ArrayList<>(told(page));
        while (page.previous() != null) {
            page = at(size, page.previous());
            back.addAll(0, told(page));
        }
        assertEquals(expected, back);
    }

    @Test
    void oneKindOneMailingAndAPeriodNarrowThem() {
        assertEquals(4, found(new ContactQuery(Kind.OPENED, 0, null, null, null, 50)));
        assertEquals(2, found(new ContactQuery(Kind.CLICKED, 0, null, null, null, 50)));
        assertEquals(2, found(new ContactQuery(Kind.LISTS, 0, null, null, null, 50)));
        assertEquals(6, found(new ContactQuery(null, 77, null, null, null, 50)));
        assertEquals(1, found(new ContactQuery(Kind.BOUNCED, 78, null, null, null, 50)));
        assertEquals(
                5,
                found(
                        new ContactQuery(
                                null, 0, null, Instant.parse("2026-11-04T00:00:00Z"), null, 50)));
        assertEquals(
                2,
                found(
                        new ContactQuery(
                                null,
                                0,
                                Instant.parse("2026-11-10T00:00:00Z"),
                                Instant.parse("2026-11-11T00:00:00Z"),
                                null,
                                50)));
    }

    @Test
    void devicesAreToldWithWhatWasDoneOnThem() {
        assertEquals(
                List.of(
                        new Device(1, "Thunderbird", 1, 0, Instant.parse("2026-11-04T09:00:00Z")),
                        new Device(2, "", 2, 2, Instant.parse("2026-11-03T09:00:00Z"))),
                core.persons().histories().devices(ANNA, eva));
        assertEquals(List.of(), core.persons().histories().devices(ANNA, nobody));
    }

    @Test
    void mailingsToChooseFromAreThoseThePersonGot() {
        assertEquals(
                List.of(new Histories.Mailing(78, "Summer"), new Histories.Mailing(77, "Spring")),
                core.persons().histories().mailings(ANNA, eva));
    }

    @Test
    void nobodyElseSeesThem() {
        assertThrows(NotFound.class, () -> core.persons().histories().page(otto, eva, query(5)));
        assertThrows(NotFound.class, () -> core.persons().histories().devices(otto, eva));
        assertTrue(core.persons().histories().page(ANNA, nobody, query(5)).contacts().isEmpty());
    }

    @Test
    void aPlaceIsWrittenIntoAnAddressAndReadAgain() {
        ContactQuery.Cursor cursor = new ContactQuery.Cursor(true, 1_800_000_000L, 12);
        assertEquals(cursor, ContactQuery.Cursor.decode(cursor.encoded()).orElseThrow());
        for (String wrong : List.of("", "f", "f1-", "x1-1", "f1-99999999999", "' OR 1=1")) {
            assertTrue(ContactQuery.Cursor.decode(wrong).isEmpty(), wrong);
        }
    }

    private static ContactQuery query(int size) {
        return new ContactQuery(null, 0, null, null, null, size);
    }

    private static ContactPage all(int size) {
        return core.persons().histories().page(ANNA, eva, query(size));
    }

    private static ContactPage at(int size, ContactQuery.Cursor cursor) {
        return core.persons()
                .histories()
                .page(
                        ANNA,
                        eva,
                        query(size)
                                .from(ContactQuery.Cursor.decode(cursor.encoded()).orElseThrow()));
    }

    private static int found(ContactQuery query) {
        return core.persons().histories().page(ANNA, eva, query).contacts().size();
    }

    private static List<String> told(ContactPage page) {
        return page.contacts().stream()
                .map(
                        contact ->
                                contact.change() != null
                                        ? contact.kind()
                                                + " "
                                                + contact.change().after()
                                                + " "
                                                + contact.change().remark()
                                        : contact.kind()
                                                + " "
                                                + contact.mailing()
                                                + " "
                                                + (contact.device() == 0 ? "" : contact.device())
                                                + (contact.dsn() == 0 ? "" : contact.dsn())
                                                + " "
                                                + contact.client()
                                                + contact.link()
                                                + contact.answer())
                .toList();
    }
}
