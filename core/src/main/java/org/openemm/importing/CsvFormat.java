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
 * @param type what the file was before it became CSV
 * @param headless the first row holds values already
 * @param backslash a quote inside a cell has a backslash in front; otherwise it is doubled
 */
public record CsvFormat(
        String charset,
        char separator,
        char quote,
        FileType type,
        boolean headless,
        boolean backslash) {
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
        type = type == null ? FileType.CSV : type;
    }

    /** Of a CSV file with a heading, quotes inside of cells doubled. */
    public CsvFormat(String charset, char separator, char quote) {
        this(charset, separator, quote, FileType.CSV, false, false);
    }

    /** What a file of another type has become. */
    static CsvFormat converted(FileType type) {
        return new CsvFormat("UTF-8", ';', '"', type, false, false);
    }

    CsvFormat withType(FileType other) {
        return new CsvFormat(charset, separator, quote, other, headless, backslash);
    }

    public CsvFormat withHeadless(boolean other) {
        return new CsvFormat(charset, separator, quote, type, other, backslash);
    }

    public CsvFormat withBackslash(boolean other) {
        return new CsvFormat(charset, separator, quote, type, headless, other);
    }

    Charset toCharset() {
        try {
            return Charset.forName(charset);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw new InvalidInput("charset", "importing.charset", charset);
        }
    }
}
