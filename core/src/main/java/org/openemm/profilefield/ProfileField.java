package org.openemm.profilefield;

import java.util.List;

/**
 * One column of the recipients of a company, standard or its own.
 *
 * @param column name in the database, lower case, safe to put between backticks
 * @param name what people call it; the column name where nobody gave another
 * @param length characters of a VARCHAR, 0 for every other type
 * @param defaultValue as text, null for none
 * @param sort place in forms, 1000 when nobody chose one
 * @param editing who may change it by hand; in a catalogue for somebody: whether he may
 * @param historized changes are kept
 * @param indexed recipients can be searched and sorted by it quickly
 * @param line a line follows it in forms
 * @param interest its value says how interested somebody is
 * @param allowedValues the only values it may have, as they are stored; empty for any
 * @param min lowest value of a number, first day of a date, as text; null for none
 * @param max highest value or last day; null for none
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
        boolean indexed,
        boolean line,
        boolean interest,
        List<String> allowedValues,
        String min,
        String max) {

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

    /** The column between backticks, for SQL. */
    public String sql() {
        return "`" + column + "`";
    }

    /** What people call it, and the column. */
    String named() {
        return name + " (" + column + ")";
    }

    ProfileField withEditing(Editing other) {
        return copy(sort, other, historized, defaultValue, allowedValues, min, max);
    }

    ProfileField withHistory(boolean kept) {
        return copy(sort, editing, kept, defaultValue, allowedValues, min, max);
    }

    ProfileField withSort(int place) {
        return copy(place, editing, historized, defaultValue, allowedValues, min, max);
    }

    /** With what is allowed in it; the default has not been looked at. */
    ProfileField withValues(String standard, List<String> allowed, String lowest, String highest) {
        return copy(sort, editing, historized, standard, allowed, lowest, highest);
    }

    private ProfileField copy(
            int place,
            Editing otherEditing,
            boolean kept,
            String standard,
            List<String> allowed,
            String lowest,
            String highest) {
        return new ProfileField(
                column,
                name,
                type,
                length,
                nullable,
                standard,
                description,
                place,
                otherEditing,
                kept,
                indexed,
                line,
                interest,
                allowed,
                lowest,
                highest);
    }
}
