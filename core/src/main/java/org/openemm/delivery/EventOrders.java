package org.openemm.delivery;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.openemm.database.Transaction;

/** Orders of action-based mails, as the backend takes them one after the other. */
public final class EventOrders {
    private EventOrders() {}

    /** What is the same for all mails that can be made together. */
    public record Batch(int companyId, int mailingId, Set<Integer> statuses, boolean forced) {
        public Batch {
            statuses = Set.copyOf(statuses);
        }
    }

    /**
     * One mail to make.
     *
     * @param due not sent before
     */
    public record Order(int id, Batch batch, long customerId, Instant due) {}

    /** The job that marks a mailing as active. */
    public static Optional<Maildrop> activeJob(Transaction tx, int companyId, int mailingId) {
        return tx.sql()
                .createQuery(
                        """
                        SELECT MIN(status_id) FROM maildrop_status_tbl
                         WHERE company_id = :company AND mailing_id = :mailing
                           AND status_field IN ('E', 'C') AND genstatus = 1
                        """)
                .bind("company", companyId)
                .bind("mailing", mailingId)
                .mapTo(Integer.class)
                .findOne()
                .flatMap(id -> new MaildropStore().find(tx, id));
    }

    /** Whether anything waits: a cheap question that is asked very often. */
    public static boolean isAnyDue(Transaction tx, Instant now) {
        return tx.sql()
                .createQuery(
                        """
                        SELECT EXISTS (SELECT 1 FROM event_mail_tbl
                                        WHERE due <= :now AND claimed_by IS NULL)
                        """)
                .bind("now", now)
                .mapTo(Boolean.class)
                .one();
    }

    /** Due orders that nobody else has, in their order; they stay locked until the end. */
    public static List<Order> lockDue(Transaction tx, Instant now, int most) {
        return tx.sql()
                .createQuery(
                        """
                        SELECT event_mail_id, company_id, mailing_id, customer_id, due, user_status,
                               forced
                          FROM event_mail_tbl
                         WHERE due <= :now AND claimed_by IS NULL
                         ORDER BY event_mail_id LIMIT :most FOR UPDATE SKIP LOCKED
                        """)
                .bind("now", now)
                .bind("most", most)
                .map(
                        (row, context) ->
                                new Order(
                                        row.getInt("event_mail_id"),
                                        new Batch(
                                                row.getInt("company_id"),
                                                row.getInt("mailing_id"),
                                                statuses(row.getString("user_status")),
                                                row.getInt("forced") != 0),
                                        row.getLong("customer_id"),
                                        row.getTimestamp("due").toInstant()))
                .list();
    }

    /** These will be in one package, whose number is that of the first. */
    public static void claim(Transaction tx, List<Order> orders, String host) {
        tx.sql()
                .createUpdate(
                        """
                        UPDATE event_mail_tbl SET claimed_by = :host, block = :block
                         WHERE event_mail_id IN (<ids>)
                        """)
                .bind("host", host)
                .bind("block", orders.get(0).id())
                .bindList("ids", orders.stream().map(Order::id).toList())
                .execute();
    }

    /** Numbers of packages that this host wanted to make, perhaps in a life before. */
    public static List<Integer> claimed(Transaction tx, String host) {
        return tx.sql()
                .createQuery("SELECT DISTINCT block FROM event_mail_tbl WHERE claimed_by = :host")
                .bind("host", host)
                .mapTo(Integer.class)
                .list();
    }

    /** The package does not exist: its orders wait again. */
    public static void release(Transaction tx, String host, int block, Instant due) {
        tx.sql()
                .createUpdate(
                        """
                        UPDATE event_mail_tbl
                           SET claimed_by = NULL, block = NULL, due = GREATEST(due, :due)
                         WHERE claimed_by = :host AND block = :block
                        """)
                .bind("due", due)
                .bind("host", host)
                .bind("block", block)
                .execute();
    }

    /** The package is complete: its orders are done. */
    public static void done(Transaction tx, String host, int block) {
        tx.sql()
                .createUpdate(
                        "DELETE FROM event_mail_tbl WHERE claimed_by = :host AND block = :block")
                .bind("host", host)
                .bind("block", block)
                .execute();
    }

    /** Nobody may get these any more. */
    public static void drop(Transaction tx, List<Order> orders) {
        tx.sql()
                .createUpdate("DELETE FROM event_mail_tbl WHERE event_mail_id IN (<ids>)")
                .bindList("ids", orders.stream().map(Order::id).toList())
                .execute();
    }

    private static Set<Integer> statuses(String text) {
        return Arrays.stream(text.split(",")).map(Integer::valueOf).collect(Collectors.toSet());
    }
}
