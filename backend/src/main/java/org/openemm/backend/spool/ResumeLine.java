package org.openemm.backend.spool;

import java.util.Optional;

/**
 * One finished mail in a resume record.
 *
 * @param chunks 0: no mail was made because there was no content
 * @param refusal why the mail server took it not
 */
public record ResumeLine(
        long customerId,
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

    /**
     * @throws IllegalArgumentException for a line of any other form
     */
    public static ResumeLine parse(String line) {
        String[] fields = line.split(";", FIELDS_REFUSED);
        if (fields.length < FIELDS) {
            throw new IllegalArgumentException("Not a line of a resume record: " + line);
        }
        return new ResumeLine(
                Long.parseLong(fields[0]),
                Long.parseLong(fields[1]),
                Integer.parseInt(fields[2]),
                Integer.parseInt(fields[3]),
                Integer.parseInt(fields[4]),
                fields.length < FIELDS_REFUSED
                        ? Optional.empty()
                        : Optional.of(new Refusal(Integer.parseInt(fields[5]), fields[6])));
    }
}
