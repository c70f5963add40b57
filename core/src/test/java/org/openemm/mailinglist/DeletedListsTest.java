package org.openemm.mailinglist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.openemm.NotFound;
import org.openemm.mailinglist.DeletedLists.DeletedList;
import org.openemm.recipient.Binding;
import org.openemm.recipient.BindingStatus;
import org.openemm.recipient.RecipientTestBase;
import org.openemm.recipient.UserType;

class DeletedListsTest extends RecipientTestBase {
    @Test
    void aDeletedListComesBackWithItsRecipients() {
        int list = core.mailinglists().create(ANNA, "There and back", "");
        long eva = core.recipients().create(ANNA, Map.of("email", "eva@example.com"));
        core.bindings().set(ANNA, Binding.of(eva, list, UserType.WORLD, BindingStatus.ACTIVE, ""));
        core.mailinglists().delete(ANNA, list);
        DeletedList deleted = find(list);
        assertFalse(deleted.emptied());
        assertEquals(deleted.deleted().plus(Duration.ofDays(30)), deleted.emptiesAt());
        assertThrows(NotFound.class, () -> core.lists().deleted().restore(otto, list));

        assertEquals("There and back", core.lists().deleted().restore(ANNA, list));

        assertEquals(Map.of(BindingStatus.ACTIVE, 1L), core.mailinglists().counts(ANNA).get(list));
        assertThrows(NotFound.class, () -> core.lists().deleted().restore(ANNA, list));
    }

    @Test
    void aListWhoseNameIsTakenWaits() {
        int list = core.mailinglists().create(ANNA, "Twice", "");
        core.mailinglists().delete(ANNA, list);
        core.mailinglists().create(ANNA, "Twice", "");
        assertEquals(
                "mailinglist.restore.taken",
                problem(() -> core.lists().deleted().restore(ANNA, list)));
    }

    @Test
    void sentMailingsAndTemplatesLetAListGoOthersDoNot() {
        int list = core.mailinglists().create(ANNA, "Much used", "");
        execute(
                """
                INSERT INTO mailing_tbl (company_id, mailinglist_id, shortname, deleted, is_template, work_status) VALUES
                    (1, %1$d, 'Sent', 0, 0, 'mailing.status.sent'), (1, %1$d, 'Template', 0, 1, 'mailing.status.new'),
                    (1, %1$d, 'Gone', 1, 0, 'mailing.status.new'), (1, %1$d, 'Draft', 0, 0, 'mailing.status.new')
                """
                        .formatted(list));
        execute(
                "INSERT INTO mailloop_tbl (company_id, shortname, subscribe_enable, mailinglist_id)"
                        + " VALUES (1, 'By mail', 1, %d)".formatted(list));
        assertEquals(
                List.of("Draft", "By mail", "Template", "Sent"),
                core.mailinglists().uses(ANNA, list).stream().map(MailinglistUse::name).toList());
        assertEquals(
                "mailinglist.delete.used", problem(() -> core.mailinglists().delete(ANNA, list)));
        execute("DELETE FROM mailloop_tbl WHERE mailinglist_id = " + list);
        execute(
                "UPDATE mailing_tbl SET deleted = 1 WHERE shortname = 'Draft' AND mailinglist_id = "
                        + list);
        core.mailinglists().delete(ANNA, list);
        assertTrue(core.lists().deleted().all(ANNA).stream().anyMatch(d -> d.list().id() == list));
    }

    private static DeletedList find(int list) {
        return core.lists().deleted().all(ANNA).stream()
                .filter(deleted -> deleted.list().id() == list)
                .findFirst()
                .orElseThrow();
    }
}
