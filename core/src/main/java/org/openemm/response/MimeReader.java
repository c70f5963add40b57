package org.openemm.response;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.openemm.response.Headers.Header;

/**
 * Takes a mail apart (RFC 5322, 2045, 2046), whatever its bytes are. Bounded by {@link Limits};
 * linear in the size of the mail for each level.
 *
 * <p>Own code instead of a library: those throw at what mail servers of the last thirty years
 * really send, or have no limits.
 */
final class MimeReader {
    private final byte[] bytes;
    private int parts;
    private int headerBytes;

    MimeReader(byte[] bytes) {
        this.bytes = bytes;
    }

    Part read() {
        int start = 0;
        if (startsWith(bytes, 0, bytes.length, "From ")) {
            // The envelope line of a mailbox file.
            start = nextLine(0, bytes.length);
        }
        return mail(start, bytes.length, 0);
    }

    private Part mail(int from, int to, int depth) {
        parts++;
        List<Header> headers = new ArrayList<>();
        int body = readHeaders(from, to, headers);
        return part(new Headers(headers), body, to, depth, ContentType.TEXT);
    }

    private Part part(Headers headers, int from, int to, int depth, ContentType usual) {
        String declared = headers.first("Content-Type");
        ContentType type = declared.isBlank() ? usual : ContentType.parse(declared);
        if (depth >= Limits.DEPTH) {
            return new Part(headers, type, bytes, from, to, List.of());
        }
        if (type.isMultipart()) {
            List<Part> children = multipart(type, from, to, depth);
            // A multipart without any boundary in it is read as the text that it is.
            ContentType actual = children.isEmpty() ? ContentType.TEXT : type;
            return new Part(headers, actual, bytes, from, to, children);
        }
        if (type.isMail() || type.isHeadersOnly()) {
            String encoding = Part.encoding(headers);
            boolean encoded = encoding.equals("base64") || encoding.equals("quoted-printable");
            List<Part> child = new ArrayList<>();
            if (parts < Limits.PARTS) {
                if (encoded) {
                    MimeReader inner =
                            new MimeReader(Decoder.decode(bytes, from, to, encoding, Limits.MAIL));
                    inner.parts = parts;
                    inner.headerBytes = headerBytes;
                    child.add(inner.mail(0, inner.bytes.length, depth + 1));
                    parts = inner.parts;
                    headerBytes = inner.headerBytes;
                } else {
                    child.add(mail(from, to, depth + 1));
                }
            }
            return new Part(headers, type, bytes, from, to, List.copyOf(child));
        }
        return new Part(headers, type, bytes, from, to, List.of());
    }

    private List<Part> multipart(ContentType type, int from, int to, int depth) {
        String boundary = type.parameter("boundary");
        if (boundary.isEmpty() || !contains(boundary, from, to)) {
            boundary = guessBoundary(from, to);
        }
        List<Part> found = new ArrayList<>();
        if (boundary.isEmpty()) {
            return found;
        }
        ContentType usual =
                type.is("multipart/digest")
                        ? ContentType.parse("message/rfc822")
                        : ContentType.TEXT;
        byte[] mark = ("--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
        int open = -1;
        int line = from;
        while (line < to && parts < Limits.PARTS) {
            int next = nextLine(line, to);
            int end = boundaryLine(mark, line, next);
            if (end != 0) {
                if (open >= 0) {
                    found.add(child(open, beforeLineEnd(open, line), depth, usual));
                }
                open = end > 0 ? next : -1;
                if (end < 0) {
                    break;
                }
            }
            line = next;
        }
        if (open >= 0 && open < to && parts < Limits.PARTS) {
            found.add(child(open, to, depth, usual));
        }
        return List.copyOf(found);
    }

    private Part child(int from, int to, int depth, ContentType usual) {
        parts++;
        List<Header> headers = new ArrayList<>();
        int body = readHeaders(from, to, headers);
        return part(new Headers(headers), body, to, depth + 1, usual);
    }

    /** 0: no boundary; positive: a part begins; negative: the last one ended. */
    private int boundaryLine(byte[] mark, int line, int next) {
        if (next - line < mark.length
                || !Arrays.equals(bytes, line, line + mark.length, mark, 0, mark.length)) {
            return 0;
        }
        int at = line + mark.length;
        boolean last = at + 1 < next && bytes[at] == '-' && bytes[at + 1] == '-';
        for (int i = last ? at + 2 : at; i < next; i++) {
            if (bytes[i] > ' ') {
                return 0;
            }
        }
        return last ? -1 : 1;
    }

    private boolean contains(String boundary, int from, int to) {
        byte[] mark = ("--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
        for (int line = from; line < to; line = nextLine(line, to)) {
            if (to - line >= mark.length
                    && Arrays.equals(bytes, line, line + mark.length, mark, 0, mark.length)) {
                return true;
            }
        }
        return false;
    }

    /**
     * The boundary of a mail whose header does not name the one it uses: a line of two hyphens and
     * more before a line with a Content-Type.
     */
    private String guessBoundary(int from, int to) {
        for (int line = from; line < to; ) {
            int next = nextLine(line, to);
            if (next - line > 4
                    && bytes[line] == '-'
                    && bytes[line + 1] == '-'
                    && startsWith(bytes, next, to, "content-")) {
                return new String(bytes, line + 2, next - line - 2, StandardCharsets.ISO_8859_1)
                        .strip();
            }
            line = next;
        }
        return "";
    }

    /** Reads header lines and answers where the body begins. */
    private int readHeaders(int from, int to, List<Header> into) {
        int line = from;
        while (line < to) {
            int next = nextLine(line, to);
            if (isBlank(line, next)) {
                return next;
            }
            int colon = colon(line, next);
            if (colon < 0) {
                // Text without the blank line before it.
                return line;
            }
            int end = next;
            while (end < to
                    && (bytes[end] == ' ' || bytes[end] == '\t')
                    && !isBlank(end, nextLine(end, to))) {
                end = nextLine(end, to);
            }
            headerBytes += end - line;
            if (into.size() < Limits.HEADERS && headerBytes <= Limits.HEADER_BYTES) {
                into.add(
                        new Header(
                                new String(bytes, line, colon - line, StandardCharsets.ISO_8859_1)
                                        .stripTrailing(),
                                value(colon + 1, end)));
            }
            line = end;
        }
        return to;
    }

    private String value(int from, int to) {
        int end = Math.min(to, from + Limits.HEADER);
        String folded = Decoder.guess(Arrays.copyOfRange(bytes, from, end));
        StringBuilder value = new StringBuilder(folded.length());
        for (int i = 0; i < folded.length(); i++) {
            char c = folded.charAt(i);
            if (c == '\t') {
                value.append(' ');
            } else if (c != '\r' && c != '\n' && c != 0) {
                value.append(c);
            }
        }
        return EncodedWords.decode(value.toString().strip());
    }

    /** Position of the colon behind a header's name, -1 when the line is no header. */
    private int colon(int line, int next) {
        int i = line;
        while (i < next && isHeaderName(bytes[i])) {
            i++;
        }
        int afterName = i;
        while (i < next && bytes[i] == ' ') {
            i++;
        }
        return afterName > line && i < next && bytes[i] == ':' ? i : -1;
    }

    /** Fewer characters than the standard allows: "<ann@example.com>:" begins a text. */
    private static boolean isHeaderName(byte b) {
        return b > ' ' && b < 127 && b != ':' && b != '<' && b != '>' && b != '@' && b != '"';
    }

    private boolean isBlank(int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] != '\r' && bytes[i] != '\n' && bytes[i] != ' ' && bytes[i] != '\t') {
                return false;
            }
        }
        return true;
    }

    private int nextLine(int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] == '\n') {
                return i + 1;
            }
        }
        return to;
    }

    /** The line end before a boundary belongs to the boundary. */
    private int beforeLineEnd(int open, int line) {
        int end = line;
        if (end > open && bytes[end - 1] == '\n') {
            end--;
        }
        if (end > open && bytes[end - 1] == '\r') {
            end--;
        }
        return end;
    }

    private static boolean startsWith(byte[] bytes, int from, int to, String text) {
        if (to - from < text.length()) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (Character.toLowerCase((char) bytes[from + i])
                    != Character.toLowerCase(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }
}
