package org.openemm.rendering;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.mail.internet.MimeUtility;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The form of mails: parts and encodings. */
class MailFormTest {
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

    @Test
    void theNameOfAnAttachmentMayBeTheRecipientsOwn() throws Exception {
        Sample sample =
                new Sample()
                        .file(
                                3,
                                "Offer [agnFIRSTNAME] [agnLASTNAME].pdf",
                                "application/pdf",
                                "x",
                                0);

        assertEquals("Offer Anna Müller.pdf", attachment(sample, Sample.anna()));
        assertEquals("Offer Bernd Meyer.pdf", attachment(sample, Sample.bernd()));

        RecipientRow anna = Sample.anna();
        String[] values = anna.values().clone();
        for (int i = 0; i < values.length; i++) {
            values[i] = "a\r\nX-Evil: 1\r\n\r\n\"\\/" + "ü".repeat(3000);
        }
        RecipientRow evil =
                new RecipientRow(
                        anna.customerId(),
                        anna.userType(),
                        anna.mailtype(),
                        anna.email(),
                        anna.userStatus(),
                        anna.trackingVeto(),
                        values,
                        anna.targetFlags());
        Mail mail = sample.mail(evil);
        assertTrue(mail.lines().stream().noneMatch(line -> line.startsWith("X-Evil")));
        assertTrue(mail.lines().stream().allMatch(line -> line.length() <= 998));
        assertTrue(attachment(sample, evil).endsWith(".pdf"));
    }

    private static String attachment(Sample sample, RecipientRow row) throws Exception {
        List<Mail.Leaf> leaves = sample.mail(row).leaves();
        return MimeUtility.decodeText(leaves.get(leaves.size() - 1).part().getFileName());
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

    @ParameterizedTest
    @ValueSource(strings = {"8bit", "none"})
    void linesThatMailServersDoNotTakeAreBrokenAtBlanksOrBetweenCharacters(String encoding) {
        String words = "word ".repeat(1000);
        String endless = "ä".repeat(5000);
        Mail mail =
                new Sample()
                        .encoding(encoding)
                        .setting("add-honeypot-link", "false")
                        .html("short\n" + words + "\n" + endless + "\n" + "x".repeat(998) + "\nend")
                        .linefeed(0)
                        .text("t")
                        .mail(Sample.bernd());

        List<String> lines = List.of(mail.html().split("\n"));
        assertEquals("short", lines.get(0));
        assertEquals(words + endless, String.join("", lines.subList(1, lines.size() - 2)));
        assertEquals("x".repeat(998), lines.get(lines.size() - 2));
        assertEquals("end", lines.get(lines.size() - 1));
        assertTrue(lines.get(1).endsWith("word "));
        assertTrue(
                mail.lines().stream()
                        .allMatch(line -> line.getBytes(StandardCharsets.UTF_8).length <= 998));
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
