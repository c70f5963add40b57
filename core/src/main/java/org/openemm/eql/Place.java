package org.openemm.eql;

/**
 * Where something stands in a rule.
 *
 * @param line 1 for the first
 * @param column 0 for the first character of the line; counted in characters as a person sees them
 *     (code points)
 * @param word the text that stands there; empty at the end of the rule
 */
public record Place(int line, int column, String word) {}
