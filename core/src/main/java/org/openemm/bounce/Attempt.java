package org.openemm.bounce;

import java.time.Instant;

/**
 * What a mail server that had taken a mail from us tried with it.
 *
 * @param mail number made from the Message-ID, never 0: a mailing may reach a recipient several
 *     times
 * @param dsn three digits
 * @param relay the server it was tried at, {@code none} when none could be reached; empty: nothing
 *     was tried, its time was over
 */
public record Attempt(
        int companyId,
        int mailingId,
        long customerId,
        long mail,
        State state,
        int dsn,
        String text,
        String relay,
        Instant time) {

    /** How an attempt ended. */
    public enum State {
        /** Will be tried again. */
        PUT_OFF(1),
        /** Given up. */
        BOUNCED(2),
        DELIVERED(3);

        private final int code;

        State(int code) {
            this.code = code;
        }

        int code() {
            return code;
        }

        static State of(int code) {
            return values()[code - 1];
        }
    }
}
