package org.openemm.privacy;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.SqlStatements;
import org.openemm.account.Actor;
import org.openemm.database.Transaction;

/** SQL of all that is kept about a person; each question is answered by an index. */
final class PersonStore {
    /** More rows of one kind than anybody reads; a person has a few thousand events at most. */
    private static final int MOST = 20_000;

    private static final String STATUS =
            "ELT(b.user_status, 'active', 'bounced', 'opt_out_by_admin', 'opt_out_by_user',"
                    + " 'waiting', 'blocklisted', 'suspended') AS status";

    private static final String DEVICE =
            "ELT((e.device_class_id - 1) % 4 + 1, 'desktop', 'mobile', 'tablet', 'smarttv') AS"
                    + " device";

    private static final String MAILING =
            "LEFT JOIN mailing_tbl m ON m.mailing_id = e.mailing_id AND m.company_id = <company>";

    private static final String LIST_OPEN = "b.mailinglist_id NOT IN (<closed>)";

    /** Name of a section to its query; the newest row first. */
    private static final Map<String, String> SECTIONS = new LinkedHashMap<>();

    static {
        SECTIONS.put(
                "mailinglists",
                """
                SELECT COALESCE(l.shortname, b.mailinglist_id) AS mailinglist, %s, b.user_type AS type, b.user_remark AS remark,
                       b.creation_date AS since, b.timestamp AS changed, b.referrer AS referrer,
                       b.entry_mailing_id AS entry_mailing, b.exit_mailing_id AS exit_mailing
                  FROM customer_<company>_binding_tbl b LEFT JOIN mailinglist_tbl l ON l.mailinglist_id = b.mailinglist_id
                 WHERE b.customer_id = :id AND %s ORDER BY mailinglist
                """
                        .formatted(STATUS, LIST_OPEN));
        SECTIONS.put(
                "mailinglist_history",
                """
                SELECT b.timestamp_change AS at, COALESCE(l.shortname, b.mailinglist_id) AS mailinglist, %s, b.user_type AS type,
                       b.user_remark AS remark, IF(b.change_type = 0, 'removed', 'changed') AS what, b.email AS email, b.referrer AS referrer
                  FROM hst_customer_<company>_binding_tbl b LEFT JOIN mailinglist_tbl l ON l.mailinglist_id = b.mailinglist_id
                 WHERE b.customer_id = :id AND %s ORDER BY b.timestamp_change DESC
                """
                        .formatted(STATUS, LIST_OPEN));
        SECTIONS.put(
                "mailings",
                "SELECT e.timestamp AS at, COALESCE(m.shortname, e.mailing_id) AS mailing FROM"
                        + " mailtrack_<company>_tbl e "
                        + MAILING
                        + " WHERE e.customer_id = :id ORDER BY e.timestamp DESC");
        SECTIONS.put(
                "deliveries",
                "SELECT e.timestamp AS at, COALESCE(m.shortname, e.mailing_id) AS mailing FROM"
                        + " success_<company>_tbl e "
                        + MAILING
                        + " WHERE e.customer_id = :id ORDER BY e.timestamp DESC");
        SECTIONS.put(
                "openings",
                ("SELECT e.creation AS at, COALESCE(m.shortname, e.mailing_id) AS mailing, %s,"
                     + " c.description AS client FROM onepixellog_device_<company>_tbl e LEFT JOIN"
                     + " client_tbl c ON c.client_id = e.client_id "
                                + MAILING
                                + " WHERE e.customer_id = :id ORDER BY e.creation DESC")
                        .formatted(DEVICE));
        SECTIONS.put(
                "openings_by_mailing",
                "SELECT e.first_open AS first, e.last_open AS last, COALESCE(m.shortname,"
                        + " e.mailing_id) AS mailing, e.open_count AS times, e.ip_adr AS ip FROM"
                        + " onepixellog_<company>_tbl e "
                        + MAILING
                        + " WHERE e.customer_id = :id ORDER BY e.last_open DESC");
        SECTIONS.put(
                "clicks",
                ("SELECT e.timestamp AS at, COALESCE(m.shortname, e.mailing_id) AS mailing,"
                     + " u.full_url AS link, %s, c.description AS client, e.ip_adr AS ip FROM"
                     + " rdirlog_<company>_tbl e LEFT JOIN rdir_url_tbl u ON u.url_id = e.url_id"
                     + " AND u.company_id = <company> LEFT JOIN client_tbl c ON c.client_id ="
                     + " e.client_id "
                                + MAILING
                                + " WHERE e.customer_id = :id ORDER BY e.timestamp DESC")
                        .formatted(DEVICE));
        SECTIONS.put(
                "forms",
                "SELECT e.timestamp AS at, e.form_id AS form, e.ip_adr AS ip FROM"
                        + " rdirlog_userform_<company>_tbl e WHERE e.customer_id = :id ORDER BY"
                        + " e.timestamp DESC");
        SECTIONS.put(
                "values",
                "SELECT e.timestamp AS at, e.page_tag AS name, e.num_parameter AS value, e.ip_adr"
                    + " AS ip FROM rdirlog_<company>_val_num_tbl e WHERE e.customer_id = :id ORDER"
                    + " BY e.timestamp DESC");
        SECTIONS.put(
                "bounces",
                "SELECT e.timestamp AS at, COALESCE(m.shortname, e.mailing_id) AS mailing, e.dsn AS"
                        + " code, e.status_text AS answer FROM bounce_tbl e "
                        + MAILING
                        + " WHERE e.company_id = <company> AND e.customer_id = :id ORDER BY"
                        + " e.timestamp DESC");
        SECTIONS.put(
                "attempts",
                "SELECT e.last_try AS at, COALESCE(m.shortname, e.mailing_id) AS mailing,"
                        + " e.attempts AS times, e.dsn AS code, e.status_text AS answer FROM"
                        + " undelivered_tbl e "
                        + MAILING
                        + " WHERE e.company_id = <company> AND e.customer_id = :id ORDER BY"
                        + " e.last_try DESC");
        SECTIONS.put(
                "soft_bounces",
                "SELECT e.timestamp AS at, e.bnccnt AS times FROM softbounce_email_tbl e WHERE"
                        + " e.company_id = <company> AND e.email = :email");
        SECTIONS.put(
                "messages",
                "SELECT e.received AS at, LOWER(e.kind) AS kind, e.sender AS sender, e.subject AS"
                    + " subject, e.found AS text FROM mailloop_message_tbl e WHERE e.company_id ="
                    + " <company> AND e.customer_id = :id ORDER BY e.received DESC");
        SECTIONS.put(
                "replies",
                "SELECT e.creation_date AS at, e.sender_email AS sender, e.subject AS subject,"
                        + " e.content AS text FROM mailloop_replies_tbl e WHERE e.company_id ="
                        + " <company> AND e.customer_id = :id ORDER BY e.creation_date DESC");
        SECTIONS.put(
                "blocklist",
                "SELECT e.email AS entry, e.reason AS reason, e.timestamp AS since FROM"
                        + " cust<company>_ban_tbl e WHERE e.email = :email");
        SECTIONS.put(
                "address_changes",
                "SELECT e.creation_date AS at, e.new_email_address AS email FROM"
                        + " pending_email_change_tbl e WHERE e.company_ref = <company> AND"
                        + " e.customer_ref = :id");
        SECTIONS.put(
                "subscription_requests",
                "SELECT e.requested AS at, e.email AS email, e.confirmed AS confirmed,"
                        + " e.confirmed_from AS origin FROM subscription_request_tbl e WHERE"
                        + " e.company_id = <company> AND e.customer_id = :id");
        SECTIONS.put(
                "sources",
                "SELECT e.datasource_id AS number, e.description AS source, e.timestamp AS at FROM"
                    + " datasource_description_tbl e JOIN customer_<company>_tbl c ON c.customer_id"
                    + " = :id AND e.datasource_id IN (c.datasource_id, c.latest_datasource_id)"
                    + " WHERE e.company_id IN (0, <company>)");
    }

    private static final String FIELD_HISTORY =
            "SELECT e.change_date AS at, e.col_name AS field, e.old_value AS old, e.new_value AS"
                    + " new FROM hst_customer_<company>_field_tbl e WHERE e.customer_id = :id AND"
                    + " e.col_name IN (<columns>) ORDER BY e.history_id DESC";

    /**
     * @param columns of the profile that the actor sees
     */
    List<PersonFile.Section> sections(
            Transaction tx, Actor actor, long id, String email, Set<String> columns) {
        Map<String, String> all = new LinkedHashMap<>(SECTIONS);
        if (ErasureStore.hasFieldHistory(tx, actor.companyId())) {
            all.put("field_history", FIELD_HISTORY);
        }
        List<PersonFile.Section> sections = new ArrayList<>();
        all.forEach(
                (name, sql) -> {
                    Query query =
                            tx.sql()
                                    .createQuery(sql + " LIMIT " + MOST)
                                    .define("company", actor.companyId())
                                    .bind("id", id)
                                    .bind("email", email)
                                    .bindList("closed", closed(actor))
                                    .bindList("columns", List.copyOf(columns));
                    query.getConfig(SqlStatements.class).setUnusedBindingAllowed(true);
                    sections.add(query.scanResultSet((rows, context) -> section(name, rows.get())));
                });
        return sections;
    }

    /** No list has the number 0. */
    private static List<Integer> closed(Actor actor) {
        List<Integer> closed = new ArrayList<>(actor.closedLists());
        closed.add(0);
        return closed;
    }

    private static PersonFile.Section section(String name, ResultSet rows) throws SQLException {
        ResultSetMetaData columns = rows.getMetaData();
        List<String> names = new ArrayList<>();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            names.add(columns.getColumnLabel(i));
        }
        List<List<String>> values = new ArrayList<>();
        while (rows.next()) {
            List<String> row = new ArrayList<>();
            for (int i = 1; i <= names.size(); i++) {
                row.add(text(rows, columns.getColumnType(i), i));
            }
            values.add(row);
        }
        return new PersonFile.Section(name, names, values);
    }

    private static String text(ResultSet rows, int type, int column) throws SQLException {
        if (type == Types.TIMESTAMP) {
            Timestamp moment = rows.getTimestamp(column);
            return moment == null ? null : moment.toInstant().toString();
        }
        return rows.getString(column);
    }
}
