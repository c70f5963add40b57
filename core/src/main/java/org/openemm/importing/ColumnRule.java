package org.openemm.importing;

/**
 * What a profile field gets beside the cells of the file.
 *
 * @param column profile field; need not be among the columns of the file
 * @param mandatory a row without a value (and without a default value) is refused
 * @param defaultValue where the cell is empty or the file has no such column; written as in the
 *     file. For dates also {@code today} or {@code now}, with {@code +3} or {@code -3} days. Empty
 *     for none.
 */
public record ColumnRule(String column, boolean mandatory, String defaultValue) {
    public ColumnRule {
        defaultValue = defaultValue == null ? "" : defaultValue.strip();
    }
}
