package org.openemm.backend.merger;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import org.jdbi.v3.core.statement.Update;
import org.openemm.database.Transaction;
import org.openemm.delivery.Maildrop;
import org.openemm.delivery.MailsPerDay;
import org.openemm.delivery.SendKind;

/** Notes with recipients that a mailing was made for them. */
final class Recipients {
    private static final Collector<CharSequence, ?, String> JSON_LIST =
            Collectors.joining(",", "[", "]");

    /** All of them in one value and one statement: twice as fast as a row at a time. */
    private static final String MADE =
            "JSON_TABLE(:ids, '$[*]' COLUMNS (id INT UNSIGNED PATH '$')) made";

    /** Whoever gets a mailing again, e.g. each year, is noted with the last time. */
    private static final String TRACK =
            """
            INSERT INTO mailtrack_%d_tbl
                   (maildrop_status_id, customer_id, timestamp, mailing_id, mediatype)
            SELECT :status, made.id, :now, :mailing, 0 FROM %s
            ON DUPLICATE KEY UPDATE timestamp = VALUES(timestamp)
            """;

    private static final String INTERVAL =
            """
            INSERT INTO interval_track_%d_tbl (customer_id, mailing_id, send_date)
            SELECT made.id, :mailing, :now FROM %s
            """;

    /**
     * One look into the primary key for each of them, whatever the statistics of the table say:
     * after a crash right behind an import they say that it is empty, and the whole table were read
     * for each.
     */
    private static final String LAST_SENT =
            """
            UPDATE %2$s STRAIGHT_JOIN customer_%1$d_tbl cust FORCE INDEX (PRIMARY)
                ON cust.customer_id = made.id
               SET cust.lastsend_date = :now
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
        String ids = customerIds.stream().map(String::valueOf).collect(JSON_LIST);
        if (isTracked(tx, job.companyId())) {
            update(tx, TRACK, job, ids, now)
                    .bind("status", job.statusId())
                    .bind("mailing", job.mailingId())
                    .execute();
        }
        if (job.kind() == SendKind.ON_DEMAND) {
            update(tx, INTERVAL, job, ids, now).bind("mailing", job.mailingId()).execute();
        }
        MailsPerDay.of(tx, job.companyId()).count(tx, job, customerIds);
        update(tx, LAST_SENT, job, ids, now).execute();
    }

    private static Update update(
            Transaction tx, String statement, Maildrop job, String ids, Instant now) {
        return tx.sql()
                .createUpdate(statement.formatted(job.companyId(), MADE))
                .bind("ids", ids)
                .bind("now", now);
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
