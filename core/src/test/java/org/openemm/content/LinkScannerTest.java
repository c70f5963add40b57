package org.openemm.content;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.openemm.content.FoundLink.Kind;

class LinkScannerTest {
    @Test
    void linksOfHtmlAreFoundWithTheirPlaceNameAndAction() {
        String html =
                "<!DOCTYPE html PUBLIC \"-//W3C\" \"http://www.w3.org/x.dtd\">"
                        + "<html xmlns=\"http://www.w3.org/1999/xhtml\"><head>"
                        + "<link href=\"http://a/s.css\"></head><body background='http://a/b.png'>"
                        + "http://not.a.link/ <A HREF = \" https://www.example.com/a?x=1&amp;y=2 \""
                        + " actionid=\"7\" title=\"Top &amp; Best\">x</a>"
                        + "<a href=http://a/unquoted>y</a><img src=\"http://a/i.png\">"
                        + "<!--[if mso]><v:roundrect href=\"http://a/mso\"/><![endif]--></body>";

        List<FoundLink> links = LinkScanner.inHtml(html);

        assertEquals(
                List.of(
                        "http://a/s.css",
                        "http://a/b.png",
                        "https://www.example.com/a?x=1&y=2",
                        "http://a/unquoted",
                        "http://a/i.png",
                        "http://a/mso"),
                links.stream().map(FoundLink::url).toList());
        assertEquals(
                List.of(2, 3, 5),
                java.util.stream.IntStream.range(0, links.size())
                        .filter(i -> links.get(i).kind() == Kind.LINK)
                        .boxed()
                        .toList());
        FoundLink link = links.get(2);
        assertEquals("Top & Best", link.title());
        assertEquals(7, link.actionId());
        assertEquals(
                "https://www.example.com/a?x=1&amp;y=2", html.substring(link.start(), link.end()));
    }

    @Test
    void tagsInsideAnAddressBelongToItEvenWithQuotes() {
        String html =
                "<img src=\"[agnIMAGE name=\"my logo.png\"]\"><a href=\"https://x/?n=[agnDB"
                        + " column=\"a>b\"]&c\">l</a><a href=\"[agnUNSUBSCRIBE]\">u</a>";

        List<FoundLink> links = LinkScanner.inHtml(html);

        assertEquals(
                List.of(
                        "[agnIMAGE name=\"my logo.png\"]",
                        "https://x/?n=[agnDB column=\"a>b\"]&c",
                        "[agnUNSUBSCRIBE]"),
                links.stream().map(FoundLink::url).toList());
        assertTrue(links.get(2).isTag());
        assertFalse(links.get(1).isTag());
    }

    @Test
    void linksOfTextEndBeforePunctuation() {
        assertEquals(
                List.of(
                        "https://a/x.html",
                        "http://b/?q=(1)",
                        "[agnUNSUBSCRIBE]",
                        "https://c/[agnDB column=\"a b\"]/d",
                        "https://ü.example/ä"),
                LinkScanner.inText(
                                "See https://a/x.html. Or (http://b/?q=(1)), [agnUNSUBSCRIBE]!\n"
                                        + "<https://c/[agnDB column=\"a b\"]/d> xhttp://no"
                                        + " [agnFIRSTNAME] https://ü.example/ä")
                        .stream()
                        .map(FoundLink::url)
                        .toList());
    }

    @Test
    void brokenHtmlIsReadToItsEnd() {
        for (String html :
                new String[] {
                    "<a href=\"http://x", "<a href=", "<a =", "<", "<a <a href='q'", "<a ' = \" >"
                }) {
            LinkScanner.inHtml(html.repeat(2000));
        }
    }

    @Test
    void tagsThatStandForAnAddressAreWrittenWithThePlaceOfTheUid() {
        LinkTags.Domain domain = new LinkTags.Domain("https://rdir.example.com", 1, "");

        assertEquals(
                "https://rdir.example.com/form.action?agnCI=1&agnFN=my+form&agnUID=##AGNUID##",
                LinkTags.url(TagParser.parse("[agnFORM name=\"my form\"]").get(0), domain)
                        .orElseThrow());
        assertEquals(
                "https://rdir.example.com/form.action?agnCTOKEN=T1&agnFN=unsubscribe&agnUID=##AGNUID##",
                LinkTags.url(
                                TagParser.parse("[agnUNSUBSCRIBE]").get(0),
                                new LinkTags.Domain("https://rdir.example.com", 1, "T1"))
                        .orElseThrow());
        assertTrue(LinkTags.url(TagParser.parse("[agnEMAIL]").get(0), domain).isEmpty());
    }
}
