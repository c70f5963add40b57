package org.openemm.backend.maillog;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.openemm.company.UidKeys;
import org.openemm.uid.Uid;

/** Reads Message-IDs of our mails; others, forged ones and those of blind copies mean nothing. */
final class MessageIds {
    /** Two letters, the first not v, and the start of the package. */
    private static final Pattern OURS =
            Pattern.compile("[a-uw-zA-UW-Z][a-zA-Z]\\d{14}_\\d+[0-9A-Za-z]*\\..*");

    private final UidKeys keys;

    MessageIds(UidKeys keys) {
        this.keys = keys;
    }

    /**
     * @param number tells this mail from others of the mailing to the recipient; never 0
     */
    record Ours(Uid uid, long number) {}

    /**
     * @param messageId without angle brackets
     */
    Optional<Ours> read(String messageId) {
        int at = messageId.lastIndexOf('@');
        String local = at < 0 ? messageId : messageId.substring(0, at);
        if (!OURS.matcher(local).matches()) {
            return Optional.empty();
        }
        return keys.verify(local)
                .filter(uid -> uid.mailing() > 0 && uid.recipient() > 0)
                .map(uid -> new Ours(uid, number(local)));
    }

    private static long number(String text) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            long number = ByteBuffer.wrap(hash).getLong();
            return number == 0 ? 1 : number;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
