package org.openemm.mailbox;

import java.time.Instant;

/**
 * A line in the list of messages.
 *
 * @param id digits and a hyphen; larger for later messages
 * @param size bytes
 * @param from envelope sender; empty for a bounce
 * @param to envelope recipients, separated by comma and blank
 * @param subject decoded, on one line
 */
public record StoredMessage(
        String id, Instant received, long size, String from, String to, String subject) {
    private static final int FIELDS = 6;

    String toLine() {
        return String.join(
                        "\t",
                        id,
                        Long.toString(received.toEpochMilli()),
                        Long.toString(size),
                        clean(from),
                        clean(to),
                        clean(subject))
                + "\n";
    }

    /** Null for a line that was not written completely. */
    static StoredMessage parse(String line) {
        String[] fields = line.split("\t", -1);
        if (fields.length != FIELDS) {
            return null;
        }
        try {
            return new StoredMessage(
                    fields[0],
                    Instant.ofEpochMilli(Long.parseLong(fields[1])),
                    Long.parseLong(fields[2]),
                    fields[3],
                    fields[4],
                    fields[5]);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static String clean(String text) {
        return text.replaceAll("\\p{Cntrl}", " ");
    }
}
