package org.openemm.rendering;

/** The profile fields of a recipient as variables of an {@link Expression}. */
record RowVariables(MailingSnapshot snapshot) {
    /** A number, a text, or null. */
    Object value(RecipientRow row, String name) {
        int index = snapshot.columnIndex(name);
        return index < 0 ? null : value(row, index);
    }

    Object value(RecipientRow row, int index) {
        String text = row.values()[index];
        if (text == null) {
            return null;
        }
        return switch (snapshot.columns().get(index).type()) {
            case INTEGER, FLOAT -> Numbers.parse(text);
            case TEXT, DATE -> text;
        };
    }
}
