/**
 * Our SMTP client for bulk mail: one blocking connection that pipelines, with an exact outcome for
 * every mail. At most one mail is in flight per connection.
 *
 * <p>Not here: which mail goes next ({@code pickdist}) and what becomes of outcomes ({@code
 * results}). Start at {@link org.openemm.backend.smtp.SmtpConnection}.
 */
package org.openemm.backend.smtp;
