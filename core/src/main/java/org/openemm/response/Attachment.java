package org.openemm.response;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A file in a mail. Strangers send them: name and type are what they say.
 *
 * @param number from 1, in the order in which they stand in the mail
 * @param name without folders and control characters; empty when the mail gives none
 * @param type as declared, e.g. {@code application/pdf}
 * @param size bytes, decoded
 */
public record Attachment(int number, String name, String type, int size) {
    private static final int LONGEST = 120;

    static Attachment of(int number, Part part) {
        return new Attachment(number, name(part), part.type().name(), part.bytes().length);
    }

    /** A part that is a file: it says so, or it is nothing that people read in the mail itself. */
    static boolean is(Part part) {
        if (part.type().isMultipart() || !part.children().isEmpty() && !part.type().isMail()) {
            return false;
        }
        return part.headers().lower("Content-Disposition").strip().startsWith("attachment")
                || !name(part).isEmpty()
                || !part.type().isReadable()
                        && !part.type().isHeadersOnly()
                        && !part.type().isDeliveryStatus()
                        && !part.type().name().equals("message/feedback-report");
    }

    private static String name(Part part) {
        // Its parameters are written like those of a type.
        ContentType disposition = ContentType.parse(part.headers().first("Content-Disposition"));
        String name = parameter(disposition.parameters(), "filename");
        return clean(name.isEmpty() ? parameter(part.type().parameters(), "name") : name);
    }

    /** Also in pieces and with a character set (RFC 2231). */
    private static String parameter(Map<String, String> parameters, String name) {
        String plain = parameters.getOrDefault(name, "");
        if (!plain.isEmpty()) {
            return EncodedWords.decode(plain);
        }
        StringBuilder text = new StringBuilder(parameters.getOrDefault(name + "*", ""));
        for (int i = 0; text.length() < LONGEST * 4; i++) {
            String piece =
                    parameters.getOrDefault(name + "*" + i, parameters.get(name + "*" + i + "*"));
            if (piece == null) {
                break;
            }
            text.append(piece);
        }
        int second = text.indexOf("'", text.indexOf("'") + 1);
        if (second < 0) {
            return text.toString();
        }
        String charset = text.substring(0, text.indexOf("'"));
        byte[] bytes =
                text.substring(second + 1).replace('%', '=').getBytes(StandardCharsets.ISO_8859_1);
        return Decoder.text(Decoder.quotedPrintable(bytes, 0, bytes.length), charset);
    }

    /** Nothing that leaves a folder, ends a header or turns the direction of writing. */
    private static String clean(String name) {
        String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        String text = last.replaceAll("[\\p{Cntrl}\\p{Cf}\"<>:|?*]+", " ").strip();
        while (text.startsWith(".")) {
            text = text.substring(1);
        }
        return text.length() > LONGEST ? text.substring(text.length() - LONGEST).strip() : text;
    }
}
