/**
 * Screens of mailing lists: overview with numbers, one list, deletion.
 *
 * <p>No rules here: they are in the core's package mailinglist. Start with {@link
 * org.openemm.web.mailinglist.MailinglistScreens}.
 */
package org.openemm.web.mailinglist;
