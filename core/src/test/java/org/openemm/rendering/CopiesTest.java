package org.openemm.rendering;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.openemm.uid.UidCodec;

class CopiesTest {
    private static final Pattern UID =
            Pattern.compile("(?:uid=|agnUID=|unsubscribe:)([A-Za-z0-9._-]+)");
    private static final MailCopy SECOND = MailCopy.blind(1, "archive@example.com");

    private final Sample sample =
            new Sample()
                    .subject("Hello [agnFIRSTNAME]")
                    .html("<body><a href=\"https://www.example.com/a1\">[agnCUSTOMERID]</a>")
                    .text("[agnCUSTOMERID] https://www.example.com/a1\n")
                    .link(210201, "https://www.example.com/a1", 3);

    private final MailRenderer renderer =
            CompiledMailing.of(
                            sample.snapshot()
                                    .withBlindCopies(
                                            List.of("first@example.com", "archive@example.com"))
                                    .withSamples(List.of("check@example.com")),
                            Sample.ENVIRONMENT)
                    .renderer();

    @Test
    void aBlindCopyShowsTheMailOfTheRecipientAndGoesToSomebodyElse() {
        Mail own = mail(Sample.bernd());
        RenderedMail rendered = renderer.render(Sample.bernd().withCopy(SECOND));
        assertEquals("archive@example.com", rendered.envelopeRecipient());
        Mail copy = Mail.parse(rendered);

        assertEquals("<archive@example.com>", copy.header("Bcc"));
        assertEquals("V2-", copy.header("Message-ID").substring(1, 4));
        assertEquals(own.header("Message-ID"), copy.header("Message-ID").replaceFirst("V2-", ""));
        for (String header : List.of("To", "From", "Subject", "List-Id", "Feedback-ID")) {
            assertEquals(own.header(header), copy.header(header), header);
        }
        assertEquals(own.plain().split("\\s")[0], copy.plain().split("\\s")[0], "the same number");
    }

    @Test
    void theRecipientSeesNothingOfCopies() {
        Mail own = mail(Sample.bernd());

        assertEquals(0, own.headers("Bcc"));
        assertFalse(own.raw().contains("archive@"));
        assertTrue(
                own.header("Message-ID").matches("<[a-z]{2}\\d{14}_.*"), own.header("Message-ID"));
        assertEquals(1, own.headers("List-Unsubscribe"));
    }

    @Test
    void whoeverReadsACopyCannotClickOpenOrUnsubscribeInTheNameOfTheRecipient() {
        Mail copy = Mail.parse(renderer.render(Sample.bernd().withCopy(SECOND)));

        assertEquals(Set.of(0L), people(copy));
        assertEquals(0, copy.headers("List-Unsubscribe"));
        assertEquals(0, copy.headers("List-Unsubscribe-Post"));
        assertNotEquals(Set.of(0L), people(mail(Sample.bernd())), "but the recipient can");
    }

    @Test
    void aSampleBelongsToNobodyAndIsAddressedToWhoeverExaminesIt() {
        RenderedMail rendered =
                renderer.render(Sample.bernd().withCopy(MailCopy.sample(0, "check@example.com")));
        assertEquals("check@example.com", rendered.envelopeRecipient());
        Mail mail = Mail.parse(rendered);

        assertEquals("<check@example.com>", mail.header("To"));
        assertEquals(0, mail.headers("Bcc"));
        assertTrue(mail.header("Message-ID").startsWith("<V1001-"));
        assertEquals(1, mail.headers("List-Unsubscribe"), "it is judged by what it has");
        assertEquals(Set.of(0L), people(mail));
        assertEquals("Hello Bernd", mail.header("Subject"));
    }

    @Test
    void afterACopyTheNextRecipientIsHimselfAgain() {
        String before = mail(Sample.bernd()).raw();
        renderer.render(Sample.bernd().withCopy(SECOND));

        assertEquals(before, mail(Sample.bernd()).raw());
    }

    @Test
    void copiesTravelInPackagesAndOlderPackagesHaveNone() throws IOException {
        MailingSnapshot mailing =
                sample.snapshot()
                        .withBlindCopies(List.of("a@example.com"))
                        .withSamples(List.of("b@example.com"));
        byte[] json = SnapshotJson.write(mailing);
        assertEquals(mailing.copies(), SnapshotJson.read(json).copies());
        String older = new String(json).replaceFirst(",\"copies\":\\{[^}]*}", "");
        assertFalse(older.contains("a@example.com"));

        assertEquals(MailingSnapshot.Copies.NONE, SnapshotJson.read(older.getBytes()).copies());
    }

    private Mail mail(RecipientRow row) {
        return Mail.parse(renderer.render(row));
    }

    /** Whom the UIDs of a mail name. */
    private static Set<Long> people(Mail mail) {
        Set<Long> people = new HashSet<>();
        Matcher uids =
                UID.matcher(
                        mail.plain()
                                + mail.html()
                                + (mail.headers("List-Unsubscribe") == 0
                                        ? ""
                                        : mail.header("List-Unsubscribe")));
        while (uids.find()) {
            try {
                people.add(UidCodec.decode(uids.group(1)).uid().recipient());
            } catch (org.openemm.uid.MalformedUid e) {
                throw new AssertionError(uids.group(1), e);
            }
        }
        return people;
    }
}
