package org.openemm.recipientreport;

/** What was done (recipients_report_tbl.type and entity_type). */
public enum ReportType {
    IMPORT("IMPORT_REPORT", 1, "wizard.import"),
    EXPORT("EXPORT_REPORT", 2, "wizard.export");

    private final String code;
    private final int entityType;
    private final String right;

    ReportType(String code, int entityType, String right) {
        this.code = code;
        this.entityType = entityType;
        this.right = right;
    }

    String code() {
        return code;
    }

    int entityType() {
        return entityType;
    }

    /** Token that reading reports of this kind needs. */
    public String right() {
        return right;
    }

    static ReportType of(String code) {
        return EXPORT.code.equals(code) ? EXPORT : IMPORT;
    }
}
