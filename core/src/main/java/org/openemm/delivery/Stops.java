package org.openemm.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.openemm.account.ActivityLog;
import org.openemm.account.Actor;
import org.openemm.database.Database;
import org.openemm.database.Transaction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The emergency stop: no mail of a tenant, or of anybody, leaves until sending is resumed. Mails in
 * flight are finished; the backend heeds a stop within a second.
 */
public final class Stops {
    public static final String RIGHT_TENANT = "sending.stop";
    public static final String RIGHT_ALL = "sending.stop.all";
    private static final Logger LOG = LoggerFactory.getLogger(Stops.class);
    private static final Duration REMEMBERED = Duration.ofSeconds(2);
    private static final int MAX_NAME = 200;

    private final Database database;
    private final ActivityLog log;
    private final Clock clock;
    private volatile Known known;

    public Stops(Database database, ActivityLog log, Clock clock) {
        this.database = database;
        this.log = log;
        this.clock = clock;
    }

    /** What is stopped. */
    public enum Scope {
        TENANT,
        ALL;

        private String right() {
            return this == ALL ? RIGHT_ALL : RIGHT_TENANT;
        }

        private int companyId(Actor actor) {
            return this == ALL ? 0 : actor.companyId();
        }
    }

    /**
     * Sending is stopped.
     *
     * @param by empty when it was not done on a page
     * @param since null when nobody knows
     */
    public record Stop(Scope scope, String by, Instant since) {}

    /**
     * A mailing that is on its way or held.
     *
     * @param company name of the tenant
     * @param own it belongs to the actor's tenant
     * @param out mails that have left already, and those refused at once
     * @param total 0: not known yet
     */
    public record UnderWay(
            int mailingId, String name, String company, boolean own, long out, long total) {}

    private record Known(Map<Integer, Stop> byCompany, Instant at) {}

    /** Stops; a second stop changes nothing. */
    public void stop(Actor actor, Scope scope) {
        actor.require(scope.right());
        int company = scope.companyId(actor);
        database.run(
                tx -> {
                    lock(tx);
                    delete(tx, company);
                    Instant now = clock.instant();
                    tx.sql()
                            .createUpdate(
                                    """
                                    INSERT INTO serverprio_tbl
                                           (company_id, mailing_id, priority, start_date)
                                    VALUES (:company, 0, 0, :now)
                                    """)
                            .bind("company", company)
                            .bind("now", now)
                            .execute();
                    note(tx, actor, company, 0, now);
                    log.record(tx, actor, "stop sending", describe(scope));
                });
        known = null;
    }

    /** Goes on. Single mailings that were paused stay so. */
    public void resume(Actor actor, Scope scope) {
        actor.require(scope.right());
        database.run(
                tx -> {
                    lock(tx);
                    delete(tx, scope.companyId(actor));
                    log.record(tx, actor, "resume sending", describe(scope));
                });
        known = null;
    }

    /** What stops a tenant's mails; that of everything first. Cheap: at most two seconds old. */
    public Optional<Stop> of(int companyId) {
        Map<Integer, Stop> stops = stops();
        return Optional.ofNullable(stops.getOrDefault(0, stops.get(companyId)));
    }

    /** The stops of the actor's tenant and of everything, as they are now. */
    public List<Stop> now(Actor actor) {
        actor.require("mailing.show");
        known = null;
        Map<Integer, Stop> stops = stops();
        return stops.entrySet().stream()
                .filter(entry -> entry.getKey() == 0 || entry.getKey() == actor.companyId())
                .map(Map.Entry::getValue)
                .toList();
    }

    /**
     * Mailings on their way, of all tenants for those who may stop everything, the own first, the
     * newest first, at most 200.
     */
    public List<UnderWay> underWay(Actor actor) {
        actor.require(RIGHT_TENANT);
        boolean all = actor.may(RIGHT_ALL);
        return database.inTransaction(
                tx ->
                        tx.sql()
                                .createQuery(
                                        """
                                        SELECT m.mailing_id, m.shortname, m.company_id,
                                               c.shortname AS company,
                                               (SELECT COALESCE(SUM(a.no_of_mailings), 0)
                                                  FROM mailing_account_tbl a
                                                 WHERE a.mailing_id = m.mailing_id
                                                   AND a.status_field NOT IN ('A', 'T')) AS sent,
                                               (SELECT COALESCE(MAX(l.total_mails), 0)
                                                  FROM mailing_backend_log_tbl l
                                                 WHERE l.mailing_id = m.mailing_id) AS total
                                          FROM mailing_tbl m
                                          JOIN company_tbl c ON c.company_id = m.company_id
                                         WHERE m.deleted = 0
                                           AND m.work_status IN ('mailing.status.in-generation',
                                               'mailing.status.generation-finished',
                                               'mailing.status.sending')
                                           AND (m.company_id = :company OR :all)
                                         ORDER BY m.company_id <> :company, m.mailing_id DESC
                                         LIMIT 200
                                        """)
                                .bind("company", actor.companyId())
                                .bind("all", all)
                                .map(
                                        (row, context) ->
                                                new UnderWay(
                                                        row.getInt("mailing_id"),
                                                        row.getString("shortname"),
                                                        row.getString("company"),
                                                        row.getInt("company_id")
                                                                == actor.companyId(),
                                                        row.getLong("sent"),
                                                        row.getLong("total")))
                                .list());
    }

    /** There is more than one tenant whose mails could be stopped. */
    public boolean hasSeveralTenants() {
        return database.inTransaction(
                tx ->
                        tx.sql()
                                .createQuery(
                                        "SELECT COUNT(*) > 1 FROM company_tbl WHERE status ="
                                                + " 'active'")
                                .mapTo(Boolean.class)
                                .one());
    }

    /** Writes down who stopped a mailing (or everything: 0), for {@link WaitingMails}. */
    static void note(Transaction tx, Actor actor, int companyId, int mailingId, Instant now) {
        String name = actor.name();
        tx.sql()
                .createUpdate(
                        """
                        INSERT INTO delivery_stop_tbl
                               (company_id, mailing_id, stopped_by, stopped_at)
                        VALUES (:company, :mailing, :by, :now)
                        ON DUPLICATE KEY UPDATE stopped_by = VALUES(stopped_by),
                               stopped_at = VALUES(stopped_at)
                        """)
                .bind("company", companyId)
                .bind("mailing", mailingId)
                .bind("by", name.substring(0, Math.min(MAX_NAME, name.length())))
                .bind("now", now)
                .execute();
    }

    private Map<Integer, Stop> stops() {
        Known last = known;
        Instant now = clock.instant();
        if (last != null && now.isBefore(last.at().plus(REMEMBERED))) {
            return last.byCompany();
        }
        try {
            Map<Integer, Stop> read = database.inTransaction(Stops::read);
            known = new Known(read, now);
            return read;
        } catch (RuntimeException e) {
            LOG.warn("Stops cannot be looked up: {}", e.toString());
            known = new Known(last == null ? Map.of() : last.byCompany(), now);
            return known.byCompany();
        }
    }

    private static Map<Integer, Stop> read(Transaction tx) {
        return tx
                .sql()
                .createQuery(
                        """
                        SELECT p.company_id, COALESCE(MAX(d.stopped_by), '') AS stopped_by,
                               COALESCE(MAX(d.stopped_at), MAX(p.start_date)) AS since
                          FROM serverprio_tbl p
                          LEFT JOIN delivery_stop_tbl d
                            ON d.company_id = p.company_id AND d.mailing_id = 0
                         WHERE p.priority = 0 AND p.mailing_id = 0
                           AND (p.start_date IS NULL OR p.start_date <= NOW())
                           AND (p.end_date IS NULL OR p.end_date > NOW())
                         GROUP BY p.company_id
                        """)
                .map(
                        (row, context) ->
                                Map.entry(
                                        row.getInt("company_id"),
                                        new Stop(
                                                row.getInt("company_id") == 0
                                                        ? Scope.ALL
                                                        : Scope.TENANT,
                                                row.getString("stopped_by"),
                                                row.getTimestamp("since") == null
                                                        ? null
                                                        : row.getTimestamp("since").toInstant())))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Two people at the same time make one row. */
    private static void lock(Transaction tx) {
        tx.sql()
                .createQuery("SELECT company_id FROM company_tbl WHERE company_id = 1 FOR UPDATE")
                .mapTo(Integer.class)
                .findOne();
    }

    private static void delete(Transaction tx, int companyId) {
        for (String table : List.of("serverprio_tbl", "delivery_stop_tbl")) {
            tx.sql()
                    .createUpdate(
                            "DELETE FROM "
                                    + table
                                    + " WHERE company_id = :company AND mailing_id = 0"
                                    + (table.startsWith("server") ? " AND priority = 0" : ""))
                    .bind("company", companyId)
                    .execute();
        }
    }

    private static String describe(Scope scope) {
        return scope == Scope.ALL ? "all tenants" : "the tenant";
    }
}
