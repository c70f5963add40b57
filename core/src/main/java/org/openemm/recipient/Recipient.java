package org.openemm.recipient;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * One recipient.
 *
 * @param values by column, in the order of the catalogue: Long, Double, String, LocalDate, Instant
 *     or null
 */
public record Recipient(long id, Map<String, Object> values) {
    public Recipient {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    public String email() {
        return text("email");
    }

    /** The value as text, empty for none. */
    public String text(String column) {
        return Objects.toString(values.get(column), "");
    }

    /** First and last name as far as known, else the address. */
    public String displayName() {
        String name = (text("firstname") + " " + text("lastname")).strip();
        return name.isEmpty() ? email() : name;
    }
}
