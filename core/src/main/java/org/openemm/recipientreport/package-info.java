/**
 * What imports and exports leave behind: a line in the log, the report, and files to download.
 *
 * <p>Whoever brings recipients in or out calls {@link
 * org.openemm.recipientreport.RecipientReports#add} in the transaction that ends the work, and
 * attaches files that it wrote to {@link org.openemm.recipientreport.RecipientReports#newFile}.
 * Reports and files are kept for the days of {@code expire-recipients-report}; the nightly cleaning
 * removes the lines, the files follow.
 */
package org.openemm.recipientreport;
