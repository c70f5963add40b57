/**
 * Target groups: rules that select recipients, written in the language EQL, kept as text and as the
 * SQL condition it means.
 *
 * <p>Start with {@link org.openemm.target.Targets} (what can be done with groups) and {@link
 * org.openemm.target.Eql} (from text to SQL: grammar, {@code EqlReader}, {@code Condition} tree,
 * {@code SqlWriter}). Not here: who may be sent to (delivery) and what a block shows (content).
 */
package org.openemm.target;
