package org.openemm.mailing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openemm.InvalidInput;
import org.openemm.NotFound;

class MailingFilesTest extends MailingTestBase {
    private static final byte[] GIF =
            Base64.getDecoder().decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7");
    private static MailingFiles files;
    private static MailingLinks links;

    @BeforeAll
    static void services() {
        files = new MailingFiles(database, activityLog, CLOCK);
        links = new MailingLinks(database, activityLog, CLOCK);
    }

    @Test
    void anImageIsKeptWithItsLink() {
        int id = mailings.create(ANNA, draft("Image"));
        int image =
                files.addImage(ANNA, id, "logo.gif", "Logo", "https://example.com/", GIF, false);
        MailingFile stored = files.images(ANNA, id).get(0);
        assertEquals("image/gif", stored.mimeType());
        assertEquals("https://example.com/", stored.link());
        assertEquals("https://example.com/", links.list(ANNA, id, false).get(0).url());
        assertArrayEquals(GIF, files.content(ANNA, id, image).bytes());
        assertEquals(image, files.addImage(ANNA, id, "logo.gif", "New", "", GIF, true));
        assertEquals("New", files.images(ANNA, id).get(0).description());
        files.deleteImage(ANNA, id, image);
        assertEquals(List.of(), files.images(ANNA, id));
        assertEquals(List.of(), links.list(ANNA, id, false));
    }

    @Test
    void whatIsNoImageOrTooBigOrAlreadyThereIsRefused() {
        int id = mailings.create(ANNA, draft("Refused"));
        byte[] svg = "<svg onload='x'>".getBytes(StandardCharsets.UTF_8);
        byte[] big = new byte[MailingFiles.IMAGE_MAX + 1];
        System.arraycopy(GIF, 0, big, 0, GIF.length);
        assertEquals("mailing.error.imageType", refusal(id, "a.gif", svg));
        assertEquals("mailing.error.fileTooBig", refusal(id, "a.gif", big));
        assertEquals("mailing.error.fileEmpty", refusal(id, "a.gif", new byte[0]));
        assertEquals("mailing.error.fileName", refusal(id, "../a.gif", GIF));
        assertEquals("mailing.error.fileName", refusal(id, "x".repeat(100_000), GIF));
        files.addImage(ANNA, id, "a.gif", "", "", GIF, false);
        assertEquals("mailing.error.fileExists", refusal(id, "a.gif", GIF));
        assertEquals(1, files.images(ANNA, id).size());
    }

    @Test
    void anAttachmentCanBeForATargetGroup() {
        int id = mailings.create(ANNA, draft("Attachment"));
        int target = addTarget(1, "VIP", "cust.vip = 1");
        int foreign = addTarget(2, "Foreign", "1 = 1");
        int file = files.addAttachment(ANNA, id, "Preise 2026.pdf", "application/pdf", 0, GIF);
        files.setAttachmentTarget(ANNA, id, file, target);
        assertEquals(target, files.attachments(ANNA, id).get(0).targetId());
        assertThrows(InvalidInput.class, () -> files.setAttachmentTarget(ANNA, id, file, foreign));
        assertThrows(
                InvalidInput.class,
                () -> files.addAttachment(ANNA, id, "x", "nonsense\r\nX: y", 0, GIF));
        assertThrows(NotFound.class, () -> files.deleteImage(ANNA, id, file));
    }

    @Test
    void anotherCompanyCannotReachTheFiles() {
        int id = mailings.create(ANNA, draft("Foreign"));
        int image = files.addImage(ANNA, id, "a.gif", "", "", GIF, false);
        int own = mailings.create(OTTO, MailingDraft.of("Otto", foreignList, draft("x").email()));
        assertThrows(NotFound.class, () -> files.images(OTTO, id));
        assertThrows(NotFound.class, () -> files.content(OTTO, id, image));
        assertThrows(NotFound.class, () -> files.content(OTTO, own, image));
        assertThrows(NotFound.class, () -> files.deleteImage(OTTO, own, image));
    }

    private static String refusal(int mailing, String name, byte[] bytes) {
        return assertThrows(
                        InvalidInput.class,
                        () -> files.addImage(ANNA, mailing, name, "", "", bytes, false))
                .problems()
                .get(0)
                .key();
    }
}
