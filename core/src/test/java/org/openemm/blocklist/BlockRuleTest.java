package org.openemm.blocklist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openemm.InvalidInput;
import org.openemm.NotFound;
import org.openemm.NotPermitted;
import org.openemm.account.Actor;
import org.openemm.blocklist.Blocklist.Scope;
import org.openemm.recipient.AddOptions;
import org.openemm.recipient.Binding;
import org.openemm.recipient.BindingStatus;
import org.openemm.recipient.RecipientTestBase;
import org.openemm.recipient.UserType;

/** Who is blocked, by every way it is asked. */
class BlockRuleTest extends RecipientTestBase {
    @BeforeEach
    void nobody() {
        for (Scope scope : Scope.values()) {
            List<BlocklistEntry> entries = new ArrayList<>();
            core.blocklist().write(ANNA, scope, entries::add);
            entries.forEach(entry -> core.blocklist().remove(ANNA, scope, entry.pattern()));
        }
        execute("DELETE FROM customer_1_binding_tbl");
        execute("DELETE FROM customer_1_tbl");
    }

    @ParameterizedTest
    @CsvSource({
        "eva@example.com, eva@example.com, true",
        "EVA@Example.com, eva@example.com, true",
        "eva@example.com, eva2@example.com, false",
        "e_a@example.com, eva@example.com, false",
        "*@example.com, eva@example.com, true",
        "%@example.com, eva@example.com, true",
        "*@example.com, eva@sub.example.com, false",
        "*@*.example.com, eva@sub.example.com, true",
        "*.example.com, eva@sub.example.com, true",
        "*.example.com, eva@subexample.com, false",
        "info@*, info@example.com, true",
        "info@*, xinfo@example.com, false",
        "info*, info.desk@example.com, true",
        "test?@example.com, test1@example.com, true",
        "test?@example.com, test12@example.com, false",
        "a*b@example.com, a-nything.b@example.com, true",
        "a.c*, abc@example.com, false",
        "*spam*, no.spam.here@example.com, true",
        "*@münchen.example, eva@xn--mnchen-3ya.example, true",
        "eva@münchen.example, eva@xn--mnchen-3ya.example, true",
    })
    void addressesAndPatternsCoverTheSameForOneAndForMany(
            String entry, String address, boolean blocked) {
        long id = core.recipients().create(ANNA, Map.of("email", address));
        core.blocklist().addAll(ANNA, List.of(entry), "");

        assertEquals(blocked, covers(1, address), "asked for one");
        assertEquals(blocked ? List.of(id) : List.of(), blocked(1), "asked for many");
        assertEquals(blocked ? 1 : 0, core.blocklist().covering(ANNA, address).size());
        assertFalse(covers(otto.companyId(), address), "of another company");
    }

    @Test
    void aThousandPatternsOfAllKindsCoverWhatTheyMean() {
        List<String> patterns = new ArrayList<>();
        for (int i = 0; i < 250; i++) {
            patterns.add("*@domain" + i + ".example");
            patterns.add("begin" + i + ".*");
            patterns.add("*.parent" + i + ".example");
            patterns.add("mid*dle" + i + "@*.example");
        }
        core.blocklist().addAll(ANNA, patterns, "");
        for (int i = 0; i < 250; i += 83) {
            assertTrue(covers(1, "x@domain" + i + ".example"));
            assertTrue(covers(1, "begin" + i + ".x@y.example"));
            assertTrue(covers(1, "x@y.parent" + i + ".example"));
            assertTrue(covers(1, "mid-dle" + i + "@y.example"));
        }
        assertFalse(covers(1, "x@domain250.example"));
        assertFalse(covers(1, "begin@y.example"));
        core.recipients().create(ANNA, Map.of("email", "free@y.example"));
        assertEquals(List.of(), blocked(1));
    }

    @Test
    void allCompaniesObeyTheListOfTheSystemThatOnlyOperatorsSee() {
        core.blocklist().addAll(ANNA, Scope.SYSTEM, List.of("x@evil.example", "*@bad.example"), "");

        assertTrue(covers(1, "x@evil.example"));
        assertTrue(covers(otto.companyId(), "y@bad.example"));
        assertEquals(
                "recipient.email.blocklisted",
                problem(() -> core.recipients().create(otto, Map.of("email", "x@evil.example"))));
        assertTrue(core.blocklist().all(otto).isEmpty());
        assertThrows(
                NotPermitted.class,
                () -> core.blocklist().addAll(otto, Scope.SYSTEM, List.of("a@b.example"), ""));
        assertThrows(NotPermitted.class, () -> core.blocklist().page(otto, query(Scope.SYSTEM)));
        Actor marketer =
                new Actor(
                        Actor.Kind.USER,
                        9,
                        "marketer",
                        1,
                        Set.of("blacklist", "recipient.change", "recipient.delete"),
                        Locale.ENGLISH,
                        ZoneOffset.UTC);
        assertThrows(
                NotPermitted.class,
                () -> core.blocklist().remove(marketer, Scope.SYSTEM, "x@evil.example"));
        assertThrows(NotFound.class, () -> core.blocklist().remove(marketer, "x@evil.example"));
        core.blocklist().remove(ANNA, Scope.SYSTEM, "x@evil.example");
        assertFalse(covers(1, "x@evil.example"));
    }

    @Test
    void whoIsAddedIsBlockedInAllListsAtOnce() {
        int list = core.mailinglists().create(ANNA, "Blocked at once", "");
        long eva = core.recipients().create(ANNA, Map.of("email", "eva@one.example"));
        long bob = core.recipients().create(ANNA, Map.of("email", "bob@two.example"));
        long kim = core.recipients().create(ANNA, Map.of("email", "kim@three.example"));
        for (long id : new long[] {eva, bob, kim}) {
            bind(id, list, BindingStatus.ACTIVE);
        }
        core.blocklist().addAll(ANNA, List.of("eva@one.example", "*@two.example"), "");

        assertEquals(BindingStatus.BLOCKLISTED, status(eva, list));
        assertEquals(BindingStatus.BLOCKLISTED, status(bob, list));
        assertEquals(BindingStatus.ACTIVE, status(kim, list));
        core.blocklist().addAll(ANNA, Scope.SYSTEM, List.of("kim@three.example"), "");
        assertEquals(BindingStatus.BLOCKLISTED, status(kim, list));
    }

    @Test
    void nobodyOnTheListIsAddedSubscribedOrRenamedToIt() {
        int list = core.mailinglists().create(ANNA, "Not this way", "");
        long eva = core.recipients().create(ANNA, Map.of("email", "eva@one.example"));
        core.blocklist().addAll(ANNA, List.of("*@evil.example", "eva@one.example"), "");
        String key = "recipient.email.blocklisted";
        assertEquals(
                key,
                problem(() -> core.recipients().create(ANNA, Map.of("email", "a@evil.example"))));
        assertEquals(
                key,
                problem(
                        () ->
                                core.recipients()
                                        .add(
                                                ANNA,
                                                Map.of("email", "a@evil.example"),
                                                new AddOptions(true, "email", true, 0))));
        assertEquals(key, problem(() -> bind(eva, list, BindingStatus.ACTIVE)));
        assertEquals(key, problem(() -> bind(eva, list, BindingStatus.WAITING)));
        bind(eva, list, BindingStatus.OPT_OUT_BY_USER);
        core.recipients().update(ANNA, eva, Map.of("firstname", "Eva"));
        core.recipients().update(ANNA, eva, Map.of("email", "EVA@one.example"));
        assertEquals(
                key,
                problem(
                        () ->
                                core.recipients()
                                        .update(ANNA, eva, Map.of("email", "a@evil.example"))));
    }

    @Test
    void whoeverAnotherEntryCoversStaysBlockedWhenOneIsRemoved() {
        int list = core.mailinglists().create(ANNA, "Two entries", "");
        long eva = core.recipients().create(ANNA, Map.of("email", "eva@two.example"));
        bind(eva, list, BindingStatus.ACTIVE);
        core.blocklist().addAll(ANNA, List.of("eva@two.example", "*@two.example"), "");

        assertEquals(0, core.blocklist().remove(ANNA, "eva@two.example", List.of(list)));
        assertEquals(BindingStatus.BLOCKLISTED, status(eva, list));
        assertEquals(1, core.blocklist().remove(ANNA, "*@two.example", List.of(list)));
        assertEquals(BindingStatus.OPT_OUT_BY_ADMIN, status(eva, list));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*", "%", "**", "?", "*@*", "%@%", "*@*.*", "?*@*", "*.*", "*@?*", "a*", "*@a*"
            })
    void aPatternThatWouldBlockNearlyEverybodyIsRefused(String pattern) {
        assertEquals(
                "blocklist.email.everybody",
                problem(() -> core.blocklist().add(ANNA, pattern, "")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*@exa mple.com",
                "'\"<script>*",
                "*@a@b.example",
                "*@example.com.",
                "{{*}}x\\yz"
            })
    void whatIsNoPatternIsRefused(String pattern) {
        assertEquals(
                "blocklist.email.pattern", problem(() -> core.blocklist().add(ANNA, pattern, "")));
    }

    @Test
    void addressesThatCannotBeAreRefused() {
        assertEquals(
                "blocklist.email.length",
                problem(() -> core.blocklist().add(ANNA, "a".repeat(100_000), "")));
        assertEquals(
                "blocklist.email.length",
                problem(() -> core.blocklist().add(ANNA, "a".repeat(307) + "@example.com", "")));
        assertEquals(
                "recipient.email.domain_label",
                problem(() -> core.blocklist().add(ANNA, "eva@example.com.", "")));
        assertEquals(
                "blocklist.reason",
                problem(() -> core.blocklist().add(ANNA, "a@example.com", "x".repeat(501))));
    }

    @Test
    void aFileIsSaidBeforeItIsAdded() throws IOException {
        core.blocklist().addAll(ANNA, List.of("known@example.com"), "before");
        int list = core.mailinglists().create(ANNA, "From a file", "");
        long eva = core.recipients().create(ANNA, Map.of("email", "eva@example.com"));
        long bob = core.recipients().create(ANNA, Map.of("email", "bob@spam.example"));
        bind(eva, list, BindingStatus.ACTIVE);
        bind(bob, list, BindingStatus.ACTIVE);
        String file =
                "\ufeffE-Mail;Reason\r\n"
                        + "eva@example.com;\"Said; \"\"no\"\"\"\n"
                        + "EVA@example.com\r\r"
                        + "*@spam.example\t\n"
                        + "known@example.com,again\n"
                        + "nonsense\n"
                        + "*\n"
                        + "x".repeat(100_000)
                        + "\nlast@münchen.example";

        BlocklistUpload upload = read(file, StandardCharsets.UTF_8);

        assertEquals(8, upload.lines());
        assertEquals(3, upload.fresh());
        assertEquals(1, upload.known());
        assertEquals(1, upload.twice());
        assertEquals(3, upload.bad());
        assertEquals(
                List.of(
                        "recipient.email.no_at",
                        "blocklist.email.everybody",
                        "blocklist.email.length"),
                upload.badLines().stream().map(BlocklistUpload.BadLine::problem).toList());
        assertEquals(7, upload.badLines().get(0).number());
        assertEquals(1, core.blocklist().all(ANNA).size());
        assertThrows(
                NotFound.class, () -> core.persons().blocklistUploads().get(otto, upload.id()));

        assertEquals(3, core.persons().blocklistUploads().apply(ANNA, upload.id(), "from file"));

        assertEquals("Said; \"no\"", core.blocklist().get(ANNA, "eva@example.com").reason());
        assertEquals("from file", core.blocklist().get(ANNA, "*@spam.example").reason());
        assertEquals("before", core.blocklist().get(ANNA, "known@example.com").reason());
        assertEquals("anna", core.blocklist().get(ANNA, "last@münchen.example").by());
        assertEquals(BindingStatus.BLOCKLISTED, status(eva, list));
        assertEquals(BindingStatus.BLOCKLISTED, status(bob, list));
        assertThrows(
                NotFound.class,
                () -> core.persons().blocklistUploads().apply(ANNA, upload.id(), ""));
        assertEquals(0, one(Integer.class, "SELECT COUNT(*) FROM blocklist_upload_entry_tbl"));
    }

    @Test
    void filesInUtf16AreReadAndFilesWithoutAnAddressAreRefused() throws IOException {
        assertEquals(1, read("\ufeffeva@example.com\n", StandardCharsets.UTF_16LE).fresh());
        for (String nothing : List.of("", "\n\n", "email\n", "nonsense\n\0\0")) {
            assertThrows(InvalidInput.class, () -> read(nothing, StandardCharsets.UTF_8));
        }
    }

    private static BlocklistUpload read(String file, Charset charset) throws IOException {
        return core.persons()
                .blocklistUploads()
                .read(
                        ANNA,
                        Scope.COMPANY,
                        "list.csv",
                        new ByteArrayInputStream(file.getBytes(charset)));
    }

    private static boolean covers(int company, String address) {
        return core.database().inTransaction(tx -> core.blocklist().covers(tx, company, address));
    }

    private static List<Long> blocked(int company) {
        return core.database()
                .inTransaction(
                        tx -> {
                            BlockRule rule = BlockRule.of(tx, company, "cust.email");
                            return tx.sql()
                                    .createQuery(
                                            "SELECT customer_id FROM customer_%d_tbl cust WHERE %s"
                                                    .formatted(company, rule.where()))
                                    .bindMap(rule.values())
                                    .mapTo(Long.class)
                                    .list();
                        });
    }

    private static BlocklistQuery query(Scope scope) {
        return new BlocklistQuery(scope, "", null, false, false, 1, 10);
    }

    private static void bind(long customer, int list, BindingStatus status) {
        core.bindings().set(ANNA, Binding.of(customer, list, UserType.WORLD, status, ""));
    }

    private static BindingStatus status(long customer, int list) {
        return core.bindings().get(ANNA, customer, list, Binding.EMAIL).orElseThrow().status();
    }
}
