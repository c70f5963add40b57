/**
 * The SMTP server in front of the built-in mailbox. For the own machine only: no relaying, no
 * authentication, no spam filter.
 *
 * <p>Start at {@link org.openemm.backend.mailbox.MailboxServer}.
 */
package org.openemm.backend.mailbox;
