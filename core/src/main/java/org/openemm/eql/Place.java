package org.openemm.eql;

/**
 * Where something stands in a rule.
 *
 * @param line 1 for the first
 * @param column 0 for the first character of the line; counted in characters as a person sees them
 *     (code points)
 * @param word the text that stands there, cut when it is long; empty at the end of the rule
 * @param range the same place as indexes of the text
 */
public record Place(int line, int column, String word, Range range) {}
