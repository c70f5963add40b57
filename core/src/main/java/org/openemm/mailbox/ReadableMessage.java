package org.openemm.mailbox;

import jakarta.mail.BodyPart;
import jakarta.mail.Header;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * A message taken apart for reading: what a mail program would show.
 *
 * @param headers in their order, decoded
 * @param html the HTML part with images of the mail itself in place; empty when there is none
 * @param text the text part
 * @param attachments names of attached files
 * @param source the message as it came
 */
public record ReadableMessage(
        List<HeaderLine> headers,
        Optional<String> html,
        Optional<String> text,
        List<String> attachments,
        String source) {

    /** A header field. */
    public record HeaderLine(String name, String value) {}

    /** Takes a message apart; broken MIME gives what can be read of it. */
    public static ReadableMessage parse(byte[] content) {
        Parts parts = new Parts();
        List<HeaderLine> headers = new ArrayList<>();
        try {
            MimeMessage message =
                    new MimeMessage(
                            Session.getInstance(new Properties()),
                            new ByteArrayInputStream(content));
            for (Header header : Collections.list(message.getAllHeaders())) {
                headers.add(new HeaderLine(header.getName(), decoded(header.getValue())));
            }
            parts.add(message);
        } catch (MessagingException | IOException e) {
            parts.text = Optional.of(parts.text.orElse("") + e.getMessage());
        }
        return new ReadableMessage(
                List.copyOf(headers),
                parts.html.map(parts::withImages),
                parts.text,
                List.copyOf(parts.attachments),
                new String(content, StandardCharsets.UTF_8));
    }

    /** First value of a header; empty text when missing. */
    public String header(String name) {
        return headers.stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(HeaderLine::value)
                .findFirst()
                .orElse("");
    }

    private static String decoded(String value) {
        try {
            return MimeUtility.decodeText(MimeUtility.unfold(value));
        } catch (IOException e) {
            return value;
        }
    }

    private static final class Parts {
        private Optional<String> html = Optional.empty();
        private Optional<String> text = Optional.empty();
        private final List<String> attachments = new ArrayList<>();
        private final Map<String, String> images = new LinkedHashMap<>();

        void add(Part part) throws MessagingException, IOException {
            if (part.isMimeType("multipart/*") && part.getContent() instanceof Multipart several) {
                for (int i = 0; i < several.getCount(); i++) {
                    BodyPart child = several.getBodyPart(i);
                    add(child);
                }
                return;
            }
            String[] id = part.getHeader("Content-ID");
            if (id != null && part.isMimeType("image/*")) {
                images.put(id[0].replaceAll("[<>\\s]", ""), dataAddress(part));
            } else if (Part.ATTACHMENT.equalsIgnoreCase(part.getDisposition())
                    || part.getFileName() != null) {
                attachments.add(part.getFileName() == null ? "?" : decoded(part.getFileName()));
            } else if (part.isMimeType("text/html") && html.isEmpty()) {
                html = Optional.of(words(part));
            } else if (part.isMimeType("text/plain") && text.isEmpty()) {
                text = Optional.of(words(part));
            }
        }

        /** Images of the mail are addressed by cid:, which no browser follows. */
        String withImages(String page) {
            String result = page;
            for (Map.Entry<String, String> image : images.entrySet()) {
                result = result.replace("cid:" + image.getKey(), image.getValue());
            }
            return result;
        }

        private static String words(Part part) throws MessagingException, IOException {
            try (InputStream in = part.getInputStream()) {
                return new String(in.readAllBytes(), charset(part));
            }
        }

        private static Charset charset(Part part) throws MessagingException {
            String type = part.getContentType().replace("\"", "");
            int at = type.toLowerCase(Locale.ROOT).indexOf("charset=");
            if (at < 0) {
                return StandardCharsets.UTF_8;
            }
            try {
                return Charset.forName(
                        type.substring(at + "charset=".length()).split("[;\\s]", 2)[0]);
            } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
                return StandardCharsets.UTF_8;
            }
        }

        private static String dataAddress(Part part) throws MessagingException, IOException {
            String type = part.getContentType().split("[;\\s]", 2)[0];
            try (InputStream in = part.getInputStream()) {
                return "data:"
                        + type
                        + ";base64,"
                        + Base64.getEncoder().encodeToString(in.readAllBytes());
            }
        }
    }
}
