/**
 * DKIM (RFC 6376, RFC 8463): the keys of sender domains, from making one to the record in DNS, and
 * the signatures on mails.
 *
 * <p>{@link org.openemm.dkim.DkimKeys} is what people do with keys; {@link
 * org.openemm.dkim.SenderKeys} finds the ones that sign for a sender; {@link
 * org.openemm.dkim.DkimSigning} signs with them. Private keys are sealed by {@link
 * org.openemm.dkim.KeyBox} wherever they rest, in the database as in package files. Not for
 * checking the mails of others.
 */
package org.openemm.dkim;
