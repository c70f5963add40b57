package org.openemm.delivery;

import java.time.Instant;
import java.util.Optional;
import org.openemm.InvalidInput;
import org.openemm.content.NamedAddress;
import org.openemm.database.Transaction;

/**
 * How many mails a date-based mailing may send in a day before somebody has to look at it
 * (mailing_tbl.clearance_threshold and clearance_email). Beyond, its mails are made and held until
 * a person lets them go; what is held at the next day is not sent any more.
 *
 * @param threshold 0: any number
 * @param addresses who is told, separated by commas; may be empty
 */
public record Clearance(int threshold, String addresses) {
    /** Any number leaves at once. */
    public static final Clearance NONE = new Clearance(0, "");

    private static final int LONGEST = 500;

    /** What a person has to know about mails that are held. */
    public record Held(String addresses, String mailing, int threshold) {}

    /** As it is set for a mailing. */
    static Clearance of(Transaction tx, int mailingId) {
        return tx.sql()
                .createQuery(
                        """
                        SELECT COALESCE(clearance_threshold, 0), COALESCE(clearance_email, '')
                          FROM mailing_tbl WHERE mailing_id = :mailing
                        """)
                .bind("mailing", mailingId)
                .map((row, context) -> new Clearance(row.getInt(1), row.getString(2)))
                .one();
    }

    void save(Transaction tx, int mailingId) {
        tx.sql()
                .createUpdate(
                        """
                        UPDATE mailing_tbl
                           SET clearance_threshold = :threshold, clearance_email = :addresses
                         WHERE mailing_id = :mailing
                        """)
                .bind("threshold", threshold)
                .bind("addresses", addresses)
                .bind("mailing", mailingId)
                .execute();
    }

    /**
     * @throws InvalidInput a negative number, or what is no address
     */
    void requireValid() {
        if (threshold < 0) {
            throw new InvalidInput("clearance", "delivery.error.maxRecipients");
        }
        for (String address : addresses.split("[,;\\s]+")) {
            if (!address.isEmpty() && !NamedAddress.parse(address).address().contains("@")
                    || addresses.length() > LONGEST) {
                throw new InvalidInput("clearanceEmail", "delivery.error.clearanceEmail");
            }
        }
    }

    /** Holds the mails of a date-based job when there are too many. Before they can leave. */
    public static Optional<Held> holdIfTooMany(
            Transaction tx, Maildrop job, long mails, Instant now) {
        if (job.kind() != SendKind.DATE_BASED) {
            return Optional.empty();
        }
        Clearance clearance = of(tx, job.mailingId());
        if (clearance.threshold() == 0 || mails <= clearance.threshold()) {
            return Optional.empty();
        }
        new MaildropStore().pause(tx, job.mailingId(), now);
        note(tx, job.mailingId(), false, "refuse", now);
        return tx.sql()
                .createQuery("SELECT shortname FROM mailing_tbl WHERE mailing_id = :mailing")
                .bind("mailing", job.mailingId())
                .mapTo(String.class)
                .findOne()
                .map(name -> new Held(clearance.addresses(), name, clearance.threshold()));
    }

    /** Mails that were held may leave, or are gone; false: none were held. */
    public static boolean end(Transaction tx, int mailingId, String status, Instant now) {
        if (!isHeld(tx, mailingId)) {
            return false;
        }
        new MaildropStore().resume(tx, mailingId);
        note(tx, mailingId, true, status, now);
        return true;
    }

    static boolean isHeld(Transaction tx, int mailingId) {
        return tx.sql()
                .createQuery(
                        """
                        SELECT EXISTS (SELECT 1 FROM rulebased_sent_tbl
                                        WHERE mailing_id = :mailing AND clearance = 0)
                        """)
                .bind("mailing", mailingId)
                .mapTo(Boolean.class)
                .one();
    }

    private static void note(
            Transaction tx, int mailingId, boolean cleared, String status, Instant now) {
        tx.sql()
                .createUpdate(
                        """
                        INSERT INTO rulebased_sent_tbl
                               (mailing_id, lastsent, creation_date, change_date, clearance,
                                clearance_change, clearance_status)
                        VALUES (:mailing, NULL, :now, :now, :clearance, :now, :status)
                        ON DUPLICATE KEY UPDATE lastsent = lastsent, change_date = :now,
                               clearance = :clearance, clearance_change = :now,
                               clearance_status = :status
                        """)
                .bind("mailing", mailingId)
                .bind("clearance", cleared ? 1 : 0)
                .bind("status", status)
                .bind("now", now)
                .execute();
    }
}
