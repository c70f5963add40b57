package org.openemm.mailloop;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openemm.account.Actor;
import org.openemm.database.Transaction;
import org.openemm.recipient.RecipientAccess;

/** SQL of messages that came in. */
final class MessageStore {
    private static final String CUSTOMER = "mailloop_message_tbl.customer_id";

    private static final String COLUMNS =
            "message_id, spool_name, company_id, rid, received, kind, dsn, mailing_id, customer_id,"
                    + " sender, addressee, subject, found, action, done, remark, size";
    private static final int NOBODY = 0;
    private static final int ADDRESS = 320;
    private static final int SUBJECT = 500;
    private static final int TEXT = 1000;

    List<IncomingMessage> page(
            Transaction tx, Actor actor, MessageQuery query, long offset, int limit) {
        Map<String, Object> values = new HashMap<>();
        String where = where(actor, query, values);
        return tx.sql()
                .createQuery(
                        "SELECT %s FROM mailloop_message_tbl WHERE %s".formatted(COLUMNS, where)
                                + " ORDER BY received DESC, message_id DESC"
                                + " LIMIT :limit OFFSET :offset")
                .bindMap(values)
                .bind("limit", limit)
                .bind("offset", offset)
                .map((row, context) -> message(row))
                .list();
    }

    int count(Transaction tx, Actor actor, MessageQuery query, int most) {
        Map<String, Object> values = new HashMap<>();
        String where = where(actor, query, values);
        return tx.sql()
                .createQuery(
                        "SELECT COUNT(*) FROM (SELECT 1 FROM mailloop_message_tbl WHERE %s LIMIT :most) found"
                                .formatted(where))
                .bindMap(values)
                .bind("most", most)
                .mapTo(Integer.class)
                .one();
    }

    Optional<IncomingMessage> find(Transaction tx, Actor actor, List<Integer> companyIds, long id) {
        return tx.sql()
                .createQuery(
                        """
                        SELECT %s FROM mailloop_message_tbl
                         WHERE message_id = :id AND company_id IN (<companies>)%s
                        """
                                .formatted(COLUMNS, RecipientAccess.and(actor, CUSTOMER)))
                .bind("id", id)
                .bindList("companies", companyIds)
                .map((row, context) -> message(row))
                .findOne();
    }

    List<IncomingMessage> unclaimed(
            Transaction tx, int companyId, int rid, Instant since, long afterId, int limit) {
        return tx.sql()
                .createQuery(
                        """
                        SELECT %s FROM mailloop_message_tbl
                         WHERE company_id = :company AND rid = :rid AND received >= :since
                           AND message_id > :after AND customer_id = 0
                         ORDER BY message_id LIMIT :limit
                        """
                                .formatted(COLUMNS))
                .bind("company", companyId)
                .bind("rid", rid)
                .bind("since", since)
                .bind("after", afterId)
                .bind("limit", limit)
                .map((row, context) -> message(row))
                .list();
    }

    Optional<byte[]> raw(Transaction tx, List<Integer> companyIds, long id) {
        return tx.sql()
                .createQuery(
                        """
                        SELECT raw FROM mailloop_message_raw_tbl
                          JOIN mailloop_message_tbl USING (message_id)
                         WHERE message_id = :id AND company_id IN (<companies>)
                        """)
                .bind("id", id)
                .bindList("companies", companyIds)
                .map((row, context) -> row.getBytes("raw"))
                .findOne();
    }

    boolean isKept(Transaction tx, String spoolName) {
        return tx.sql()
                .createQuery(
                        "SELECT EXISTS (SELECT 1 FROM mailloop_message_tbl WHERE spool_name ="
                                + " :name)")
                .bind("name", spoolName)
                .mapTo(Boolean.class)
                .one();
    }

    long insert(Transaction tx, IncomingMessage message) {
        return tx.sql()
                .createUpdate(
                        """
                        INSERT INTO mailloop_message_tbl
                               (spool_name, company_id, rid, received, kind, dsn, mailing_id,
                                customer_id, sender, addressee, subject, found, action, done,
                                remark, size)
                        VALUES (:name, :company, :rid, :received, :kind, :dsn, :mailing,
                                :customer, :sender, :addressee, :subject, :found, :action, :done,
                                :remark, :size)
                        """)
                .bind("name", message.spoolName())
                .bind("company", message.companyId())
                .bind("rid", message.rid())
                .bind("received", message.received())
                .bind("kind", message.kind().name())
                .bind("dsn", message.dsn())
                .bind("mailing", message.mailingId())
                .bind("customer", message.customerId())
                .bind("sender", cut(message.sender(), ADDRESS))
                .bind("addressee", cut(message.addressee(), ADDRESS))
                .bind("subject", cut(message.subject(), SUBJECT))
                .bind("found", cut(message.found(), TEXT))
                .bind("action", message.action())
                .bind("done", message.done() ? 1 : 0)
                .bind("remark", cut(message.remark(), TEXT))
                .bind("size", message.size())
                .executeAndReturnGeneratedKeys("message_id")
                .mapTo(Long.class)
                .one();
    }

    void insertRaw(Transaction tx, long id, byte[] packed) {
        tx.sql()
                .createUpdate(
                        "INSERT INTO mailloop_message_raw_tbl (message_id, raw) VALUES (:id, :raw)")
                .bind("id", id)
                .bind("raw", packed)
                .execute();
    }

    void log(Transaction tx, IncomingMessage message) {
        tx.sql()
                .createUpdate(
                        """
                        INSERT INTO mailloop_log_tbl
                               (rid, timestamp, status, company_id, mailing_id, customer_id,
                                action, remark)
                        VALUES (:rid, :received, :done, :company, :mailing, :customer, :action,
                                :remark)
                        """)
                .bind("rid", String.valueOf(message.rid()))
                .bind("received", message.received())
                .bind("done", message.done() ? 1 : 0)
                .bind("company", message.companyId())
                .bind("mailing", message.mailingId())
                .bind("customer", message.customerId())
                .bind("action", message.action())
                .bind("remark", cut(message.remark(), TEXT))
                .execute();
    }

    private static String where(Actor actor, MessageQuery query, Map<String, Object> values) {
        StringBuilder where = new StringBuilder("company_id = :company");
        values.put("company", query.rid() == MessageQuery.UNASSIGNED ? NOBODY : actor.companyId());
        if (query.rid() > 0) {
            where.append(" AND rid = :rid");
            values.put("rid", query.rid());
        }
        if (query.mailingId() > 0) {
            where.append(" AND mailing_id = :mailing");
            values.put("mailing", query.mailingId());
        }
        if (query.customerId() > 0) {
            where.append(" AND customer_id = :customer");
            values.put("customer", query.customerId());
        }
        if (!query.kinds().isEmpty()) {
            int number = 0;
            StringBuilder names = new StringBuilder();
            for (MessageKind kind : query.kinds()) {
                names.append(number == 0 ? ":kind" : ", :kind").append(number);
                values.put("kind" + number++, kind.name());
            }
            where.append(" AND kind IN (").append(names).append(')');
        }
        if (!query.search().isBlank()) {
            where.append(
                    " AND (sender LIKE :search ESCAPE '!' OR subject LIKE :search ESCAPE '!')");
            values.put("search", "%" + query.search().strip().replaceAll("[!%_]", "!$0") + "%");
        }
        return where.append(RecipientAccess.and(actor, CUSTOMER)).toString();
    }

    private static IncomingMessage message(ResultSet row) throws SQLException {
        return new IncomingMessage(
                row.getLong("message_id"),
                row.getString("spool_name"),
                row.getInt("company_id"),
                row.getInt("rid"),
                row.getTimestamp("received").toInstant(),
                MessageKind.of(row.getString("kind")),
                row.getInt("dsn"),
                row.getInt("mailing_id"),
                row.getLong("customer_id"),
                row.getString("sender"),
                row.getString("addressee"),
                row.getString("subject"),
                row.getString("found"),
                row.getString("action"),
                row.getInt("done") != 0,
                row.getString("remark"),
                row.getInt("size"));
    }

    private static String cut(String text, int length) {
        return text.codePointCount(0, text.length()) <= length
                ? text
                : text.substring(0, text.offsetByCodePoints(0, length));
    }
}
