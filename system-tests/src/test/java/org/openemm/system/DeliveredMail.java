package org.openemm.system;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/** A mail as its reader's mail program takes it apart. */
record DeliveredMail(MimeMessage message, String text, Document html) {

    /** All mails that the built-in mailbox keeps on disk. */
    static List<DeliveredMail> all(RunningSystem system) {
        try (Stream<Path> files = Files.walk(system.home().resolve("var/spool/mailbox"))) {
            return files.filter(file -> file.toString().endsWith(".eml"))
                    .map(DeliveredMail::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Display name and address of the only recipient in the header. */
    InternetAddress to() {
        try {
            return (InternetAddress) message.getRecipients(Message.RecipientType.TO)[0];
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    String subject() {
        try {
            return message.getSubject();
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    Optional<String> header(String name) {
        try {
            return Optional.ofNullable(message.getHeader(name, null));
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Where the link with this text leads. */
    String link(String linkText) {
        return html.select("a").stream()
                .filter(link -> link.text().equals(linkText))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no link " + linkText + " in " + html))
                .attr("href");
    }

    /** Address of the opening pixel. */
    String pixel() {
        return html.select("img[src*=/g.html]").attr("src");
    }

    private static DeliveredMail read(Path file) {
        try {
            MimeMessage message =
                    new MimeMessage(
                            Session.getInstance(new Properties()),
                            new ByteArrayInputStream(Files.readAllBytes(file)));
            return new DeliveredMail(
                    message,
                    part(message, "text/plain").orElse(""),
                    Jsoup.parse(part(message, "text/html").orElse("")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (MessagingException e) {
            throw new IllegalStateException(file.toString(), e);
        }
    }

    private static Optional<String> part(Part part, String type)
            throws MessagingException, IOException {
        if (part.isMimeType(type)) {
            return Optional.of((String) part.getContent());
        }
        if (part.getContent() instanceof Multipart parts) {
            for (int i = 0; i < parts.getCount(); i++) {
                Optional<String> found = part(parts.getBodyPart(i), type);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }
}
