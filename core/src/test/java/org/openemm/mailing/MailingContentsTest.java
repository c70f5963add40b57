package org.openemm.mailing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openemm.InvalidInput;
import org.openemm.NotFound;

class MailingContentsTest extends MailingTestBase {
    private static MailingContents contents;
    private static MailingLinks links;

    @BeforeAll
    static void services() {
        contents = new MailingContents(database, activityLog, CLOCK);
        links = new MailingLinks(database, activityLog, CLOCK);
    }

    @Test
    void blocksTheFrameAsksForAreMadeAndThoseItDropsComeBackWithTheirContent() {
        int id = mailings.create(ANNA, draft("Blocks"));
        contents.save(ANNA, id, "[agnDYN name=\"Hero\"/] [agnDYN name='Article'/]", "", null);
        assertEquals(List.of("Hero", "Article"), names(id));
        contents.saveBlock(ANNA, id, "Hero", List.of(BlockContent.forAll("<h1>Hi</h1>")), null);
        contents.save(ANNA, id, "[agnDYN name='Article'/]", null, null);
        assertEquals(List.of("Article"), names(id));
        contents.save(ANNA, id, "[agnDYN name='Hero'/]", null, null);
        assertEquals(
                "<h1>Hi</h1>",
                contents.get(ANNA, id).block("Hero").orElseThrow().contents().get(0).text());
    }

    @Test
    void aBlockInsideAnotherBlockIsMadeToo() {
        int id = mailings.create(ANNA, draft("Nested"));
        contents.save(ANNA, id, "[agnDYN name='Outer'/]", "", null);
        contents.saveBlock(
                ANNA, id, "Outer", List.of(BlockContent.forAll("[agnDYN name='Inner'/]")), null);
        assertEquals(List.of("Outer", "Inner"), names(id));
    }

    @Test
    void contentsKeepTheirOrderAndTheirIds() {
        int id = mailings.create(ANNA, draft("Order"));
        int women = addTarget(1, "Women", "cust.gender = 1");
        contents.saveBlock(
                ANNA,
                id,
                "Text",
                List.of(BlockContent.forTarget(women, "W"), BlockContent.forAll("A")),
                null);
        List<BlockContent> stored = text(id).contents();
        assertEquals(List.of("W", "A"), stored.stream().map(BlockContent::text).toList());
        contents.saveBlock(
                ANNA, id, "Text", List.of(stored.get(1), stored.get(0)), text(id).version());
        assertEquals(List.of(stored.get(1), stored.get(0)), text(id).contents());
        contents.saveBlock(ANNA, id, "Text", List.of(stored.get(0)), null);
        assertEquals(List.of(stored.get(0)), text(id).contents());
    }

    @Test
    void twoContentsForOneTargetGroupOrAForeignOneAreRefused() {
        int id = mailings.create(ANNA, draft("Twice"));
        int foreign = addTarget(2, "Foreign", "1 = 1");
        assertEquals(
                "mailing.error.targetTwice",
                refusal(id, List.of(BlockContent.forAll("a"), BlockContent.forAll("b"))));
        assertEquals(
                "mailing.error.target", refusal(id, List.of(BlockContent.forTarget(foreign, "a"))));
        assertEquals(List.of(), text(id).contents());
    }

    @Test
    void idsOfContentsOfAnotherMailingAreTakenAsNew() {
        int mine = mailings.create(ANNA, draft("Mine"));
        int other = mailings.create(ANNA, draft("Other"));
        contents.saveBlock(ANNA, other, "Text", List.of(BlockContent.forAll("theirs")), null);
        int theirs = text(other).contents().get(0).id();
        contents.saveBlock(ANNA, mine, "Text", List.of(new BlockContent(theirs, 0, "mine")), null);
        assertEquals("theirs", text(other).contents().get(0).text());
        assertEquals("mine", text(mine).contents().get(0).text());
    }

    @Test
    void scriptsAreRefusedWithTheirPlaceAndOddTextIsKept() {
        int id = mailings.create(ANNA, draft("Odd"));
        InvalidInput error =
                assertThrows(
                        InvalidInput.class,
                        () -> contents.save(ANNA, id, "<p>\n  <ScRipt >x</script>", null, null));
        assertEquals(List.of("script", 2, 3), error.problems().get(0).arguments());
        String odd = "'\" {{[agn [agnDYN name= <scripture> " + "ä🌷".repeat(50_000);
        contents.save(ANNA, id, odd, odd, null);
        assertEquals(odd, contents.get(ANNA, id).html());
        assertThrows(
                InvalidInput.class,
                () -> contents.save(ANNA, id, "x".repeat(2_000_001), null, null));
    }

    @Test
    void ofTwoPeopleWhoEditTheFrameTheSecondIsTold() {
        int id = mailings.create(ANNA, draft("Two"));
        String seen = contents.get(ANNA, id).version();
        contents.save(ANNA, id, "first", null, seen);
        assertThrows(InvalidInput.class, () -> contents.save(ANNA, id, "second", null, seen));
        assertEquals("first", contents.get(ANNA, id).html());
        String block = text(id).version();
        contents.saveBlock(ANNA, id, "Text", List.of(BlockContent.forAll("one")), block);
        assertThrows(
                InvalidInput.class,
                () ->
                        contents.saveBlock(
                                ANNA, id, "Text", List.of(BlockContent.forAll("two")), block));
    }

    @Test
    void linksOfHtmlAndTextAreRegisteredOnce() {
        int id = mailings.create(ANNA, draft("Links"));
        contents.save(
                ANNA,
                id,
                "<a href=\"https://example.com/?a=1&amp;b=2\" title=\"Shop\">x</a> <a"
                    + " href='https://example.com/?a=1&b=2'>y</a> <a href=\"mailto:a@b.de\">m</a>"
                    + " <img src=\"https://example.com/i.png\"> <a href=\"#top\">t</a> <a"
                    + " href=\"[agnUNSUBSCRIBE]\">u</a> <a href='[agnFORM name=\"survey\"]'>f</a>",
                "Look: https://example.com/text. And [agnUNSUBSCRIBE]",
                null);
        List<TrackableLink> found = links.list(ANNA, id, false);
        assertEquals(
                List.of("Shop", "agnUNSUBSCRIBE", "Formular survey", ""),
                found.stream().map(TrackableLink::name).toList());
        assertEquals("https://example.com/?a=1&b=2", found.get(0).url());
        assertEquals("https://example.com/text", found.get(3).url());
        assertTrue(found.get(1).admin());
        assertTrue(found.get(1).url().endsWith("agnFN=unsubscribe&agnUID=##AGNUID##"));
        assertEquals(LinkUsage.BOTH, found.get(0).usage());
    }

    @Test
    void aLinkThatStaysKeepsItsSettingsAndOneThatGoesIsMarked() {
        int id = mailings.create(ANNA, draft("Stay"));
        String both = "<a href='https://example.com/a'>a</a><a href='https://example.com/b'>b</a>";
        contents.save(ANNA, id, both, "", null);
        TrackableLink first = links.list(ANNA, id, false).get(0);
        List<LinkExtension> utm = List.of(new LinkExtension("utm_source", "news ##FIRSTNAME##"));
        links.update(ANNA, id, first.id(), "A", LinkUsage.HTML, utm);
        contents.save(ANNA, id, "<a href='https://example.com/a'>a</a>", null, null);
        List<TrackableLink> left = links.list(ANNA, id, false);
        assertEquals(
                List.of(
                        new TrackableLink(
                                first.id(), first.url(), "A", LinkUsage.HTML, false, false, utm)),
                left);
        assertEquals(2, links.list(ANNA, id, true).size());
        contents.save(ANNA, id, both, null, null);
        assertEquals(2, links.list(ANNA, id, true).size());
        links.extendAll(ANNA, id, List.of());
        assertEquals(List.of(), links.list(ANNA, id, false).get(0).extensions());
    }

    @Test
    void linksInBlocksCountAndForeignLinksCannotBeChanged() {
        int id = mailings.create(ANNA, draft("Block links"));
        contents.saveBlock(
                ANNA,
                id,
                "HTML-Version",
                List.of(BlockContent.forAll("<a href=\"https://example.com/block\">x</a>")),
                null);
        TrackableLink link = links.list(ANNA, id, false).get(0);
        assertEquals("https://example.com/block", link.url());
        assertThrows(NotFound.class, () -> links.list(OTTO, id, true));
        assertThrows(
                NotFound.class,
                () -> links.update(OTTO, id, link.id(), "x", LinkUsage.NONE, List.of()));
        int other = mailings.create(ANNA, draft("Other"));
        assertThrows(
                NotFound.class,
                () -> links.update(ANNA, other, link.id(), "x", LinkUsage.NONE, List.of()));
    }

    @Test
    void aTextFormIsMadeOfTheHtmlForm() {
        int id = mailings.create(ANNA, draft("Text form"));
        contents.save(
                ANNA,
                id,
                "<html><head><style>p{}</style></head><body><h1>News for [agnFIRSTNAME]</h1>"
                        + "<p>Hello<br>you, <b>read</b> this:</p>[agnDYN name=\"Hero\"/]"
                        + "<ul><li>One</li><li>Two</li></ul><a href=\"[agnUNSUBSCRIBE]\">Leave</a>"
                        + "</body></html>",
                null,
                null);
        contents.saveBlock(
                ANNA,
                id,
                "Hero",
                List.of(BlockContent.forAll("<a href='https://example.com/?a=1&amp;b=2'>Buy</a>")),
                null);
        assertEquals(
                "News for [agnFIRSTNAME]\n\nHello\nyou, read this:\n\n[agnDYN name=\"Hero"
                        + " (Text)\"/]\n\n- One\n- Two\n\nLeave: [agnUNSUBSCRIBE]",
                contents.generateText(ANNA, id));
        assertEquals(
                "Buy: https://example.com/?a=1&b=2",
                contents.get(ANNA, id).block("Hero (Text)").orElseThrow().contents().get(0).text());
    }

    private static ContentBlock text(int mailing) {
        return contents.get(ANNA, mailing).block("Text").orElseThrow();
    }

    private static List<String> names(int mailing) {
        return contents.get(ANNA, mailing).blocks().stream().map(ContentBlock::name).toList();
    }

    private static String refusal(int mailing, List<BlockContent> given) {
        return assertThrows(
                        InvalidInput.class,
                        () -> contents.saveBlock(ANNA, mailing, "Text", given, null))
                .problems()
                .get(0)
                .key();
    }
}
