package org.openemm.bounce;

import java.time.Instant;
import java.util.Map;

/**
 * A mail that did not arrive, or not yet.
 *
 * @param dsn delivery status as three digits, e.g. 511 for 5.1.1; of a last number of several
 *     digits only the first, 572 for 5.7.26. 599: certainly hard, 499: certainly soft, without a
 *     status that says why
 * @param text what the mail server said; kept up to {@link #TEXT_LENGTH} characters
 * @param time when the mail server said so
 * @param source who told us
 * @param facts what rules may ask for besides the text: {@code relay} (host that answered), {@code
 *     ip}, {@code port}, {@code to}, {@code queue_id}; as far as known
 * @param messageId the stored message that told it, 0 when there is none
 */
public record Bounce(
        int companyId,
        int mailingId,
        long customerId,
        int dsn,
        String text,
        Instant time,
        Source source,
        Map<String, String> facts,
        long messageId) {
    /** Longer answers are cut. */
    public static final int TEXT_LENGTH = 500;

    /** Who told that a mail did not arrive. */
    public enum Source {
        /** The mail server that we hand mails to, at once. */
        RELAY(1),
        /** The log of the mail server that took the mail from us. */
        LOG(2),
        /** A mail that came back, minutes to days later. */
        MAIL(3),
        /** Nobody: soft bounces without end became a hard one. */
        SCORING(4);

        private final int code;

        Source(int code) {
            this.code = code;
        }

        /** As it is stored. */
        public int code() {
            return code;
        }

        /** Bounces of earlier times have none and count as told at once. */
        static Source of(int code) {
            for (Source source : values()) {
                if (source.code == code) {
                    return source;
                }
            }
            return RELAY;
        }
    }

    public Bounce {
        text = text == null ? "" : text.strip();
        text = text.length() > TEXT_LENGTH ? text.substring(0, TEXT_LENGTH) : text;
        facts = Map.copyOf(facts);
    }

    /** A refusal while sending. */
    public static Bounce relay(
            int companyId, int mailingId, long customerId, int dsn, String text, Instant time) {
        return new Bounce(
                companyId, mailingId, customerId, dsn, text, time, Source.RELAY, Map.of(), 0);
    }

    /**
     * A mail that came back.
     *
     * @param messageId the stored message, 0 when it is not stored
     */
    public static Bounce mail(
            int companyId,
            int mailingId,
            long customerId,
            int dsn,
            String text,
            Instant time,
            long messageId) {
        return new Bounce(
                companyId,
                mailingId,
                customerId,
                dsn,
                text,
                time,
                Source.MAIL,
                Map.of(),
                messageId);
    }
}
