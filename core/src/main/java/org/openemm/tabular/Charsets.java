package org.openemm.tabular;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.List;

/** The charsets in which files can be written. */
public final class Charsets {
    public static final String UTF_8 = "UTF-8";

    /** With a byte-order mark, by which spreadsheets see that it is UTF-8. */
    public static final String UTF_8_MARKED = "UTF-8-BOM";

    private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private Charsets() {}

    /** Offered for new files, the usual ones first. */
    public static List<String> all() {
        return List.of(
                UTF_8_MARKED,
                UTF_8,
                "ISO-8859-15",
                "ISO-8859-1",
                "ISO-8859-2",
                "windows-1252",
                "UTF-16LE",
                "GB2312",
                "ISO-2022-JP");
    }

    public static boolean isKnown(String name) {
        try {
            return name.equals(UTF_8_MARKED) || Charset.forName(name).canEncode();
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return false;
        }
    }

    /** A stream that takes UTF-8 and hands on the charset. */
    static OutputStream from(OutputStream out, String name) throws IOException {
        if (name.equals(UTF_8_MARKED)) {
            out.write(MARK);
        }
        return name.equals(UTF_8_MARKED) || name.equals(UTF_8)
                ? out
                : new Transcoder(out, Charset.forName(name));
    }
}
