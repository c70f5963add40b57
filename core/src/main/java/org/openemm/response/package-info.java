/**
 * What comes back: from the bytes of a mail that arrived for us to what it means.
 *
 * <p>{@link org.openemm.response.IncomingMail} reads any bytes, {@link
 * org.openemm.response.Scanner} says what they are: a bounce (RFC 3464 or one of the many older
 * ways), a complaint (RFC 5965), a wish to be unsubscribed, an automatic answer, or somebody who
 * wrote to us. Mails come from strangers: everything here is bounded in size, depth and time, and
 * nobody is believed to be a recipient without a UID that we signed.
 *
 * <p>The expressions are those of the administrator ({@code lib/bav.rule}, {@link
 * org.openemm.response.BounceMailRules}). Not here: how mails arrive (backend), what follows from
 * them ({@link org.openemm.bounce.Bounces}).
 */
package org.openemm.response;
