package org.openemm.recipient;

import java.util.List;

/**
 * One column of the recipients of a company, standard or its own.
 *
 * @param column name in the database, lower case, safe to put between backticks
 * @param name what people call it; the column name where nobody gave another
 * @param length characters of a VARCHAR, 0 for every other type
 * @param defaultValue as text, null for none
 * @param sort place in forms, 1000 when nobody chose one
 * @param editing who may change it by hand
 * @param historized changes are kept
 * @param allowedValues the only values it may have, empty for any
 */
public record ProfileField(
        String column,
        String name,
        DataType type,
        int length,
        boolean nullable,
        String defaultValue,
        String description,
        int sort,
        Editing editing,
        boolean historized,
        List<String> allowedValues) {

    static final int UNSORTED = 1000;

    /** customer_field_tbl.mode_edit. */
    public enum Editing {
        EDITABLE,
        READ_ONLY,
        HIDDEN;

        static Editing ofCode(int code) {
            return switch (code) {
                case 1 -> READ_ONLY;
                case 2 -> HIDDEN;
                default -> EDITABLE;
            };
        }

        int code() {
            return ordinal();
        }
    }

    public ProfileField {
        allowedValues = List.copyOf(allowedValues);
    }

    /** An editable field without history and fixed values. */
    public ProfileField(
            String column,
            String name,
            DataType type,
            int length,
            boolean nullable,
            String defaultValue,
            String description,
            int sort) {
        this(
                column,
                name,
                type,
                length,
                nullable,
                defaultValue,
                description,
                sort,
                Editing.EDITABLE,
                false,
                List.of());
    }

    /** One of the columns every company has. */
    public boolean isStandard() {
        return StandardFields.COLUMNS.contains(column);
    }

    /** Kept by the product itself; nobody enters it. */
    public boolean isMaintained() {
        return StandardFields.MAINTAINED.contains(column);
    }

    /** Id and address: what names a recipient is seen by everybody who sees recipients. */
    public boolean isIdentity() {
        return StandardFields.ID.equals(column) || StandardFields.EMAIL.equals(column);
    }

    /** Whether the one who asked for the catalogue may enter values. */
    public boolean isWritable() {
        return !isMaintained() && editing == Editing.EDITABLE;
    }

    ProfileField withEditing(Editing other) {
        return new ProfileField(
                column,
                name,
                type,
                length,
                nullable,
                defaultValue,
                description,
                sort,
                other,
                historized,
                allowedValues);
    }

    /** The column between backticks, for SQL. */
    public String sql() {
        return "`" + column + "`";
    }
}
