package org.openemm.backend.maillog;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.openemm.database.Transaction;

/** SQL of how far the log is read and of the mails in the queue of the mail server. */
final class MailLogStore {
    private static final String HOST = "host";

    private final String host;

    MailLogStore(String host) {
        this.host = host;
    }

    LogPosition position(Transaction tx, String path) {
        return tx.sql()
                .createQuery(
                        """
                        SELECT inode, position, head_length, head_hash FROM mail_log_state_tbl
                         WHERE hostname = :host AND path = :path
                        """)
                .bind(HOST, host)
                .bind("path", path)
                .map(
                        (row, context) ->
                                new LogPosition(
                                        row.getLong(1),
                                        row.getLong(2),
                                        row.getInt(3),
                                        row.getLong(4)))
                .findOne()
                .orElse(LogPosition.NONE);
    }

    List<QueuedMail> queue(Transaction tx) {
        return tx.sql()
                .createQuery("SELECT * FROM mail_log_queue_tbl WHERE hostname = :host")
                .bind(HOST, host)
                .map(
                        (row, context) ->
                                new QueuedMail(
                                        row.getString("queue_id"),
                                        row.getLong("licence"),
                                        row.getInt("company_id"),
                                        row.getInt("mailing_id"),
                                        row.getLong("customer_id"),
                                        row.getLong("mail"),
                                        row.getInt("trial") == 1,
                                        row.getInt("recipients"),
                                        row.getTimestamp("last_line").toInstant()))
                .list();
    }

    void save(Transaction tx, Map<String, Optional<QueuedMail>> changes) {
        List<QueuedMail> there = new ArrayList<>();
        List<String> gone = new ArrayList<>();
        changes.forEach((id, mail) -> mail.ifPresentOrElse(there::add, () -> gone.add(id)));
        if (!there.isEmpty()) {
            PreparedBatch batch =
                    tx.sql()
                            .prepareBatch(
                                    """
                                    INSERT INTO mail_log_queue_tbl
                                           (hostname, queue_id, licence, company_id, mailing_id,
                                            customer_id, mail, trial, recipients, last_line)
                                    VALUES (:host, :id, :licence, :company, :mailing, :customer,
                                            :mail, :trial, :recipients, :last)
                                    ON DUPLICATE KEY UPDATE licence = VALUES(licence),
                                           company_id = VALUES(company_id),
                                           mailing_id = VALUES(mailing_id),
                                           customer_id = VALUES(customer_id), mail = VALUES(mail),
                                           trial = VALUES(trial), recipients = VALUES(recipients),
                                           last_line = VALUES(last_line)
                                    """);
            there.forEach(
                    one ->
                            batch.bind(HOST, host)
                                    .bind("id", one.queueId())
                                    .bind("licence", one.licence())
                                    .bind("company", one.companyId())
                                    .bind("mailing", one.mailingId())
                                    .bind("customer", one.customerId())
                                    .bind("mail", one.mail())
                                    .bind("trial", one.trial() ? 1 : 0)
                                    .bind("recipients", one.recipients())
                                    .bind("last", one.last())
                                    .add());
            batch.execute();
        }
        if (!gone.isEmpty()) {
            PreparedBatch batch =
                    tx.sql()
                            .prepareBatch(
                                    "DELETE FROM mail_log_queue_tbl WHERE hostname = :host AND"
                                            + " queue_id = :id");
            gone.forEach(id -> batch.bind(HOST, host).bind("id", id).add());
            batch.execute();
        }
    }

    void save(
            Transaction tx, String path, LogPosition position, OpenMails.Piece piece, Instant now) {
        tx.sql()
                .createUpdate(
                        """
                        INSERT INTO mail_log_state_tbl
                               (hostname, path, inode, position, head_length, head_hash, last_line,
                                last_mail, read_at)
                        VALUES (:host, :path, :inode, :position, :length, :hash, :line, :mail, :now)
                        ON DUPLICATE KEY UPDATE path = VALUES(path), inode = VALUES(inode),
                               position = VALUES(position), head_length = VALUES(head_length),
                               head_hash = VALUES(head_hash),
                               last_line = COALESCE(VALUES(last_line), last_line),
                               last_mail = COALESCE(VALUES(last_mail), last_mail),
                               read_at = VALUES(read_at), problem = '', problem_since = NULL
                        """)
                .bind(HOST, host)
                .bind("path", path)
                .bind("inode", position.inode())
                .bind("position", position.offset())
                .bind("length", position.headLength())
                .bind("hash", position.headHash())
                .bind("line", piece.lastLine())
                .bind("mail", piece.lastMail())
                .bind("now", now)
                .execute();
    }

    /**
     * @param problem empty: there is none any more
     */
    void problem(Transaction tx, String problem, Instant now) {
        tx.sql()
                .createUpdate(
                        """
                        INSERT INTO mail_log_state_tbl (hostname, problem, problem_since)
                        VALUES (:host, :problem, :since)
                        ON DUPLICATE KEY UPDATE
                               problem_since = IF(problem = VALUES(problem), problem_since, VALUES(problem_since)),
                               problem = VALUES(problem)
                        """)
                .bind(HOST, host)
                .bind("problem", problem)
                .bind("since", problem.isEmpty() ? null : now)
                .execute();
    }

    /** Addresses of recipients; those who are gone are missing. */
    Map<Long, String> addresses(Transaction tx, int company, List<Long> customers) {
        Map<Long, String> addresses = new HashMap<>();
        int part = 1000;
        for (int from = 0; from < customers.size(); from += part) {
            tx.sql()
                    .createQuery(
                            "SELECT customer_id, email FROM customer_<company>_tbl WHERE"
                                    + " customer_id IN (<customers>)")
                    .define("company", company)
                    .bindList(
                            "customers",
                            customers.subList(from, Math.min(from + part, customers.size())))
                    .map((row, context) -> Map.entry(row.getLong(1), row.getString(2)))
                    .forEach(entry -> addresses.put(entry.getKey(), entry.getValue()));
        }
        return addresses;
    }
}
