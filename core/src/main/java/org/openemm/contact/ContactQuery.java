package org.openemm.contact;

import java.time.Instant;
import java.util.Optional;

/**
 * Which contacts a page shows, newest first.
 *
 * @param kind null for any
 * @param mailingId 0 for any
 * @param from not before; null for no limit
 * @param until before; null for no limit
 * @param cursor where the page starts; null for the first page
 * @param size 1 to 1,000
 */
public record ContactQuery(
        Contact.Kind kind, int mailingId, Instant from, Instant until, Cursor cursor, int size) {
    private static final int MOST = 1_000;

    public ContactQuery {
        size = Math.max(1, Math.min(MOST, size));
    }

    /** The same in pages of another size. */
    public ContactQuery ofSize(int rows) {
        return new ContactQuery(kind, mailingId, from, until, cursor, rows);
    }

    /** The same further on. */
    public ContactQuery from(Cursor start) {
        return new ContactQuery(kind, mailingId, from, until, start, size);
    }

    /**
     * A place among contacts. Several may have happened in the same second.
     *
     * @param backwards whether the page ends here instead of starting
     * @param at second of the contact
     * @param before how many of that second stand before the place
     */
    public record Cursor(boolean backwards, long at, int before) {
        /** For a web address. */
        public String encoded() {
            return (backwards ? "b" : "f") + at + "-" + before;
        }

        /** Nothing when the text was not made by {@link #encoded}. */
        public static Optional<Cursor> decode(String encoded) {
            if (encoded == null || !encoded.matches("[bf][0-9]{1,11}-[0-9]{1,4}")) {
                return Optional.empty();
            }
            String[] parts = encoded.substring(1).split("-");
            return Optional.of(
                    new Cursor(
                            encoded.startsWith("b"),
                            Long.parseLong(parts[0]),
                            Integer.parseInt(parts[1])));
        }
    }
}
