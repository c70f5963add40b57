package org.openemm.blocklist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openemm.InvalidInput;
import org.openemm.NotFound;
import org.openemm.recipient.Binding;
import org.openemm.recipient.BindingStatus;
import org.openemm.recipient.RecipientTestBase;
import org.openemm.recipient.UserType;

class BlocklistTest extends RecipientTestBase {
    @BeforeEach
    void nobody() {
        execute("DELETE FROM cust1_ban_tbl");
    }

    @Test
    void manyAreAddedAtOnceAndThoseThatWereThereStayAsTheyAre() {
        core.blocklist().add(ANNA, "a@example.com", "first");

        int added =
                core.blocklist()
                        .addAll(
                                ANNA,
                                List.of("A@example.com", "", "b@example.com", "*@evil.example"),
                                "second");

        assertEquals(2, added);
        assertEquals("first", core.blocklist().get(ANNA, "a@example.com").reason());
        assertEquals("second", core.blocklist().get(ANNA, "*@evil.example").reason());
        assertEquals(
                "recipient.email.blocklisted",
                problem(() -> core.recipients().create(ANNA, Map.of("email", "x@evil.example"))));
    }

    @Test
    void aWrongLineStopsAllAndIsNamed() {
        InvalidInput refused =
                assertThrows(
                        InvalidInput.class,
                        () ->
                                core.blocklist()
                                        .addAll(
                                                ANNA,
                                                List.of("ok@example.com", "nonsense", "*"),
                                                ""));

        assertEquals(
                List.of("recipient.email.no_at", "blocklist.email.everybody"),
                refused.problems().stream().map(InvalidInput.Problem::key).toList());
        assertEquals(0, core.blocklist().page(ANNA, BlocklistQuery.of("", 1, 10)).total());
        assertEquals(
                "blocklist.email.none",
                problem(() -> core.blocklist().addAll(ANNA, List.of(" "), "")));
    }

    @Test
    void theListIsSearchedInAddressesAndReasonsAndComesInPages() {
        core.blocklist().addAll(ANNA, List.of("a@example.com", "b@example.com"), "complaint 50%");
        core.blocklist().addAll(ANNA, List.of("c_c@example.org"), "");

        assertEquals(
                2, core.blocklist().page(ANNA, BlocklistQuery.of("COMPLAINT 50%", 1, 10)).total());
        assertEquals(1, core.blocklist().page(ANNA, BlocklistQuery.of("c_c@", 1, 10)).total());
        BlocklistPage second = core.blocklist().page(ANNA, BlocklistQuery.of("", 2, 2));
        assertEquals(3, second.total());
        assertEquals("c_c@example.org", second.entries().get(0).pattern());
        List<String> all = new ArrayList<>();
        core.blocklist().write(ANNA, Blocklist.Scope.COMPANY, entry -> all.add(entry.pattern()));
        assertEquals(List.of("a@example.com", "b@example.com", "c_c@example.org"), all);
    }

    @Test
    void whoIsRemovedMaySignUpAgainForTheChosenListsButGetsNoMailYet() {
        int one = core.mailinglists().create(ANNA, "One", "");
        int two = core.mailinglists().create(ANNA, "Two", "");
        long eva = core.recipients().create(ANNA, Map.of("email", "eva@evil.example"));
        for (int list : new int[] {one, two}) {
            core.bindings()
                    .set(
                            ANNA,
                            Binding.of(eva, list, UserType.WORLD, BindingStatus.BLOCKLISTED, ""));
        }
        core.blocklist().addAll(ANNA, List.of("*@evil.example"), "");
        assertEquals(Map.of(one, 1L, two, 1L), core.blocklist().blockedIn(ANNA, "*@evil.example"));

        assertEquals(1, core.blocklist().remove(ANNA, "*@evil.example", List.of(one)));

        assertEquals(BindingStatus.OPT_OUT_BY_ADMIN, status(eva, one));
        assertEquals(BindingStatus.BLOCKLISTED, status(eva, two));
        assertThrows(
                NotFound.class,
                () -> core.blocklist().remove(ANNA, "*@evil.example", List.of(two)));
        assertEquals(BindingStatus.BLOCKLISTED, status(eva, two));
    }

    @Test
    void theBlocklistOfAnotherCompanyIsItsOwn() {
        core.blocklist().addAll(ANNA, List.of("a@example.com"), "");
        assertEquals(0, core.blocklist().page(otto, BlocklistQuery.of("", 1, 10)).total());
        assertThrows(
                NotFound.class, () -> core.blocklist().remove(otto, "a@example.com", List.of()));
    }

    private static BindingStatus status(long customer, int list) {
        return core.bindings().get(ANNA, customer, list, Binding.EMAIL).orElseThrow().status();
    }
}
