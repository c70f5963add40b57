/**
 * The merger: turns a send job into packages. Chooses the recipients at one moment, in one pass,
 * and writes them in blocks; the final file, written in the moment the job is marked finished,
 * makes all of them valid at once.
 *
 * <p>That moment decides after a crash: without the final file nothing was sent, and the generation
 * starts over; with it everything is on disk. Start at {@link org.openemm.backend.merger.Merger}.
 */
package org.openemm.backend.merger;
