package org.openemm.bounce;

import java.time.Instant;

/**
 * A mail that was not delivered at its first attempt (undelivered_tbl).
 *
 * @param attempts that failed
 * @param owed its success has to be taken back as soon as it is booked
 */
record Undelivered(
        int mailingId,
        long customerId,
        long mail,
        Attempt.State state,
        int attempts,
        int dsn,
        String relay,
        String text,
        Instant first,
        Instant last,
        boolean owed) {

    static Undelivered of(Attempt attempt, boolean owed) {
        return new Undelivered(
                attempt.mailingId(),
                attempt.customerId(),
                attempt.mail(),
                attempt.state(),
                1,
                attempt.dsn(),
                attempt.relay(),
                attempt.text(),
                attempt.time(),
                attempt.time(),
                owed);
    }

    /** A mail came back for which no log had said anything. */
    static Undelivered of(Bounce bounce, boolean owed) {
        return new Undelivered(
                bounce.mailingId(),
                bounce.customerId(),
                0,
                Attempt.State.BOUNCED,
                1,
                bounce.dsn(),
                "",
                bounce.text(),
                bounce.time(),
                bounce.time(),
                owed);
    }

    /** Whether the attempt is part of this already: a log may be read twice. */
    boolean knows(Attempt attempt) {
        int order = attempt.time().compareTo(last);
        return order < 0
                || order == 0 && attempt.state().compareTo(state) <= 0
                || state == Attempt.State.BOUNCED && attempt.state() == Attempt.State.PUT_OFF;
    }

    Undelivered after(Attempt attempt) {
        boolean delivered = attempt.state() == Attempt.State.DELIVERED;
        return new Undelivered(
                mailingId,
                customerId,
                mail,
                attempt.state(),
                delivered || attempt.relay().isEmpty() ? attempts : attempts + 1,
                delivered ? dsn : attempt.dsn(),
                delivered ? relay : attempt.relay(),
                delivered ? text : attempt.text(),
                first,
                attempt.time(),
                owed);
    }

    Undelivered settled() {
        return new Undelivered(
                mailingId, customerId, mail, state, attempts, dsn, relay, text, first, last, false);
    }

    Undelivered bounced(Instant time) {
        return new Undelivered(
                mailingId,
                customerId,
                mail,
                Attempt.State.BOUNCED,
                attempts,
                dsn,
                relay,
                text,
                first,
                time.isAfter(last) ? time : last,
                owed);
    }
}
