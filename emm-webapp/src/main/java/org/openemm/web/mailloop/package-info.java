/**
 * Screens of response processing: filters, what would happen to a mail to an address, and the
 * messages that came in.
 *
 * <p>No rules here: they are in the core's package mailloop. Start with {@link
 * org.openemm.web.mailloop.MailloopScreens}.
 */
package org.openemm.web.mailloop;
