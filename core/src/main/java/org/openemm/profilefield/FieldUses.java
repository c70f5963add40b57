package org.openemm.profilefield;

import static org.openemm.profilefield.CustomerTable.customerTable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jdbi.v3.core.statement.Query;
import org.openemm.database.Transaction;

/** SQL of who uses a profile field. */
final class FieldUses {
    private static final int MAX = 50;

    /** The tag of a text, and the hash tag of a link. */
    private static final String IN_TEXT =
            "REGEXP CONCAT('agnDB[^]]*column *= *.', :column, '\\\\b|##', :column, '##')";

    private static final String TARGETS =
            """
            SELECT target_id AS id, target_shortname AS name, 1 AS blocks FROM dyn_target_tbl t
             WHERE t.company_id = :company AND t.deleted = 0
               AND (t.target_sql REGEXP CONCAT('cust[.]`?', :column, '\\\\b')
                    OR EXISTS (SELECT 1 FROM target_ref_profilefield_tbl r
                                WHERE r.target_ref = t.target_id AND r.name = :column))
             ORDER BY t.target_shortname LIMIT 50
            """;

    /** Mailings that are still to be sent need it; what was sent keeps what it was. */
    private static final String MAILINGS =
            """
            SELECT m.mailing_id AS id, m.shortname AS name,
                   COALESCE(m.work_status IN ('mailing.status.ready', 'mailing.status.scheduled',
                            'mailing.status.in-generation', 'mailing.status.active'), 0) AS blocks
              FROM mailing_tbl m
             WHERE m.company_id = :company AND m.deleted = 0 AND COALESCE(m.is_template, 0) = :template
               AND (EXISTS (SELECT 1 FROM dyn_content_tbl d WHERE d.mailing_id = m.mailing_id AND d.dyn_content IN_TEXT)
                    OR EXISTS (SELECT 1 FROM component_tbl c WHERE c.mailing_id = m.mailing_id AND c.comptype = 0
                                AND c.emmblock IN_TEXT)
                    OR EXISTS (SELECT 1 FROM dyn_name_tbl n WHERE n.mailing_id = m.mailing_id AND n.deleted = 0
                                AND n.interest_group = :column)
                    OR EXISTS (SELECT 1 FROM rdir_url_tbl u WHERE u.mailing_id = m.mailing_id AND u.deleted = 0
                                AND u.full_url IN_TEXT))
             ORDER BY blocks DESC, m.mailing_id DESC LIMIT 50
            """
                    .replace("IN_TEXT", IN_TEXT);

    private static final String IMPORT_PROFILES =
            """
            SELECT p.id, p.shortname AS name, 1 AS blocks FROM import_profile_tbl p
             WHERE p.company_id = :company AND p.deleted = 0
               AND (FIND_IN_SET(:column, REPLACE(LOWER(p.key_column), ' ', '')) > 0
                    OR EXISTS (SELECT 1 FROM import_column_mapping_tbl c
                                WHERE c.profile_id = p.id AND c.deleted = 0 AND c.db_column = :column))
             ORDER BY p.shortname LIMIT 50
            """;

    /** The list of columns is separated by semicolons. */
    private static final String EXPORT_PROFILES =
            """
            SELECT e.export_predef_id AS id, e.shortname AS name, 1 AS blocks FROM export_predef_tbl e
             WHERE e.company_id = :company AND e.deleted = 0
               AND (e.`columns` REGEXP CONCAT('(^|[^a-z0-9_])', :column, '([^a-z0-9_]|$)')
                    OR EXISTS (SELECT 1 FROM export_column_mapping_tbl c
                                WHERE c.export_predef_id = e.export_predef_id AND c.db_column = :column))
             ORDER BY e.shortname LIMIT 50
            """;

    private static final String IMPORTS =
            """
            SELECT i.import_id AS id, i.filename AS name, i.state IN ('CHECKING', 'RUNNING') AS blocks FROM recipient_import_tbl i
             WHERE i.company_id = :company AND i.state IN ('UPLOADED', 'CHECKING', 'CHECKED', 'RUNNING')
               AND i.settings REGEXP CONCAT('"', :column, '"')
             ORDER BY blocks DESC, i.import_id DESC LIMIT 50
            """;

    /** A column or the name of a field as a word of its own. */
    private static final String AS_WORD =
            "REGEXP CONCAT('(^|[^a-z0-9_])(', :column, '|', :name, ')([^a-z0-9_]|$)')";

    /** Changes of many recipients that are being made. */
    private static final String CHANGES =
            """
            SELECT b.bulk_id AS id, b.username AS name, 1 AS blocks FROM recipient_bulk_tbl b
             WHERE b.company_id = :company AND b.state = 'RUNNING'
               AND (b.kind = 'FIELD' AND b.target = :column
                    OR b.kind = 'FIELDS' AND JSON_EXISTS(b.value, CONCAT('$."', :column, '"'))
                    OR b.filter AS_WORD)
             ORDER BY b.bulk_id DESC LIMIT 50
            """
                    .replace("AS_WORD", AS_WORD);

    /** Exports that are being written; one without chosen columns has all of them. */
    private static final String EXPORTS =
            """
            SELECT e.export_id AS id, e.name AS name, 1 AS blocks FROM recipient_export_tbl e
             WHERE e.company_id = :company AND e.state IN ('WAITING', 'RUNNING')
               AND (e.settings AS_WORD OR JSON_LENGTH(e.settings, '$.columns') = 0)
             ORDER BY e.export_id DESC LIMIT 50
            """
                    .replace("AS_WORD", AS_WORD);

    private static final String FORMS =
            """
            SELECT f.form_id AS id, f.formname AS name, 0 AS blocks FROM userform_tbl f
             WHERE f.company_id = :company AND f.deleted = 0
               AND (f.success_template REGEXP CONCAT('\\\\b', :column, '\\\\b')
                    OR f.error_template REGEXP CONCAT('\\\\b', :column, '\\\\b'))
             ORDER BY f.formname LIMIT 50
            """;

    private static final String ACTIONS =
            """
            SELECT a.action_id AS id, a.shortname AS name, 1 AS blocks FROM rdir_action_tbl a
             WHERE a.company_id = :company AND COALESCE(a.deleted, 0) = 0
               AND EXISTS (SELECT 1 FROM actop_tbl o
                             JOIN actop_update_customer_tbl u ON u.action_operation_id = o.action_operation_id
                            WHERE o.action_id = a.action_id AND u.column_name = :column)
             ORDER BY a.shortname LIMIT 50
            """;

    private FieldUses() {}

    static ProfileFieldUse of(Transaction tx, int companyId, ProfileField field) {
        List<ProfileFieldUse.User> users = new ArrayList<>();
        Reader reader = new Reader(tx, companyId, field, users);
        reader.read(ProfileFieldUse.Kind.TARGET, TARGETS);
        reader.read(ProfileFieldUse.Kind.MAILING, MAILINGS.replace(":template", "0"));
        reader.read(ProfileFieldUse.Kind.TEMPLATE, MAILINGS.replace(":template", "1"));
        reader.read(ProfileFieldUse.Kind.IMPORT_PROFILE, IMPORT_PROFILES);
        reader.read(ProfileFieldUse.Kind.EXPORT_PROFILE, EXPORT_PROFILES);
        reader.read(ProfileFieldUse.Kind.IMPORT, IMPORTS);
        reader.read(ProfileFieldUse.Kind.CHANGE, CHANGES);
        reader.read(ProfileFieldUse.Kind.EXPORT, EXPORTS);
        reader.read(ProfileFieldUse.Kind.FORM, FORMS);
        reader.read(ProfileFieldUse.Kind.ACTION, ACTIONS);
        return new ProfileFieldUse(users, filled(tx, companyId, field));
    }

    private record Reader(
            Transaction tx, int companyId, ProfileField field, List<ProfileFieldUse.User> users) {
        void read(ProfileFieldUse.Kind kind, String sql) {
            Query query =
                    tx.sql()
                            .createQuery(sql)
                            .bind("company", companyId)
                            .bind("column", field.column());
            if (sql.contains(":name")) {
                query.bind("name", literal(field.name()));
            }
            query
                    .map(
                            (row, context) ->
                                    new ProfileFieldUse.User(
                                            kind,
                                            row.getLong("id"),
                                            row.getString("name"),
                                            row.getInt("blocks") == 1))
                    .stream()
                    .limit(MAX)
                    .forEach(users::add);
        }
    }

    /** What a person wrote, for a regular expression. */
    private static String literal(String text) {
        return text.replaceAll("([^\\p{L}\\p{N}_ -])", "\\\\$1");
    }

    /** How many living target groups ask for each column, by column. */
    static Map<String, Long> targetsPerColumn(Transaction tx, int companyId) {
        Map<String, Long> counts = new HashMap<>();
        tx.sql()
                .createQuery(
                        """
                        SELECT r.name, COUNT(DISTINCT t.target_id) AS targets
                          FROM target_ref_profilefield_tbl r
                          JOIN dyn_target_tbl t ON t.target_id = r.target_ref AND t.deleted = 0
                           AND COALESCE(t.hidden, 0) = 0
                         WHERE r.company_ref = :company GROUP BY r.name
                        """)
                .bind("company", companyId)
                .map((row, context) -> Map.entry(row.getString("name"), row.getLong("targets")))
                .forEach(
                        count ->
                                counts.put(
                                        count.getKey().toLowerCase(Locale.ROOT), count.getValue()));
        return counts;
    }

    private static long filled(Transaction tx, int companyId, ProfileField field) {
        String other =
                field.defaultValue() == null ? "" : " AND cust." + field.sql() + " <> :default";
        Query count =
                tx.sql()
                        .createQuery(
                                ("SELECT COUNT(*) FROM (SELECT 1 FROM %s cust WHERE %s AND cust.%s"
                                                + " IS NOT NULL%s LIMIT :limit) counted")
                                        .formatted(
                                                customerTable(companyId),
                                                CustomerTable.VISIBLE,
                                                field.sql(),
                                                other))
                        .bind("limit", ProfileFieldUse.COUNTED);
        return (field.defaultValue() == null ? count : count.bind("default", field.defaultValue()))
                .mapTo(Long.class)
                .one();
    }
}
