/**
 * Recipients into files: profiles that say which recipients and columns in which form, runs in the
 * background, and the files they leave.
 *
 * <p>A run is one statement and so one picture of the data; it streams from the database into the
 * file, so that memory does not grow with the number of recipients. Nothing is repeated or gone on
 * with: a run that was cut off begins anew. Start with {@link org.openemm.exporting.Exports}; forms
 * of files are in {@code tabular}.
 */
package org.openemm.exporting;
