package org.openemm.rendering;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.statement.Query;
import org.openemm.NotFound;
import org.openemm.content.MediaParameters;
import org.openemm.database.Transaction;

/** The SQL behind {@link MailingSnapshots}: one mailing of one company. */
final class SnapshotStore {
    private static final String NO_ONE = "1=0";

    private final Transaction tx;
    private final int companyId;
    private final int mailingId;

    SnapshotStore(Transaction tx, int companyId, int mailingId) {
        this.tx = tx;
        this.companyId = companyId;
        this.mailingId = mailingId;
    }

    /** What of mailing_tbl and mailinglist_tbl matters. */
    record MailingFacts(int mailinglistId, String name, String contentType, String rdirDomain) {}

    MailingFacts mailing() {
        return query(
                        """
                        SELECT m.mailinglist_id, COALESCE(m.shortname, ''),
                               COALESCE(m.content_type, ''), COALESCE(l.rdir_domain, '')
                        FROM mailing_tbl m
                        LEFT JOIN mailinglist_tbl l
                          ON l.mailinglist_id = m.mailinglist_id AND l.company_id = m.company_id
                        WHERE m.company_id = :company AND m.mailing_id = :mailing AND m.deleted = 0
                        """)
                .map(
                        (row, context) ->
                                new MailingFacts(
                                        row.getInt(1),
                                        row.getString(2),
                                        row.getString(3),
                                        row.getString(4)))
                .findOne()
                .orElseThrow(() -> new NotFound("mailing", mailingId));
    }

    MediaParameters mediaParameters() {
        return query(
                        """
                        SELECT t.param FROM mailing_mt_tbl t
                        JOIN mailing_tbl m ON m.mailing_id = t.mailing_id
                        WHERE m.company_id = :company AND t.mailing_id = :mailing
                          AND t.mediatype = 0
                        """)
                .mapTo(String.class)
                .findOne()
                .map(MediaParameters::parse)
                .orElse(MediaParameters.none());
    }

    /** What of company_tbl matters. */
    record CompanyFacts(String rdirDomain, String secretKey, String token, String mailloopDomain) {}

    CompanyFacts company() {
        return tx.sql()
                .createQuery(
                        """
                        SELECT COALESCE(rdir_domain, ''), COALESCE(secret_key, ''),
                               COALESCE(company_token, ''), COALESCE(mailloop_domain, '')
                        FROM company_tbl WHERE company_id = :company
                        """)
                .bind("company", companyId)
                .map(
                        (row, context) ->
                                new CompanyFacts(
                                        row.getString(1),
                                        row.getString(2),
                                        row.getString(3),
                                        row.getString(4)))
                .findOne()
                .orElseThrow(() -> new NotFound("company", companyId));
    }

    /** Settings that shape mails: own before global, of this mailing before of all. */
    Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>();
        tx.sql()
                .createQuery(
                        """
                        SELECT CONCAT('mailout:', name) AS name, value AS value, 0 AS weight
                        FROM config_tbl
                        WHERE class = 'mailout' AND COALESCE(hostname, '') = ''
                        UNION ALL
                        SELECT cname, cvalue, company_id FROM company_info_tbl
                        WHERE company_id IN (0, :company) AND COALESCE(hostname, '') = ''
                        ORDER BY weight
                        """)
                .bind("company", companyId)
                .map(
                        (row, context) ->
                                Map.entry(
                                        row.getString(1),
                                        row.getString(2) == null ? "" : row.getString(2)))
                .forEach(entry -> settings.put(entry.getKey(), entry.getValue()));
        String own = "[" + mailingId + "]";
        Map<String, String> result = new HashMap<>();
        settings.forEach(
                (name, value) -> {
                    if (!name.endsWith("]")) {
                        result.put(name, settings.getOrDefault(name + own, value));
                    } else if (name.endsWith(own)) {
                        result.put(name.substring(0, name.length() - own.length()), value);
                    }
                });
        return result;
    }

    List<MailingSnapshot.Title> titles() {
        Map<Integer, Map<Integer, String>> titles = new LinkedHashMap<>();
        tx.sql()
                .createQuery(
                        """
                        SELECT t.title_id, g.gender, g.title
                        FROM title_tbl t JOIN title_gender_tbl g ON g.title_id = t.title_id
                        WHERE t.company_id IN (0, :company) ORDER BY t.title_id, g.gender
                        """)
                .bind("company", companyId)
                .map(
                        (row, context) ->
                                titles.computeIfAbsent(row.getInt(1), id -> new HashMap<>())
                                        .put(row.getInt(2), row.getString(3)))
                .list();
        return titles.entrySet().stream()
                .map(entry -> new MailingSnapshot.Title(entry.getKey(), entry.getValue()))
                .toList();
    }

    Map<Integer, String> dateFormats() {
        Map<Integer, String> formats = new HashMap<>();
        tx.sql()
                .createQuery("SELECT type, format FROM date_tbl WHERE format IS NOT NULL")
                .map((row, context) -> formats.put(row.getInt(1), row.getString(2)))
                .list();
        return formats;
    }

    /** Those of the named fields that exist, by column or display name, each once. */
    List<MailingSnapshot.Column> columns(Set<String> names) {
        List<String> wanted = names.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
        return tx
                .sql()
                .createQuery(
                        """
                        SELECT LOWER(c.column_name), LOWER(c.data_type),
                               COALESCE(f.shortname, c.column_name)
                        FROM information_schema.columns c
                        LEFT JOIN customer_field_tbl f
                          ON f.company_id = :company AND f.col_name = c.column_name
                        WHERE c.table_schema = DATABASE() AND c.table_name = :table
                        ORDER BY c.ordinal_position
                        """)
                .bind("company", companyId)
                .bind("table", "customer_" + companyId + "_tbl")
                .map(
                        (row, context) ->
                                new MailingSnapshot.Column(
                                        row.getString(1), row.getString(3), type(row.getString(2))))
                .stream()
                .filter(
                        column ->
                                wanted.contains(column.column())
                                        || wanted.contains(column.name().toLowerCase(Locale.ROOT)))
                .toList();
    }

    private static MailingSnapshot.Column.Type type(String sqlType) {
        return switch (sqlType) {
            case "int", "bigint", "smallint", "tinyint", "mediumint" ->
                    MailingSnapshot.Column.Type.INTEGER;
            case "float", "double", "decimal" -> MailingSnapshot.Column.Type.FLOAT;
            case "date", "datetime", "timestamp" -> MailingSnapshot.Column.Type.DATE;
            default -> MailingSnapshot.Column.Type.TEXT;
        };
    }

    /** Conditions of target groups; a group that is gone or broken matches nobody. */
    List<MailingSnapshot.Target> targets(Set<Integer> ids) {
        Map<Integer, String> sql = new HashMap<>();
        if (!ids.isEmpty()) {
            tx.sql()
                    .createQuery(
                            """
                            SELECT target_id, target_sql FROM dyn_target_tbl
                            WHERE company_id IN (0, :company) AND target_id IN (<ids>)
                              AND deleted = 0 AND COALESCE(invalid, 0) = 0
                            """)
                    .bind("company", companyId)
                    .bindList("ids", List.copyOf(ids))
                    .map((row, context) -> sql.put(row.getInt(1), row.getString(2)))
                    .list();
        }
        return ids.stream()
                .map(id -> new MailingSnapshot.Target(id, condition(sql.get(id))))
                .toList();
    }

    private static String condition(String sql) {
        return sql == null || sql.isBlank() ? NO_ONE : sql;
    }

    private Query query(String sql) {
        return tx.sql().createQuery(sql).bind("company", companyId).bind("mailing", mailingId);
    }
}
