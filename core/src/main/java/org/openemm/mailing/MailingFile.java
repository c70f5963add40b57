package org.openemm.mailing;

import java.time.Instant;

/**
 * An image or attachment of a mailing, without its content.
 *
 * @param id component_id
 * @param name as used by agnIMAGE, or as the recipient sees the attachment
 * @param targetId only for this target group; 0 for everybody
 * @param size bytes
 * @param link address the image leads to; empty for none
 */
public record MailingFile(
        int id,
        Kind kind,
        String name,
        String mimeType,
        String description,
        int targetId,
        long size,
        Instant changed,
        String link) {

    /** What the file is to the mailing (component_tbl.comptype). */
    public enum Kind {
        ATTACHMENT(3),
        IMAGE(5);

        private final int code;

        Kind(int code) {
            this.code = code;
        }

        int code() {
            return code;
        }

        static Kind of(int code) {
            return code == ATTACHMENT.code ? ATTACHMENT : IMAGE;
        }
    }

    /** A file with its bytes. */
    public record Content(MailingFile file, byte[] bytes) {}
}
