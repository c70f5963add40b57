/**
 * Takes in what comes back: answers the mail server who is accepted (milter), keeps messages on
 * disk before they are acknowledged, looks at them one by one and does what follows.
 *
 * <p>Not here: what a message says (core {@code response}), what follows from a bounce (core {@code
 * bounce}), whose address is whose (core {@code mailloop}).
 */
package org.openemm.backend.mailloop;
