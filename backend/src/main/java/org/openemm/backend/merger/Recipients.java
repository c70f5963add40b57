package org.openemm.backend.merger;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.openemm.database.Transaction;
import org.openemm.delivery.Maildrop;
import org.openemm.delivery.SendKind;

/** Notes with recipients that a mailing was made for them. */
final class Recipients {
    private Recipients() {}

    /** In mailtrack_N_tbl when the company tracks deliveries, and as the date of the last mail. */
    static void note(Transaction tx, Maildrop job, List<Long> customerIds, Instant now) {
        if (customerIds.isEmpty()) {
            return;
        }
        if (isTracked(tx, job.companyId())) {
            PreparedBatch batch =
                    tx.sql()
                            .prepareBatch(
                                    """
                                    INSERT IGNORE INTO mailtrack_%d_tbl
                                           (maildrop_status_id, customer_id, timestamp, mailing_id,
                                            mediatype)
                                    VALUES (:status, :customer, :now, :mailing, 0)
                                    """
                                            .formatted(job.companyId()));
            for (Long customer : customerIds) {
                batch.bind("status", job.statusId())
                        .bind("customer", customer)
                        .bind("now", now)
                        .bind("mailing", job.mailingId())
                        .add();
            }
            batch.execute();
        }
        if (job.kind() == SendKind.WORLD) {
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
