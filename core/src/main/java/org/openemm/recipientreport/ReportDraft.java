package org.openemm.recipientreport;

/**
 * A line of the log that is to be written.
 *
 * @param fileName what was read or written, as people know it
 * @param datasourceId source that the recipients carry, 0 for none
 * @param text the report itself, lines {@code name=value}
 * @param failed whether it ended with an error
 * @param automatic started by the product, not by a person
 * @param objectId import or export that it tells of, 0 for none
 */
public record ReportDraft(
        ReportType type,
        String fileName,
        int datasourceId,
        String text,
        boolean failed,
        boolean automatic,
        long objectId) {

    /** Something that a person started and that ended well. */
    public static ReportDraft of(
            ReportType type, String fileName, int datasourceId, String text, long objectId) {
        return new ReportDraft(type, fileName, datasourceId, text, false, false, objectId);
    }

    public ReportDraft asFailed() {
        return new ReportDraft(type, fileName, datasourceId, text, true, automatic, objectId);
    }
}
