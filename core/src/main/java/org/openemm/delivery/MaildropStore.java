package org.openemm.delivery;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.openemm.database.Transaction;
import org.openemm.mailing.MailingType;

/** SQL on send jobs, the pause table and the state of the mailing that belongs to them. */
final class MaildropStore {
    private static final Duration DEFAULT_GENERATION_LEAD = Duration.ofMinutes(60);
    private static final String COLUMNS =
            """
            status_id, company_id, mailing_id, status_field, genstatus, gendate, senddate,
            COALESCE(blocksize, 0) AS blocksize, COALESCE(step, 0) AS step,
            COALESCE(max_recipients, 0) AS max_recipients,
            COALESCE(admin_test_target_id, 0) AS admin_test_target_id,
            COALESCE(selected_test_recipients, 0) AS selected_test_recipients
            """;

    Optional<MailingRow> lockMailing(Transaction tx, int companyId, int mailingId) {
        return tx.sql()
                .createQuery(
                        """
                        SELECT mailing_id, shortname, is_template, mailing_type, send_date
                          FROM mailing_tbl
                         WHERE company_id = :company AND mailing_id = :mailing AND deleted = 0
                           FOR UPDATE
                        """)
                .bind("company", companyId)
                .bind("mailing", mailingId)
                .map(
                        (row, context) ->
                                new MailingRow(
                                        row.getInt("mailing_id"),
                                        row.getString("shortname"),
                                        row.getInt("is_template") != 0,
                                        MailingType.of(row.getInt("mailing_type")),
                                        row.getTimestamp("send_date") == null))
                .findOne();
    }

    Optional<Maildrop> find(Transaction tx, int statusId) {
        return tx.sql()
                .createQuery(
                        "SELECT " + COLUMNS + " FROM maildrop_status_tbl WHERE status_id = :id")
                .bind("id", statusId)
                .map((row, context) -> read(row))
                .findOne();
    }

    /** The one send job of a mailing to its list: the smallest, as the merger demands. */
    Optional<Maildrop> world(Transaction tx, int companyId, int mailingId) {
        return tx.sql()
                .createQuery(
                        "SELECT "
                                + COLUMNS
                                + """
                                  FROM maildrop_status_tbl
                                 WHERE company_id = :company AND mailing_id = :mailing
                                   AND status_field = 'W'
                                 ORDER BY status_id LIMIT 1
                                """)
                .bind("company", companyId)
                .bind("mailing", mailingId)
                .map((row, context) -> read(row))
                .findOne();
    }

    /** Adds the job, or takes the row of a cancelled one again so that it stays the only one. */
    int saveWorld(Transaction tx, Maildrop job, Instant now) {
        if (job.statusId() == 0) {
            int id = insert(tx, job, now);
            markScheduled(tx, job.mailingId(), job.sendAt());
            return id;
        }
        tx.sql()
                .createUpdate(
                        """
                        UPDATE maildrop_status_tbl
                           SET genstatus = :status, gendate = :generateAt, senddate = :sendAt,
                               genchange = :now, blocksize = :block, step = :step,
                               max_recipients = :max, processed_by = NULL
                         WHERE status_id = :id
                        """)
                .bind("status", job.status().code())
                .bind("generateAt", job.generateAt())
                .bind("sendAt", job.sendAt())
                .bind("now", now)
                .bind("block", job.blockSize())
                .bind("step", job.stepMinutes())
                .bind("max", job.maxRecipients())
                .bind("id", job.statusId())
                .execute();
        markScheduled(tx, job.mailingId(), job.sendAt());
        return job.statusId();
    }

    /** Who gave the order: is told when it is done. */
    void noteStarter(Transaction tx, int statusId, int adminId) {
        tx.sql()
                .createUpdate(
                        """
                        INSERT INTO maildrop_starter_tbl (maildrop_status_id, admin_id)
                        VALUES (:status, :admin) ON DUPLICATE KEY UPDATE admin_id = :admin
                        """)
                .bind("status", statusId)
                .bind("admin", adminId)
                .execute();
    }

    int insertTrial(
            Transaction tx,
            int companyId,
            int mailingId,
            SendKind kind,
            int targetId,
            boolean chosen,
            Instant now) {
        return insert(
                tx,
                new Maildrop(
                        0,
                        companyId,
                        mailingId,
                        kind,
                        GenerationStatus.READY,
                        now,
                        now,
                        0,
                        0,
                        0,
                        targetId,
                        chosen),
                now);
    }

    void addTestRecipients(Transaction tx, int statusId, List<Long> customerIds) {
        if (customerIds.isEmpty()) {
            return;
        }
        PreparedBatch batch =
                tx.sql()
                        .prepareBatch(
                                "INSERT IGNORE INTO test_recipients_tbl (maildrop_status_id,"
                                        + " customer_id) VALUES (:status, :customer)");
        customerIds.forEach(id -> batch.bind("status", statusId).bind("customer", id).add());
        batch.execute();
    }

    /** A trial is the state of a mailing only as long as nothing more important happened. */
    void noteTrial(Transaction tx, int mailingId, SendKind kind) {
        tx.sql()
                .createUpdate(
                        """
                        UPDATE mailing_tbl SET work_status = :status
                         WHERE mailing_id = :mailing
                           AND (work_status IS NULL OR work_status IN ('mailing.status.new',
                               'mailing.status.edit', 'mailing.status.admin',
                               'mailing.status.test'))
                        """)
                .bind(
                        "status",
                        kind == SendKind.ADMIN ? "mailing.status.admin" : "mailing.status.test")
                .bind("mailing", mailingId)
                .execute();
    }

    void pause(Transaction tx, int mailingId, Instant now) {
        resume(tx, mailingId);
        tx.sql()
                .createUpdate(
                        """
                        INSERT INTO serverprio_tbl (company_id, mailing_id, priority, start_date)
                        VALUES (0, :mailing, 0, :now)
                        """)
                .bind("mailing", mailingId)
                .bind("now", now)
                .execute();
    }

    void resume(Transaction tx, int mailingId) {
        tx.sql()
                .createUpdate(
                        "DELETE FROM serverprio_tbl WHERE mailing_id = :mailing AND priority = 0")
                .bind("mailing", mailingId)
                .execute();
        tx.sql()
                .createUpdate("DELETE FROM delivery_stop_tbl WHERE mailing_id = :mailing")
                .bind("mailing", mailingId)
                .execute();
    }

    /** Nothing was made yet: the mailing can be changed and scheduled again. */
    void cancelUnbegun(Transaction tx, Maildrop job, Instant now) {
        giveUp(tx, job, now);
        setWorkStatus(tx, job.mailingId(), "mailing.status.ready");
        resume(tx, job.mailingId());
    }

    /** The merger sees the changed status, stops and takes its files away. */
    void cancelGeneration(Transaction tx, Maildrop job, Instant now) {
        giveUp(tx, job, now);
        setWorkStatus(tx, job.mailingId(), "mailing.status.canceled");
    }

    /** The dispatcher throws away what it has not sent. False: everything was sent already. */
    boolean cancelDelivery(Transaction tx, Maildrop job) {
        int changed =
                tx.sql()
                        .createUpdate(
                                """
                                UPDATE mailing_tbl SET work_status = 'mailing.status.canceled'
                                 WHERE mailing_id = :mailing
                                   AND work_status IN ('mailing.status.generation-finished',
                                       'mailing.status.sending')
                                """)
                        .bind("mailing", job.mailingId())
                        .execute();
        return changed > 0;
    }

    int insertRecurring(Transaction tx, Maildrop job, Instant now) {
        return insert(tx, job, now);
    }

    /** Ends what is active of a mailing; how many jobs that were. */
    static int endRecurring(Transaction tx, int companyId, int mailingId, Instant now) {
        return tx.sql()
                .createUpdate(
                        """
                        UPDATE maildrop_status_tbl SET genstatus = 4, genchange = :now
                         WHERE company_id = :company AND mailing_id = :mailing
                           AND status_field IN ('R', 'D', 'E', 'C') AND genstatus IN (1, 2)
                        """)
                .bind("now", now)
                .bind("company", companyId)
                .bind("mailing", mailingId)
                .execute();
    }

    /** How long before the send date recipients are chosen. */
    Duration generationLead(Transaction tx, int companyId) {
        return CompanyInfo.of(tx, companyId, 0)
                .find("mailing.generation.minutes")
                .filter(value -> value.matches("\\d{1,5}"))
                .map(value -> Duration.ofMinutes(Long.parseLong(value)))
                .orElse(DEFAULT_GENERATION_LEAD);
    }

    private int insert(Transaction tx, Maildrop job, Instant now) {
        return tx.sql()
                .createUpdate(
                        """
                        INSERT INTO maildrop_status_tbl
                               (company_id, mailing_id, status_field, genstatus, gendate, senddate,
                                genchange, blocksize, step, max_recipients, admin_test_target_id,
                                selected_test_recipients)
                        VALUES (:company, :mailing, :field, :status, :generateAt, :sendAt,
                                :now, :block, :step, :max, :target, :chosen)
                        """)
                .bind("company", job.companyId())
                .bind("mailing", job.mailingId())
                .bind("field", String.valueOf(job.kind().code()))
                .bind("status", job.status().code())
                .bind("generateAt", job.generateAt())
                .bind("sendAt", job.sendAt())
                .bind("now", now)
                .bind("block", job.blockSize())
                .bind("step", job.stepMinutes())
                .bind("max", job.maxRecipients())
                .bind("target", job.testTargetId())
                .bind("chosen", job.chosenTestRecipients() ? 1 : 0)
                .executeAndReturnGeneratedKeys("status_id")
                .mapTo(Integer.class)
                .one();
    }

    private static void giveUp(Transaction tx, Maildrop job, Instant now) {
        tx.sql()
                .createUpdate(
                        """
                        UPDATE maildrop_status_tbl SET genstatus = 4, genchange = :now
                         WHERE status_id = :id
                        """)
                .bind("now", now)
                .bind("id", job.statusId())
                .execute();
    }

    private static void markScheduled(Transaction tx, int mailingId, Instant sendAt) {
        tx.sql()
                .createUpdate(
                        """
                        UPDATE mailing_tbl
                           SET work_status = 'mailing.status.scheduled', plan_date = :sendAt
                         WHERE mailing_id = :mailing
                        """)
                .bind("sendAt", sendAt)
                .bind("mailing", mailingId)
                .execute();
    }

    static void setWorkStatus(Transaction tx, int mailingId, String status) {
        tx.sql()
                .createUpdate(
                        "UPDATE mailing_tbl SET work_status = :status WHERE mailing_id = :mailing")
                .bind("status", status)
                .bind("mailing", mailingId)
                .execute();
    }

    private static Maildrop read(ResultSet row) throws SQLException {
        return new Maildrop(
                row.getInt("status_id"),
                row.getInt("company_id"),
                row.getInt("mailing_id"),
                SendKind.of(row.getString("status_field")),
                GenerationStatus.of(row.getInt("genstatus")),
                instant(row, "gendate"),
                instant(row, "senddate"),
                row.getInt("blocksize"),
                row.getInt("step"),
                row.getInt("max_recipients"),
                row.getInt("admin_test_target_id"),
                row.getInt("selected_test_recipients") != 0);
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getTimestamp(column) == null ? null : row.getTimestamp(column).toInstant();
    }

    /**
     * What sending needs to know of the mailing.
     *
     * @param isUnsent nothing of it was ever sent to the list
     */
    record MailingRow(int id, String name, boolean template, MailingType type, boolean isUnsent) {
        SendKind kind() {
            return SendKind.of(type);
        }

        String label() {
            return name + " (" + id + ")";
        }
    }
}
