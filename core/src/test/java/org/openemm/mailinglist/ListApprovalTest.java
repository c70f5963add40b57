package org.openemm.mailinglist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openemm.InvalidInput;
import org.openemm.NotFound;
import org.openemm.account.Actor;
import org.openemm.content.NamedAddress;
import org.openemm.mailing.EmailSettings;
import org.openemm.mailing.MailingDraft;
import org.openemm.mailinglist.ListApproval.ListUser;
import org.openemm.recipient.Binding;
import org.openemm.recipient.BindingStatus;
import org.openemm.recipient.RecipientQuery;
import org.openemm.recipient.RecipientTestBase;
import org.openemm.recipient.UserType;
import org.openemm.statistics.Growth;
import org.openemm.statistics.ListGrowth;

class ListApprovalTest extends RecipientTestBase {
    private int open;
    private int closed;
    private int bert;
    private long eva;

    @BeforeEach
    void aListThatIsClosedToBert() {
        execute("DELETE FROM admin_tbl WHERE username = 'bert'");
        execute("DELETE FROM customer_1_binding_tbl");
        execute("DELETE FROM customer_1_tbl");
        execute("DELETE FROM mailinglist_tbl WHERE mailinglist_id > 1");
        execute(
                "INSERT INTO admin_tbl (username, company_id, firstname, fullname) VALUES ('bert',"
                        + " 1, 'Bert', 'Blau')");
        bert = one(Integer.class, "SELECT admin_id FROM admin_tbl WHERE username = 'bert'");
        execute(
                "INSERT INTO admin_permission_tbl (admin_id, permission_name) SELECT "
                        + bert
                        + ", permission_name FROM permission_tbl");
        open = core.mailinglists().create(ANNA, "Open to all", "");
        closed = core.mailinglists().create(ANNA, "Closed to Bert", "");
        eva = core.recipients().create(ANNA, Map.of("email", "eva@example.com"));
        for (int list : new int[] {open, closed}) {
            core.bindings().set(ANNA, binding(eva, list));
        }
        openOnlyTo(closed, others(closed));
    }

    @Test
    void whoeverMayUseAListIsSaidByName() {
        ListUser user =
                core.lists().approval().users(ANNA, closed).stream()
                        .filter(one -> one.id() == bert)
                        .findFirst()
                        .orElseThrow();
        assertEquals(new ListUser(bert, "bert", "Bert Blau", false, false), user);
        assertThrows(NotFound.class, () -> core.lists().approval().users(otto, closed));
        assertThrows(NotFound.class, () -> core.lists().approval().open(otto, closed, Set.of(1)));
    }

    @Test
    void aClosedListIsNotThereForTheUserAndOpensAtOnce() {
        assertEquals(
                Set.of(),
                core.mailinglists().all(actor()).stream()
                        .map(Mailinglist::id)
                        .filter(id -> id == closed)
                        .collect(Collectors.toSet()));
        assertThrows(NotFound.class, () -> core.mailinglists().get(actor(), closed));
        assertTrue(core.mailinglists().findByName(actor(), "Closed to Bert").isEmpty());
        assertFalse(core.mailinglists().counts(actor()).containsKey(closed));
        assertThrows(NotFound.class, () -> core.mailinglists().delete(actor(), closed));
        assertEquals(
                "mailinglist.name.taken",
                problem(() -> core.mailinglists().create(actor(), "Closed to Bert", "")));

        Set<Integer> all = new HashSet<>(others(closed));
        all.add(bert);
        openOnlyTo(closed, all);

        assertEquals("Closed to Bert", core.mailinglists().get(actor(), closed).name());
    }

    @Test
    void bindingsOfAClosedListAreNeitherSeenNorChanged() {
        assertEquals(
                List.of(open),
                core.bindings().of(actor(), eva).stream().map(Binding::mailinglistId).toList());
        assertTrue(core.bindings().get(actor(), eva, closed, Binding.EMAIL).isEmpty());
        assertThrows(NotFound.class, () -> core.bindings().set(actor(), binding(eva, closed)));
        assertThrows(NotFound.class, () -> core.bindings().delete(actor(), eva, closed, 0));
        core.bindings()
                .set(
                        ANNA,
                        Binding.of(
                                eva, closed, UserType.WORLD, BindingStatus.OPT_OUT_BY_USER, "out"));
        assertTrue(core.bindings().history(actor(), eva).isEmpty());
        assertTrue(
                core.persons().contacts().timeline(actor(), eva).stream()
                        .noneMatch(event -> event.toString().contains("Closed to Bert")));
    }

    @Test
    void theRecipientsOfAClosedListAreNotFoundByIt() {
        assertEquals(0, core.recipients().count(actor(), of(closed), 10));
        assertEquals(List.of(), core.recipients().page(actor(), of(closed)).recipients());
        assertEquals(1, core.recipients().count(actor(), of(open), 10));
    }

    @Test
    void statisticsLeaveAClosedListOut() {
        ListGrowth growth = new ListGrowth(core.database(), core.clock());
        assertEquals(2, growth.of(ANNA, Growth.Period.MONTH, 0).total().fresh());
        assertEquals(1, growth.of(actor(), Growth.Period.MONTH, 0).total().fresh());
        assertThrows(NotFound.class, () -> growth.of(actor(), Growth.Period.MONTH, closed));
    }

    @Test
    void noMailingGoesToAClosedList() {
        assertEquals(
                "mailing.error.closedList",
                problem(() -> core.mailings().create(actor(), mailing(closed))));
        int id = core.mailings().create(ANNA, mailing(closed));
        assertTrue(
                core.mailingChecks().problems(actor(), id).stream()
                        .anyMatch(finding -> finding.key().equals("mailing.check.closedList")));
        core.mailings().create(actor(), mailing(open));
    }

    @Test
    void nobodyLocksHimselfOut() {
        assertEquals(
                "mailinglist.users.self",
                assertThrows(
                                InvalidInput.class,
                                () -> core.lists().approval().open(actor(), open, Set.of(1)))
                        .problems()
                        .get(0)
                        .key());
    }

    @Test
    void aCopyIsClosedToTheSameUsers() {
        int copy = core.lists().approval().copy(ANNA, closed, "Copy of it");
        assertThrows(NotFound.class, () -> core.mailinglists().get(actor(), copy));
        assertThrows(NotFound.class, () -> core.lists().approval().copy(actor(), closed, "Mine"));
    }

    private Actor actor() {
        return core.users().known(bert).orElseThrow().actor();
    }

    private Set<Integer> others(int list) {
        return core.lists().approval().users(ANNA, list).stream()
                .map(ListUser::id)
                .filter(id -> id != bert)
                .collect(Collectors.toSet());
    }

    private void openOnlyTo(int list, Set<Integer> users) {
        core.users().refreshed(bert);
        core.lists().approval().open(ANNA, list, users);
    }

    private static Binding binding(long customer, int list) {
        return Binding.of(customer, list, UserType.WORLD, BindingStatus.ACTIVE, "");
    }

    private static RecipientQuery of(int list) {
        return new RecipientQuery(
                "", "", "", "", list, BindingStatus.ACTIVE, null, "", "email", false, 10, null);
    }

    private static MailingDraft mailing(int list) {
        return MailingDraft.of(
                "Mailing",
                list,
                EmailSettings.of("Subject", NamedAddress.parse("News <a@b.example>")));
    }
}
