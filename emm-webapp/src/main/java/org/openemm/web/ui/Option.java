package org.openemm.web.ui;

/** A choice of a select field or of radio buttons. */
public record Option(String value, String label) {
    public static Option of(Object value, String label) {
        return new Option(value.toString(), label);
    }
}
