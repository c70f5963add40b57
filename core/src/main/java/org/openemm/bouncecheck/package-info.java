/**
 * "Why does it not work?": walks from the mail server to the rules and says of each step whether it
 * is in order, and if not, what to do.
 *
 * <p>Start at {@link org.openemm.bouncecheck.BounceCheck}. It only looks; it changes nothing. What
 * is looked at lies outside of this process: files, sockets, Postfix's settings (asked by its own
 * {@code postconf}), DNS, and the notes that the backend leaves. Nothing waits longer than a few
 * seconds.
 */
package org.openemm.bouncecheck;
