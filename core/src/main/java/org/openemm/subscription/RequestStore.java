package org.openemm.subscription;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.openemm.database.Transaction;

/** SQL on subscription_request_tbl. */
final class RequestStore {
    private static final String SELECT =
            """
            SELECT request_id, company_id, rid, mailinglist_id, customer_id, email, filter_address,
                   asked_by, requested, confirmed
              FROM subscription_request_tbl
            """;

    /** Until the end of the transaction nobody else counts what this filter has asked. */
    void lockFilter(Transaction tx, int filterId) {
        tx.sql()
                .createQuery("SELECT rid FROM mailloop_tbl WHERE rid = :rid FOR UPDATE")
                .bind("rid", filterId)
                .mapTo(Integer.class)
                .findOne();
    }

    void insert(Transaction tx, Wish wish, long customerId, String email, Instant now) {
        tx.sql()
                .createUpdate(
                        """
                        INSERT INTO subscription_request_tbl
                               (company_id, rid, mailinglist_id, customer_id, email, mailbox,
                                filter_address, asked_by, requested, due)
                        VALUES (:company, :rid, :list, :customer, :email, :mailbox, :to, :by,
                                :now, :now)
                        """)
                .bind("company", wish.companyId())
                .bind("rid", wish.filterId())
                .bind("list", wish.mailinglistId())
                .bind("customer", customerId)
                .bind("email", email)
                .bind("mailbox", mailbox(email))
                .bind("to", wish.filterAddress())
                .bind("by", wish.messageId())
                .bind("now", now)
                .execute();
    }

    /** Questions to one mailbox about any list of any company. */
    long countToMailbox(Transaction tx, String email, Instant since) {
        return count(tx, "mailbox = :of", mailbox(email), since);
    }

    /** Questions to one address about one list. */
    boolean wasAsked(Transaction tx, Wish wish, String email, Instant since) {
        return count(
                        tx,
                        "mailbox = :of AND company_id = "
                                + wish.companyId()
                                + " AND mailinglist_id = "
                                + wish.mailinglistId(),
                        mailbox(email),
                        since)
                > 0;
    }

    long countOfFilter(Transaction tx, int filterId, Instant since) {
        return count(tx, "rid = :of", filterId, since);
    }

    private static long count(Transaction tx, String which, Object of, Instant since) {
        return tx.sql()
                .createQuery(
                        "SELECT COUNT(*) FROM subscription_request_tbl WHERE requested > :since"
                                + " AND "
                                + which)
                .bind("since", since)
                .bind("of", of)
                .mapTo(Long.class)
                .one();
    }

    /** Takes questions that are due, so that nobody else does until {@code next}. */
    List<Request> claim(Transaction tx, Instant now, Instant next, int most) {
        List<Request> due =
                tx.sql()
                        .createQuery(
                                SELECT
                                        + " WHERE due <= :now ORDER BY due LIMIT :most FOR UPDATE"
                                        + " SKIP LOCKED")
                        .bind("now", now)
                        .bind("most", most)
                        .map((row, context) -> read(row))
                        .list();
        due.forEach(request -> setDue(tx, request.id(), next));
        return due;
    }

    void setDue(Transaction tx, long id, Instant due) {
        tx.sql()
                .createUpdate(
                        "UPDATE subscription_request_tbl SET due = :due WHERE request_id = :id")
                .bind("due", due)
                .bind("id", id)
                .execute();
    }

    void setSent(Transaction tx, long id, Instant sent) {
        tx.sql()
                .createUpdate(
                        """
                        UPDATE subscription_request_tbl SET due = NULL, sent = :sent
                         WHERE request_id = :id
                        """)
                .bind("sent", sent)
                .bind("id", id)
                .execute();
    }

    Optional<Request> find(Transaction tx, int companyId, long id, boolean lock) {
        return tx.sql()
                .createQuery(
                        SELECT
                                + " WHERE company_id = :company AND request_id = :id"
                                + (lock ? " FOR UPDATE" : ""))
                .bind("company", companyId)
                .bind("id", id)
                .map((row, context) -> read(row))
                .findOne();
    }

    void setConfirmed(Transaction tx, long id, Proof proof, Instant now) {
        tx.sql()
                .createUpdate(
                        """
                        UPDATE subscription_request_tbl
                           SET confirmed = :now, confirmed_by = :by, confirmed_from = :from,
                               due = NULL
                         WHERE request_id = :id
                        """)
                .bind("now", now)
                .bind("by", proof.way().name())
                .bind("from", proof.from())
                .bind("id", id)
                .execute();
    }

    /** Where pages of the list are opened; empty when nobody knows. */
    String publicAddress(Transaction tx, int companyId, int mailinglistId) {
        return tx.sql()
                .createQuery(
                        """
                        SELECT COALESCE(NULLIF(TRIM(l.rdir_domain), ''), TRIM(c.rdir_domain), '')
                          FROM mailinglist_tbl l JOIN company_tbl c ON c.company_id = l.company_id
                         WHERE l.company_id = :company AND l.mailinglist_id = :list
                        """)
                .bind("company", companyId)
                .bind("list", mailinglistId)
                .mapTo(String.class)
                .findOne()
                .orElse("");
    }

    /** Name of a list that is there. */
    Optional<String> listName(Transaction tx, int companyId, int mailinglistId) {
        return tx.sql()
                .createQuery(
                        """
                        SELECT shortname FROM mailinglist_tbl
                         WHERE company_id = :company AND mailinglist_id = :list AND deleted = 0
                        """)
                .bind("company", companyId)
                .bind("list", mailinglistId)
                .mapTo(String.class)
                .findOne();
    }

    /** Of several recipients with one address the oldest. */
    Optional<Long> recipient(Transaction tx, int companyId, String email) {
        return tx.sql()
                .createQuery(
                        """
                        SELECT MIN(customer_id) FROM customer_<company>_tbl
                         WHERE email = :email AND COALESCE(bounceload, 0) = 0
                        """)
                .define("company", companyId)
                .bind("email", email)
                .mapTo(Long.class)
                .findOne();
    }

    Optional<String> email(Transaction tx, int companyId, long customerId) {
        return tx.sql()
                .createQuery(
                        "SELECT email FROM customer_<company>_tbl WHERE customer_id = :customer")
                .define("company", companyId)
                .bind("customer", customerId)
                .mapTo(String.class)
                .findOne();
    }

    /**
     * Many providers deliver {@code a.b+c@} and {@code ab@} to one mailbox: nobody gets more mails
     * for spelling it differently.
     */
    static String mailbox(String email) {
        int at = email.lastIndexOf('@');
        String local = email.substring(0, at);
        int plus = local.indexOf('+', 1);
        String plain = (plus < 0 ? local : local.substring(0, plus)).replace(".", "");
        return plain + email.substring(at);
    }

    private static Request read(ResultSet row) throws SQLException {
        Timestamp confirmed = row.getTimestamp("confirmed");
        return new Request(
                row.getLong("request_id"),
                row.getInt("company_id"),
                row.getInt("rid"),
                row.getInt("mailinglist_id"),
                row.getLong("customer_id"),
                row.getString("email"),
                row.getString("filter_address"),
                row.getString("asked_by"),
                row.getTimestamp("requested").toInstant(),
                confirmed == null ? null : confirmed.toInstant());
    }
}
