package org.openemm.statistics;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openemm.config.Settings;
import org.openemm.database.Database;
import org.openemm.job.Job;
import org.openemm.job.JobContext;

/**
 * Counts openings and clicks of mailings with recent events anew and compares them with the
 * counters that pages and reports show. A difference is a defect: it is reported, never repaired
 * silently. Parameter {@code days}: how far back, 3 when missing.
 */
public final class RollupRecount implements Job {
    /** Name in job_queue_tbl. */
    public static final String NAME = "org.openemm.statistics.RollupRecount";

    private static final int DAYS = 3;
    private static final int MOST_NAMED = 20;
    private static final String COUNTED = " counted";

    /** One statement sees one state of the database, so that events arriving do no harm. */
    private static final String COUNT =
            """
            SELECT COALESCE(r.openings_gross, 0) AS 'openings_gross', o.n AS 'openings_gross counted',
                   COALESCE(r.openings_anonymous, 0) AS 'openings_anonymous', o.anonymous AS 'openings_anonymous counted',
                   COALESCE(r.openers, 0) AS 'openers', o.persons AS 'openers counted',
                   COALESCE(r.clicks_gross, 0) AS 'clicks_gross', c.n AS 'clicks_gross counted',
                   COALESCE(r.clicks_anonymous, 0) AS 'clicks_anonymous', c.anonymous AS 'clicks_anonymous counted',
                   COALESCE(r.clickers, 0) AS 'clickers', c.persons AS 'clickers counted',
                   COALESCE(l.clicks, 0) AS 'clicks of links', c.n AS 'clicks of links counted',
                   COALESCE(h.openings, 0) AS 'openings of hours', o.n AS 'openings of hours counted',
                   COALESCE(h.clicks, 0) AS 'clicks of hours', c.n AS 'clicks of hours counted'
              FROM (SELECT COUNT(*) AS n, COUNT(CASE WHEN customer_id = 0 THEN 1 END) AS anonymous,
                           COUNT(DISTINCT NULLIF(customer_id, 0)) AS persons
                      FROM onepixellog_device_<company>_tbl WHERE mailing_id = :mailing) o
              JOIN (SELECT COUNT(*) AS n, COUNT(CASE WHEN COALESCE(customer_id, 0) = 0 THEN 1 END) AS anonymous,
                           COUNT(DISTINCT NULLIF(customer_id, 0)) AS persons
                      FROM rdirlog_<company>_tbl WHERE mailing_id = :mailing) c
              LEFT JOIN tracking_rollup_mailing_tbl r ON r.mailing_id = :mailing
              LEFT JOIN (SELECT SUM(clicks_gross) AS clicks FROM tracking_rollup_link_tbl WHERE mailing_id = :mailing) l ON 1 = 1
              LEFT JOIN (SELECT SUM(openings_gross) AS openings, SUM(clicks_gross) AS clicks
                           FROM tracking_rollup_hour_tbl WHERE mailing_id = :mailing) h ON 1 = 1
            """;

    /** Without mailings of which events are deleted already because of their age. */
    private static final String RECENT =
            """
            SELECT e.mailing_id
              FROM (SELECT mailing_id FROM tracking_rollup_hour_tbl WHERE company_id = :company AND hour_start >= :since
                    UNION SELECT mailing_id FROM onepixellog_device_<company>_tbl WHERE creation >= :since
                    UNION SELECT mailing_id FROM rdirlog_<company>_tbl WHERE timestamp >= :since) e
             WHERE NOT EXISTS (SELECT 1 FROM tracking_rollup_hour_tbl h
                                WHERE h.mailing_id = e.mailing_id AND h.hour_start < :expired)
             ORDER BY e.mailing_id
            """;

    private final Database database;
    private final Settings settings;
    private final Clock clock;

    public RollupRecount(Database database, Settings settings, Clock clock) {
        this.database = database;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public String run(JobContext context) {
        Instant since = clock.instant().minus(Duration.ofDays(context.number("days").orElse(DAYS)));
        List<String> differences = new ArrayList<>();
        for (int company : companies()) {
            if (!context.concerns(company)) {
                continue;
            }
            for (int mailing : recent(company, since)) {
                if (context.stopRequested()) {
                    return OK;
                }
                compare(company, mailing)
                        .forEach(
                                (figure, text) ->
                                        differences.add(
                                                "mailing " + mailing + " " + figure + ": " + text));
            }
        }
        return differences.isEmpty() ? OK : sentence(differences);
    }

    private List<Integer> companies() {
        return database.inTransaction(
                tx ->
                        tx.sql()
                                .createQuery(
                                        "SELECT company_id FROM company_tbl WHERE status IN"
                                                + " ('active', 'locked') ORDER BY company_id")
                                .mapTo(Integer.class)
                                .list());
    }

    private List<Integer> recent(int company, Instant since) {
        int kept = settings.intValue(company, "expire.statistics", 0);
        Instant expired = kept <= 0 ? Instant.EPOCH : clock.instant().minus(Duration.ofDays(kept));
        return database.inTransaction(
                tx ->
                        tx.sql()
                                .createQuery(RECENT)
                                .define("company", company)
                                .bind("company", company)
                                .bind("since", since)
                                .bind("expired", expired)
                                .mapTo(Integer.class)
                                .list());
    }

    /** Figure to what is wrong with it. */
    private Map<String, String> compare(int company, int mailing) {
        Map<String, Object> row =
                database.inTransaction(
                        tx ->
                                tx.sql()
                                        .createQuery(COUNT)
                                        .define("company", company)
                                        .bind("mailing", mailing)
                                        .mapToMap()
                                        .one());
        Map<String, String> wrong = new LinkedHashMap<>();
        row.forEach(
                (figure, value) -> {
                    Object counted = row.get(figure + COUNTED);
                    if (counted != null
                            && ((Number) value).longValue() != ((Number) counted).longValue()) {
                        wrong.put(figure, value + " kept, " + counted + " counted");
                    }
                });
        return wrong;
    }

    private static String sentence(List<String> differences) {
        String named =
                String.join("; ", differences.subList(0, Math.min(MOST_NAMED, differences.size())));
        int more = differences.size() - MOST_NAMED;
        return "Counters differ from events: "
                + named
                + (more > 0 ? "; and " + more + " more" : "");
    }
}
