package org.openemm.rendering.mime;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * How the text of one part becomes bytes. Prepares constant text once ({@link #chunk}) and gives
 * every thread a {@link Sink} that writes prepared chunks and values in turn. Immutable.
 */
public abstract sealed class BodyEncoding
        permits PlainBody, QuotedPrintableBody, Base64Body, WrappedBody {
    BodyEncoding() {}

    /**
     * Encoding for a part of a mail.
     *
     * @param name quoted-printable, 8bit, base64 or none, in any case; anything else is taken as
     *     quoted-printable
     */
    public static BodyEncoding of(String name, Charset charset) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "8bit" -> PlainBody.limited(charset, "8bit");
            case "none" -> PlainBody.limited(charset, "");
            case "base64" -> new Base64Body(charset);
            default -> new QuotedPrintableBody(charset);
        };
    }

    /** Header lines: bytes as they are, CRLF. */
    public static BodyEncoding headers(Charset charset) {
        return new PlainBody(charset, "", "\r\n", false);
    }

    /** What a person looks at: no encoding, line ends as in the content. */
    public static BodyEncoding preview() {
        return new PlainBody(StandardCharsets.UTF_8, "", "\n", false);
    }

    /** Breaks lines after so many characters at blanks and hyphens, never inside an address. */
    public final BodyEncoding wrapped(int columns) {
        return columns <= 0 ? this : new WrappedBody(this, columns);
    }

    /** Prepares constant text. The chunk only fits sinks of this encoding. */
    public abstract Chunk chunk(String text);

    /** A new writer for one thread. */
    public abstract Sink sink();

    /** Value of Content-Transfer-Encoding; empty for none. */
    public abstract String transferName();

    /** Whether no line of the result can begin with a dot. */
    public abstract boolean isDotSafe();

    abstract Charset charset();

    /** Line ends as a single line feed, whatever the text came with. */
    static String normalised(String text) {
        return text.indexOf('\r') < 0 ? text : text.replace("\r\n", "\n").replace('\r', '\n');
    }
}
