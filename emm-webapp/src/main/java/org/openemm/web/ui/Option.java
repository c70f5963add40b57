package org.openemm.web.ui;

/**
 * A choice of a select field, of radio buttons or of a picker.
 *
 * @param note what tells it from others of the same name, or explains it; null for nothing
 * @param image address of a small picture; null for none
 */
public record Option(String value, String label, String note, String image) {
    public Option(String value, String label) {
        this(value, label, null, null);
    }

    public static Option of(Object value, String label) {
        return new Option(value.toString(), label);
    }

    public static Option of(Object value, String label, String note) {
        return new Option(value.toString(), label, note, null);
    }
}
