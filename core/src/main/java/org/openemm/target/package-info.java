/**
 * Target groups: rules that select recipients, kept as text and as the SQL condition it means.
 *
 * <p>Start with {@link org.openemm.target.Targets} (what can be done with groups). Not here: the
 * language of the rules ({@code eql}), who may be sent to (delivery) and what a block shows
 * (content).
 */
package org.openemm.target;
