package org.openemm.backend.spool;

import java.util.Optional;

/**
 * A line of a resume record about a mail that is not finished:
 *
 * <ul>
 *   <li>{@code B;customer_id}: it leaves in a moment;
 *   <li>{@code C;customer_id}: it did not, and is tried again;
 *   <li>{@code D;customer_id;attempts;milliseconds since 1970;answer}: the server put it off;
 *   <li>{@code U;customer_id;cause}: nobody knows whether the server took it; it is sent once more.
 * </ul>
 *
 * A copy stands there as {@code V2-customer_id}.
 *
 * @param copy 0: the recipient's own mail; otherwise the number of a copy of it
 * @param rest after the number of the recipient
 */
public record ResumeNote(char kind, long customerId, int copy, String rest) {
    public static final char BEGUN = 'B';
    public static final char TAKEN_BACK = 'C';
    public static final char DEFERRED = 'D';
    public static final char UNCERTAIN = 'U';

    /** Cause of an uncertain mail: the backend was killed while it was in flight. */
    public static final String KILLED = "killed";

    /** Cause of an uncertain mail: the mail server was lost before it answered. */
    public static final String CONNECTION = "connection";

    private static final int PARTS = 3;

    /**
     * Empty for the line of a finished mail.
     *
     * @throws IllegalArgumentException for a line of any other form
     */
    public static Optional<ResumeNote> parse(String line) {
        if (line.isEmpty() || ResumeLine.isOne(line)) {
            return Optional.empty();
        }
        String[] parts = line.split(";", PARTS);
        if (parts.length < 2 || parts[0].length() != 1) {
            throw new IllegalArgumentException("Not a line of a resume record: " + line);
        }
        long mail = MailKey.parse(parts[1]);
        return Optional.of(
                new ResumeNote(
                        parts[0].charAt(0),
                        MailKey.customerId(mail),
                        MailKey.copy(mail),
                        parts.length < PARTS ? "" : parts[2]));
    }

    /** The mail it is about. */
    long mail() {
        return MailKey.of(customerId, copy);
    }

    /** Of a mail that was put off. */
    Optional<ResumeRecord.Deferral> deferral() {
        if (kind != DEFERRED) {
            return Optional.empty();
        }
        String[] parts = rest.split(";", PARTS);
        if (parts.length < PARTS) {
            throw new IllegalArgumentException("Not a line of a resume record: " + this);
        }
        return Optional.of(
                new ResumeRecord.Deferral(
                        Integer.parseInt(parts[0]), Long.parseLong(parts[1]), parts[2]));
    }
}
