package org.openemm.web.recipient;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Lines of files for spreadsheets. */
public final class Csv {
    private Csv() {}

    /** One line, with its end. */
    public static String line(String... cells) {
        return Arrays.stream(cells).map(Csv::cell).collect(Collectors.joining(";", "", "\r\n"));
    }

    /** A leading sign of a formula is defused: values come from people outside. */
    private static String cell(String text) {
        String safe = text.matches("(?s)[=+@\\t\\r-].*") ? "'" + text : text;
        return '"' + safe.replace("\"", "\"\"") + '"';
    }
}
