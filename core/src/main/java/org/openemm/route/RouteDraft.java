package org.openemm.route;

/**
 * A route as somebody wants it to be.
 *
 * @param name unique in the company
 * @param verifyCertificate false accepts any certificate
 * @param user empty: no authentication
 * @param password empty: the one there is stays, as long as host and user stay
 * @param localAddress IP address the connections come from; empty: any
 * @param connections at the same time, for lists
 * @param singleConnections at the same time and in addition, for trials and action-based mails
 * @param lifetimeHours mails put off for so long since their mailing was due become bounces
 */
public record RouteDraft(
        String name,
        String host,
        int port,
        Security security,
        boolean verifyCertificate,
        String user,
        String password,
        String localAddress,
        int connections,
        int singleConnections,
        Rates rates,
        int lifetimeHours) {
    public static final int CONNECTIONS = 10;
    public static final int SINGLE_CONNECTIONS = 2;
    public static final int LIFETIME_HOURS = 5 * 24;

    /** What a new form begins with. */
    public static RouteDraft fresh() {
        return new RouteDraft(
                "",
                "",
                587,
                Security.STARTTLS,
                true,
                "",
                "",
                "",
                CONNECTIONS,
                SINGLE_CONNECTIONS,
                Rates.UNLIMITED,
                LIFETIME_HOURS);
    }

    RouteDraft cleaned() {
        return new RouteDraft(
                name.strip(),
                host.strip().toLowerCase(java.util.Locale.ROOT),
                port,
                security,
                verifyCertificate,
                user.strip(),
                password,
                localAddress.strip(),
                connections,
                singleConnections,
                rates,
                lifetimeHours);
    }
}
