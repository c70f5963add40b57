package org.openemm.notification;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.openemm.config.Settings;
import org.openemm.database.Database;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends plain text mails of the system. The same mail to the same people goes out once a day at
 * most (mail_notification_buffer_tbl). A mail that cannot be sent is told in the log: no work fails
 * for it.
 */
public final class SystemMails {
    private static final Logger LOG = LoggerFactory.getLogger(SystemMails.class);
    private static final Duration QUIET = Duration.ofDays(1);
    private static final String TIMEOUT_MILLIS = "10000";

    private final Settings settings;
    private final MailRoute route;
    private final RecentMails recent;
    private final Database database;
    private final Clock clock;

    public SystemMails(Database database, Settings settings, MailRoute route, Clock clock) {
        this.database = database;
        this.settings = settings;
        this.route = route;
        this.clock = clock;
        this.recent = new RecentMails();
    }

    /**
     * Sends one mail to all addresses.
     *
     * @param addresses separated by commas, semicolons or blanks; those that are none are left out
     * @return whether a mail server took it
     */
    public boolean send(String addresses, String subject, String text) {
        List<InternetAddress> recipients = parse(addresses);
        if (recipients.isEmpty()) {
            return false;
        }
        String key = InternetAddress.toString(recipients.toArray(new InternetAddress[0]));
        try {
            if (!database.inTransaction(
                    tx ->
                            recent.isNew(
                                    tx,
                                    key,
                                    subject,
                                    text,
                                    clock.instant().minus(QUIET),
                                    clock.instant()))) {
                return false;
            }
            return deliver(recipients, subject, text);
        } catch (RuntimeException e) {
            LOG.warn("Mail \"{}\" to {} not sent: {}", subject, key, e.getMessage());
            return false;
        }
    }

    /**
     * Sends one mail, also when the same has gone out before, and keeps nothing of it: for mails
     * that somebody waits for or that hold a secret.
     *
     * @return whether a mail server took it
     */
    public boolean sendEachTime(String addresses, String subject, String text) {
        List<InternetAddress> recipients = parse(addresses);
        return !recipients.isEmpty() && deliver(recipients, subject, text);
    }

    /**
     * Hands a mail to the mail server of the mailings, as a mailing would be, and says what that
     * answered.
     *
     * @param sender in envelope and From; what comes back goes there
     * @param messageId without brackets
     */
    public Handover hand(
            String sender, String recipient, String messageId, String subject, String text) {
        return hand(route, sender, recipient, messageId, subject, text);
    }

    /** As {@link #hand(String, String, String, String, String)}, to another mail server. */
    public Handover hand(
            MailRoute via,
            String sender,
            String recipient,
            String messageId,
            String subject,
            String text) {
        try {
            MimeMessage message =
                    new MimeMessage(session(via, Optional.empty(), sender)) {
                        @Override
                        protected void updateMessageID() throws MessagingException {
                            setHeader("Message-ID", "<" + messageId + ">");
                        }
                    };
            message.setFrom(new InternetAddress(sender, true));
            message.setRecipient(Message.RecipientType.TO, new InternetAddress(recipient, true));
            fill(message, subject, text);
            Transport.send(message);
            return Handover.taken();
        } catch (MessagingException | RuntimeException e) {
            LOG.warn("Mail \"{}\" to {} not sent: {}", subject, recipient, e.getMessage());
            return Handover.failed(e);
        }
    }

    private boolean deliver(List<InternetAddress> recipients, String subject, String text) {
        try {
            Transport.send(message(recipients, subject, text));
            return true;
        } catch (MessagingException | UnsupportedEncodingException | RuntimeException e) {
            LOG.warn("Mail \"{}\" to {} not sent: {}", subject, recipients, e.getMessage());
            return false;
        }
    }

    private MimeMessage message(List<InternetAddress> recipients, String subject, String text)
            throws MessagingException, UnsupportedEncodingException {
        MimeMessage message =
                new MimeMessage(
                        session(
                                route,
                                settings.find(0, "system.mail.host"),
                                settings.get(0, "mailaddress.bounce", sender())));
        message.setFrom(
                new InternetAddress(
                        sender(),
                        settings.get(0, "mailaddress.sender.name", "OpenEMM"),
                        StandardCharsets.UTF_8.name()));
        Optional<String> replyTo = settings.find(0, "mailaddress.replyto");
        if (replyTo.isPresent()) {
            message.setReplyTo(parse(replyTo.get()).toArray(new InternetAddress[0]));
        }
        message.setRecipients(Message.RecipientType.TO, recipients.toArray(new InternetAddress[0]));
        fill(message, subject, text);
        return message;
    }

    private void fill(MimeMessage message, String subject, String text) throws MessagingException {
        message.setSubject(subject.replaceAll("\\p{Cntrl}+", " "), StandardCharsets.UTF_8.name());
        message.setText(text, StandardCharsets.UTF_8.name());
        message.setSentDate(Date.from(clock.instant()));
        message.setHeader("Auto-Submitted", "auto-generated");
    }

    private static Session session(MailRoute via, Optional<String> relay, String bounces) {
        Properties properties = via.properties(relay);
        properties.setProperty("mail.smtp.connectiontimeout", TIMEOUT_MILLIS);
        properties.setProperty("mail.smtp.timeout", TIMEOUT_MILLIS);
        properties.setProperty("mail.smtp.writetimeout", TIMEOUT_MILLIS);
        properties.setProperty("mail.smtp.from", bounces);
        return Session.getInstance(properties, via.authenticator());
    }

    private String sender() {
        return settings.get(0, "mailaddress.sender", "openemm@" + settings.hostName());
    }

    private static List<InternetAddress> parse(String addresses) {
        List<InternetAddress> result = new ArrayList<>();
        for (String address : addresses.split("[,;\\s]+")) {
            try {
                if (!address.isEmpty()) {
                    result.add(new InternetAddress(address, true));
                }
            } catch (AddressException e) {
                LOG.warn("No mail address: {}", address);
            }
        }
        return result;
    }
}
