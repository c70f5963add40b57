package org.openemm.eql;

/**
 * A profile field as the language sees it.
 *
 * @param column column of the recipient table, already checked to be one
 * @param name the name that rules use
 * @param whole whether the column holds whole numbers only
 */
public record EqlField(String column, String name, ValueType type, boolean whole) {}
