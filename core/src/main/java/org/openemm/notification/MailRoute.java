package org.openemm.notification;

import jakarta.mail.Authenticator;
import jakarta.mail.PasswordAuthentication;
import java.util.Optional;
import java.util.Properties;
import org.openemm.config.SystemCfg;

/**
 * The mail server that takes the mails of the system: the one of the mailings, which is the
 * built-in mailbox until an administrator names another.
 *
 * @param tls none, starttls or tls
 * @param user empty = no login
 * @param verify false accepts any certificate
 * @param localAddress IP address to come from; empty: any
 */
public record MailRoute(
        String host,
        int port,
        String tls,
        String user,
        String password,
        boolean verify,
        String localAddress) {
    private static final int BUILT_IN_MAILBOX = 8025;
    private static final int SMTP = 25;

    /** From any address of this machine, to a server with a good certificate. */
    public MailRoute(String host, int port, String tls, String user, String password) {
        this(host, port, tls, user, password, true, "");
    }

    /** As {@code etc/system.cfg} or the environment say. */
    public static MailRoute of(SystemCfg cfg) {
        Optional<String> host =
                cfg.get("OPENEMM_SMTP_HOST", "smtp-host").filter(name -> !name.isBlank());
        int port =
                host.isPresent()
                        ? cfg.port("OPENEMM_SMTP_PORT", "smtp-port", SMTP)
                        : cfg.port("OPENEMM_MAILBOX_PORT", "mailbox-port", BUILT_IN_MAILBOX);
        return new MailRoute(
                host.orElse("127.0.0.1"),
                port,
                cfg.get("OPENEMM_SMTP_TLS", "smtp-tls").orElse("none"),
                cfg.get("OPENEMM_SMTP_USER", "smtp-user").orElse(""),
                cfg.get("OPENEMM_SMTP_PASSWORD", "smtp-password").orElse(""),
                cfg.get("OPENEMM_SMTP_TLS_VERIFY", "smtp-tls-verify")
                        .map(value -> !value.equalsIgnoreCase("false"))
                        .orElse(true),
                cfg.get("OPENEMM_SMTP_LOCAL_ADDRESS", "smtp-local-address").orElse("").trim());
    }

    /** Whether mails leave the system; false: they stay in the built-in mailbox. */
    public static boolean isSet(SystemCfg cfg) {
        return cfg.get("OPENEMM_SMTP_HOST", "smtp-host")
                .filter(host -> !host.isBlank())
                .isPresent();
    }

    /**
     * Properties of a mail session.
     *
     * @param relay server from the settings that beats this route, reached on port 25
     */
    Properties properties(Optional<String> relay) {
        Properties properties = new Properties();
        properties.setProperty("mail.transport.protocol", "smtp");
        properties.setProperty("mail.smtp.host", relay.orElse(host));
        properties.setProperty("mail.smtp.port", String.valueOf(relay.isPresent() ? SMTP : port));
        properties.setProperty(
                "mail.smtp.auth", String.valueOf(relay.isEmpty() && !user.isEmpty()));
        properties.setProperty(
                "mail.smtp.starttls.required", String.valueOf(is("starttls", relay)));
        properties.setProperty("mail.smtp.starttls.enable", String.valueOf(is("starttls", relay)));
        properties.setProperty("mail.smtp.ssl.enable", String.valueOf(is("tls", relay)));
        boolean own = relay.isEmpty();
        properties.setProperty("mail.smtp.ssl.checkserveridentity", String.valueOf(!own || verify));
        if (own && !verify) {
            properties.setProperty("mail.smtp.ssl.trust", "*");
        }
        if (own && !localAddress.isEmpty()) {
            properties.setProperty("mail.smtp.localaddress", localAddress);
        }
        return properties;
    }

    Authenticator authenticator() {
        return new Authenticator() {
            @Override
            protected PasswordAuthentication getPasswordAuthentication() {
                return new PasswordAuthentication(user, password);
            }
        };
    }

    private boolean is(String mode, Optional<String> relay) {
        return relay.isEmpty() && tls.equalsIgnoreCase(mode);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "MailRoute[" + host + ":" + port + "]";
    }
}
