package org.openemm.web.mailloop;

import jakarta.mail.Header;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetHeaders;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.openemm.response.Attachment;
import org.openemm.response.IncomingMail;

/**
 * A message for reading. Strangers write them: nothing in it is trusted, and none is too broken.
 *
 * @param headers in their order, decoded
 * @param text the first text in it, of HTML the words
 * @param attachments files in it
 * @param source as it came
 */
public record MessageContent(
        List<Line> headers, String text, List<Attachment> attachments, String source) {
    private static final int MOST_HEADERS = 500;

    /** A header field. */
    public record Line(String name, String value) {}

    static MessageContent of(byte[] raw) {
        IncomingMail mail = IncomingMail.parse(raw);
        return new MessageContent(
                headers(raw),
                mail.text().strip(),
                mail.attachments(),
                new String(raw, StandardCharsets.UTF_8));
    }

    private static List<Line> headers(byte[] raw) {
        List<Line> lines = new ArrayList<>();
        try {
            InternetHeaders headers = new InternetHeaders(new ByteArrayInputStream(raw), true);
            for (Header header : Collections.list(headers.getAllHeaders())) {
                if (lines.size() < MOST_HEADERS) {
                    lines.add(new Line(header.getName(), decoded(header.getValue())));
                }
            }
        } catch (MessagingException e) {
            lines.add(new Line("?", String.valueOf(e.getMessage())));
        }
        return List.copyOf(lines);
    }

    private static String decoded(String value) {
        try {
            return MimeUtility.decodeText(MimeUtility.unfold(value == null ? "" : value));
        } catch (UnsupportedEncodingException e) {
            return value;
        }
    }
}
