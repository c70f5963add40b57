package org.openemm.dashboard;

import java.time.Instant;

/**
 * Something that needs attention, with what is needed to say it and to do something about it.
 *
 * @param subject name of the mailing, job, file or domain
 * @param id of the mailing or import; 0 when there is none
 * @param detail the reason in words, a number, or empty
 * @param share a share from 0 to 1, as the bounce rate; 0 when there is none
 * @param usual what the share is compared with
 * @param when the time it is about: of sending, of the next try; null when there is none
 */
public record Concern(
        Kind kind,
        String subject,
        long id,
        String detail,
        double share,
        double usual,
        Instant when) {

    /** What it is about. The worst first. */
    public enum Kind {
        /** A mailing is paused. */
        PAUSED(Level.BAD),
        /** Mails are ready and do not leave. */
        WAITING(Level.BAD),
        /** Making the mails ended with an error. */
        STOPPED(Level.BAD),
        /** It is scheduled, but could not be sent as it is now. */
        UNSENDABLE(Level.BAD),
        BOUNCES(Level.WARN),
        IMPORT_FAILED(Level.WARN),
        /** Checked, and waiting for somebody to start it. */
        IMPORT_WAITING(Level.INFO),
        JOB_FAILED(Level.WARN),
        UNSIGNED(Level.WARN);

        private final Level level;

        Kind(Level level) {
            this.level = level;
        }

        public Level level() {
            return level;
        }
    }

    /** How urgent it is. */
    public enum Level {
        BAD,
        WARN,
        /** Good to know; nothing is wrong. */
        INFO
    }

    static Concern of(Kind kind, String subject, long id, String detail, Instant when) {
        return new Concern(kind, subject, id, detail, 0, 0, when);
    }
}
