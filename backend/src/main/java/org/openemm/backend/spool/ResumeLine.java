package org.openemm.backend.spool;

import java.util.Optional;

/**
 * One finished mail in a resume record.
 *
 * @param copy 0: the recipient's own mail; otherwise the number of a copy of it
 * @param chunks 0: no mail was made because there was no content
 * @param refusal why the mail server took it not
 */
public record ResumeLine(
        long customerId,
        int copy,
        long bytes,
        int mediatype,
        int mailtype,
        int chunks,
        Optional<Refusal> refusal) {
    private static final int FIELDS = 5;
    private static final int FIELDS_REFUSED = 7;

    /**
     * @param dsn three digits
     */
    public record Refusal(int dsn, String text) {}

    /** The mail server took the mail over. */
    public boolean isAccepted() {
        return chunks > 0 && refusal.isEmpty();
    }

    /** Whether a line tells of a finished mail; if not, it is a {@link ResumeNote}. */
    public static boolean isOne(String line) {
        return !line.isEmpty()
                && (Character.isDigit(line.charAt(0)) || line.charAt(0) == MailKey.COPY);
    }

    /**
     * @throws IllegalArgumentException for a line of any other form
     */
    public static ResumeLine parse(String line) {
        String[] fields = line.split(";", FIELDS_REFUSED);
        if (fields.length < FIELDS) {
            throw new IllegalArgumentException("Not a line of a resume record: " + line);
        }
        long mail = MailKey.parse(fields[0]);
        return new ResumeLine(
                MailKey.customerId(mail),
                MailKey.copy(mail),
                Long.parseLong(fields[1]),
                Integer.parseInt(fields[2]),
                Integer.parseInt(fields[3]),
                Integer.parseInt(fields[4]),
                fields.length < FIELDS_REFUSED
                        ? Optional.empty()
                        : Optional.of(new Refusal(Integer.parseInt(fields[5]), fields[6])));
    }
}
