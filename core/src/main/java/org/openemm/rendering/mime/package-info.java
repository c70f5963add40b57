/**
 * Transfer encodings and header text: how characters become the bytes of a mail (RFC 2045, 2047,
 * 5322), made so that constant text is encoded once per mailing and only values per recipient.
 *
 * <p>Knows nothing of recipients, tags or mailings. Start with {@link
 * org.openemm.rendering.mime.BodyEncoding}.
 */
package org.openemm.rendering.mime;
