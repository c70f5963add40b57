package org.openemm.mailing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.openemm.InvalidInput;
import org.openemm.NotFound;
import org.openemm.NotPermitted;
import org.openemm.content.NamedAddress;

class MailingsTest extends MailingTestBase {
    @Test
    void whatIsFilledInIsKept() {
        int target = addTarget(1, "Berlin", "cust.city = 'Berlin'");
        MailingDraft draft =
                new MailingDraft(
                        "Frühling 🌷",
                        "Für Gärtner",
                        list,
                        0,
                        MailingType.NORMAL,
                        "" + target,
                        true,
                        true,
                        true,
                        NOW.plusSeconds(86400),
                        new EmailSettings(
                                "Hallo \"[agnFIRSTNAME]\", 50 % = \\ 🌷",
                                "Vorschau, mit Komma",
                                new NamedAddress("Gärtner \"Grün\"", "news@example.com"),
                                new NamedAddress("", "reply@example.com"),
                                "bounce@example.com",
                                "bcc@example.com",
                                MailFormat.HTML,
                                "UTF-8",
                                OpeningPixel.BOTTOM,
                                0,
                                true,
                                true,
                                FollowUp.NONE));
        int id = mailings.create(ANNA, draft);
        Mailing stored = mailings.get(ANNA, id);
        assertEquals(draft, stored.settings());
        assertEquals(WorkStatus.NEW, stored.status());
        assertTrue(stored.editable());
        assertEquals(NOW, stored.created());
        assertEquals(
                "create mailing",
                value(
                        "SELECT action FROM userlog_tbl WHERE description = 'Frühling 🌷 ("
                                + id
                                + ")'"));
    }

    @Test
    void aMailingWithoutTemplateStartsWithOneBlockForEachForm() {
        int id = mailings.create(ANNA, draft("No template"));
        assertEquals(
                "[agnDYN name=\"HTML-Version\"/]",
                database.inTransaction(tx -> ContentStore.frame(tx, id, ContentStore.HTML)));
        assertEquals(
                "HTML-Version,Text",
                value(
                        "SELECT GROUP_CONCAT(dyn_name ORDER BY dyn_name) FROM dyn_name_tbl WHERE"
                                + " mailing_id = "
                                + id));
    }

    @Test
    void everythingWrongIsReportedAtOnceAndNothingIsStored() {
        String before = value("SELECT COUNT(*) FROM mailing_tbl");
        MailingDraft bad =
                MailingDraft.of(
                        "x",
                        foreignList,
                        EmailSettings.of("", new NamedAddress("a\nBcc: b@c.de", "no address")));
        InvalidInput error = assertThrows(InvalidInput.class, () -> mailings.create(ANNA, bad));
        assertEquals(
                List.of(
                        "name",
                        "subject",
                        "fromName",
                        "from",
                        "replyName",
                        "reply",
                        "mailinglistId"),
                error.problems().stream().map(InvalidInput.Problem::field).toList());
        assertEquals(before, value("SELECT COUNT(*) FROM mailing_tbl"));
    }

    @Test
    void addressesForBlindCopiesAreCheckedAndKeptOnceEach() {
        int id =
                mailings.create(
                        ANNA, withBcc(" a@x.example;b@x.example , A@x.example\tc@x.example,"));
        assertEquals(
                "a@x.example, b@x.example, c@x.example",
                mailings.get(ANNA, id).settings().email().bcc());

        for (String bad :
                List.of(
                        "a@x.example\r\nSubject: spam",
                        "a@x.example,\nb@x.example",
                        "no address",
                        "<a@x.example>",
                        "[agnEMAIL]",
                        "[agnDB column=\"x\"]@x.example",
                        "a@x.example, b@x.example>",
                        "'\"<script>{{[agn",
                        "x".repeat(100_000) + "@x.example")) {
            InvalidInput error =
                    assertThrows(
                            InvalidInput.class, () -> mailings.create(ANNA, withBcc(bad)), bad);
            assertEquals("bcc", error.problems().get(0).field(), bad);
        }
        String ten =
                IntStream.range(0, EmailSettings.MAX_BCC)
                        .mapToObj(i -> "a" + i + "@x.example")
                        .collect(Collectors.joining(","));
        mailings.create(ANNA, withBcc(ten));
        assertThrows(
                InvalidInput.class, () -> mailings.create(ANNA, withBcc(ten + ",b@x.example")));
    }

    private static MailingDraft withBcc(String addresses) {
        return draft("Copies").withEmail(draft("x").email().withBcc(addresses));
    }

    @Test
    void veryLongInputIsRefusedAndOddInputIsKept() {
        String odd = "'\"<script>{{[agn";
        assertThrows(InvalidInput.class, () -> mailings.create(ANNA, draft("x".repeat(100_000))));
        MailingDraft longSubject =
                draft("Long").withEmail(draft("x").email().withSubject("x".repeat(100_000)));
        assertThrows(InvalidInput.class, () -> mailings.create(ANNA, longSubject));
        int id =
                mailings.create(
                        ANNA,
                        draft(odd)
                                .withDescription(odd)
                                .withEmail(draft("x").email().withSubject(odd)));
        assertEquals(odd, mailings.get(ANNA, id).name());
        assertEquals(odd, mailings.get(ANNA, id).settings().email().subject());
    }

    @Test
    void anAddressWithTagsIsAllowedButABrokenOneIsNot() {
        for (String good :
                List.of(
                        "[agnEMAIL]",
                        "[agnDB column=\"sender\"]@example.com",
                        "news@müller.example",
                        "a.b+c@sub.example.org")) {
            assertTrue(SenderAddress.isPossible(good), good);
        }
        for (String bad :
                List.of(
                        "news",
                        "news@",
                        "@example.com",
                        "a b@example.com",
                        "a@b@c.de",
                        "a@b..de")) {
            assertFalse(SenderAddress.isPossible(bad), bad);
        }
    }

    @Test
    void ofTwoPeopleWhoChangeTheSameTheSecondIsTold() {
        int id = mailings.create(ANNA, draft("Together"));
        String seen = mailings.get(ANNA, id).version();
        mailings.update(ANNA, id, draft("Together one"), seen);
        InvalidInput error =
                assertThrows(
                        InvalidInput.class,
                        () -> mailings.update(ANNA, id, draft("Together two"), seen));
        assertEquals("mailing.error.changedMeanwhile", error.problems().get(0).key());
        assertEquals("Together one", mailings.get(ANNA, id).name());
        assertNotEquals(seen, mailings.get(ANNA, id).version());
        mailings.update(ANNA, id, draft("Together two"), mailings.get(ANNA, id).version());
        assertEquals("Together two", mailings.get(ANNA, id).name());
        assertEquals(WorkStatus.EDIT, mailings.get(ANNA, id).status());
    }

    @Test
    void aSentMailingCannotBeChanged() {
        int id = mailings.create(ANNA, draft("Sent"));
        launched(id);
        assertFalse(mailings.get(ANNA, id).editable());
        InvalidInput error =
                assertThrows(
                        InvalidInput.class, () -> mailings.update(ANNA, id, draft("Other"), null));
        assertEquals("mailing.error.alreadySent", error.problems().get(0).key());
        mailings.delete(ANNA, id);
    }

    @Test
    void aMailingFromATemplateHasItsContentLinksAndFiles() {
        int template = mailings.createTemplate(ANNA, draft("House style"));
        database.run(
                tx -> {
                    MailingRow row = MailingStore.get(tx, ANNA, template);
                    int block = MailingContents.read(tx, template).block("Text").orElseThrow().id();
                    ContentStore.saveContents(
                            tx,
                            row,
                            block,
                            List.of(BlockContent.forTarget(7, "A"), BlockContent.forAll("B")),
                            NOW);
                });
        int link =
                insert(
                        "INSERT INTO rdir_url_tbl (full_url, mailing_id, company_id, `usage`)"
                                + " VALUES ('https://example.com/', "
                                + template
                                + ", 1, 2)");
        execute(
                "INSERT INTO rdir_url_param_tbl VALUES ("
                        + link
                        + ", 'LinkExtension', 'utm', 'x')");
        execute(
                "INSERT INTO component_tbl (company_id, mailing_id, comptype, compname, binblock,"
                        + " url_id) VALUES (1, "
                        + template
                        + ", 5, 'logo.png', 'png', "
                        + link
                        + ")");

        int id = mailings.create(ANNA, mailings.prefill(ANNA, template).withName("Issue 1"));

        assertEquals(template, mailings.get(ANNA, id).settings().templateId());
        assertEquals(
                "7:A,0:B",
                value(
                        "SELECT GROUP_CONCAT(target_id, ':', dyn_content ORDER BY dyn_order) FROM"
                                + " dyn_content_tbl WHERE mailing_id = "
                                + id));
        assertEquals(
                "https://example.com/ 2 utm x png",
                value(
                        "SELECT CONCAT_WS(' ', full_url, `usage`, param_key, param_value, binblock)"
                                + " FROM rdir_url_tbl JOIN rdir_url_param_tbl USING (url_id) JOIN"
                                + " component_tbl USING (url_id) WHERE rdir_url_tbl.mailing_id = "
                                + id));
        int copy = mailings.copy(ANNA, id, "Issue 2");
        assertEquals("Issue 2", mailings.get(ANNA, copy).name());
        assertThrows(
                NotFound.class,
                () -> mailings.create(ANNA, draft("From mailing").withTemplate(id)));
    }

    @Test
    void aDeletedMailingCanBeRestored() {
        int id = mailings.create(ANNA, draft("Bin"));
        mailings.delete(ANNA, id);
        assertThrows(NotFound.class, () -> mailings.get(ANNA, id));
        mailings.delete(ANNA, id);
        mailings.restore(ANNA, id);
        assertEquals("Bin", mailings.get(ANNA, id).name());
    }

    @Test
    void anotherCompanySeesNothing() {
        int id = mailings.create(ANNA, draft("Secret"));
        int template = mailings.createTemplate(ANNA, draft("Secret template"));
        MailingDraft own =
                MailingDraft.of("Mine", foreignList, draft("x").email()).withTemplate(template);
        assertThrows(NotFound.class, () -> mailings.get(OTTO, id));
        assertThrows(NotFound.class, () -> mailings.update(OTTO, id, draft("Stolen"), null));
        assertThrows(NotFound.class, () -> mailings.copy(OTTO, id, "Stolen"));
        assertThrows(NotFound.class, () -> mailings.delete(OTTO, id));
        assertThrows(NotFound.class, () -> mailings.create(OTTO, own));
        assertEquals(0, mailings.list(OTTO, MailingQuery.all(false)).total());
    }

    @Test
    void withoutTheRightNothingIsDone() {
        assertThrows(
                NotPermitted.class,
                () -> mailings.create(user("eve", 1, "mailing.change"), draft("No right")));
        assertThrows(
                NotPermitted.class,
                () ->
                        mailings.createTemplate(
                                user("eve", 1, "template.change"), draft("No right")));
        int id = mailings.create(ANNA, draft("Rights"));
        assertThrows(NotPermitted.class, () -> mailings.get(user("eve", 1, "mailing.show"), id));
        assertThrows(
                NotPermitted.class, () -> mailings.delete(user("eve", 1, "mailing.delete"), id));
    }

    @Test
    void theOverviewIsSearchedSortedAndPaged() {
        for (String name : List.of("Overview 100%", "Overview c", "Overview a")) {
            mailings.create(ANNA, draft(name));
        }
        MailingQuery query =
                new MailingQuery(
                        false, false, "overview", list, null, MailingQuery.Sort.NAME, false, 1, 2);
        MailingPage page = mailings.list(ANNA, query);
        assertEquals(3, page.total());
        assertEquals(
                List.of("Overview 100%", "Overview a"),
                page.rows().stream().map(MailingSummary::name).toList());
        assertEquals("Newsletter", page.rows().get(0).mailinglist());
        assertEquals("News", page.rows().get(0).subject());
        MailingQuery percent =
                new MailingQuery(
                        false, false, "0%", 0, null, MailingQuery.Sort.RECIPIENTS, true, 1, 20);
        assertEquals(1, mailings.list(ANNA, percent).total());
    }
}
