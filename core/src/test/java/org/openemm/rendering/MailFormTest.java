package org.openemm.rendering;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.mail.internet.MimeUtility;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The form of mails: header lines, parts, encodings. */
class MailFormTest {
    @Test
    void theHeaderHasItsLinesInOrder() {
        String header = new Sample().mail(Sample.bernd()).raw().split("\r\n\r\n")[0];

        assertEquals(
                List.of(
                        "Received",
                        "Message-ID",
                        "Date",
                        "From",
                        "Reply-To",
                        "To",
                        "Subject",
                        "List-Unsubscribe",
                        "List-Unsubscribe-Post",
                        "X-Mailer",
                        "MIME-Version",
                        "Content-Type"),
                header.replace("\r\n ", " ")
                        .lines()
                        .map(line -> line.substring(0, line.indexOf(':')))
                        .toList());
        assertTrue(
                header.startsWith(
                        "Received: by mail.example.com for <bernd.meyer@example.com>; Fri, 20 Nov"
                                + " 2026 12:00:00 GMT\r\n"));
        assertTrue(header.contains("\r\nTo: <bernd.meyer@example.com>\r\nSubject: Golden\r\n"));
        assertTrue(
                header.replace("\r\n ", " ")
                        .matches(
                                "(?s).*List-Unsubscribe:"
                                    + " <http://127.0.0.1:18080/uq.html\\?uid=F\\.[^>]+>,"
                                    + " <mailto:fbl@bounce.example.com\\?subject=unsubscribe:F\\.[^>]+>\\r"
                                    + "\\n"
                                    + "List-Unsubscribe-Post: List-Unsubscribe=One-Click\\r"
                                    + "\\n"
                                    + ".*"));
        assertTrue(
                header.matches(
                        "(?s).*\\r"
                                + "\\n"
                                + "Message-ID:"
                                + " <em20261120120000_0\\.F\\.[^>]+@mail.example.com>.*"));
    }

    @Test
    void aTrialSaysWhatItIs() {
        assertEquals(
                "\"Adminmail\" <bernd.meyer@example.com>",
                new Sample().statusField('A').mail(Sample.bernd()).header("To"));
        Mail test =
                new Sample()
                        .statusField('T')
                        .setting("admin-test-mark", "subject")
                        .mail(Sample.bernd());
        assertEquals("<bernd.meyer@example.com>", test.header("To"));
        assertEquals("[TEST] Golden", test.header("Subject"));
    }

    @Test
    void settingsOfTheCompanyShapeTheHeader() throws Exception {
        Mail mail =
                new Sample()
                        .setting("list-unsubscribe", "-")
                        .setting("message-domain", "id.example.com")
                        .setting("header-from", "Boss <boss@example.com>")
                        .setting("header-add", "feedback")
                        .setting("feedback", "Feedback-ID: 1:news")
                        .setting("mailout:ini.mailer", "M ${ApplicationMajorVersion}")
                        .reply("boss@example.com")
                        .mail(Sample.bernd());

        assertNull(mail.message().getHeader("List-Unsubscribe"));
        assertNull(mail.message().getHeader("List-Unsubscribe-Post"));
        assertEquals("\"Boss\" <boss@example.com>", mail.header("From"));
        assertEquals("1:news", mail.header("Feedback-ID"));
        assertTrue(mail.header("Message-ID").endsWith("@id.example.com>"));
        assertTrue(mail.header("X-Mailer").matches("M \\d+"));
        assertEquals(
                "<https://example.com/help>",
                new Sample()
                        .contentType("transaction")
                        .setting("list-help-url", "https://example.com/help")
                        .mail(Sample.bernd())
                        .header("List-Help"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Grüße aus Köln",
                "Ein sehr langer Betreff mit vielen Umlauten: Äpfel, Öl und Übermut – und noch viel"
                    + " mehr, damit er auf mehrere Zeilen verteilt werden muss 🌷🌷🌷🌷🌷🌷🌷🌷🌷",
                "A very long subject line that goes on and on and on, well beyond the seventy-eight"
                        + " characters that a header line should have at most, really",
                "李李李李李李李李李李李李李李李李李李李李李李李李李李李李李李李李李李李李李李李李",
                "two  blanks   and ümlaut  x",
                "=?UTF-8?Q?no?= = _ ? ü = _ ?",
                "Hello [agnFIRSTNAME], ä"
            })
    void anySubjectIsReadableInShortLines(String subject) throws Exception {
        Mail mail =
                new Sample()
                        .subject(subject)
                        .from("Müller & Söhne GmbH <a@b.de>")
                        .mail(Sample.bernd());

        assertEquals(
                subject.replace("[agnFIRSTNAME]", "Bernd").replace("=?UTF-8?Q?no?=", "no"),
                mail.message().getSubject());
        assertEquals("Müller & Söhne GmbH <a@b.de>", MimeUtility.decodeText(mail.header("From")));
        for (String line : mail.raw().split("\r\n\r\n")[0].split("\r\n")) {
            if (!line.matches("(Message-ID|List-Unsubscribe|Received|Content-Type| <mailto):?.*")) {
                assertTrue(line.length() <= 78, line);
                assertTrue(line.chars().allMatch(c -> c < 0x80), line);
            }
        }
        assertFalse(mail.raw().contains("\ufffd"));
    }

    @Test
    void aWordWithoutEndCannotBreakTheHeader() throws Exception {
        String endless = "x".repeat(100_000);

        Mail mail = new Sample().subject(endless).mail(Sample.bernd());

        assertEquals(endless, mail.message().getSubject());
        assertTrue(mail.lines().stream().allMatch(line -> line.length() < 998));
    }

    @Test
    void theFormFollowsTheRecipientButNeverExceedsTheMailing() {
        assertEquals(List.of("text/plain"), types(new Sample(), Sample.carla()));
        assertEquals("Text\n\n", new Sample().mail(Sample.carla()).plain());
        assertEquals(List.of("text/plain", "text/html"), types(new Sample(), Sample.anna()));
        assertEquals(List.of("text/plain", "text/html"), types(new Sample(), Sample.eva()));
        assertEquals(List.of("text/plain"), types(new Sample().mailFormat(0), Sample.eva()));
    }

    @Test
    void imagesTravelInsideForThoseWhoWantIt() throws Exception {
        Sample sample =
                new Sample()
                        .html("<img src=\"[agnIMAGE name=\"my logo.png\"]\">")
                        .file(5, "my logo.png", "image/png", "PNG", 0)
                        .file(5, "unused.png", "image/png", "NO", 0);

        Mail mail = sample.mail(Sample.eva());

        assertEquals(List.of("text/plain", "text/html", "image/png"), types(sample, Sample.eva()));
        assertEquals(
                "http://127.0.0.1:18080/image/0/1/2102/my+logo.png",
                mail.leaves().get(2).part().getHeader("Content-Location")[0]);
        assertEquals("PNG", mail.leaves().get(2).content());
        assertTrue(mail.header("Content-Type").startsWith("multipart/related;"));
        assertEquals(List.of("text/plain", "text/html"), types(sample, Sample.anna()));
    }

    @Test
    void attachmentsComeToTheirTargetGroup() throws Exception {
        Sample sample =
                new Sample()
                        .file(3, "Prospekt Größe.pdf", "application/pdf", "PDF".repeat(100), 0)
                        .file(4, "you.txt", "text/plain", "For [agnFIRSTNAME] ä", 906);

        Mail bernd = sample.mail(Sample.bernd(true));
        Mail anna = sample.mail(Sample.anna(false));

        assertEquals(
                List.of("text/plain", "text/html", "application/pdf", "text/plain"),
                types(sample, Sample.bernd(true)));
        assertEquals("PDF".repeat(100), bernd.leaves().get(2).content());
        assertEquals(
                "Prospekt Größe.pdf",
                MimeUtility.decodeText(bernd.leaves().get(2).part().getFileName()));
        assertTrue(bernd.leaves().get(3).content().startsWith("For Bernd"));
        assertEquals(3, anna.leaves().size());
        assertEquals(List.of("text/plain", "application/pdf"), types(sample, Sample.carla(false)));
        Sample onlyMen = new Sample().file(3, "m.txt", "text/csv", "x", 906);
        assertTrue(
                onlyMen.mail(Sample.anna(false))
                        .header("Content-Type")
                        .startsWith("multipart/alternative;"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"quoted-printable", "8bit", "base64", "none"})
    void everyEncodingBringsTheContentAcross(String encoding) {
        String html =
                "<html>\n=\n.\n..dot\nFrom here\ntrailing space \ntab\t\n"
                        + "x".repeat(200)
                        + "\n"
                        + "ä".repeat(60)
                        + "\n sep 😀 [agnFIRSTNAME]\n</html>";
        Mail mail =
                new Sample()
                        .encoding(encoding)
                        .setting("add-honeypot-link", "false")
                        .html(html.replace("\n", "\r\n"))
                        .text(".\n.dot\nFrom me\n=3D\ntrail \nlast line without newline")
                        .mail(Sample.bernd());

        assertEquals(html.replace("[agnFIRSTNAME]", "Bernd") + "\n", mail.html());
        assertEquals(".\n.dot\nFrom me\n=3D\ntrail\nlast line without newline\n", mail.plain());
        assertFalse(mail.raw().replace("\r\n", "").contains("\n"));
    }

    @Test
    void quotedPrintableKeepsLinesShortAndDotsAwayFromTheirStart() {
        RenderedMail rendered =
                new Sample()
                        .html(
                                "<a href=\"https://x\">.[agnUID].[agnFIRSTNAME].[agnUID][agnUID]</a>\n"
                                    + ".")
                        .link(1, "https://x", 3)
                        .compiled()
                        .renderer()
                        .render(Sample.bernd());
        Mail mail = Mail.parse(rendered);

        assertTrue(rendered.isDotSafe());
        String[] bodies = mail.raw().split("\r\n\r\n", 2);
        for (String line : bodies[1].split("\r\n")) {
            assertTrue(line.length() <= 76, line);
            assertFalse(line.startsWith("."), line);
        }
    }

    @Test
    void oldCharactersSetsStillWork() {
        Mail mail =
                new Sample()
                        .charset("ISO-8859-15")
                        .html("Größe € [agnLASTNAME]")
                        .subject("Größe €")
                        .setting("add-honeypot-link", "false")
                        .mail(Sample.anna());

        assertEquals("Größe € Müller\n", mail.html());
        assertTrue(mail.header("Subject").startsWith("=?ISO-8859-15?Q?"));
    }

    @Test
    void textIsBrokenAtBlanksAndHyphensButAddressesStayWhole() {
        String url = "https://www.example.com/a-long-path/with-many-hyphens/that-goes-on-and-on-x";
        Mail mail =
                new Sample()
                        .linefeed(30)
                        .text(
                                "The quick brown fox jumps over the lazy dog, [agnFIRSTNAME].\n"
                                        + "See "
                                        + url
                                        + " now\n\n  indented\nDonaudampfschifffahrts-Gesellschaft"
                                        + "s-Kapitän [agnG_TEXT]\n")
                        .mail(Sample.bernd());

        assertEquals(
                "The quick brown fox jumps over\nthe lazy dog, Bernd.\nSee\n"
                        + url
                        + "\n"
                        + "now\n\n"
                        + "  indented\n"
                        + "Donaudampfschifffahrts-\n"
                        + "Gesellschafts-Kapitän apfel\n",
                mail.plain());
    }

    @Test
    void hugeContentIsNoProblem() {
        String huge = "[agnFIRSTNAME] ü\n".repeat(20_000);

        Mail mail = new Sample().text(huge).html(huge).mail(Sample.bernd());

        assertEquals(huge.replace("[agnFIRSTNAME]", "Bernd"), mail.plain());
    }

    private static List<String> types(Sample sample, RecipientRow row) {
        return sample.mail(row).leaves().stream().map(Mail.Leaf::type).toList();
    }
}
