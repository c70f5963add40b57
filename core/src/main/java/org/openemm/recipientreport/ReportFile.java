package org.openemm.recipientreport;

/**
 * A file that belongs to a report.
 *
 * @param kind tells the files of a report apart, e.g. {@code ADDED}
 * @param name under which it is downloaded
 * @param rows without the heading
 * @param size bytes of the download
 */
public record ReportFile(int reportId, String kind, String name, long rows, long size) {}
