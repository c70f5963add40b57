/**
 * Subscriptions by mail with double opt-in: somebody writes to a filter, is asked at his address
 * whether it was he, and is on the list when he says so, by a signed link or by an answer. Nobody
 * can use it to write to strangers: there are limits per address and per filter.
 *
 * <p>Start with {@link org.openemm.subscription.DoubleOptIn}.
 */
package org.openemm.subscription;
