/**
 * From ready packages to answered mails: which package may go, the lanes with their connections,
 * stopping and pausing.
 *
 * <p>A package is ready when its time has come and it has its {@code .stamp}; a single one (test
 * mails, action-based mails) needs its {@code .final} file, too. A list is not waited for as a
 * whole: more packages of it may follow. What was handed over to {@code mail/incoming} is always
 * ready.
 *
 * <p>Rules that may never break: a recipient gets a mail once and nobody is dropped, whatever is
 * killed when; {@code pickdist.sh stop} returns only when nothing is being sent; a package deleted
 * while stopped is never sent. Start at {@link org.openemm.backend.pickdist.Lane}.
 */
package org.openemm.backend.pickdist;
