package org.openemm.rendering;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A rendered mail as a parser reads it that nobody here wrote. */
record Mail(String raw, MimeMessage message, List<Leaf> leaves) {
    /** A part without parts. */
    record Leaf(String type, String content, Part part) {}

    static Mail parse(RenderedMail mail) {
        if (mail.isSkipped()) {
            throw new AssertionError("skipped: " + mail.skipReason().orElseThrow());
        }
        byte[] bytes = mail.toByteArray();
        try {
            MimeMessage message = new MimeMessage(null, new ByteArrayInputStream(bytes));
            List<Leaf> leaves = new ArrayList<>();
            collect(message, leaves);
            return new Mail(new String(bytes, StandardCharsets.UTF_8), message, leaves);
        } catch (MessagingException | IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void collect(Part part, List<Leaf> leaves)
            throws MessagingException, IOException {
        if (part.getContent() instanceof Multipart multipart) {
            for (int i = 0; i < multipart.getCount(); i++) {
                BodyPart child = multipart.getBodyPart(i);
                collect(child, leaves);
            }
        } else {
            String type = part.getContentType().split(";")[0].strip();
            String content =
                    part.getContent() instanceof String text
                            ? text.replace("\r\n", "\n")
                            : new String(
                                    part.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            leaves.add(new Leaf(type, content, part));
        }
    }

    String plain() {
        return of("text/plain");
    }

    String html() {
        return of("text/html");
    }

    private String of(String type) {
        return leaves.stream()
                .filter(leaf -> leaf.type().equals(type))
                .map(Leaf::content)
                .findFirst()
                .orElseThrow();
    }

    String header(String name) {
        try {
            return String.join("|", message.getHeader(name));
        } catch (MessagingException e) {
            throw new AssertionError(e);
        }
    }

    /** How many lines with this name there are. */
    int headers(String name) {
        try {
            String[] values = message.getHeader(name);
            return values == null ? 0 : values.length;
        } catch (MessagingException e) {
            throw new AssertionError(e);
        }
    }

    /** Header and body lines as they go over the wire. */
    List<String> lines() {
        return List.of(raw.split("\r\n", -1));
    }
}
