/**
 * Makes the mails of a package: the frozen mailing is compiled once, every receiver fills its
 * slots.
 *
 * <p>Not here: the rendering itself ({@code org.openemm.rendering}) and sending ({@code pickdist}).
 * Start at {@link org.openemm.backend.xmlback.MailTemplate}.
 */
package org.openemm.backend.xmlback;
