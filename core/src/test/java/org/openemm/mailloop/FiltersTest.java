package org.openemm.mailloop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openemm.NotFound;
import org.openemm.NotPermitted;
import org.openemm.account.Actor;
import org.openemm.recipient.RecipientTestBase;

/** Filters as people make, change and delete them. */
class FiltersTest extends RecipientTestBase {
    private Filters filters;

    @BeforeEach
    void empty() {
        execute("DELETE FROM mailloop_tbl");
        execute(
                "UPDATE company_tbl SET mailloop_domain = 'loop.example', rdir_domain ="
                        + " 'https://go.example' WHERE company_id = 1");
        filters = core.mailloop().filters();
    }

    @Test
    void aFilterIsReadAsItWasWritten() {
        execute(
                "INSERT INTO mailing_tbl (mailing_id, company_id, mailing_type, shortname, deleted)"
                        + " VALUES (900, 1, 1, 'Thanks', 0)");
        execute(
                "INSERT INTO maildrop_status_tbl (company_id, mailing_id, status_field, genstatus)"
                        + " VALUES (1, 900, 'E', 1)");
        FilterDraft draft =
                FilterDraft.named(
                                " News <b> ", "for 'all' 😀", "News@Firm.example", "b@firm.example")
                        .withForward("boss@elsewhere.example")
                        .withAnswer(900);
        int id = filters.create(ANNA, draft);
        Filter filter = filters.get(ANNA, id);
        assertEquals(draft, filter.settings());
        assertEquals("News <b>", filter.name());
        assertEquals(List.of("news@firm.example", "b@firm.example"), filter.settings().addresses());
        assertEquals(List.of(new AnswerMailing(900, "Thanks")), filters.answerMailings(ANNA));
        assertEquals(NOW, filter.created());
        assertEquals(
                "delivery.error.answers",
                problem(() -> core.sendings().activations().deactivate(ANNA, 900)));
        filters.update(ANNA, id, FilterDraft.named("Other", ""));
        assertEquals(FilterDraft.named("Other", ""), filters.get(ANNA, id).settings());
        execute("DELETE FROM maildrop_status_tbl WHERE mailing_id = 900");
        assertEquals(
                "mailloop.error.answer.inactive", problem(() -> filters.update(ANNA, id, draft)));
    }

    @Test
    void theListIsSearchedSortedAndPaged() {
        int first = filters.create(ANNA, FilterDraft.named("Alpha", "the best", "x@y.example"));
        int second = filters.create(ANNA, FilterDraft.named("Beta", ""));
        filters.create(otto, FilterDraft.named("Foreign", ""));
        assertEquals(List.of("Beta", "Alpha"), names(query("", true, 1, 10)));
        assertEquals(List.of("Beta"), names(query("", false, 2, 1)));
        assertEquals(2, filters.page(ANNA, query("", false, 2, 1)).total());
        assertEquals(List.of("Alpha"), names(query("BEST", false, 1, 10)));
        assertEquals(List.of("Alpha"), names(query("y.example", false, 1, 10)));
        assertEquals(List.of("Beta"), names(query("reply_" + second + "@loop", false, 1, 10)));
        assertEquals(List.of(), names(query("%", false, 1, 10)));
        assertEquals(first, filters.page(ANNA, query("a", false, 1, 10)).filters().get(0).id());
    }

    @Test
    void namesHaveALengthAndAreUnique() {
        int id = filters.create(ANNA, FilterDraft.named("Unique", ""));
        assertEquals("mailloop.error.taken", create(FilterDraft.named("UNIQUE ", "")));
        assertEquals("mailloop.error.name", create(FilterDraft.named("ab", "")));
        assertEquals("mailloop.error.name", create(FilterDraft.named("x".repeat(100_000), "")));
        filters.update(ANNA, id, FilterDraft.named("unique", ""));
        filters.create(otto, FilterDraft.named("Unique", ""));
    }

    @Test
    void reservedAndImpossibleAddressesAreRefused() {
        for (String local : List.of("reply_1", "REPLY_77", "aml_3", "fbl", "Fbl")) {
            assertEquals(
                    "mailloop.error.reserved",
                    create(FilterDraft.named("Reserved", "", local + "@firm.example")));
        }
        filters.create(ANNA, FilterDraft.named("Allowed", "", "reply_x@firm.example"));
        assertEquals("mailloop.error.address", create(FilterDraft.named("Bad", "", "no address")));
        assertEquals(
                "mailloop.error.address",
                create(FilterDraft.named("Bad", "", "'\"<script>{{[agn@x.example")));
        assertEquals(
                "mailloop.error.many",
                create(
                        FilterDraft.named(
                                "Many",
                                "",
                                FilterDraft.split(
                                                "a1@b.example"
                                                        + " a2@b.example,a3@b.example;a4@b.example"
                                                        + " a5@b.example a6@b.example a7@b.example"
                                                        + " a8@b.example a9@b.example b1@b.example"
                                                        + " b2@b.example b3@b.example b4@b.example"
                                                        + " b5@b.example b6@b.example b7@b.example")
                                        .toArray(String[]::new))));
    }

    @Test
    void anAddressBelongsToOneFilterAlsoOfAnotherCompany() {
        int id = filters.create(otto, FilterDraft.named("Theirs", "", "reply@firm.example"));
        assertEquals(
                "mailloop.error.address.taken",
                create(FilterDraft.named("Ours", "", "Reply@FIRM.example")));
        filters.delete(otto, id);
        filters.create(ANNA, FilterDraft.named("Ours", "", "Reply@FIRM.example"));
        assertEquals("mailloop.error.address.taken", problem(() -> filters.restore(otto, id)));
    }

    @Test
    void repliesAreNotForwardedInCircles() {
        for (String forward :
                List.of("reply_1@loop.example", "me@LOOP.example", "fbl@loop.example")) {
            assertEquals(
                    "mailloop.error.loop",
                    create(FilterDraft.named("Loop", "").withForward(forward)));
        }
        assertEquals(
                "mailloop.error.loop",
                create(
                        FilterDraft.named("Loop", "", "reply@firm.example")
                                .withForward("boss@firm.example")));
        filters.create(ANNA, FilterDraft.named("First", "").withForward("boss@firm.example"));
        assertEquals(
                "mailloop.error.address.stranded",
                create(FilterDraft.named("Second", "", "reply@firm.example")));
    }

    @Test
    void whatIsSwitchedOnMustBeComplete() {
        FilterDraft plain = FilterDraft.named("Plain", "");
        assertEquals(
                "mailloop.error.forward.none",
                create(
                        new FilterDraft(
                                "Plain",
                                "",
                                List.of(),
                                true,
                                "",
                                false,
                                0,
                                MailSubscription.off())));
        assertEquals(
                "mailloop.error.answer.none",
                create(
                        new FilterDraft(
                                "Plain",
                                "",
                                List.of(),
                                false,
                                "",
                                true,
                                0,
                                MailSubscription.off())));
        assertEquals("mailloop.error.answer.inactive", create(plain.withAnswer(4711)));
        int list = core.mailinglists().create(otto, "Foreign list", "");
        assertEquals(
                "mailloop.error.list",
                create(plain.withSubscription(MailSubscription.to(list, "en"))));
        int own = core.mailinglists().create(ANNA, "Own list", "");
        filters.create(
                ANNA,
                FilterDraft.named("Works", "").withSubscription(MailSubscription.to(own, "de")));
        execute("UPDATE company_tbl SET rdir_domain = '' WHERE company_id = 1");
        assertEquals(
                "mailloop.error.subscribe.domain",
                create(plain.withSubscription(MailSubscription.to(own, "en"))));
        assertEquals(
                "mailloop.error.subscribe.link",
                create(
                        plain.withSubscription(
                                new MailSubscription(true, own, 0, "de", "Hi", "No link"))));
        assertEquals(1, filters.all(ANNA).size());
    }

    @Test
    void aDeletedFilterTakesNoMailUntilTheDeletionIsTakenBack() {
        int id = filters.create(ANNA, FilterDraft.named("Gone", "", "gone@firm.example"));
        assertEquals(id, filters.test(ANNA, "gone@firm.example").acceptance().filterId());
        filters.delete(ANNA, id);
        assertEquals(Verdict.Kind.RELAY, filters.test(ANNA, "gone@firm.example").kind());
        assertEquals(
                Verdict.Kind.REJECT, filters.test(ANNA, "reply_" + id + "@loop.example").kind());
        assertThrows(NotFound.class, () -> filters.get(ANNA, id));
        assertThrows(NotFound.class, () -> filters.restore(otto, id));
        filters.restore(ANNA, id);
        assertEquals(id, filters.test(ANNA, "gone@firm.example").acceptance().filterId());
        assertTrue(
                one(
                        Boolean.class,
                        "SELECT COUNT(*) = 3 FROM userlog_tbl WHERE description = 'Gone ("
                                + id
                                + ")'"));
    }

    @Test
    void nobodyReachesFiltersOfAnotherCompanyOrWithoutRight() {
        int id = filters.create(ANNA, FilterDraft.named("Ours", ""));
        assertThrows(NotFound.class, () -> filters.get(otto, id));
        assertThrows(NotFound.class, () -> filters.delete(otto, id));
        assertThrows(
                NotFound.class, () -> filters.update(otto, id, FilterDraft.named("Taken", "")));
        Actor looker =
                new Actor(
                        Actor.Kind.USER,
                        5,
                        "looker",
                        1,
                        Set.of("mailloop.show"),
                        Locale.ENGLISH,
                        ZoneOffset.UTC);
        assertEquals("Ours", filters.get(looker, id).name());
        assertThrows(
                NotPermitted.class, () -> filters.create(looker, FilterDraft.named("New", "")));
        assertThrows(NotPermitted.class, () -> filters.delete(looker, id));
        assertThrows(NotPermitted.class, () -> filters.restore(looker, id));
    }

    private String create(FilterDraft draft) {
        return problem(() -> filters.create(ANNA, draft));
    }

    private List<String> names(FilterQuery query) {
        return filters.page(ANNA, query).filters().stream().map(Filter::name).toList();
    }

    private static FilterQuery query(String search, boolean descending, int page, int size) {
        return new FilterQuery(search, FilterQuery.Sort.NAME, descending, page, size);
    }
}
