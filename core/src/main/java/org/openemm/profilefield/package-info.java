/**
 * The columns of a company's table of recipients: their types, limits and rights, the rules every
 * value must obey, changes of the table while it is in use, and the history of values.
 *
 * <p>Start with {@link org.openemm.profilefield.ProfileFields} (what can be done with fields) and
 * {@link org.openemm.profilefield.ValueRules} (what a value must look like).
 */
package org.openemm.profilefield;
