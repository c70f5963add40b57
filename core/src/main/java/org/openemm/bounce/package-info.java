/**
 * Bounces: what a delivery status means, and what follows from it for the recipient.
 *
 * <p>Not here: where they come from (backend: refused at once, later by mail). Start at {@link
 * org.openemm.bounce.Bounces}.
 */
package org.openemm.bounce;
