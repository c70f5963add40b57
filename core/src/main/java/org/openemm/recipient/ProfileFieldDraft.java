package org.openemm.recipient;

/**
 * A profile field as somebody wants it to be.
 *
 * @param column 3 to 30 lower case letters, digits and underscores, starting with a letter
 * @param name up to 99 characters, unique in the company
 * @param type INTEGER, FLOAT, VARCHAR, DATE or DATETIME
 * @param length of a VARCHAR, 1 to 4000; ignored for other types
 * @param defaultValue up to 199 characters; null or blank for none
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
        ProfileField.Editing editing) {

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
}
