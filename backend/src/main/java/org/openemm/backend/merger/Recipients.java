package org.openemm.backend.merger;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.openemm.database.Transaction;
import org.openemm.delivery.Maildrop;
import org.openemm.delivery.MailsPerDay;
import org.openemm.delivery.SendKind;

/** Notes with recipients that a mailing was made for them. */
final class Recipients {
    /** Whoever gets a mailing again, e.g. each year, is noted with the last time. */
    private static final String TRACK =
            """
            INSERT INTO mailtrack_%d_tbl
                   (maildrop_status_id, customer_id, timestamp, mailing_id, mediatype)
            VALUES (:status, :customer, :now, :mailing, 0)
            ON DUPLICATE KEY UPDATE timestamp = VALUES(timestamp)
            """;

    /** The number of the job is not kept there, but a name that is bound has to occur. */
    private static final String INTERVAL =
            """
            INSERT INTO interval_track_%d_tbl (customer_id, mailing_id, send_date)
            SELECT :customer, :mailing, :now FROM DUAL WHERE :status > 0
            """;

    private Recipients() {}

    /**
     * In mailtrack_N_tbl when the company tracks deliveries, as the date of the last mail, among
     * the mails of the day where those are limited, and for interval mailings once more.
     */
    static void note(Transaction tx, Maildrop job, List<Long> customerIds, Instant now) {
        if (customerIds.isEmpty()) {
            return;
        }
        if (isTracked(tx, job.companyId())) {
            insert(tx, TRACK.formatted(job.companyId()), job, customerIds, now);
        }
        if (job.kind() == SendKind.ON_DEMAND) {
            insert(tx, INTERVAL.formatted(job.companyId()), job, customerIds, now);
        }
        MailsPerDay.of(tx, job.companyId()).count(tx, job, customerIds);
        tx.sql()
                .createUpdate(
                        """
                        UPDATE customer_%d_tbl SET lastsend_date = :now
                         WHERE customer_id IN (<ids>)
                        """
                                .formatted(job.companyId()))
                .bind("now", now)
                .bindList("ids", customerIds)
                .execute();
    }

    private static void insert(
            Transaction tx, String statement, Maildrop job, List<Long> customerIds, Instant now) {
        PreparedBatch batch = tx.sql().prepareBatch(statement);
        for (Long customer : customerIds) {
            batch.bind("status", job.statusId())
                    .bind("customer", customer)
                    .bind("now", now)
                    .bind("mailing", job.mailingId())
                    .add();
        }
        batch.execute();
    }

    private static boolean isTracked(Transaction tx, int companyId) {
        return tx.sql()
                .createQuery("SELECT mailtracking FROM company_tbl WHERE company_id = :company")
                .bind("company", companyId)
                .mapTo(Integer.class)
                .findOne()
                .filter(value -> value == 1)
                .isPresent();
    }
}
