package org.openemm.rendering;

import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;
import org.openemm.dkim.DkimSigning;
import org.openemm.dkim.KeyBox;
import org.openemm.dkim.SigningKey;

/** Signs mails (RFC 6376), one after the other; for one thread. */
public interface MailSigner {
    /**
     * The DKIM-Signature headers for a mail.
     *
     * @param mail buffer that holds the mail; must not be changed
     * @param from where the signed headers start, after the generated Received line
     * @param to end of the mail
     * @return headers with their CRLF
     */
    byte[] sign(byte[] mail, int from, int to);

    /** Gets keys ready for signing. */
    @FunctionalInterface
    interface Source {
        /** Mails that stay unsigned. */
        Source NONE = keys -> null;

        /** Signs with keys that this box opens. */
        static Source with(KeyBox box, Clock clock) {
            return keys -> {
                DkimSigning signing = DkimSigning.of(keys, box, clock);
                return signing.isEmpty() ? null : () -> signing.signer()::sign;
            };
        }

        /**
         * @param keys those of a mailing
         * @return gives each thread a signer of its own; null when there is nothing to sign with
         */
        Supplier<MailSigner> of(List<SigningKey> keys);
    }
}
