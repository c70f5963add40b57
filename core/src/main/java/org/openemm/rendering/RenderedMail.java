package org.openemm.rendering;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Optional;

/**
 * A mail ready for SMTP, or the reason why there is none. The bytes stand in the renderer's own
 * buffer and are valid until it renders the next mail.
 */
public final class RenderedMail {
    private final RecipientRow recipient;
    private final String envelopeSender;
    private final String envelopeRecipient;
    private final int mailtype;
    private final byte[] buffer;
    private final int length;
    private final boolean dotSafe;
    private final String skipReason;

    private RenderedMail(
            RecipientRow recipient,
            String envelopeSender,
            String envelopeRecipient,
            int mailtype,
            byte[] buffer,
            int length,
            boolean dotSafe,
            String skipReason) {
        this.recipient = recipient;
        this.envelopeSender = envelopeSender;
        this.envelopeRecipient = envelopeRecipient;
        this.mailtype = mailtype;
        this.buffer = buffer;
        this.length = length;
        this.dotSafe = dotSafe;
        this.skipReason = skipReason;
    }

    static RenderedMail of(
            RecipientRow recipient,
            String envelopeSender,
            String envelopeRecipient,
            int mailtype,
            byte[] buffer,
            int length,
            boolean dotSafe) {
        return new RenderedMail(
                recipient,
                envelopeSender,
                envelopeRecipient,
                mailtype,
                buffer,
                length,
                dotSafe,
                null);
    }

    static RenderedMail skipped(RecipientRow recipient, String reason) {
        return new RenderedMail(recipient, "", "", 0, new byte[0], 0, true, reason);
    }

    /** Why no mail was made: no-media, empty-document, unmatched-media. */
    public Optional<String> skipReason() {
        return Optional.ofNullable(skipReason);
    }

    public boolean isSkipped() {
        return skipReason != null;
    }

    public long customerId() {
        return recipient.customerId();
    }

    public RecipientRow recipient() {
        return recipient;
    }

    /** Return path, without angle brackets. */
    public String envelopeSender() {
        return envelopeSender;
    }

    /** Address for RCPT TO, domain in ASCII, without angle brackets. */
    public String envelopeRecipient() {
        return envelopeRecipient;
    }

    /** Form that was made: 0 text, 1 HTML, 2 HTML with images inside. */
    public int mailtype() {
        return mailtype;
    }

    /**
     * Header and body with CRLF line ends; only the first {@link #length()} bytes belong to the
     * mail.
     */
    public byte[] buffer() {
        return buffer;
    }

    public int length() {
        return length;
    }

    /** No line begins with a dot: the SMTP client need not look for any. */
    public boolean isDotSafe() {
        return dotSafe;
    }

    /** A copy of the mail that stays valid. */
    public byte[] toByteArray() {
        return Arrays.copyOf(buffer, length);
    }

    public void writeTo(OutputStream out) throws IOException {
        out.write(buffer, 0, length);
    }
}
