package org.openemm.backend.maillog;

import java.time.Clock;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.openemm.bounce.Attempt;
import org.openemm.config.Home;

/**
 * Lines for administrators, as their scripts know them: {@code log/extbounce.log} ({@code
 * dsn;licence;mailing;0;customer;key=value TAB key=value}) and {@code log/provider.log} ({@code
 * epoch;fqdn;dsn;relay;domain[;reason]}).
 */
final class OutcomeLogs {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    private final String host;
    private final DailyLog bounces;
    private final DailyLog providers;

    OutcomeLogs(Home home, String host, Clock clock) {
        this.host = host;
        bounces = new DailyLog(home.log().resolve("extbounce.log"), home.resolve("var/log"), clock);
        providers =
                new DailyLog(home.log().resolve("provider.log"), home.resolve("var/log"), clock);
    }

    void write(List<Outcome> outcomes) {
        List<String> ofBounces = new ArrayList<>(outcomes.size());
        List<String> ofProviders = new ArrayList<>(outcomes.size());
        for (Outcome one : outcomes) {
            ofBounces.add(bounce(one));
            if (!one.tried().to().isEmpty()) {
                ofProviders.add(provider(one));
            }
        }
        bounces.write(ofBounces);
        providers.write(ofProviders);
    }

    private String bounce(Outcome one) {
        LogEvent.Tried tried = one.tried();
        return String.join(
                        ";",
                        tried.dsn(),
                        Long.toString(one.mail().licence()),
                        Integer.toString(one.mail().mailingId()),
                        "0",
                        Long.toString(one.mail().customerId()),
                        "timestamp=" + TIME.format(one.time().atZone(ZoneId.systemDefault())))
                + "\tstat="
                + flat(tried.text())
                + "\tqueue_id="
                + tried.queueId()
                + "\trelay="
                + flat(tried.relay())
                + "\tto="
                + flat(tried.to())
                + "\tserver="
                + host
                + (one.mail().trial() ? "\ttest=true" : "");
    }

    private String provider(Outcome one) {
        LogEvent.Tried tried = one.tried();
        String domain =
                tried.to().substring(tried.to().lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
        String line =
                String.join(
                        ";",
                        Long.toString(one.time().getEpochSecond()),
                        host,
                        tried.dsn(),
                        flat(tried.relay()),
                        flat(domain));
        return tried.state() == Attempt.State.DELIVERED ? line : line + ";" + flat(tried.text());
    }

    /** A line stays one. */
    private static String flat(String text) {
        return text.replace('\t', ' ').replace('\n', ' ').replace('\r', ' ');
    }
}
