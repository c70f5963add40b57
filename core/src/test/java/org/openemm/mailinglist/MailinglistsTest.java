package org.openemm.mailinglist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.openemm.NotFound;
import org.openemm.recipient.Binding;
import org.openemm.recipient.BindingStatus;
import org.openemm.recipient.RecipientTestBase;
import org.openemm.recipient.UserType;

class MailinglistsTest extends RecipientTestBase {

    @Test
    void aListIsReadAsItWasWritten() {
        int id =
                core.mailinglists()
                        .create(
                                ANNA,
                                new MailinglistDraft(
                                        " Spring <b> ", "for 'all' \"😀\"", "a@example.com", ""));
        Mailinglist list = core.mailinglists().get(ANNA, id);
        assertEquals("Spring <b>", list.name());
        assertEquals("for 'all' \"😀\"", list.description());
        assertEquals("a@example.com", list.senderEmail());
        assertEquals(NOW, list.created());
        core.mailinglists().update(ANNA, id, "Summer", "");
        list = core.mailinglists().get(ANNA, id);
        assertEquals("Summer", list.name());
        assertEquals("a@example.com", list.senderEmail());
    }

    @Test
    void namesAreUniqueInACompany() {
        int id = core.mailinglists().create(ANNA, "Unique", "");
        assertEquals(
                "mailinglist.name.taken",
                problem(() -> core.mailinglists().create(ANNA, "UNIQUE ", "")));
        core.mailinglists().update(ANNA, id, "unique", "");
        core.mailinglists().create(otto, "Unique", "");
        assertEquals(
                "mailinglist.name.length",
                problem(() -> core.mailinglists().create(ANNA, "ab", "")));
    }

    @Test
    void aListThatMailingsUseCannotBeDeleted() {
        int id = core.mailinglists().create(ANNA, "In use", "");
        execute(
                "INSERT INTO mailing_tbl (company_id, mailinglist_id, shortname, deleted) VALUES"
                        + " (1, "
                        + id
                        + ", 'News', 0)");
        assertEquals(
                "mailinglist.delete.used", problem(() -> core.mailinglists().delete(ANNA, id)));
    }

    @Test
    void aDeletedListIsGone() {
        int id = core.mailinglists().create(ANNA, "Short life", "");
        core.mailinglists().delete(ANNA, id);
        assertThrows(NotFound.class, () -> core.mailinglists().get(ANNA, id));
        assertThrows(NotFound.class, () -> core.mailinglists().delete(ANNA, id));
        assertTrue(core.mailinglists().all(ANNA).stream().noneMatch(list -> list.id() == id));
        assertEquals(
                1,
                one(
                        Integer.class,
                        "SELECT deleted FROM mailinglist_tbl WHERE mailinglist_id = " + id));
        core.mailinglists().create(ANNA, "Short life", "");
    }

    @Test
    void theLastListStays() {
        List<Mailinglist> all = core.mailinglists().all(otto);
        int last = core.mailinglists().create(otto, "The last", "");
        all.forEach(list -> core.mailinglists().delete(otto, list.id()));
        assertEquals(
                "mailinglist.delete.last", problem(() -> core.mailinglists().delete(otto, last)));
    }

    @Test
    void listsOfAnotherCompanyDoNotExist() {
        int id = core.mailinglists().create(ANNA, "Ours only", "");
        assertThrows(NotFound.class, () -> core.mailinglists().get(otto, id));
        assertThrows(NotFound.class, () -> core.mailinglists().update(otto, id, "Stolen", ""));
        assertThrows(NotFound.class, () -> core.mailinglists().delete(otto, id));
        assertTrue(core.mailinglists().findByName(otto, "Ours only").isEmpty());
    }

    @Test
    void recipientsAreCountedByStatus() {
        int id = core.mailinglists().create(ANNA, "Counted", "");
        for (int i = 0; i < 3; i++) {
            long customer =
                    core.recipients().create(ANNA, Map.of("email", "c" + i + "@example.com"));
            BindingStatus status = i == 0 ? BindingStatus.BOUNCED : BindingStatus.ACTIVE;
            core.bindings().set(ANNA, Binding.of(customer, id, UserType.WORLD, status, ""));
        }
        assertEquals(
                Map.of(BindingStatus.ACTIVE, 2L, BindingStatus.BOUNCED, 1L),
                core.mailinglists().counts(ANNA).get(id));
    }
}
