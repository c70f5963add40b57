package org.openemm.delivery;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.openemm.database.Transaction;

/**
 * How many mails a recipient may get in one day (company_tbl.mails_per_day): {@code
 * W:2;R:1;5;TZ:Europe/Berlin} means two world mails, one date-based mail and five of all kinds, in
 * days of Berlin. Counted in recvlimit_N_tbl.
 *
 * @param byKind limits of single kinds
 * @param all limit for all kinds together; 0: none
 */
public record MailsPerDay(Map<SendKind, Integer> byKind, int all, ZoneId zone) {
    static final MailsPerDay NONE = new MailsPerDay(Map.of(), 0, ZoneOffset.UTC);

    public MailsPerDay {
        byKind = Map.copyOf(byKind);
    }

    public static MailsPerDay of(Transaction tx, int companyId) {
        return parse(
                tx.sql()
                        .createQuery(
                                "SELECT COALESCE(mails_per_day, '') FROM company_tbl WHERE"
                                        + " company_id = :company")
                        .bind("company", companyId)
                        .mapTo(String.class)
                        .findOne()
                        .orElse(""));
    }

    /** Parts that nobody understands limit nothing. */
    static MailsPerDay parse(String text) {
        Map<SendKind, Integer> byKind = new EnumMap<>(SendKind.class);
        int all = 0;
        ZoneId zone = ZoneId.systemDefault();
        for (String part : text.split(";")) {
            String[] sides = part.strip().split(":", 2);
            String last = sides[sides.length - 1].strip();
            try {
                if (sides.length == 1 && last.matches("\\d{1,4}")) {
                    all = Integer.parseInt(last);
                } else if (sides.length == 2 && sides[0].strip().equalsIgnoreCase("TZ")) {
                    zone = ZoneId.of(last);
                } else if (sides.length == 2 && last.matches("\\d{1,4}")) {
                    byKind.put(SendKind.of(sides[0].strip()), Integer.parseInt(last));
                }
            } catch (DateTimeException | IllegalArgumentException e) {
                // Text of an administrator; what it means otherwise still holds.
                continue;
            }
        }
        return new MailsPerDay(byKind, all, zone);
    }

    /** Nothing of this kind is limited, so that nothing needs to be counted. */
    public boolean isOff() {
        return byKind.isEmpty() && all == 0;
    }

    LocalDate day(Instant sendAt) {
        return LocalDate.ofInstant(sendAt, zone);
    }

    /**
     * True for whoever may get one more; empty when there is no limit. Wants the day as :limitDay,
     * and as :ownJob the job that is being made: what an attempt counted that was broken off keeps
     * nobody out of the next.
     */
    String condition(int companyId, SendKind kind) {
        int own = byKind.getOrDefault(kind, 0);
        if (kind.isTrial() || own == 0 && all == 0) {
            return "";
        }
        String sums =
                (own == 0
                                ? ""
                                : "SUM((got.status_field = '"
                                        + kind.code()
                                        + "') * got.mails) >= "
                                        + own)
                        + (own == 0 || all == 0 ? "" : " OR ")
                        + (all == 0 ? "" : "SUM(got.mails) >= " + all);
        return """
        NOT EXISTS (SELECT 1 FROM recvlimit_%d_tbl got
                     WHERE got.customer_id = cust.customer_id AND got.day = :limitDay
                       AND got.maildrop_id <> :ownJob
                    HAVING %s)
        """
                .formatted(companyId, sums);
    }

    /** These get one more by this job. */
    public void count(Transaction tx, Maildrop job, List<Long> customerIds) {
        if (isOff() || job.kind().isTrial() || customerIds.isEmpty()) {
            return;
        }
        PreparedBatch batch =
                tx.sql()
                        .prepareBatch(
                                """
                                INSERT INTO recvlimit_%d_tbl
                                       (customer_id, day, maildrop_id, status_field, mails)
                                VALUES (:customer, :day, :job, :field, 1)
                                ON DUPLICATE KEY UPDATE mails = mails + :more
                                """
                                        .formatted(job.companyId()));
        boolean again = job.kind() == SendKind.ACTION_BASED;
        for (Long customer : customerIds) {
            batch.bind("customer", customer)
                    .bind("day", day(job.sendAt()))
                    .bind("job", job.statusId())
                    .bind("field", String.valueOf(job.kind().code()))
                    .bind("more", again ? 1 : 0)
                    .add();
        }
        batch.execute();
    }
}
