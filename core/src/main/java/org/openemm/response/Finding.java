package org.openemm.response;

import java.util.Optional;
import org.openemm.uid.Uid;

/**
 * What a mail that came back means.
 *
 * @param severity of a bounce; {@link Severity#NONE} for everything else
 * @param dsn delivery status to book as three digits, e.g. 511 for 5.1.1; 599 and 499 when a rule
 *     decided and the report has no code that says the same; 0 when it is no bounce
 * @param status delivery status as the report words it, e.g. "5.1.10"; empty when it has none
 * @param text what the mail server or the mail said, one line of at most {@link #MAX_TEXT}
 *     characters; may be empty
 * @param uid the signed UID found in the mail: whom it concerns; empty when there is none, when it
 *     is forged, and when the mail is about a copy for an archive
 * @param recipient address that the report names, as written there; empty when it names none. Never
 *     proof of anything, for people only
 * @param action short name of what it is, e.g. "failed", "delayed", "ooo", "abuse"; what a rule of
 *     section filter has in braces
 * @param rule what decided: section and line of a rule, or the name of a built-in test
 */
public record Finding(
        Kind kind,
        Severity severity,
        int dsn,
        String status,
        String text,
        Optional<Uid> uid,
        String recipient,
        String action,
        String rule) {
    /** Longest {@link #text()}. */
    public static final int MAX_TEXT = 500;

    public Finding {
        text = text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) : text;
    }

    /** What kind of mail it is. */
    public enum Kind {
        /** A mail of ours was not delivered for good. */
        BOUNCE,
        /** Somebody called a mail of ours unwanted. */
        COMPLAINT,
        /**
         * The wish to be unsubscribed, by the address in our List-Unsubscribe. Changes something
         * only when it has a UID.
         */
        UNSUBSCRIBE,
        /** Written by a machine in the name of a person: out of office, ticket received. */
        AUTO_REPLY,
        /** Written by a person, as far as one can tell. */
        REPLY,
        /** Machines tell us something that needs no action: delayed, delivered, read. */
        SYSTEM
    }

    /** How bad a bounce is. */
    public enum Severity {
        NONE,
        /** The address does not exist, proven. */
        HARD,
        /** Not delivered this time. */
        SOFT,
        /** A bounce that says nothing one can understand; nothing is booked for it. */
        UNKNOWN
    }

    /** A hard bounce. */
    public boolean isHard() {
        return severity == Severity.HARD;
    }

    /** To be given to {@code Bounces.record}: a bounce of a known severity and recipient. */
    public boolean isBookable() {
        return kind == Kind.BOUNCE
                && (severity == Severity.HARD || severity == Severity.SOFT)
                && uid.isPresent();
    }
}
