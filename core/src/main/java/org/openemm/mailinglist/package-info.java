/**
 * Mailing lists: what a recipient subscribes to and a mailing is sent to.
 *
 * <p>For: the lists themselves and how many recipients they have. Not for: who is in a list
 * (bindings, package recipient). Start with {@link org.openemm.mailinglist.Mailinglists}.
 */
package org.openemm.mailinglist;
