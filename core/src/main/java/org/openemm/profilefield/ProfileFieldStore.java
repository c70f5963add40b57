package org.openemm.profilefield;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.openemm.database.Transaction;

/** SQL of profile fields: the columns of customer_N_tbl joined with their description. */
final class ProfileFieldStore {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Those that are being deleted are not among them any more. */
    List<ProfileField> all(Transaction tx, int companyId) {
        return read(
                tx,
                companyId,
                """
                AND NOT EXISTS (SELECT 1 FROM profile_field_change_tbl going
                                 WHERE going.company_id = :company AND going.col_name = c.column_name
                                   AND going.kind = 'DELETE' AND going.state IN ('WAITING', 'RUNNING'))
                """);
    }

    /** As it is in the database right now, also while it is being deleted. */
    Optional<ProfileField> column(Transaction tx, int companyId, String column) {
        return read(tx, companyId, "").stream()
                .filter(field -> field.column().equals(column))
                .findFirst();
    }

    private static List<ProfileField> read(Transaction tx, int companyId, String condition) {
        Set<String> indexed = indexed(tx, companyId);
        List<ProfileField> fields =
                new ArrayList<>(
                        tx
                                .sql()
                                .createQuery(
                                        """
                                        SELECT c.column_name, c.data_type, c.numeric_scale, c.character_maximum_length,
                                               c.is_nullable, c.column_default,
                                               f.shortname, f.description, f.field_sort, f.mode_edit, f.historize,
                                               f.allowed_values, f.line, f.isinterest, f.value_min, f.value_max
                                          FROM information_schema.columns c
                                          LEFT JOIN customer_field_tbl f ON f.company_id = :company AND f.col_name = c.column_name
                                         WHERE c.table_schema = DATABASE() AND c.table_name = :table
                                        """
                                                + condition)
                                .bind("company", companyId)
                                .bind("table", CustomerTable.customerTable(companyId))
                                .map((row, context) -> field(row, indexed))
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

    private static Set<String> indexed(Transaction tx, int companyId) {
        Set<String> columns = new HashSet<>();
        tx.sql()
                .createQuery(
                        """
                        SELECT column_name FROM information_schema.statistics
                         WHERE table_schema = DATABASE() AND table_name = :table
                           AND seq_in_index = 1 AND sub_part IS NULL
                        """)
                .bind("table", CustomerTable.customerTable(companyId))
                .mapTo(String.class)
                .forEach(column -> columns.add(column.toLowerCase(Locale.ROOT)));
        return columns;
    }

    void describe(Transaction tx, int companyId, ProfileField field, Instant now) {
        FieldVersion.grow(tx, companyId);
        tx.sql()
                .createUpdate(
                        """
                        INSERT INTO customer_field_tbl
                               (company_id, col_name, shortname, description, mode_edit, field_sort, historize, line, isinterest,
                                allowed_values, value_min, value_max, creation_date, change_date)
                        VALUES (:company, :column, :name, :description, :mode, :sort, :historize, :line, :interest,
                                :allowed, :min, :max, :now, :now)
                            ON DUPLICATE KEY UPDATE shortname = :name, description = :description, mode_edit = :mode,
                               field_sort = :sort, historize = :historize, line = :line, isinterest = :interest,
                               allowed_values = :allowed, value_min = :min, value_max = :max, change_date = :now
                        """)
                .bind("company", companyId)
                .bind("column", field.column())
                .bind("name", field.name())
                .bind("description", field.description())
                .bind("mode", field.editing().code())
                .bind("sort", field.sort())
                .bind("historize", field.historized() ? 1 : 0)
                .bind("line", field.line() ? 1 : 0)
                .bind("interest", field.interest() ? 1 : 0)
                .bind("allowed", field.allowedValues().isEmpty() ? null : json(field))
                .bind("min", field.min())
                .bind("max", field.max())
                .bind("now", now)
                .execute();
    }

    void forget(Transaction tx, int companyId, String column) {
        FieldVersion.grow(tx, companyId);
        tx.sql()
                .createUpdate(
                        "DELETE FROM customer_field_tbl WHERE company_id = :company AND col_name ="
                                + " :column")
                .bind("company", companyId)
                .bind("column", column)
                .execute();
    }

    /** Whether some recipient has no value. */
    boolean hasEmpty(Transaction tx, int companyId, ProfileField field) {
        return tx.sql()
                .createQuery(
                        "SELECT 1 FROM %s WHERE %s IS NULL LIMIT 1"
                                .formatted(CustomerTable.customerTable(companyId), field.sql()))
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
    }

    /** Characters of the longest value. */
    int longest(Transaction tx, int companyId, ProfileField field) {
        return tx.sql()
                .createQuery(
                        "SELECT COALESCE(MAX(CHAR_LENGTH(%s)), 0) FROM %s"
                                .formatted(field.sql(), CustomerTable.customerTable(companyId)))
                .mapTo(Integer.class)
                .one();
    }

    private static Optional<ProfileField> field(ResultSet row, Set<String> indexed)
            throws SQLException {
        Optional<DataType> type =
                DataType.ofDatabase(row.getString("data_type"), row.getInt("numeric_scale"));
        String column = row.getString("column_name").toLowerCase(Locale.ROOT);
        if (type.isEmpty() || column.startsWith(FieldCopy.PREFIX)) {
            return Optional.empty();
        }
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
                        indexed.contains(column),
                        row.getInt("line") == 1,
                        row.getInt("isinterest") == 1,
                        values(row.getString("allowed_values")),
                        row.getString("value_min"),
                        row.getString("value_max")));
    }

    private static int standardPlace(ProfileField field) {
        int place = StandardFields.COLUMNS.indexOf(field.column());
        return place < 0 ? Integer.MAX_VALUE : place;
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

    private static String json(ProfileField field) {
        try {
            return JSON.writeValueAsString(field.allowedValues());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
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
