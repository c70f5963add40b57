package org.openemm.rendering;

/** Signs mails (RFC 6376). Thread-safe. */
public interface MailSigner {
    /**
     * The DKIM-Signature header for a mail.
     *
     * @param mail buffer that holds the mail; must not be changed
     * @param from where the signed headers start, after the generated Received line
     * @param to end of the mail
     * @return the header with its CRLF
     */
    byte[] sign(byte[] mail, int from, int to);
}
