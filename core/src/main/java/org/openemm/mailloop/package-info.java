/**
 * Response processing: filters, each with addresses that take bounces and replies, and what is done
 * with what comes in.
 *
 * <p>Not here: what a message means ({@code response}), what follows from a bounce ({@code
 * bounce}), and how messages come in (backend). Start at {@link org.openemm.mailloop.Filters} for
 * people and {@link org.openemm.mailloop.FilterDirectory} for the backend.
 */
package org.openemm.mailloop;
