package org.openemm.job;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.openemm.config.Settings;
import org.openemm.database.Database;

/**
 * Deletes what nobody needs any more. How many days things are kept is set per company in
 * company_info_tbl ({@code expire.…}); 0 and negative numbers keep them for ever.
 */
final class DatabaseCleaner implements Job {
    private static final String NOTIFICATIONS = "expire.notification";
    private static final String INCOMING = "expire.mailloopMessage";
    private static final String INCOMING_LOG = "expire.mailloopLog";
    private static final String LISTS = "expire.mailinglist";
    private static final String ACTIVITY = "system.UserActivityLog.Expire";

    /** Data of one company: table (%d = company), column with the time, setting with the days. */
    private record Expiry(String table, String column, String setting) {}

    private static final List<Expiry> COMPANY_TABLES =
            List.of(
                    new Expiry("rdirlog_%d_tbl", "timestamp", "expire.statistics"),
                    new Expiry("rdirlog_%d_val_num_tbl", "timestamp", "expire.statistics"),
                    new Expiry("rdirlog_userform_%d_tbl", "timestamp", "expire.statistics"),
                    new Expiry("onepixellog_%d_tbl", "timestamp", "expire.statistics"),
                    new Expiry("onepixellog_device_%d_tbl", "creation", "expire.statistics"),
                    new Expiry("mailtrack_%d_tbl", "timestamp", "expire.statistics"),
                    new Expiry("success_%d_tbl", "timestamp", "expire.success"),
                    new Expiry("recvlimit_%d_tbl", "day", "expire.deliverytracking"));

    /** Data of all companies in one table. */
    private static final List<Expiry> SHARED_TABLES =
            List.of(
                    new Expiry("bounce_tbl", "timestamp", "expire.bounce"),
                    new Expiry("undelivered_tbl", "last_try", "expire.bounce"),
                    new Expiry("notification_tbl", "creation_date", NOTIFICATIONS),
                    new Expiry("mailloop_message_tbl", "received", INCOMING),
                    new Expiry("mailloop_log_tbl", "timestamp", INCOMING_LOG),
                    new Expiry("restful_usage_log_tbl", "timestamp", ACTIVITY),
                    new Expiry("recipients_report_tbl", "report_date", "expire-recipients-report"));

    private final Database database;
    private final Settings settings;
    private final Clock clock;

    DatabaseCleaner(Database database, Settings settings, Clock clock) {
        this.database = database;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public String run(JobContext context) {
        BlockDelete delete = new BlockDelete(database, context.stop(), BlockDelete.BLOCK);
        for (int company : companies()) {
            if (context.concerns(company) && !context.stopRequested()) {
                clean(company, delete, context);
            }
        }
        expire(delete, 0, "userlog_tbl", "logtime", ACTIVITY, "");
        expire(delete, 0, "job_queue_result_tbl", "time", "expire.default", "");
        String ofAll = " AND company_id = 0";
        expire(delete, 0, "notification_tbl", "creation_date", NOTIFICATIONS, ofAll);
        expire(delete, 0, "mailloop_message_tbl", "received", INCOMING, ofAll);
        expire(delete, 0, "mailloop_log_tbl", "timestamp", INCOMING_LOG, ofAll);
        return OK;
    }

    private void clean(int company, BlockDelete delete, JobContext context) {
        for (Expiry expiry : COMPANY_TABLES) {
            String table = expiry.table().formatted(company);
            expire(delete, company, table, expiry.column(), expiry.setting(), "");
        }
        deleteDownloads(company);
        for (Expiry expiry : SHARED_TABLES) {
            String scope = " AND company_id = " + company;
            expire(delete, company, expiry.table(), expiry.column(), expiry.setting(), scope);
        }
        Instant limit = limit(company, "expire.recipient");
        deleteRequests(company, limit, delete);
        if (limit.isAfter(Instant.EPOCH)) {
            new UnconfirmedRecipients(database, context.stop()).delete(company, limit);
        }
        deleteBindingsOfDeletedLists(company, delete, context);
    }

    private void expire(
            BlockDelete delete,
            int company,
            String table,
            String column,
            String setting,
            String and) {
        Instant limit = limit(company, setting);
        if (limit.isAfter(Instant.EPOCH)) {
            delete.all(
                    "DELETE FROM " + table + " WHERE " + column + " < :limit" + and,
                    Map.of("limit", limit));
        }
    }

    /**
     * What was confirmed is the proof of consent: it stays as long as the recipient, and nothing
     * does longer.
     */
    private static void deleteRequests(int company, Instant limit, BlockDelete delete) {
        delete.all(
                "DELETE FROM subscription_request_tbl WHERE company_id = %1$d AND (confirmed IS NULL AND requested < :limit OR customer_id NOT IN (SELECT customer_id FROM customer_%1$d_tbl))"
                        .formatted(company),
                Map.of("limit", limit));
    }

    /** Everything before is old; EPOCH when nothing ever is. */
    private Instant limit(int company, String setting) {
        int days = settings.intValue(company, setting, 0);
        return days <= 0 ? Instant.EPOCH : clock.instant().minus(Duration.ofDays(days));
    }

    private void deleteDownloads(int company) {
        Instant limit = limit(company, "expire-recipients-report");
        if (limit.isAfter(Instant.EPOCH)) {
            database.run(
                    tx ->
                            tx.sql()
                                    .createUpdate(
                                            """
                                            DELETE FROM download_tbl WHERE download_id IN
                                                (SELECT download_id FROM recipients_report_tbl
                                                  WHERE company_id = :company AND report_date < :limit
                                                    AND download_id IS NOT NULL)
                                            """)
                                    .bind("company", company)
                                    .bind("limit", limit)
                                    .execute());
        }
    }

    /** Until then a deleted list can be put back with its recipients. */
    private void deleteBindingsOfDeletedLists(int company, BlockDelete delete, JobContext context) {
        int days = settings.intValue(company, LISTS, 0);
        if (days <= 0) {
            return;
        }
        Instant limit = clock.instant().minus(Duration.ofDays(days));
        List<Integer> lists =
                database.inTransaction(
                        tx ->
                                tx.sql()
                                        .createQuery(
                                                """
                                                SELECT mailinglist_id FROM mailinglist_tbl
                                                 WHERE company_id = :company AND deleted = 1 AND binding_clean = 1
                                                   AND (change_date IS NULL OR change_date < :limit)
                                                """)
                                        .bind("company", company)
                                        .bind("limit", limit)
                                        .mapTo(Integer.class)
                                        .list());
        for (int list : lists) {
            delete.all(
                    "DELETE FROM customer_" + company + "_binding_tbl WHERE mailinglist_id = :list",
                    Map.of("list", list));
            if (!context.stopRequested()) {
                database.run(
                        tx ->
                                tx.sql()
                                        .execute(
                                                "UPDATE mailinglist_tbl SET binding_clean = 0,"
                                                        + " change_date = change_date WHERE"
                                                        + " mailinglist_id = ?",
                                                list));
            }
        }
    }

    private List<Integer> companies() {
        return database.inTransaction(
                tx ->
                        tx.sql()
                                .createQuery(
                                        """
                                        SELECT company_id FROM company_tbl
                                         WHERE status IN ('active', 'locked') ORDER BY company_id
                                        """)
                                .mapTo(Integer.class)
                                .list());
    }
}
