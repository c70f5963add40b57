/**
 * The log of the mail server (Postfix) that takes our mails: what became of each. Reads the file as
 * it grows, through rotation and restart; finds our mails by the signed Message-ID; books
 * deliveries, deferrals and bounces exactly once, together with the position reached.
 *
 * <p>What a status means for a recipient is not decided here but in {@code org.openemm.bounce}.
 * Start at {@link org.openemm.backend.maillog.MailLogFollower}.
 */
package org.openemm.backend.maillog;
