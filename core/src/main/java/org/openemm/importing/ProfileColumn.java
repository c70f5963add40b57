package org.openemm.importing;

/**
 * What a column of a file means in an import profile (import_column_mapping_tbl).
 *
 * @param fileColumn heading in the file, or the number of the column in files without heading;
 *     empty for a field that gets its default value alone
 * @param field profile field; empty for a column that is left out
 * @param mandatory a row without a value is refused
 * @param defaultValue where the cell is empty, see {@link ColumnRule}
 */
public record ProfileColumn(
        String fileColumn, String field, boolean mandatory, String defaultValue) {
    /** db_column of a column that is left out. */
    static final String LEFT_OUT = "do-not-import-column";

    public ProfileColumn {
        fileColumn = fileColumn.strip();
        field = field.strip();
        defaultValue = defaultValue.strip();
    }
}
