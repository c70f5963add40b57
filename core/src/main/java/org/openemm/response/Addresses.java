package org.openemm.response;

/** Addresses in headers and reports, read as forgivingly as people write them. */
final class Addresses {
    private Addresses() {}

    /**
     * What stands in angle brackets, else the first word with an at sign; empty when there is none.
     */
    static String only(String value) {
        int close = value.lastIndexOf('>');
        int open = close < 0 ? -1 : value.lastIndexOf('<', close);
        if (open >= 0) {
            return value.substring(open + 1, close).strip();
        }
        int at = value.indexOf('@');
        if (at < 0) {
            return "";
        }
        int from = at;
        while (from > 0 && isAddress(value.charAt(from - 1))) {
            from--;
        }
        int to = at + 1;
        while (to < value.length() && isAddress(value.charAt(to))) {
            to++;
        }
        // A full stop ends the sentence, not the address.
        while (value.charAt(to - 1) == '.') {
            to--;
        }
        return value.substring(from, to);
    }

    /** The name before the address, without quotes. */
    static String name(String value) {
        int open = value.lastIndexOf('<');
        if (open <= 0) {
            return "";
        }
        String name = value.substring(0, open).strip();
        boolean quoted = name.length() > 1 && name.startsWith("\"") && name.endsWith("\"");
        return (quoted ? name.substring(1, name.length() - 1) : name).replace("\\\"", "\"");
    }

    /** The address of a field of a report, {@code rfc822; ann@example.com}. */
    static String ofReport(String field) {
        int semicolon = field.indexOf(';');
        String address = semicolon < 0 ? field : field.substring(semicolon + 1);
        String stripped = address.strip();
        int open = stripped.indexOf('<');
        int close = stripped.indexOf('>', open + 1);
        return open >= 0 && close > open ? stripped.substring(open + 1, close) : stripped;
    }

    private static boolean isAddress(char c) {
        return c > ' ' && "<>()[],;:\"'".indexOf(c) < 0;
    }
}
