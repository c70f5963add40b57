/**
 * What a rule means, in a sentence of English or German: "Everybody whose city is Hamburg or Bremen
 * and who opened the mailing ‘Spring’."
 *
 * <p>Start with {@link org.openemm.eql.sentence.Narrator}. Steps: {@code Meaning} (NOT moved to the
 * single conditions, conditions on the same field put together), then the words. Every form a
 * language needs stands in the texts ({@code messages/rules_*.properties}): the word order of a
 * relative clause and that of a statement, parted by a bar.
 */
package org.openemm.eql.sentence;
