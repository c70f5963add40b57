package org.openemm.importing;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.List;
import org.openemm.InvalidInput;

/**
 * How a CSV file is written.
 *
 * @param charset Java name
 * @param separator between the cells
 * @param quote around a cell, {@link #NO_QUOTE} for none
 */
public record CsvFormat(String charset, char separator, char quote) {
    public static final char NO_QUOTE = '\0';

    /** To choose from. */
    public static final List<String> CHARSETS =
            List.of(
                    "UTF-8",
                    "ISO-8859-1",
                    "ISO-8859-15",
                    "windows-1252",
                    "UTF-16LE",
                    "UTF-16BE",
                    "ISO-8859-2",
                    "GB2312",
                    "ISO-2022-JP");

    /** To choose from. */
    public static final List<Character> SEPARATORS = List.of(';', ',', '|', '\t', '^');

    /** To choose from. */
    public static final List<Character> QUOTES = List.of('"', '\'', NO_QUOTE);

    public CsvFormat {
        if (!CHARSETS.contains(charset)) {
            throw new InvalidInput("charset", "importing.charset", charset);
        }
        if (!SEPARATORS.contains(separator)) {
            throw new InvalidInput("separator", "importing.separator");
        }
        if (!QUOTES.contains(quote)) {
            throw new InvalidInput("quote", "importing.quote");
        }
    }

    Charset toCharset() {
        try {
            return Charset.forName(charset);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw new InvalidInput("charset", "importing.charset", charset);
        }
    }
}
