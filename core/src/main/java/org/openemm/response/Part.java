package org.openemm.response;

import java.util.List;
import java.util.Locale;

/**
 * A part of a mail, or the mail itself. Keeps the bytes it was read from; texts are decoded when
 * somebody asks.
 */
final class Part {
    private final Headers headers;
    private final ContentType type;
    private final byte[] source;
    private final int from;
    private final int to;
    private final List<Part> children;

    Part(Headers headers, ContentType type, byte[] source, int from, int to, List<Part> children) {
        this.headers = headers;
        this.type = type;
        this.source = source;
        this.from = from;
        this.to = to;
        this.children = children;
    }

    Headers headers() {
        return headers;
    }

    ContentType type() {
        return type;
    }

    /** Of a multipart its parts, of a mail within the mail that one. */
    List<Part> children() {
        return children;
    }

    /** The body in readable characters, as far as it is looked at; line ends are single. */
    String text() {
        byte[] bytes = Decoder.decode(source, from, to, encoding(headers), Limits.TEXT);
        return Decoder.text(bytes, type.parameter("charset")).replace("\r\n", "\n");
    }

    /** The body decoded, all of it. */
    byte[] bytes() {
        return Decoder.decode(source, from, to, encoding(headers), to - from);
    }

    static String encoding(Headers headers) {
        String value = headers.first("Content-Transfer-Encoding").trim().toLowerCase(Locale.ROOT);
        // "quoted-printable; charset=..." and "base64 (comment)" are seen.
        int end = 0;
        while (end < value.length()
                && (Character.isLetterOrDigit(value.charAt(end)) || value.charAt(end) == '-')) {
            end++;
        }
        return value.substring(0, end);
    }
}
