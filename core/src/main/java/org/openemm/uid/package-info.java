/**
 * Signed identifiers in links, pixels, forms and Message-IDs: which recipient, which mailing, which
 * link. Readable without the database, valid only with the company's secret key.
 *
 * <p>Not for looking anything up: whether the mailing still exists is the caller's question. Start
 * with {@link org.openemm.uid.UidCodec}; the bulk renderer uses {@link org.openemm.uid.UidWriter}.
 */
package org.openemm.uid;
