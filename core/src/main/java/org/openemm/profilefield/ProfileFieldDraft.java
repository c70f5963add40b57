package org.openemm.profilefield;

import java.util.List;

/**
 * A profile field as somebody wants it to be.
 *
 * @param column 3 to 30 lower case letters, digits and underscores, starting with a letter
 * @param name up to 99 characters, unique in the company
 * @param type INTEGER, FLOAT, VARCHAR, DATE or DATETIME
 * @param length of a VARCHAR, 1 to 4000; ignored for other types
 * @param defaultValue up to 199 characters; null or blank for none
 * @param options what is seldom chosen
 */
public record ProfileFieldDraft(
        String column,
        String name,
        String description,
        DataType type,
        int length,
        boolean nullable,
        String defaultValue,
        int sort,
        ProfileField.Editing editing,
        Options options) {

    /**
     * @param historized changes of values are kept
     * @param indexed recipients can be searched and sorted by it quickly; not for texts that may
     *     have more than 768 characters
     * @param line a line follows it in forms
     * @param interest its value says how interested somebody is; numbers only
     * @param allowedValues the only values it may have, at most 1,000; empty for any
     * @param min lowest number or first day; null or blank for none
     * @param max highest number or last day
     */
    public record Options(
            boolean historized,
            boolean indexed,
            boolean line,
            boolean interest,
            List<String> allowedValues,
            String min,
            String max) {
        public static final Options NONE =
                new Options(false, false, false, false, List.of(), null, null);

        public Options {
            allowedValues = List.copyOf(allowedValues);
        }
    }

    /** Without options. */
    public ProfileFieldDraft(
            String column,
            String name,
            String description,
            DataType type,
            int length,
            boolean nullable,
            String defaultValue,
            int sort,
            ProfileField.Editing editing) {
        this(
                column,
                name,
                description,
                type,
                length,
                nullable,
                defaultValue,
                sort,
                editing,
                Options.NONE);
    }

    /** An optional field without default at the end of the form. */
    public static ProfileFieldDraft of(String column, String name, DataType type, int length) {
        return new ProfileFieldDraft(
                column,
                name,
                "",
                type,
                length,
                true,
                null,
                ProfileField.UNSORTED,
                ProfileField.Editing.EDITABLE);
    }

    /** What a field is now. */
    public static ProfileFieldDraft of(ProfileField field) {
        return new ProfileFieldDraft(
                field.column(),
                field.name(),
                field.description(),
                field.type(),
                field.length(),
                field.nullable(),
                field.defaultValue(),
                field.sort(),
                field.editing(),
                new Options(
                        field.historized(),
                        field.indexed(),
                        field.line(),
                        field.interest(),
                        field.allowedValues(),
                        field.min(),
                        field.max()));
    }

    /** The same with other options. */
    public ProfileFieldDraft with(Options other) {
        return new ProfileFieldDraft(
                column,
                name,
                description,
                type,
                length,
                nullable,
                defaultValue,
                sort,
                editing,
                other);
    }
}
