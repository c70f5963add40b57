package org.openemm.bouncecheck;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;

/**
 * One mail to an address that does not exist, and how far it came.
 *
 * @param rid filter whose address is the sender
 * @param token part of the address and of the Message-ID, nowhere else in the world
 * @param address made up
 * @param ended when the state was last changed; null before
 * @param dsn three digits of the bounce; 0 without
 * @param said by a mail server; may be empty
 * @param messageId what came back, in {@code mailloop.Messages}; 0 while nothing has
 * @param looked messages up to this id need not be looked at again
 */
public record SelfTest(
        long id,
        int rid,
        String token,
        String address,
        Instant started,
        State state,
        Instant ended,
        int dsn,
        String said,
        long messageId,
        long looked) {
    /** Bounces usually are back by then. */
    public static final Duration PATIENCE = Duration.ofMinutes(10);

    /** Mail servers give up by then. */
    static final Duration LONGEST = Duration.ofDays(6);

    /** How far it came. */
    public enum State {
        /** With the mail server. */
        UNDER_WAY,
        /** Could not be handed to the mail server. */
        NOT_SENT,
        /** Our mail server refused the address at once, so nothing can come back. */
        REFUSED,
        /** A mail server says that it goes on trying. */
        DELAYED,
        /** Came back, and was taken for what it is. */
        HARD,
        /** Came back and was taken for a soft bounce. */
        SOFT,
        /** Came back and was not taken for a bounce. */
        NOT_RECOGNISED;

        static State of(String name) {
            return Arrays.stream(values())
                    .filter(state -> state.name().equals(name))
                    .findFirst()
                    .orElse(UNDER_WAY);
        }

        /** Part of the keys of texts. */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Nothing has come back, and nobody need wait beside it any longer. */
    public boolean isLate(Instant now) {
        return state == State.UNDER_WAY && !now.isBefore(started.plus(PATIENCE));
    }

    /** Nothing has come back, and it may come any moment: no other one is begun meanwhile. */
    public boolean isWaiting(Instant now) {
        return state == State.UNDER_WAY && !isLate(now);
    }

    /** Whether what comes in may still change the state. */
    boolean isOpen(Instant now) {
        boolean settled = state == State.NOT_SENT || state == State.REFUSED || state == State.HARD;
        return !settled && now.isBefore(started.plus(LONGEST));
    }

    SelfTest with(State newState, Instant time, int newDsn, String newSaid, long newMessage) {
        return new SelfTest(
                id,
                rid,
                token,
                address,
                started,
                newState,
                time,
                newDsn,
                newSaid,
                newMessage,
                looked);
    }

    SelfTest lookedUpTo(long newLooked) {
        return new SelfTest(
                id, rid, token, address, started, state, ended, dsn, said, messageId, newLooked);
    }
}
