package org.openemm.mailloop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which addresses take mail, and what the files for the mail server say. */
class FilterAddressesTest {
    private static final String FIRST = "mailloop.example.com";

    private static final FilterAddresses EXAMPLE =
            new FilterAddresses(
                    List.of(
                            filter(
                                    1,
                                    1,
                                    FilterDraft.named("News", "", "News@mailloop.example.com")
                                            .withForward("boss@firm.example")),
                            filter(
                                    2,
                                    2,
                                    FilterDraft.named("Shop", "", "reply@shop.example")
                                            .withAnswer(77)
                                            .withSubscription(
                                                    new MailSubscription(true, 5, 6, "", "", ""))),
                            filter(
                                    3,
                                    2,
                                    FilterDraft.named(
                                            "Late",
                                            "",
                                            "REPLY@shop.example",
                                            "aml_9@shop.example"))),
                    new TreeMap<>(Map.of(1, FIRST, 2, "Loop.Shop.example")),
                    FIRST,
                    "openemm.example.com",
                    List.of(
                            "# by hand",
                            "ext_4@shop.example alias:aml_1@mailloop.example.com",
                            "reply@shop.example alias:aml_1@mailloop.example.com",
                            "nonsense"));

    @Test
    void theFilesSayWhatTheMailServerNeeds() {
        assertEquals(
                """
                @openemm.example.com	accept:rid=local
                fbl@mailloop.example.com	accept:rid=fbl
                fbl@loop.shop.example	alias:fbl@mailloop.example.com
                aml_1@mailloop.example.com	accept:rid=1,cid=1,fwd=boss@firm.example
                reply_1@mailloop.example.com	accept:rid=1,cid=1,fwd=boss@firm.example
                aml_2@mailloop.example.com	accept:rid=2,cid=2,ar=2,armid=77,sub=5:6
                aml_2@loop.shop.example	alias:aml_2@mailloop.example.com
                reply_2@mailloop.example.com	accept:rid=2,cid=2,ar=2,armid=77,sub=5:6
                reply_2@loop.shop.example	alias:reply_2@mailloop.example.com
                aml_3@mailloop.example.com	accept:rid=3,cid=2
                aml_3@loop.shop.example	alias:aml_3@mailloop.example.com
                reply_3@mailloop.example.com	accept:rid=3,cid=2
                reply_3@loop.shop.example	alias:reply_3@mailloop.example.com
                news@mailloop.example.com	alias:aml_1@mailloop.example.com
                reply@shop.example	alias:aml_2@mailloop.example.com
                ext_4@shop.example	alias:aml_1@mailloop.example.com
                """,
                EXAMPLE.bavConf());
        assertEquals(
                """
                loop.shop.example	dummy
                mailloop.example.com	dummy
                shop.example	dummy
                """,
                EXAMPLE.relayDomains());
        assertEquals(
                """
                loop.shop.example	mailloop:
                mailloop.example.com	mailloop:
                shop.example	mailloop:
                """,
                EXAMPLE.transportMaps());
    }

    @Test
    void whatIsLeftOutIsTold() {
        assertEquals(
                List.of(
                        "Filter 3: reply@shop.example belongs to another filter already",
                        "Filter 3: aml_9@shop.example is reserved",
                        "reply@shop.example is there already: reply@shop.example"
                                + " alias:aml_1@mailloop.example.com",
                        "Not understood: nonsense"),
                EXAMPLE.warnings());
    }

    @ParameterizedTest
    @CsvSource({
        "reply_1@mailloop.example.com, ACCEPT, 1",
        "<Reply_1@MAILLOOP.example.com>, ACCEPT, 1",
        "aml_2@mailloop.example.com, ACCEPT, 2",
        "reply_2@loop.shop.example, ALIAS, 2",
        "reply@SHOP.example, ALIAS, 2",
        "ext_4@shop.example, ALIAS, 1",
        "fbl@loop.shop.example, ALIAS, fbl",
        "FBL@mailloop.example.com, ACCEPT, fbl",
        "anybody@openemm.example.com, ACCEPT, local",
        "reply_1@loop.shop.example, REJECT, ",
        "reply_4@mailloop.example.com, REJECT, ",
        "reply_1x@mailloop.example.com, REJECT, ",
        "nobody@shop.example, REJECT, ",
        "fbl@shop.example, REJECT, ",
        "reply_1@elsewhere.example, RELAY, relay",
        "reply_1@sub.mailloop.example.com, RELAY, relay",
        "postmaster, RELAY, relay",
        "'', RELAY, relay",
    })
    void anAddressIsAcceptedRefusedOrNotOurs(String address, Verdict.Kind kind, String rid) {
        Verdict verdict = EXAMPLE.lookup(address);
        assertEquals(kind, verdict.kind());
        assertEquals(rid, verdict.acceptance() == null ? null : verdict.acceptance().rid());
    }

    @Test
    void theParametersOfAFilterComeWithItsAddresses() {
        Acceptance acceptance = EXAMPLE.lookup("reply@shop.example").acceptance();
        assertEquals(2, acceptance.filterId());
        assertEquals(2, acceptance.companyId());
        assertEquals(77, acceptance.answerMailingId());
        assertEquals(5, acceptance.mailinglistId());
        assertEquals(6, acceptance.formId());
        assertEquals(
                "boss@firm.example",
                EXAMPLE.lookup("news@mailloop.example.com").acceptance().forward());
    }

    @Test
    void aDomainWithoutDotIsNotRelayed() {
        FilterAddresses local =
                new FilterAddresses(
                        List.of(filter(1, 1, FilterDraft.named("Local", ""))),
                        Map.of(1, "localhost"),
                        "localhost",
                        "box.example.com",
                        List.of());
        assertEquals(Verdict.Kind.ACCEPT, local.lookup("reply_1@localhost").kind());
        assertEquals("", local.relayDomains());
        assertEquals("", local.transportMaps());
    }

    @Test
    void withoutAnyDomainOnlyIndividualAddressesAreThere() {
        FilterAddresses bare =
                new FilterAddresses(
                        List.of(filter(1, 1, FilterDraft.named("Bare", "", "a@b.example"))),
                        Map.of(),
                        "",
                        "",
                        List.of());
        assertEquals("a@b.example\taccept:rid=1,cid=1\n", bare.bavConf());
    }

    @Test
    void theNameOfTheMachineIsNoGoodFilterDomain() {
        FilterAddresses same =
                new FilterAddresses(
                        List.of(), Map.of(1, "box.example.com"), "", "box.example.com", List.of());
        assertEquals(1, same.warnings().size());
        assertEquals("fbl", same.lookup("fbl@box.example.com").acceptance().rid());
    }

    /** Whatever the filters are: the text decides the same as the look-up, in upper case, too. */
    @Property(tries = 300)
    void everyLineOfTheTextIsFoundAndPointsToAnExistingOne(
            @ForAll("rows") List<FilterDraft> drafts, @ForAll("domains") List<String> domains) {
        List<Filter> filters = new ArrayList<>();
        Map<Integer, String> companies = new TreeMap<>();
        for (int i = 0; i < domains.size(); i++) {
            companies.put(i + 1, domains.get(i));
        }
        for (int i = 0; i < drafts.size(); i++) {
            filters.add(filter(i + 1, i % 3 + 1, drafts.get(i)));
        }
        FilterAddresses addresses =
                new FilterAddresses(
                        filters,
                        companies,
                        domains.isEmpty() ? "" : domains.get(0),
                        "box.test",
                        List.of());
        for (String line : addresses.bavConf().lines().toList()) {
            String[] parts = line.split("\t");
            assertEquals(2, parts.length, line);
            Verdict verdict = addresses.lookup(parts[0].toUpperCase(Locale.ROOT));
            if (parts[1].startsWith("alias:")) {
                assertEquals(Verdict.Kind.ALIAS, verdict.kind(), line);
                assertEquals(parts[1].substring(6), verdict.alias());
            } else {
                assertEquals(Verdict.Kind.ACCEPT, verdict.kind(), line);
                assertEquals(parts[1], "accept:" + verdict.acceptance().parameters());
            }
        }
        for (Filter filter : filters) {
            for (String address : filter.settings().addresses()) {
                assertTrue(addresses.isTaken(address), address);
                assertTrue(addresses.lookup(address).isOurs(), address);
                assertFalse(addresses.lookup("x" + address + "x").isOurs(), address);
            }
        }
    }

    @Property(tries = 300)
    void parametersAreReadAsTheyWereWritten(
            @ForAll String forward, @ForAll("numbers") int list, @ForAll("numbers") int answer) {
        String clean = forward.replaceAll("[\\r\\n\\t]", " ");
        Acceptance acceptance =
                new Acceptance(
                        "12",
                        3,
                        clean,
                        answer,
                        list,
                        list == 0 ? 0 : 9,
                        answer == 0 ? null : new Filter.Spam("a,b\\c", 4, 5));
        assertEquals(acceptance, Acceptance.parse(acceptance.parameters()));
    }

    @Provide
    Arbitrary<Integer> numbers() {
        return Arbitraries.integers().between(0, 1_000_000);
    }

    @Provide
    Arbitrary<List<String>> domains() {
        return Arbitraries.of("one.test", "Two.Test", "three.test").list().ofMaxSize(3);
    }

    @Provide
    Arbitrary<List<FilterDraft>> rows() {
        Arbitrary<String> address =
                Combinators.combine(
                                Arbitraries.of("news", "Reply", "info", "a+b", "o'hara"),
                                Arbitraries.of("one.test", "TWO.test", "four.test"))
                        .as((local, domain) -> local + "@" + domain);
        return address.list()
                .ofMaxSize(3)
                .map(list -> FilterDraft.named("Name", "", list.toArray(String[]::new)))
                .list()
                .ofMaxSize(6);
    }

    private static Filter filter(int id, int company, FilterDraft draft) {
        return new Filter(id, company, draft, null, null, null);
    }
}
