/**
 * From resume records to the database: every answered mail is booked exactly once, even when the
 * database was away while it was sent.
 *
 * <p>Start at {@link org.openemm.backend.results.Bookkeeper}.
 */
package org.openemm.backend.results;
