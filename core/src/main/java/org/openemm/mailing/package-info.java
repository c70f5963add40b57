/**
 * Mailings and templates: what is to be sent, from whom, to which list, and everything that belongs
 * to it: frame and content blocks, links, images, attachments, and the checks before sending.
 *
 * <p>Not here: reading AGN tags ({@code content}), making mails of it ({@code rendering}), sending
 * ({@code delivery}). Start at {@link org.openemm.mailing.Mailings}.
 */
package org.openemm.mailing;
