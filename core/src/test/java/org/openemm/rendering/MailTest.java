package org.openemm.rendering;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** The content of whole mails: links, blocks, pixel. */
class MailTest {
    private static final String UID =
            "F.hKJfYwGiX23NCDaiX3LOAB6EgqJfc85rADZA.vNPrFVkpadz_SAFB-mRGErU5iQx8718mQB7Bnj_V7WTr_-nK"
                + "oBRlpdW_WXvbDhUVq5ZTPAKckaTta7nRu-GAkQ";
    private static final String HONEYPOT =
            "<a href=\"http://127.0.0.1:18080/hplt.html?agnUID=" + UID + "\"></a>";
    private static final String PIXEL =
            "<img src=\"http://127.0.0.1:18080/g.html?uid="
                    + UID
                    + "\" alt=\"\" border=\"0\" height=\"1\" width=\"1\"/>";
    private static final String REDIRECT_1 =
            "http://127.0.0.1:18080/r.html?uid=F.haJfYwGiX23NCDaiX3LOAB6EgqJfc85rADZAol91zgADNRk"
                + ".XAUjYG-5nUEPyLHX2sGXwSL0a2Z4au0TbzwIJO8Oj60gR-4a6h7Rg1I3NW-Ts612DOcbFJCWxb953v4iOAmlWA";
    private static final String REDIRECT_2 =
            "http://127.0.0.1:18080/r.html?uid=F.haJfYwGiX23NCDaiX3LOAB6EgqJfc85rADZAol91zgADNRo"
                + ".Fgcj9rZ943AsqQc8TtAxFarYqWTMtEKnqA26U_dKw1OLV76lZGIom7_H8EmEPC7pnyIqHeqo-fejMsAbR3dj-g";

    @Test
    void measuredLinksLeadThroughTheRedirect() {
        Mail mail =
                new Sample()
                        .html(
                                "<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Transitional//EN\""
                                    + " \"http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd\"><html"
                                    + " xmlns=\"http://www.w3.org/1999/xhtml\"><body><a"
                                    + " href=\"https://www.example.com/a1\">x</a></body></html>")
                        .text("https://www.example.com/a1\n")
                        .link(210201, "https://www.example.com/a1", 3)
                        .mail(Sample.bernd());

        assertEquals(REDIRECT_1 + "\n", mail.plain());
        assertEquals(
                "<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Transitional//EN\""
                        + " \"http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd\">"
                        + "<html xmlns=\"http://www.w3.org/1999/xhtml\"><body>"
                        + HONEYPOT
                        + "<a href=\""
                        + REDIRECT_1
                        + "\">x</a></body></html>\n",
                mail.html());
    }

    @Test
    void aLinkIsMeasuredWhereItsUsageSaysSo() {
        Mail mail =
                new Sample()
                        .html(
                                "<html><body><a href=\"https://www.example.com/u1\">1</a><a"
                                    + " href=\"https://www.example.com/u2\">2</a><a"
                                    + " href=\"https://www.example.com/u0\">0</a></body></html>")
                        .text(
                                "https://www.example.com/u1 https://www.example.com/u2"
                                        + " https://www.example.com/u0\n")
                        .link(210201, "https://www.example.com/u1", 1)
                        .link(210202, "https://www.example.com/u2", 2)
                        .link(210203, "https://www.example.com/u0", 0)
                        .mail(Sample.bernd());

        assertEquals(
                REDIRECT_1 + "\nhttps://www.example.com/u2 https://www.example.com/u0\n",
                mail.plain());
        assertEquals(
                "<html><body>"
                        + HONEYPOT
                        + "<a href=\"https://www.example.com/u1\">1</a><a href=\""
                        + REDIRECT_2
                        + "\">2</a><a href=\"https://www.example.com/u0\">0</a></body></html>\n",
                mail.html());
    }

    @Test
    void aLinkWithAValueInItIsNotMeasured() {
        Mail mail =
                new Sample()
                        .html("<body><a href=\"https://www.example.com/s?n=[agnFIRSTNAME]\">1</a>")
                        .link(210201, "https://www.example.com/s?n=[agnFIRSTNAME]", 3)
                        .mail(Sample.bernd());

        assertEquals(
                "<body>" + HONEYPOT + "<a href=\"https://www.example.com/s?n=Bernd\">1</a>\n",
                mail.html());
    }

    @Test
    void linksThatAreNotMeasuredGetTheirHashTagsAndExtensionAtOnce() {
        Sample sample =
                new Sample()
                        .setting("add-honeypot-link", "false")
                        .html(
                                "<a href=\"https://x/?a=1&amp;n=##LASTNAME##&amp;u=##AGNUID###top\">[agnDYN"
                                    + " name=\"B\"/]")
                        .text("https://x/p##UNENCODED:TITLE/FIRSTNAME##")
                        .blockWithoutExtension("B", "<a href=\"https://x/b\">b</a>")
                        .link(1, "https://x/b", 0, new MailingSnapshot.Extension("e", "1"))
                        .link(
                                2,
                                "https://x/?a=1&n=##LASTNAME##&u=##AGNUID###top",
                                0,
                                new MailingSnapshot.Extension("utm source", "ä ##MAILING_ID##"))
                        .link(
                                3,
                                "https://x/p##UNENCODED:TITLE/FIRSTNAME##",
                                2,
                                new MailingSnapshot.Extension("k", "##URL_ID##"));

        Mail mail = sample.mail(Sample.bernd());

        assertEquals(
                "<a href=\"https://x/?a=1&amp;n=Meyer&amp;u="
                        + UID
                        + "&amp;utm+source=%C3%A4+2102#top\"><a href=\"https://x/b\">b</a>\n",
                mail.html());
        assertEquals("https://x/pBernd?k=3\n", mail.plain());
    }

    @Test
    void administrativeLinksAreMeasuredWhenTheyAreRegistered() {
        String form =
                "http://127.0.0.1:18080/form.action?agnCTOKEN=a9a96cba51a4cd9f4B2426D228FFE362"
                        + "&agnFN=unsubscribe&agnUID=";
        Sample sample =
                new Sample()
                        .html("<body><a href=\"[agnUNSUBSCRIBE]\">u</a>")
                        .text("Unsubscribe: [agnUNSUBSCRIBE]\n")
                        .linefeed(0);

        assertEquals("Unsubscribe: " + form + UID + "\n", sample.mail(Sample.bernd()).plain());
        assertEquals(
                "Unsubscribe: " + REDIRECT_1 + "\n",
                sample.link(210201, form + "##AGNUID##", 3).mail(Sample.bernd()).plain());
    }

    @Test
    void anAddressMayBeChosenByAContentBlock() {
        Sample sample =
                new Sample()
                        .setting("add-honeypot-link", "0")
                        .html("<a href=\"[agnDYN name=\"url\"/]\">x</a>")
                        .block("url", 906, "https://www.example.com/a1", 0, "https://y/?[agnG_INT]")
                        .link(210201, "https://www.example.com/a1", 3);

        assertEquals(
                "<a href=\"" + REDIRECT_1 + "\">x</a>\n", sample.mail(Sample.bernd(true)).html());
        assertEquals("<a href=\"https://y/?1\">x</a>\n", sample.mail(Sample.bernd(false)).html());
    }

    @Test
    void theFirstContentWhoseTargetGroupFitsIsTaken() {
        Sample sample =
                new Sample()
                        .html("<html><body>[agnDYN name=\"B\"/]-[agnDYN name=\"B\"/]</body></html>")
                        .text("[agnDYN name=\"B\"/]\n")
                        .block("B", 908, "GE20", 906, "MALE [agnLASTNAME]", 0, "REST");

        assertEquals("GE20\n", sample.mail(Sample.bernd(true, true)).plain());
        assertEquals("MALE Meyer\n", sample.mail(Sample.bernd(false, true)).plain());
        assertEquals("REST\n", sample.mail(Sample.bernd(false, false)).plain());
        assertEquals(
                "<html><body>" + HONEYPOT + "REST-REST</body></html>\n",
                sample.mail(Sample.bernd(false, false)).html());
    }

    @Test
    void whatSurroundsABlockAppearsOnlyWithContent() {
        Sample sample =
                new Sample()
                        .text(
                                "[agnDYN name=\"B\"]pre [agnDVALUE name=\"B\"/] post[/agnDYN"
                                        + " name=\"B\"]\n")
                        .block("B", 906, "MALE [agnLASTNAME]", 909, "NONUM");

        assertEquals("pre MALE Meyer post\n", sample.mail(Sample.bernd(true, false)).plain());
        assertEquals("pre NONUM post\n", sample.mail(Sample.nobody(false, true)).plain());
        assertEquals("\n", sample.mail(Sample.anna(false, false)).plain());
    }

    @Test
    void blocksWithAnInterestAreSortedByIt() {
        Sample sample =
                new Sample()
                        .html(
                                "[agnDYN name=\"A\"/],[agnDYN name=\"x\"/],[agnDYN"
                                        + " name=\"B\"/],[agnDYN name=\"C\"/]")
                        .text(
                                "[agnDYN name=\"A\"/],[agnDYN name=\"x\"/],[agnDYN"
                                        + " name=\"B\"/],[agnDYN name=\"C\"/]")
                        .block("x", 0, "x")
                        .interest("A", "nofield", "a")
                        .interest("B", "g_int", "b")
                        .interest("C", "g_float", "c");

        assertEquals("c,x,b,a\n", sample.mail(Sample.bernd()).plain());
        assertEquals("b,x,c,a\n", sample.mail(Sample.eva()).plain());
        assertEquals("a,x,b,c\n", sample.mail(Sample.nobody()).plain());
        assertTrue(sample.mail(Sample.eva()).html().endsWith("b,x,c,a\n"));
    }

    @Test
    void aBlockInsideItselfStaysEmpty() {
        assertEquals(
                "AB[]\n",
                new Sample()
                        .text("[agnDYN name=\"A\"/]\n")
                        .block("A", 0, "A[agnDYN name=\"B\"/]")
                        .block("B", 0, "B[[agnDYN name=\"A\"/]]")
                        .mail(Sample.bernd())
                        .plain());
    }

    @Test
    void pixelAndPreheaderFindTheBodyEvenInsideABlock() {
        Sample sample =
                new Sample()
                        .html("[agnDYN name=\"page\"/]")
                        .block(
                                "page",
                                906,
                                "<html><BODY class=\"[agnTITLE]\"\n>m</body></html>",
                                0,
                                "all")
                        .setting("preheader-template", "<i>[agnPREHEADER]</i>")
                        .preheader("For [agnFIRSTNAME]");

        assertEquals(
                "<html><BODY class=\"Sehr geehrter Herr Meyer\"\n>"
                        + HONEYPOT
                        + PIXEL
                        + "<i>For Bernd</i>m</body></html>\n",
                sample.pixel("top").mail(Sample.bernd(true)).html());
        assertEquals(
                "<html><BODY class=\"Sehr geehrter Herr Meyer\"\n>"
                        + HONEYPOT
                        + "<i>For Bernd</i>m"
                        + PIXEL
                        + "</body></html>\n",
                sample.pixel("bottom").mail(Sample.bernd(true)).html());
        assertEquals(
                HONEYPOT + PIXEL + "<i>For Bernd</i>all\n",
                sample.pixel("top").mail(Sample.bernd(false)).html());
    }

    @Test
    void withoutBodyElementThePixelStandsAtTheEnd() {
        assertEquals(
                HONEYPOT + "<p>x</p>" + PIXEL + "\n",
                new Sample().html("<p>x</p>").pixel("bottom").mail(Sample.bernd()).html());
        assertEquals(HONEYPOT + "\n", new Sample().html("").mail(Sample.bernd()).html());
    }

    @Test
    void theUidSaysWhoDoesNotWantToBeTracked() {
        assertTrue(
                new Sample()
                        .mail(Sample.eva())
                        .html()
                        .contains(
                                "F.haJfYwGiX23NCDaiX28Bol9yzgAehIWiX3POawA2QA.DwQZecWXPxDKpdJmRRSBWy5POQhU"
                                    + "rCmfPqmX-ACcVckoc3S1n0INAUOxB21yrI17qCwd0CGW1YTAmxM0IkIXhA"));
    }

    @Test
    void aProfileValueCannotBringHtmlOrHeadersIntoAMail() {
        RecipientRow evil =
                Sample.row(
                        9,
                        1,
                        "x@example.com",
                        new boolean[0],
                        "1",
                        "",
                        "<b>'\"&\r\nBcc: victim@example.com",
                        "<script>alert(1)</script>",
                        "1",
                        null,
                        null,
                        null,
                        null);
        Sample sample =
                new Sample()
                        .setting("add-honeypot-link", "-")
                        .html("<a title=\"[agnFIRSTNAME]\">[agnTITLE prefix=\"<i>\"]</a>")
                        .text("[agnLASTNAME]\n")
                        .subject("Hi [agnFIRSTNAME]")
                        .from("\"[agnFIRSTNAME]\" <news@example.com>");

        Mail mail = sample.mail(evil);

        assertEquals(
                "<a title=\"&lt;b&gt;&#39;&quot;&amp;\n"
                        + "Bcc: victim@example.com\"><i>Sehr geehrte Frau"
                        + " &lt;script&gt;alert(1)&lt;/script&gt;</a>\n",
                mail.html());
        assertEquals("<script>alert(1)</script>\n", mail.plain());
        assertEquals("Hi <b>'\"& Bcc: victim@example.com", mail.header("Subject"));
        assertFalse(
                mail.raw().contains("\r\nBcc:")
                        && mail.raw().indexOf("\r\nBcc:") < mail.raw().indexOf("\r\n\r\n"));
        assertTrue(
                sample.setting("recipient.profileFields.allowHtml", "true")
                        .mail(evil)
                        .html()
                        .contains("<script>"));
    }

    @Test
    void addressesThatSmtpCannotCarryAreLeftOut() {
        MailRenderer renderer = new Sample().compiled().renderer();
        for (String address :
                new String[] {
                    "",
                    "a",
                    "a@",
                    "@b",
                    "a b@c.de",
                    "a@b.de>\r\nRCPT TO:<x@y.z",
                    "a\u2028@b.de",
                    "a\u0085@b.de",
                    "a\ud800@b.de"
                }) {
            RecipientRow row = Sample.row(9, 1, address, new boolean[0], new String[9]);
            assertEquals("unmatched-media", renderer.render(row).skipReason().orElse(""), address);
        }
        RecipientRow umlaut = Sample.row(9, 1, "a@bücher.example", new boolean[0], new String[9]);
        assertEquals("a@xn--bcher-kva.example", renderer.render(umlaut).envelopeRecipient());
        RecipientRow local = Sample.row(9, 1, "jürgen@b.de", new boolean[0], new String[9]);
        RenderedMail international = renderer.render(local);
        assertEquals("jürgen@b.de", international.envelopeRecipient());
        assertTrue(Mail.parse(international).raw().contains("\r\nTo: <jürgen@b.de>\r\n"));
    }

    @Test
    void recipientsWithEmptyContentGetNoMailWhenThatIsWanted() {
        Sample sample =
                new Sample()
                        .html(" [agnDYN name=\"B\"/] ")
                        .text("\n[agnDYN name=\"B\"/]")
                        .block("B", 906, "x");

        assertFalse(sample.compiled().renderer().render(Sample.bernd(false)).isSkipped());
        MailRenderer renderer = sample.skipEmpty().compiled().renderer();
        assertEquals(
                "empty-document", renderer.render(Sample.bernd(false)).skipReason().orElse(""));
        assertFalse(renderer.render(Sample.bernd(true)).isSkipped());
    }
}
