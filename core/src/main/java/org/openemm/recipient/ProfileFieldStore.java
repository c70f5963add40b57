package org.openemm.recipient;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.statement.Query;
import org.openemm.database.Transaction;

/** SQL of profile fields: the columns of customer_N_tbl joined with their description. */
final class ProfileFieldStore {
    private static final ObjectMapper JSON = new ObjectMapper();

    static String customerTable(int companyId) {
        return "customer_" + companyId + "_tbl";
    }

    List<ProfileField> all(Transaction tx, int companyId) {
        List<ProfileField> fields =
                new ArrayList<>(
                        tx
                                .sql()
                                .createQuery(
                                        """
                                        SELECT c.column_name, c.data_type, c.numeric_scale, c.character_maximum_length,
                                               c.is_nullable, c.column_default,
                                               f.shortname, f.description, f.field_sort, f.mode_edit, f.historize, f.allowed_values
                                          FROM information_schema.columns c
                                          LEFT JOIN customer_field_tbl f ON f.company_id = :company AND f.col_name = c.column_name
                                         WHERE c.table_schema = DATABASE() AND c.table_name = :table
                                        """)
                                .bind("company", companyId)
                                .bind("table", customerTable(companyId))
                                .map((row, context) -> field(row))
                                .list()
                                .stream()
                                .flatMap(Optional::stream)
                                .toList());
        fields.sort(
                Comparator.comparingInt(ProfileFieldStore::standardPlace)
                        .thenComparingInt(ProfileField::sort)
                        .thenComparing(ProfileField::name, String.CASE_INSENSITIVE_ORDER));
        return fields;
    }

    /**
     * DDL: commits whatever the transaction did before. Waits a few seconds only: while it waits
     * for a long read, every later statement on the table would wait behind it.
     */
    void addColumn(Transaction tx, int companyId, ProfileField field) {
        tx.sql()
                .execute(
                        "ALTER TABLE `%s` WAIT 5 ADD COLUMN %s %s %s%s"
                                .formatted(
                                        customerTable(companyId),
                                        field.sql(),
                                        sqlType(field),
                                        field.nullable() ? "NULL" : "NOT NULL",
                                        sqlDefault(field)));
    }

    /** DDL: commits whatever the transaction did before. */
    void dropColumn(Transaction tx, int companyId, ProfileField field) {
        tx.sql()
                .execute(
                        "ALTER TABLE `%s` WAIT 5 DROP COLUMN %s"
                                .formatted(customerTable(companyId), field.sql()));
    }

    void describe(Transaction tx, int companyId, ProfileField field, Instant now) {
        tx.sql()
                .createUpdate(
                        """
                        INSERT INTO customer_field_tbl
                               (company_id, col_name, shortname, description, mode_edit, field_sort, historize, creation_date, change_date)
                        VALUES (:company, :column, :name, :description, :mode, :sort, :historize, :now, :now)
                            ON DUPLICATE KEY UPDATE shortname = :name, description = :description, mode_edit = :mode,
                               field_sort = :sort, historize = :historize, change_date = :now
                        """)
                .bind("company", companyId)
                .bind("column", field.column())
                .bind("name", field.name())
                .bind("description", field.description())
                .bind("mode", field.editing().code())
                .bind("sort", field.sort())
                .bind("historize", field.historized() ? 1 : 0)
                .bind("now", now)
                .execute();
    }

    void forget(Transaction tx, int companyId, ProfileField field) {
        tx.sql()
                .createUpdate(
                        "DELETE FROM customer_field_tbl WHERE company_id = :company AND col_name ="
                                + " :column")
                .bind("company", companyId)
                .bind("column", field.column())
                .execute();
    }

    /** Names of target groups whose condition reads the column. */
    List<String> targetsUsing(Transaction tx, int companyId, ProfileField field) {
        return tx.sql()
                .createQuery(
                        """
                        SELECT target_shortname FROM dyn_target_tbl
                         WHERE company_id = :company AND deleted = 0
                           AND target_sql REGEXP CONCAT('cust[.]`?', :column, '\\\\b')
                         ORDER BY target_shortname LIMIT 10
                        """)
                .bind("company", companyId)
                .bind("column", field.column())
                .mapTo(String.class)
                .list();
    }

    /** How many living target groups ask for each column, by column. */
    Map<String, Long> targetsPerColumn(Transaction tx, int companyId) {
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

    ProfileFieldUse use(Transaction tx, int companyId, ProfileField field) {
        return new ProfileFieldUse(
                users(
                        tx,
                        """
                        SELECT target_id AS id, target_shortname AS name FROM dyn_target_tbl
                         WHERE company_id = :company AND deleted = 0 AND COALESCE(hidden, 0) = 0
                           AND target_sql REGEXP CONCAT('cust[.]`?', :column, '\\\\b')
                         ORDER BY target_shortname LIMIT 50
                        """,
                        companyId,
                        field.column()),
                users(
                        tx,
                        """
                        SELECT m.mailing_id AS id, m.shortname AS name FROM mailing_tbl m
                         WHERE m.company_id = :company AND m.deleted = 0
                           AND (EXISTS (SELECT 1 FROM dyn_content_tbl d WHERE d.mailing_id = m.mailing_id
                                         AND d.dyn_content REGEXP CONCAT('agnDB[^]]*column *= *.', :column, '\\\\b'))
                                OR EXISTS (SELECT 1 FROM component_tbl c WHERE c.mailing_id = m.mailing_id AND c.comptype = 0
                                         AND c.emmblock REGEXP CONCAT('agnDB[^]]*column *= *.', :column, '\\\\b')))
                         ORDER BY m.mailing_id DESC LIMIT 50
                        """,
                        companyId,
                        field.column()),
                filled(tx, companyId, field));
    }

    private static List<ProfileFieldUse.User> users(
            Transaction tx, String sql, int companyId, String column) {
        return tx.sql()
                .createQuery(sql)
                .bind("company", companyId)
                .bind("column", column)
                .map(
                        (row, context) ->
                                new ProfileFieldUse.User(row.getInt("id"), row.getString("name")))
                .list();
    }

    private static long filled(Transaction tx, int companyId, ProfileField field) {
        String other = field.defaultValue() == null ? "" : " AND cust.%s <> :default";
        Query count =
                tx.sql()
                        .createQuery(
                                ("SELECT COUNT(*) FROM (SELECT 1 FROM %s cust WHERE %s AND cust.%s"
                                                + " IS NOT NULL"
                                                + other
                                                + " LIMIT :limit) counted")
                                        .formatted(
                                                customerTable(companyId),
                                                RecipientStore.VISIBLE,
                                                field.sql(),
                                                field.sql()))
                        .bind("limit", ProfileFieldUse.COUNTED);
        return (field.defaultValue() == null ? count : count.bind("default", field.defaultValue()))
                .mapTo(Long.class)
                .one();
    }

    private static Optional<ProfileField> field(ResultSet row) throws SQLException {
        Optional<DataType> type =
                DataType.ofDatabase(row.getString("data_type"), row.getInt("numeric_scale"));
        if (type.isEmpty()) {
            return Optional.empty();
        }
        String column = row.getString("column_name").toLowerCase(Locale.ROOT);
        String name = row.getString("shortname");
        int sort = row.getInt("field_sort");
        return Optional.of(
                new ProfileField(
                        column,
                        name == null || name.isBlank() ? column : name,
                        type.get(),
                        type.get() == DataType.VARCHAR ? row.getInt("character_maximum_length") : 0,
                        "YES".equals(row.getString("is_nullable")),
                        unquoted(row.getString("column_default")),
                        row.getString("description") == null ? "" : row.getString("description"),
                        sort == 0 ? ProfileField.UNSORTED : sort,
                        ProfileField.Editing.ofCode(row.getInt("mode_edit")),
                        row.getInt("historize") == 1,
                        values(row.getString("allowed_values"))));
    }

    private static int standardPlace(ProfileField field) {
        int place = StandardFields.COLUMNS.indexOf(field.column());
        return place < 0 ? Integer.MAX_VALUE : place;
    }

    private static String sqlType(ProfileField field) {
        return switch (field.type()) {
            case INTEGER -> "INT";
            case FLOAT -> "DOUBLE";
            case VARCHAR -> "VARCHAR(" + field.length() + ")";
            case TEXT -> "TEXT";
            case DATE -> "DATE";
            case DATETIME -> "TIMESTAMP";
        };
    }

    /** A default cannot be a bind variable; as hexadecimal digits it needs no escaping. */
    private static String sqlDefault(ProfileField field) {
        if (field.defaultValue() == null) {
            return field.nullable() ? " DEFAULT NULL" : "";
        }
        return switch (field.type()) {
            case INTEGER, FLOAT -> " DEFAULT " + field.defaultValue();
            default ->
                    " DEFAULT _utf8mb4 X'%s'"
                            .formatted(
                                    HexFormat.of()
                                            .formatHex(
                                                    field.defaultValue()
                                                            .getBytes(StandardCharsets.UTF_8)));
        };
    }

    /** MariaDB shows a default as the expression it is. */
    private static String unquoted(String expression) {
        if (expression == null || "NULL".equals(expression)) {
            return null;
        }
        boolean quoted =
                expression.length() >= 2 && expression.startsWith("'") && expression.endsWith("'");
        return quoted
                ? expression.substring(1, expression.length() - 1).replace("''", "'")
                : expression;
    }

    private static List<String> values(String json) {
        if (json == null || json.isBlank()) {
            return List.of();
        }
        try {
            return List.of(JSON.readValue(json, String[].class));
        } catch (JsonProcessingException e) {
            return List.of();
        }
    }
}
