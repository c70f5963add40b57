package org.openemm.backend.merger;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.openemm.database.Database;
import org.openemm.database.Transaction;
import org.openemm.delivery.Clearance;
import org.openemm.delivery.Maildrop;
import org.openemm.delivery.Maildrops;
import org.openemm.delivery.RecurringJobs;
import org.openemm.delivery.SendKind;
import org.openemm.delivery.SendingNews;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The life of a send job in the database, as far as the merger changes it. */
public final class MergerStore {
    private static final Logger LOG = LoggerFactory.getLogger(MergerStore.class);

    /** Older trials nobody waits for any more. */
    private static final Duration TRIAL_EXPIRES = Duration.ofHours(1);

    private static final Duration SCHEDULED_EXPIRES = Duration.ofDays(3);

    /** A date-based mailing that failed is tried again after so long. */
    private static final Duration TRY_AGAIN = Duration.ofHours(1);

    private final Database database;
    private final Clock clock;
    private final String host;
    private final SendingNews news;
    private final Map<Integer, Instant> failed = new ConcurrentHashMap<>();

    /**
     * @param host full name of this host: marks jobs as ours (processed_by)
     */
    public MergerStore(Database database, Clock clock, String host, SendingNews news) {
        this.database = database;
        this.clock = clock;
        this.host = host;
        this.news = news;
    }

    Optional<Maildrop> find(int statusId) {
        return database.inTransaction(tx -> Maildrops.find(tx, statusId));
    }

    /**
     * Takes a ready job for this host; of several only one wins.
     *
     * @return false when there is nothing to generate
     */
    boolean claim(int statusId) {
        return database.inTransaction(
                tx -> {
                    Optional<Maildrop> found = Maildrops.find(tx, statusId);
                    if (found.isEmpty() || !isAllowed(tx, found.get())) {
                        return false;
                    }
                    Maildrop job = found.get();
                    int claimed =
                            tx.sql()
                                    .createUpdate(
                                            """
                                            UPDATE maildrop_status_tbl
                                               SET genstatus = 2, genchange = :now,
                                                   processed_by = :host
                                             WHERE status_id = :id AND genstatus = 1
                                            """)
                                    .bind("now", clock.instant())
                                    .bind("host", host)
                                    .bind("id", statusId)
                                    .execute();
                    if (claimed == 0) {
                        return false;
                    }
                    begin(tx, job);
                    return true;
                });
    }

    /** Jobs of this host that are marked as being generated. */
    List<Maildrop> inGeneration() {
        return database.inTransaction(
                tx ->
                        tx
                                .sql()
                                .createQuery(
                                        """
                                        SELECT status_id FROM maildrop_status_tbl
                                         WHERE genstatus = 2 AND processed_by = :host
                                           AND status_field IN ('W', 'A', 'T', 'R', 'D')
                                        """)
                                .bind("host", host)
                                .mapTo(Integer.class)
                                .list()
                                .stream()
                                .flatMap(id -> Maildrops.find(tx, id).stream())
                                .toList());
    }

    /** Back to ready, as if it had never begun. */
    void reset(Maildrop job) {
        database.run(
                tx -> {
                    int reset =
                            tx.sql()
                                    .createUpdate(
                                            """
                                            UPDATE maildrop_status_tbl
                                               SET genstatus = 1, genchange = :now,
                                                   processed_by = NULL
                                             WHERE status_id = :id AND genstatus = 2
                                            """)
                                    .bind("now", clock.instant())
                                    .bind("id", job.statusId())
                                    .execute();
                    if (reset > 0) {
                        forget(tx, job);
                        Checkpoints.forget(tx, job.statusId());
                    }
                });
    }

    /** Failed: a person has to look at it. What is sent again and again is tried later. */
    void giveUp(int statusId) {
        Instant now = clock.instant();
        failed.put(statusId, now);
        database.run(
                tx -> {
                    Maildrop job = Maildrops.find(tx, statusId).orElseThrow();
                    tx.sql()
                            .createUpdate(
                                    """
                                    UPDATE maildrop_status_tbl
                                       SET genstatus = :next, genchange = :now
                                     WHERE status_id = :id AND genstatus IN (1, 2)
                                    """)
                            .bind("next", job.kind().isRecurring() ? 1 : 4)
                            .bind("now", now)
                            .bind("id", statusId)
                            .execute();
                    if (job.kind() == SendKind.WORLD) {
                        workStatus(tx, job.mailingId(), "mailing.status.edit");
                        news.failed(tx, statusId);
                    }
                    forget(tx, job);
                });
    }

    /** A person stopped it: nobody got anything. */
    void forgetStopped(int statusId) {
        database.run(tx -> Maildrops.find(tx, statusId).ifPresent(job -> forget(tx, job)));
    }

    /** Scheduled jobs whose time has come are made ready; returns all ready ones that are due. */
    List<Integer> due() {
        Instant now = clock.instant();
        return database.inTransaction(
                tx -> {
                    expire(tx, now);
                    tx.sql()
                            .createUpdate(
                                    """
                                    UPDATE maildrop_status_tbl SET genstatus = 1, genchange = :now
                                     WHERE genstatus = 0 AND gendate <= :now
                                       AND status_field IN ('W', 'T')
                                    """)
                            .bind("now", now)
                            .execute();
                    List<Integer> due =
                            tx.sql()
                                    .createQuery(
                                            """
                                            SELECT status_id FROM maildrop_status_tbl
                                             WHERE genstatus = 1 AND status_field IN ('W', 'A', 'T')
                                               AND (gendate IS NULL OR gendate <= :now)
                                             ORDER BY status_id
                                            """)
                                    .bind("now", now)
                                    .mapTo(Integer.class)
                                    .list();
                    failed.values().removeIf(time -> time.isBefore(now.minus(TRY_AGAIN)));
                    return Stream.concat(
                                    due.stream(),
                                    RecurringJobs.due(tx, now, clock.getZone()).stream()
                                            .filter(id -> !failed.containsKey(id)))
                            .toList();
                });
    }

    /** Mails of an earlier day that were held are gone; those of today begin anew. */
    void endHeld(Maildrop job) {
        database.run(tx -> Clearance.end(tx, job.mailingId(), "outdated", clock.instant()));
    }

    /** Rows that stand for the progress of a job go with it. */
    private static void forget(Transaction tx, Maildrop job) {
        tx.sql()
                .createUpdate("DELETE FROM mailing_backend_log_tbl WHERE status_id = :id")
                .bind("id", job.statusId())
                .execute();
        if (job.kind().isRecurring()) {
            // Those of earlier days did get it.
            return;
        }
        tx.sql()
                .createUpdate(
                        "DELETE FROM mailtrack_%d_tbl WHERE maildrop_status_id = :id"
                                .formatted(job.companyId()))
                .bind("id", job.statusId())
                .execute();
    }

    /** All packages of a mailing are made; some or all may be sent already. */
    static void generated(Transaction tx, int mailingId, long count) {
        tx.sql()
                .createUpdate(
                        """
                        UPDATE mailing_tbl SET work_status = :status
                         WHERE mailing_id = :mailing
                           AND work_status = 'mailing.status.in-generation'
                        """)
                .bind(
                        "status",
                        count == 0
                                ? "mailing.status.norecipients"
                                : "mailing.status.generation-finished")
                .bind("mailing", mailingId)
                .execute();
    }

    /** An administrator deleted the files of a mailing that was being generated. */
    static void stopByHand(Transaction tx, Maildrop job, Instant now) {
        tx.sql()
                .createUpdate(
                        """
                        UPDATE maildrop_status_tbl SET genstatus = 4, genchange = :now
                         WHERE status_id = :id AND genstatus = 2
                        """)
                .bind("now", now)
                .bind("id", job.statusId())
                .execute();
        if (job.kind() == SendKind.WORLD) {
            workStatus(tx, job.mailingId(), "mailing.status.canceled");
        }
    }

    static void workStatus(Transaction tx, int mailingId, String status) {
        tx.sql()
                .createUpdate(
                        "UPDATE mailing_tbl SET work_status = :status WHERE mailing_id = :mailing")
                .bind("status", status)
                .bind("mailing", mailingId)
                .execute();
    }

    private void begin(Transaction tx, Maildrop job) {
        forget(tx, job);
        tx.sql()
                .createUpdate(
                        """
                        INSERT INTO mailing_backend_log_tbl
                               (mailing_id, current_mails, total_mails, status_id, timestamp,
                                creation_date)
                        VALUES (:mailing, 0, 0, :id, :now, :now)
                        """)
                .bind("mailing", job.mailingId())
                .bind("id", job.statusId())
                .bind("now", clock.instant())
                .execute();
        if (job.kind() == SendKind.WORLD) {
            workStatus(tx, job.mailingId(), "mailing.status.in-generation");
        }
    }

    /** The merger's own checks; a job that fails them for good is ended. */
    private boolean isAllowed(Transaction tx, Maildrop job) {
        boolean alive =
                tx.sql()
                        .createQuery(
                                """
                                SELECT EXISTS (SELECT 1 FROM mailing_tbl m
                                                 JOIN company_tbl c ON c.company_id = m.company_id
                                                WHERE m.mailing_id = :mailing
                                                  AND m.company_id = :company
                                                  AND m.deleted = 0 AND c.status = 'active')
                                """)
                        .bind("mailing", job.mailingId())
                        .bind("company", job.companyId())
                        .mapTo(Boolean.class)
                        .one();
        if (!alive) {
            LOG.error("Send job {}: its mailing or company is gone", job.statusId());
            end(tx, job);
            return false;
        }
        if (job.kind() == SendKind.WORLD && !isFirst(tx, job)) {
            LOG.error(
                    "Send job {}: mailing {} has an earlier one", job.statusId(), job.mailingId());
            tx.sql()
                    .createUpdate("DELETE FROM maildrop_status_tbl WHERE status_id = :id")
                    .bind("id", job.statusId())
                    .execute();
            return false;
        }
        return true;
    }

    private static boolean isFirst(Transaction tx, Maildrop job) {
        return tx.sql()
                        .createQuery(
                                """
                                SELECT MIN(status_id) FROM maildrop_status_tbl
                                 WHERE mailing_id = :mailing AND status_field = 'W'
                                """)
                        .bind("mailing", job.mailingId())
                        .mapTo(Integer.class)
                        .one()
                == job.statusId();
    }

    private void end(Transaction tx, Maildrop job) {
        tx.sql()
                .createUpdate(
                        """
                        UPDATE maildrop_status_tbl SET genstatus = 4, genchange = :now
                         WHERE status_id = :id AND genstatus = 1
                        """)
                .bind("now", clock.instant())
                .bind("id", job.statusId())
                .execute();
    }

    private void expire(Transaction tx, Instant now) {
        tx.sql()
                .createQuery(
                        """
                        SELECT status_id FROM maildrop_status_tbl
                         WHERE genstatus = 0 AND status_field = 'W' AND gendate < :scheduled
                        """)
                .bind("scheduled", now.minus(SCHEDULED_EXPIRES))
                .mapTo(Integer.class)
                .list()
                .forEach(id -> news.failed(tx, id));
        tx.sql()
                .createUpdate(
                        """
                        UPDATE maildrop_status_tbl SET genstatus = 4, genchange = :now
                         WHERE genstatus = 1 AND status_field IN ('A', 'T') AND genchange < :trial
                            OR genstatus = 0 AND status_field IN ('W', 'T') AND gendate < :scheduled
                        """)
                .bind("now", now)
                .bind("trial", now.minus(TRIAL_EXPIRES))
                .bind("scheduled", now.minus(SCHEDULED_EXPIRES))
                .execute();
    }
}
