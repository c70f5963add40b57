package org.openemm.importing;

import java.util.Locale;

/** Why a row of a file is not imported, as it is counted and listed. */
public enum RowProblem {
    EMAIL,
    BLOCKLISTED,
    /** The recipient is one of whom the user may not know. */
    OUTSIDE,
    DUPLICATE,
    KEY,
    NUMBER,
    MAILTYPE,
    GENDER,
    DATE,
    LENGTH,
    /** HTML, web addresses in names, values that are not to choose from. */
    CONTENT,
    STRUCTURE;

    /** Key of the text that explains one such row. */
    String key() {
        return "importing.row." + name().toLowerCase(Locale.ROOT);
    }

    /** The kind of a problem by the key of its text. */
    static RowProblem of(String key) {
        for (RowProblem problem : values()) {
            if (problem.key().equals(key)) {
                return problem;
            }
        }
        if (key.startsWith("recipient.email.")) {
            return EMAIL;
        }
        return switch (key) {
            case "recipient.value.number", "recipient.value.integer", "recipient.value.range" ->
                    NUMBER;
            case "recipient.value.mailtype" -> MAILTYPE;
            case "recipient.value.gender" -> GENDER;
            case "recipient.value.date", "recipient.value.datetime" -> DATE;
            case "recipient.value.length" -> LENGTH;
            case "recipient.value.required" -> KEY;
            default -> CONTENT;
        };
    }
}
