/**
 * The language of mail content: AGN tags, content blocks, links, and the parameters of a mailing's
 * medium. Works on texts alone.
 *
 * <p>Not for filling in a recipient's values (see {@code rendering}) and not for storing content
 * (see {@code mailing}). Start with {@link org.openemm.content.TagParser}, {@link
 * org.openemm.content.KnownTag} and {@link org.openemm.content.LinkScanner}.
 */
package org.openemm.content;
