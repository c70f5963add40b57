package org.openemm.backend.pickdist;

import java.time.Duration;
import org.openemm.backend.smtp.Route;
import org.openemm.config.SystemCfg;
import org.openemm.route.Rates;
import org.openemm.route.RouteDraft;

/**
 * The route of this machine's settings, taken by everything that chose no other.
 *
 * @param singleConnections smtp-single-connections
 * @param rates smtp-mails-per-second, smtp-mails-per-minute, smtp-mails-per-hour
 * @param lifetime smtp-lifetime-hours
 */
public record SystemRoute(Route route, int singleConnections, Rates rates, Duration lifetime) {
    private static final int MOST = 10_000_000;
    private static final int MOST_CONNECTIONS = 200;
    private static final int MOST_HOURS = 30 * 24;

    /**
     * @throws IllegalArgumentException naming the setting that is wrong
     */
    public static SystemRoute of(SystemCfg settings, int mailboxPort, String helo) {
        return new SystemRoute(
                Route.of(settings, mailboxPort, helo),
                number(
                        settings,
                        "smtp-single-connections",
                        1,
                        MOST_CONNECTIONS,
                        RouteDraft.SINGLE_CONNECTIONS),
                new Rates(
                        number(settings, "smtp-mails-per-second", 0, MOST, 0),
                        number(settings, "smtp-mails-per-minute", 0, MOST, 0),
                        number(settings, "smtp-mails-per-hour", 0, MOST, 0)),
                Duration.ofHours(
                        number(
                                settings,
                                "smtp-lifetime-hours",
                                1,
                                MOST_HOURS,
                                RouteDraft.LIFETIME_HOURS)));
    }

    private static int number(SystemCfg settings, String key, int least, int most, int otherwise) {
        String value = settings.get(key).orElse("").trim();
        if (value.isEmpty()) {
            return otherwise;
        }
        if (value.matches("\\d{1,9}")) {
            int number = Integer.parseInt(value);
            if (number >= least && number <= most) {
                return number;
            }
        }
        throw new IllegalArgumentException(
                "%s in etc/system.cfg must be a number from %d to %d, not \"%s\""
                        .formatted(key, least, most, value));
    }
}
