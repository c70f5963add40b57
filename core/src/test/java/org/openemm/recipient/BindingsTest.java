package org.openemm.recipient;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openemm.NotFound;

class BindingsTest extends RecipientTestBase {
    private static int list;
    private static int foreignList;
    private static long customer;

    @BeforeAll
    static void addRecipient() {
        list = core.mailinglists().create(ANNA, "Bindings", "");
        foreignList = core.mailinglists().create(otto, "Foreign", "");
        customer = core.recipients().create(ANNA, Map.of("email", "bound@example.com"));
    }

    @Test
    void aBindingIsReadAsItWasSetAndItsHistoryKept() {
        set(UserType.TEST, BindingStatus.ACTIVE, "by hand");
        set(UserType.WORLD_VIP, BindingStatus.OPT_OUT_BY_USER, "left");
        Binding binding = core.bindings().get(ANNA, customer, list, Binding.EMAIL).orElseThrow();
        assertEquals(UserType.WORLD_VIP, binding.userType());
        assertEquals(BindingStatus.OPT_OUT_BY_USER, binding.status());
        assertEquals("left", binding.remark());
        assertEquals(NOW, binding.changed());
        assertEquals(List.of(binding), core.bindings().of(ANNA, customer));
        List<BindingChange> history = core.bindings().history(ANNA, customer);
        assertTrue(
                history.stream()
                        .anyMatch(
                                change ->
                                        change.status() == BindingStatus.ACTIVE
                                                && change.userType() == UserType.TEST
                                                && change.remark().equals("by hand")),
                history::toString);
        core.bindings().delete(ANNA, customer, list, Binding.EMAIL);
        assertTrue(core.bindings().get(ANNA, customer, list, Binding.EMAIL).isEmpty());
        assertThrows(
                NotFound.class, () -> core.bindings().delete(ANNA, customer, list, Binding.EMAIL));
    }

    @Test
    void listAndRecipientMustExistInTheCompany() {
        assertThrows(NotFound.class, () -> set(ANNA, customer, foreignList));
        assertThrows(NotFound.class, () -> set(ANNA, customer, 99_999));
        assertThrows(NotFound.class, () -> set(ANNA, 99_999, list));
        assertThrows(NotFound.class, () -> set(otto, customer, foreignList));
        assertThrows(NotFound.class, () -> set(otto, customer, list));
        assertTrue(core.bindings().of(otto, customer).isEmpty());
    }

    @Test
    void aRemarkMustFit() {
        assertEquals(
                "recipient.binding.remark",
                problem(() -> set(UserType.WORLD, BindingStatus.ACTIVE, "x".repeat(151))));
    }

    private static void set(UserType type, BindingStatus status, String remark) {
        core.bindings().set(ANNA, Binding.of(customer, list, type, status, remark));
    }

    private static void set(org.openemm.account.Actor actor, long recipient, int mailinglist) {
        core.bindings()
                .set(
                        actor,
                        Binding.of(
                                recipient, mailinglist, UserType.WORLD, BindingStatus.ACTIVE, ""));
    }
}
