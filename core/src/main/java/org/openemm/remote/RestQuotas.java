package org.openemm.remote;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.openemm.account.Actor;
import org.openemm.config.Settings;
import org.openemm.database.Database;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How often a user may call REST, when {@code restful.enableQuota} says that it is limited. The
 * limits are {@code restful.quota.default_api_call_limits}, or those of the user in
 * restful_quota_tbl; a call costs 1, or what restful_api_costs_tbl says for its service. Counted in
 * memory, per machine. Thread-safe.
 */
public final class RestQuotas {
    private static final Logger LOG = LoggerFactory.getLogger(RestQuotas.class);
    private static final String DEFAULT_LIMITS = "432000/P1D;1200/PT1M";
    private static final int DEFAULT_RETENTION_SECONDS = 300;
    private static final int MAX_ENTRIES = 10_000;

    private final Database database;
    private final Settings settings;
    private final Clock clock;
    private final ConcurrentHashMap<String, RestBucket> buckets = new ConcurrentHashMap<>();
    private final Cache<CostKey, Timed<Integer>> costs =
            Caffeine.newBuilder().maximumSize(MAX_ENTRIES).build();
    private final Cache<Integer, Timed<String>> own =
            Caffeine.newBuilder().maximumSize(MAX_ENTRIES).build();

    public RestQuotas(Database database, Settings settings, Clock clock) {
        this.database = database;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Counts a call.
     *
     * @param service as in restful_api_costs_tbl, e.g. {@code Mailing}
     * @return false: it is one too many and must not be served
     */
    public boolean take(Actor actor, String service) {
        int company = actor.companyId();
        if (!settings.bool(company, "restful.enableQuota", false)) {
            return true;
        }
        Instant now = clock.instant();
        Duration retention =
                Duration.ofSeconds(
                        settings.intValue(
                                company,
                                "restful.quota.costs_cache_retention_seconds",
                                DEFAULT_RETENTION_SECONDS));
        String expression =
                own.asMap()
                        .compute(
                                actor.id(),
                                (id, known) ->
                                        Timed.fresh(known, now, retention, () -> ownLimits(id)))
                        .value();
        if (expression.isEmpty()) {
            expression =
                    settings.get(company, "restful.quota.default_api_call_limits", DEFAULT_LIMITS);
        }
        List<RestLimit> limits = limits(expression);
        int cost =
                costs.asMap()
                        .compute(
                                new CostKey(company, service),
                                (key, known) -> Timed.fresh(known, now, retention, () -> cost(key)))
                        .value();
        return buckets.compute(
                        actor.name(),
                        (name, bucket) ->
                                bucket == null || !bucket.holds(limits)
                                        ? new RestBucket(limits, now)
                                        : bucket)
                .take(cost, now);
    }

    private record CostKey(int company, String service) {}

    private static List<RestLimit> limits(String expression) {
        try {
            return RestLimit.parse(expression);
        } catch (IllegalArgumentException e) {
            LOG.warn("Quota of REST is not understood: {}", expression);
            return RestLimit.parse(DEFAULT_LIMITS);
        }
    }

    private String ownLimits(int adminId) {
        return database.inTransaction(
                tx ->
                        tx.sql()
                                .createQuery(
                                        "SELECT quota FROM restful_quota_tbl WHERE admin_id = :id")
                                .bind("id", adminId)
                                .mapTo(String.class)
                                .findOne()
                                .orElse(""));
    }

    private int cost(CostKey key) {
        int cost =
                database.inTransaction(
                        tx ->
                                tx.sql()
                                        .createQuery(
                                                """
                                                SELECT costs FROM restful_api_costs_tbl
                                                 WHERE name = :name AND company_id IN (0, :company)
                                                 ORDER BY company_id DESC LIMIT 1
                                                """)
                                        .bind("name", key.service())
                                        .bind("company", key.company())
                                        .mapTo(int.class)
                                        .findOne()
                                        .orElse(1));
        return Math.max(1, cost);
    }

    private record Timed<T>(T value, Instant read) {
        static <T> Timed<T> fresh(
                Timed<T> known,
                Instant now,
                Duration retention,
                java.util.function.Supplier<T> reader) {
            return known != null && known.read().plus(retention).isAfter(now)
                    ? known
                    : new Timed<>(reader.get(), now);
        }
    }
}
