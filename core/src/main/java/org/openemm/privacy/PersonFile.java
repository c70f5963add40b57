package org.openemm.privacy;

import java.time.Instant;
import java.util.List;

/**
 * Everything that is kept about one person.
 *
 * @param fields of the profile, those without a value included
 * @param sections one for each table in which the person is, empty ones included: that there is
 *     nothing is an answer, too
 */
public record PersonFile(
        long id, String email, Instant made, List<Field> fields, List<Section> sections) {

    /**
     * A profile field.
     *
     * @param value as text; moments in UTC such as {@code 2026-11-21T10:00:00Z}; null for none
     */
    public record Field(String column, String name, String value) {}

    /**
     * Rows of one kind.
     *
     * @param name as in message keys, e.g. {@code clicks}
     * @param columns names of the columns, e.g. {@code mailing}
     * @param rows values as text, as those of fields
     */
    public record Section(String name, List<String> columns, List<List<String>> rows) {}
}
