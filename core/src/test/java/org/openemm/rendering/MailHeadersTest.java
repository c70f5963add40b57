package org.openemm.rendering;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.mail.internet.MimeUtility;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The header lines of mails. */
class MailHeadersTest {
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
                        "List-Id",
                        "List-Unsubscribe",
                        "List-Unsubscribe-Post",
                        "Feedback-ID",
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
        assertTrue(header.contains("\r\nList-Id: <101.1.mail.example.com>\r\n"));
        assertTrue(header.contains("\r\nFeedback-ID: 2102:101:W:openemm1\r\n"));
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
                        .setting("list-id", "-")
                        .setting("feedback-id", "%(mailing-id):news:%(unknown)")
                        .setting("header-add", "campaign, second-from")
                        .setting("campaign", "X-Campaign: %(company-id)/%(mailinglist-id)")
                        .setting("second-from", "From: Somebody <else@example.com>")
                        .setting("mailout:ini.mailer", "M ${ApplicationMajorVersion}")
                        .reply("boss@example.com")
                        .mail(Sample.bernd());

        assertNull(mail.message().getHeader("List-Unsubscribe"));
        assertNull(mail.message().getHeader("List-Unsubscribe-Post"));
        assertEquals("\"Boss\" <boss@example.com>", mail.header("From"));
        assertEquals("2102:news:%(unknown)", mail.header("Feedback-ID"));
        assertEquals("1/101", mail.header("X-Campaign"));
        assertNull(mail.message().getHeader("List-Id"));
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

        assertEquals(subject.replace("[agnFIRSTNAME]", "Bernd"), mail.message().getSubject());
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

    /** Whatever people have written into their profiles. */
    @Test
    void noProfileValueCanMakeAHeaderLine() {
        long seed = Long.getLong("openemm.header.seed", System.nanoTime());
        Random random = new Random(seed);
        String[] pieces = {
            "\r",
            "\n",
            "\r\n",
            "\r\n\r\n",
            " ",
            "\t",
            "\0",
            "\u000b",
            "\u0085",
            "\u2028",
            "Bcc: x@y.z",
            "Subject:",
            "=?UTF-8?Q?=0D=0ABcc:_x?=",
            "=?",
            "?=",
            "<",
            ">",
            "\"",
            "\\",
            ",",
            ";",
            "@",
            "ä",
            "😀",
            "\ud800",
            "x".repeat(1200),
            "."
        };
        Sample sample =
                new Sample()
                        .subject("Dear [agnFIRSTNAME] [agnLASTNAME]")
                        .from("[agnFIRSTNAME] <news@example.com>")
                        .reply("[agnLASTNAME] <[agnDB column=\"g_text\"]@example.com>");
        MailRenderer renderer = sample.compiled().renderer();
        List<String> names = names(sample.mail(Sample.anna()));
        for (int i = 0; i < 2000; i++) {
            String[] values = new String[9];
            for (int column : new int[] {2, 3, 6}) {
                StringBuilder value = new StringBuilder();
                for (int piece = random.nextInt(6); piece >= 0; piece--) {
                    value.append(pieces[random.nextInt(pieces.length)]);
                }
                values[column] = value.toString();
            }
            Mail mail =
                    Mail.parse(
                            renderer.render(
                                    Sample.row(9, 1, "x@example.com", new boolean[0], values)));
            String where = "seed " + seed + ", mail " + i;
            // Without an address to reply to there is no such line.
            List<String> expected = new ArrayList<>(names);
            if (mail.headers("Reply-To") == 0) {
                expected.remove("Reply-To");
            }
            assertEquals(expected, names(mail), where);
            for (String line : mail.raw().split("\r\n\r\n", 2)[0].split("\r\n")) {
                assertTrue(line.length() <= 998, where);
                assertTrue(line.chars().allMatch(c -> c >= ' ' && c < 0x7f), where + ": " + line);
            }
        }
    }

    private static List<String> names(Mail mail) {
        return mail.raw()
                .split("\r\n\r\n", 2)[0]
                .replaceAll("\r\n[ \t]", " ")
                .lines()
                .map(line -> line.split(":", 2)[0])
                .toList();
    }
}
