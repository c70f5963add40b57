package org.openemm.backend.mailloop;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Date;
import java.util.Properties;
import org.openemm.dkim.DkimSigning;
import org.openemm.dkim.KeyBox;
import org.openemm.subscription.Question;

/**
 * The bytes of the mail that asks whether to subscribe somebody. Machines are told not to answer it
 * (RFC 3834), and it carries our mark: it cannot come back to us as something new.
 */
final class QuestionMail {
    private static final String UTF_8 = StandardCharsets.UTF_8.name();

    private QuestionMail() {}

    static byte[] of(Question question, KeyBox keys, Clock clock) {
        try {
            ByteArrayOutputStream mail = new ByteArrayOutputStream();
            message(question, clock).writeTo(mail);
            DkimSigning signing = DkimSigning.of(question.keys(), keys, clock);
            if (signing.isEmpty()) {
                return mail.toByteArray();
            }
            ByteArrayOutputStream signed = new ByteArrayOutputStream();
            signed.writeBytes(signing.signer().sign(mail.toByteArray(), 0, mail.size()));
            signed.writeBytes(mail.toByteArray());
            return signed.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (MessagingException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private static MimeMessage message(Question question, Clock clock)
            throws MessagingException, IOException {
        String domain = question.sender().substring(question.sender().lastIndexOf('@') + 1);
        MimeMessage message =
                new MimeMessage(Session.getInstance(new Properties())) {
                    @Override
                    protected void updateMessageID() throws MessagingException {
                        setHeader("Message-ID", "<" + question.token() + "@" + domain + ">");
                    }
                };
        message.setFrom(
                new InternetAddress(question.sender(), oneLine(question.senderName()), UTF_8));
        message.setRecipient(
                Message.RecipientType.TO, new InternetAddress(question.recipient(), true));
        message.setSubject(oneLine(question.subject()), UTF_8);
        message.setText(question.text().replace("\n", "\r\n") + "\r\n", UTF_8);
        message.setSentDate(Date.from(clock.instant()));
        message.setHeader("Auto-Submitted", "auto-replied");
        message.setHeader("X-Auto-Response-Suppress", "All");
        message.setHeader(Headers.LOOP, "set");
        if (!question.inReplyTo().isEmpty()) {
            message.setHeader("In-Reply-To", question.inReplyTo());
            message.setHeader("References", question.inReplyTo());
        }
        message.saveChanges();
        return message;
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ");
    }
}
