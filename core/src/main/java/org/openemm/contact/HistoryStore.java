package org.openemm.contact;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.SqlStatements;
import org.openemm.database.Transaction;

/**
 * SQL of single contacts with one recipient: each kind is read by an index on the recipient, a page
 * of all kinds in one query.
 */
final class HistoryStore {
    /** Kind to what is read of it; in each the time is called at. */
    private static final Map<Contact.Kind, List<String>> KINDS = new EnumMap<>(Contact.Kind.class);

    static {
        KINDS.put(
                Contact.Kind.RECEIVED,
                List.of(
                        """
                        SELECT 'RECEIVED' AS kind, t.timestamp AS at, t.mailing_id, 0 AS link, 0 AS device, 0 AS client,
                               0 AS detail, 0 AS dsn, '' AS answer, t.maildrop_status_id AS place
                          FROM mailtrack_<company>_tbl t WHERE t.customer_id = :customer
                        """));
        // Openings from before devices were kept have one row for each mailing.
        KINDS.put(
                Contact.Kind.OPENED,
                List.of(
                        """
                        SELECT 'OPENED' AS kind, t.creation AS at, t.mailing_id, 0 AS link, t.device_class_id AS device, t.client_id AS client,
                               0 AS detail, 0 AS dsn, '' AS answer, 0 AS place
                          FROM onepixellog_device_<company>_tbl t WHERE t.customer_id = :customer
                        """,
                        """
                        SELECT 'OPENED' AS kind, COALESCE(t.first_open, t.timestamp) AS at, t.mailing_id, 0 AS link, 0 AS device, 0 AS client,
                               0 AS detail, 0 AS dsn, '' AS answer, 1 AS place
                          FROM onepixellog_<company>_tbl t
                         WHERE t.customer_id = :customer
                           AND NOT EXISTS (SELECT 1 FROM onepixellog_device_<company>_tbl e
                                            WHERE e.customer_id = t.customer_id AND e.mailing_id = t.mailing_id)
                        """));
        KINDS.put(
                Contact.Kind.CLICKED,
                List.of(
                        """
                        SELECT 'CLICKED' AS kind, t.timestamp AS at, t.mailing_id, t.url_id AS link, t.device_class_id AS device, t.client_id AS client,
                               0 AS detail, 0 AS dsn, '' AS answer, t.url_id AS place
                          FROM rdirlog_<company>_tbl t WHERE t.customer_id = :customer
                        """));
        KINDS.put(
                Contact.Kind.BOUNCED,
                List.of(
                        """
                        SELECT 'BOUNCED' AS kind, t.timestamp AS at, t.mailing_id, 0 AS link, 0 AS device, 0 AS client,
                               t.detail, t.dsn, COALESCE(t.status_text, '') AS answer, t.bounce_id AS place
                          FROM bounce_tbl t WHERE t.company_id = <company> AND t.customer_id = :customer
                        """));
    }

    /**
     * Contacts by mail in the order of {@link Histories}, or the other way round.
     *
     * @param from the first second; null for no limit
     * @param to the last second; null for no limit
     */
    List<Contact> mails(
            Transaction tx,
            int company,
            long customer,
            Contact.Kind kind,
            int mailing,
            Instant from,
            Instant to,
            boolean oldestFirst,
            int limit) {
        String order =
                oldestFirst
                        ? "ORDER BY at, kind DESC, mailing_id, place"
                        : "ORDER BY at DESC, kind, mailing_id DESC, place DESC";
        String events = events(kind, mailing, from, to, order + " LIMIT :limit");
        Query query =
                tx.sql()
                        .createQuery(
                                """
                                SELECT x.*, COALESCE(m.shortname, '') AS mailing, COALESCE(c.description, '') AS client_name,
                                       COALESCE(NULLIF(u.shortname, ''), u.full_url, '') AS link_name
                                  FROM (%s %s LIMIT :limit) x
                                  LEFT JOIN mailing_tbl m ON m.mailing_id = x.mailing_id AND m.company_id = :company
                                  LEFT JOIN rdir_url_tbl u ON u.url_id = x.link AND u.company_id = :company
                                  LEFT JOIN client_tbl c ON c.client_id = x.client
                                 %s
                                """
                                        .formatted(
                                                events,
                                                order,
                                                order.replace("mailing_id", "x.mailing_id")))
                        .define("company", company);
        query.getConfig(SqlStatements.class).setUnusedBindingAllowed(true);
        return query.bind("company", company)
                .bind("customer", customer)
                .bind("mailing", mailing)
                .bind("from", from)
                .bind("to", to)
                .bind("limit", limit)
                .map((row, context) -> contact(row))
                .list();
    }

    /** How many there are. */
    long count(
            Transaction tx,
            int company,
            long customer,
            Contact.Kind kind,
            int mailing,
            Instant from,
            Instant to) {
        Query query =
                tx.sql()
                        .createQuery(
                                "SELECT COUNT(*) FROM (%s) x"
                                        .formatted(events(kind, mailing, from, to, "")))
                        .define("company", company);
        query.getConfig(SqlStatements.class).setUnusedBindingAllowed(true);
        return query.bind("customer", customer)
                .bind("mailing", mailing)
                .bind("from", from)
                .bind("to", to)
                .mapTo(Long.class)
                .one();
    }

    private static String events(
            Contact.Kind kind, int mailing, Instant from, Instant to, String end) {
        return KINDS.entrySet().stream()
                .filter(entry -> kind == null || entry.getKey() == kind)
                .flatMap(entry -> entry.getValue().stream())
                .map(
                        sql ->
                                "(SELECT * FROM (%s) one WHERE %s %s)"
                                        .formatted(sql, bounds(mailing, from, to), end))
                .collect(Collectors.joining(" UNION ALL "));
    }

    private static String bounds(int mailing, Instant from, Instant to) {
        return "TRUE"
                + (mailing == 0 ? "" : " AND mailing_id = :mailing")
                + (from == null ? "" : " AND at >= :from")
                + (to == null ? " " : " AND at \\<= :to ");
    }

    /** Mailings that a recipient got, the latest first. */
    List<Histories.Mailing> mailings(Transaction tx, int company, long customer, int limit) {
        return tx.sql()
                .createQuery(
                        """
                        SELECT t.mailing_id, COALESCE(m.shortname, '') AS mailing, MAX(t.timestamp) AS at
                          FROM mailtrack_<company>_tbl t
                          LEFT JOIN mailing_tbl m ON m.mailing_id = t.mailing_id AND m.company_id = :company
                         WHERE t.customer_id = :customer
                         GROUP BY t.mailing_id ORDER BY at DESC LIMIT :limit
                        """)
                .define("company", company)
                .bind("company", company)
                .bind("customer", customer)
                .bind("limit", limit)
                .map(
                        (row, context) ->
                                new Histories.Mailing(
                                        row.getInt("mailing_id"), row.getString("mailing")))
                .list();
    }

    /** What a recipient opened and clicked with, the one used last first. */
    List<Device> devices(Transaction tx, int company, long customer) {
        return tx.sql()
                .createQuery(
                        """
                        SELECT IF(x.device BETWEEN 1 AND 8, (x.device - 1) % 4 + 1, 0) AS class, COALESCE(c.description, '') AS client,
                               SUM(x.openings) AS openings, SUM(x.clicks) AS clicks, MAX(x.last) AS last
                          FROM (SELECT t.device_class_id AS device, t.client_id AS client, COUNT(*) AS openings, 0 AS clicks, MAX(t.creation) AS last
                                  FROM onepixellog_device_<company>_tbl t WHERE t.customer_id = :customer GROUP BY 1, 2
                                 UNION ALL
                                SELECT t.device_class_id, t.client_id, 0, COUNT(*), MAX(t.timestamp)
                                  FROM rdirlog_<company>_tbl t WHERE t.customer_id = :customer GROUP BY 1, 2) x
                          LEFT JOIN client_tbl c ON c.client_id = x.client
                         GROUP BY 1, 2 ORDER BY last DESC
                        """)
                .define("company", company)
                .bind("customer", customer)
                .map(
                        (row, context) ->
                                new Device(
                                        row.getInt("class"),
                                        row.getString("client"),
                                        row.getLong("openings"),
                                        row.getLong("clicks"),
                                        instant(row, "last")))
                .list();
    }

    private static Contact contact(ResultSet row) throws SQLException {
        return new Contact(
                instant(row, "at"),
                Contact.Kind.valueOf(row.getString("kind")),
                row.getInt("mailing_id"),
                row.getString("mailing"),
                row.getString("link_name"),
                Device.ofCode(row.getInt("device")),
                row.getString("client_name"),
                row.getInt("detail"),
                row.getInt("dsn"),
                row.getString("answer"),
                null);
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp timestamp = row.getTimestamp(column);
        return timestamp == null ? null : timestamp.toInstant();
    }
}
