package org.openemm.importing;

import java.util.List;

/** Numbers of import_profile_tbl for what a file is written with; other numbers are the first. */
final class ProfileCodes {
    private static final List<Character> SEPARATORS = List.of(';', ',', '|', '\t', '^');
    private static final List<Character> QUOTES = List.of(CsvFormat.NO_QUOTE, '"', '\'');

    /** The last three are ours. */
    private static final List<String> CHARSETS =
            List.of(
                    "ISO-8859-1",
                    "UTF-8",
                    "GB2312",
                    "ISO-8859-15",
                    "ISO-8859-2",
                    "ISO-2022-JP",
                    "windows-1252",
                    "UTF-16LE",
                    "UTF-16BE");

    private ProfileCodes() {}

    static int separator(char separator) {
        return SEPARATORS.indexOf(separator);
    }

    static char separator(int code) {
        return at(SEPARATORS, code);
    }

    static int quote(char quote) {
        return QUOTES.indexOf(quote);
    }

    static char quote(int code) {
        return at(QUOTES, code);
    }

    static int charset(String charset) {
        return CHARSETS.indexOf(charset);
    }

    static String charset(int code) {
        return at(CHARSETS, code);
    }

    private static <T> T at(List<T> all, int code) {
        return code >= 0 && code < all.size() ? all.get(code) : all.get(0);
    }
}
