/**
 * The built-in mailbox: a place on disk where mails end up instead of at real people, for trials,
 * demonstrations and a first installation. Holds messages and the list of addresses to refuse.
 *
 * <p>Not here: the SMTP server that fills it (module backend) and the page that shows it. Start at
 * {@link org.openemm.mailbox.Mailbox}.
 */
package org.openemm.mailbox;
