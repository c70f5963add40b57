package org.openemm.eql.rules;

import org.openemm.eql.Range;

/**
 * Why the builder cannot show a rule, although it is legal.
 *
 * @param part the part of the text that has no form in the builder
 * @param key message key; {0} is the part
 */
public record NotShown(Range part, String key) {}
