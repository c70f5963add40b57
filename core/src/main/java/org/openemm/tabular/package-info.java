/**
 * Files of rows and columns: CSV, spreadsheets (XLSX), JSON lines, each in a ZIP file on request.
 * Everything streams: memory does not grow with the number of rows. Knows nothing of recipients.
 *
 * <p>To write, open a {@link org.openemm.tabular.RowWriter} and give it cell after cell, row after
 * row. For a small CSV file of words and numbers {@link org.openemm.tabular.CsvText} is enough.
 */
package org.openemm.tabular;
