package org.openemm.rendering;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Whole mails, as the product of this name has always sent them. */
class MailTest {
    private static final String HONEYPOT =
            "<a href=\"http://127.0.0.1:18080/hplt.html?agnUID=F.hKJfYwGiX23NCDaiX3LOAB6EgqJfc85rADZA"
                + ".vNPrFVkpadz_SAFB-mRGErU5iQx8718mQB7Bnj_V7WTr_-nKoBRlpdW_WXvbDhUVq5ZTPAKckaTta7nRu-GAkQ"
                + "\"></a>";
    private static final String OPENING = HONEYPOT.substring(51, HONEYPOT.length() - 6);

    @Test
    void aMeasuredLinkLeadsThroughTheRedirectInTextAndHtml() {
        String redirect =
                "http://127.0.0.1:18080/r.html?uid=F.haJfYwGiX23NCDaiX3LOAB6EgqJfc85rADZAol91zgADNRk"
                    + ".XAUjYG-5nUEPyLHX2sGXwSL0a2Z4au0TbzwIJO8Oj60gR-4a6h7Rg1I3NW-Ts612DOcbFJCWxb953v4iOAmlWA";

        Mail mail =
                new Sample()
                        .html(
                                "<html><body><a"
                                    + " href=\"https://www.example.com/a1\">x</a></body></html>")
                        .text("https://www.example.com/a1\n")
                        .link(210201, "https://www.example.com/a1", 3)
                        .mail(Sample.bernd());

        assertEquals(redirect + "\n", mail.plain());
        assertEquals(
                "<html><body>" + HONEYPOT + "<a href=\"" + redirect + "\">x</a></body></html>\n",
                mail.html());
    }

    @Test
    void theHeaderHasItsLinesInOrder() {
        Mail mail = new Sample().mail(Sample.bernd());

        assertTrue(
                mail.raw()
                        .startsWith(
                                "Received: by mail.example.com for <bernd.meyer@example.com>; Fri,"
                                        + " 20 Nov 2026 12:00:00 GMT\r\n"
                                        + "Message-ID: <em20261120120000_0.F."));
        assertEquals("Text\n", mail.plain());
    }
}
