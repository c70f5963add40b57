package org.openemm.delivery;

import java.util.Optional;
import org.openemm.database.Transaction;
import org.openemm.notification.Event;
import org.openemm.notification.Kind;
import org.openemm.notification.Notifications;
import org.openemm.notification.SystemMails;

/**
 * Tells users how the sending of a mailing to its list ended, in the transaction in which it does.
 */
public final class SendingNews {
    private final Notifications notifications;
    private final SystemMails mails;

    public SendingNews(Notifications notifications, SystemMails mails) {
        this.notifications = notifications;
        this.mails = mails;
    }

    /** The mails of a date-based mailing are held because there are so many. By mail. */
    public void held(Clearance.Held held, long count) {
        mails.send(
                held.addresses(),
                "Mailing \"%s\" waits for you".formatted(held.mailing()),
                """
                The mailing "%s" has %d recipients today, more than the %d that were allowed.
                Its mails wait. Let them go on the page Send of the mailing; otherwise they
                are thrown away when the day is over.
                """
                        .formatted(held.mailing(), count, held.threshold()));
    }

    /**
     * A mailing that is being sent was sent, if all its packages are made and everything in them is
     * accounted for. To be asked after both; the lock lets the later of the two see the other.
     */
    public void sentIfComplete(Transaction tx, int statusId, int mailingId) {
        boolean generated =
                tx.sql()
                        .createQuery(
                                """
                                SELECT genstatus = 3 FROM maildrop_status_tbl
                                 WHERE status_id = :maildrop FOR UPDATE
                                """)
                        .bind("maildrop", statusId)
                        .mapTo(Boolean.class)
                        .findOne()
                        .orElse(false);
        if (!generated) {
            return;
        }
        int sent =
                tx.sql()
                        .createUpdate(
                                """
                                UPDATE mailing_tbl
                                   SET work_status = 'mailing.status.sent'
                                 WHERE mailing_id = :mailing
                                   AND work_status = 'mailing.status.sending'
                                   AND (SELECT COALESCE(MAX(current_mails), 0)
                                          FROM mailing_backend_log_tbl WHERE status_id = :maildrop)
                                    <= (SELECT SUM(no_of_mailings) + SUM(COALESCE(skip, 0))
                                          FROM mailing_account_tbl WHERE maildrop_id = :maildrop)
                                """)
                        .bind("maildrop", statusId)
                        .bind("mailing", mailingId)
                        .execute();
        if (sent > 0) {
            sent(tx, statusId);
        }
    }

    /** The last mail was handed over. */
    void sent(Transaction tx, int statusId) {
        long mails =
                tx.sql()
                        .createQuery(
                                """
                                SELECT COALESCE(SUM(no_of_mailings), 0) FROM mailing_account_tbl
                                 WHERE maildrop_id = :status
                                """)
                        .bind("status", statusId)
                        .mapTo(long.class)
                        .one();
        add(tx, Kind.MAILING_SENT, statusId, mails);
    }

    /** Nobody was to get it. */
    public void empty(Transaction tx, int statusId) {
        add(tx, Kind.MAILING_EMPTY, statusId);
    }

    /** Nothing was sent because the mails could not be made. */
    public void failed(Transaction tx, int statusId) {
        add(tx, Kind.MAILING_FAILED, statusId);
    }

    private void add(Transaction tx, Kind kind, int statusId, long... numbers) {
        event(tx, kind, statusId, numbers).ifPresent(event -> notifications.add(tx, event));
    }

    private static Optional<Event> event(Transaction tx, Kind kind, int statusId, long... numbers) {
        return tx.sql()
                .createQuery(
                        """
                        SELECT d.company_id, d.mailing_id, m.shortname,
                               COALESCE(s.admin_id, 0) AS admin_id
                          FROM maildrop_status_tbl d
                          JOIN mailing_tbl m ON m.mailing_id = d.mailing_id
                          LEFT JOIN maildrop_starter_tbl s ON s.maildrop_status_id = d.status_id
                         WHERE d.status_id = :status AND d.status_field = 'W'
                        """)
                .bind("status", statusId)
                .map(
                        (row, context) ->
                                Event.of(
                                        kind,
                                        row.getInt("company_id"),
                                        row.getInt("admin_id"),
                                        row.getInt("mailing_id"),
                                        row.getString("shortname"),
                                        numbers))
                .findOne();
    }
}
