package org.openemm.backend.smtp;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.openemm.config.SystemCfg;
import org.openemm.route.RouteDraft;

/**
 * Where mails are handed over: Postfix, a relay or the built-in mailbox.
 *
 * @param user empty: no authentication
 * @param verifyCertificate false accepts any certificate, for a relay in the own network
 * @param connections at the same time
 * @param connectTimeout for the connection and its greeting
 * @param answerTimeout for every answer; RFC 5321 section 4.5.3.2 asks for up to 10 minutes after
 *     the final dot
 * @param helo name we greet with
 * @param localAddress IP address to come from; empty: any
 */
public record Route(
        String host,
        int port,
        Tls tls,
        boolean verifyCertificate,
        String user,
        String password,
        int connections,
        Duration connectTimeout,
        Duration answerTimeout,
        String helo,
        String localAddress) {
    static final int DEFAULT_CONNECTIONS = 4;
    private static final int MAX_CONNECTIONS = 200;
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(20);
    private static final Duration ANSWER_TIMEOUT = Duration.ofMinutes(5);

    /** From any address of this machine. */
    public Route(
            String host,
            int port,
            Tls tls,
            boolean verifyCertificate,
            String user,
            String password,
            int connections,
            Duration connectTimeout,
            Duration answerTimeout,
            String helo) {
        this(
                host,
                port,
                tls,
                verifyCertificate,
                user,
                password,
                connections,
                connectTimeout,
                answerTimeout,
                helo,
                "");
    }

    /** How the connection is secured (smtp-tls). */
    public enum Tls {
        NONE,
        STARTTLS,
        /** From the first byte on. */
        TLS
    }

    /**
     * The route of this machine's settings: smtp-host, smtp-port, smtp-tls, smtp-tls-verify,
     * smtp-user, smtp-password, smtp-connections, smtp-local-address. Without smtp-host the
     * built-in mailbox.
     *
     * @throws IllegalArgumentException naming the setting that is wrong
     */
    public static Route of(SystemCfg settings, int mailboxPort, String helo) {
        Optional<String> host =
                settings.get("OPENEMM_SMTP_HOST", "smtp-host").filter(name -> !name.isBlank());
        int port =
                host.isPresent()
                        ? settings.port("OPENEMM_SMTP_PORT", "smtp-port", 25)
                        : mailboxPort;
        return new Route(
                host.orElse("127.0.0.1"),
                port,
                host.isPresent() ? tls(settings) : Tls.NONE,
                settings.get("OPENEMM_SMTP_TLS_VERIFY", "smtp-tls-verify")
                        .map(value -> !value.equalsIgnoreCase("false"))
                        .orElse(true),
                host.isPresent() ? settings.get("OPENEMM_SMTP_USER", "smtp-user").orElse("") : "",
                settings.get("OPENEMM_SMTP_PASSWORD", "smtp-password").orElse(""),
                connections(settings),
                CONNECT_TIMEOUT,
                ANSWER_TIMEOUT,
                helo,
                settings.get("OPENEMM_SMTP_LOCAL_ADDRESS", "smtp-local-address").orElse("").trim());
    }

    /** A route as it stands in the database. */
    public static Route of(RouteDraft settings, String password, String helo) {
        return new Route(
                settings.host(),
                settings.port(),
                switch (settings.security()) {
                    case NONE -> Tls.NONE;
                    case STARTTLS -> Tls.STARTTLS;
                    case TLS -> Tls.TLS;
                },
                settings.verifyCertificate(),
                settings.user(),
                password,
                settings.connections(),
                CONNECT_TIMEOUT,
                ANSWER_TIMEOUT,
                helo,
                settings.localAddress());
    }

    public Route withConnections(int count) {
        return new Route(
                host,
                port,
                tls,
                verifyCertificate,
                user,
                password,
                count,
                connectTimeout,
                answerTimeout,
                helo,
                localAddress);
    }

    /** host:port. */
    public String label() {
        return host + ":" + port;
    }

    private static Tls tls(SystemCfg settings) {
        String value = settings.get("OPENEMM_SMTP_TLS", "smtp-tls").orElse("none").trim();
        try {
            return Tls.valueOf(value.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "smtp-tls in etc/system.cfg must be none, starttls or tls, not \""
                            + value
                            + "\"",
                    e);
        }
    }

    private static int connections(SystemCfg settings) {
        String value =
                settings.get("OPENEMM_SMTP_CONNECTIONS", "smtp-connections")
                        .orElse(Integer.toString(DEFAULT_CONNECTIONS))
                        .trim();
        if (value.matches("\\d{1,3}")) {
            int count = Integer.parseInt(value);
            if (count >= 1 && count <= MAX_CONNECTIONS) {
                return count;
            }
        }
        throw new IllegalArgumentException(
                "smtp-connections in etc/system.cfg must be a number from 1 to "
                        + MAX_CONNECTIONS
                        + ", not \""
                        + value
                        + "\"");
    }
}
