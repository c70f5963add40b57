package org.openemm.exporting;

/**
 * A column of an exported file.
 *
 * @param field profile field, empty for the other kinds
 * @param mailinglistId whose status it shows, 0 for the other kinds
 * @param heading in the file; empty for the usual one
 * @param value of a column of one's own, the same in each row
 */
public record ExportColumn(
        Kind kind, String field, int mailinglistId, String heading, String value) {

    /** What a column shows. */
    public enum Kind {
        FIELD,
        /** Status in a mailing list. */
        LIST,
        /** Why the last mail that came back did so. */
        BOUNCE_REASON,
        /** A text of one's own. */
        OWN
    }

    public ExportColumn {
        field = field == null ? "" : field;
        heading = heading == null ? "" : heading.strip();
        value = value == null ? "" : value;
    }

    public static ExportColumn ofField(String field) {
        return new ExportColumn(Kind.FIELD, field, 0, "", "");
    }

    public static ExportColumn ofList(int mailinglistId) {
        return new ExportColumn(Kind.LIST, "", mailinglistId, "", "");
    }

    public static ExportColumn own(String heading, String value) {
        return new ExportColumn(Kind.OWN, "", 0, heading, value);
    }

    public static ExportColumn bounceReason() {
        return new ExportColumn(Kind.BOUNCE_REASON, "", 0, "", "");
    }

    public ExportColumn withHeading(String other) {
        return new ExportColumn(kind, field, mailinglistId, other, value);
    }
}
