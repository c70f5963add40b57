package org.openemm.importing;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.openemm.account.RecipientLimit;
import org.openemm.blocklist.BlockRule;
import org.openemm.database.Database;
import org.openemm.database.DatabaseFailure;
import org.openemm.database.Transaction;
import org.openemm.profilefield.DataType;
import org.openemm.profilefield.ProfileField;

/**
 * The good rows of one import, waiting in a table of their own: {@code line} of the file and a
 * column per imported field. Written once, never changed after the check.
 */
final class StageTable {
    /** Characters of a long text that the index of keys holds. */
    private static final int INDEXED = 190;

    private static final int DUPLICATE = 1062;

    private final String name;
    private final String customers;
    private final List<ProfileField> fields;
    private final List<ProfileField> keys;
    private final KeyIndex customersByKey;

    StageTable(long importId, int companyId, List<ProfileField> fields, List<String> keyColumns) {
        name = name(importId);
        customers = customers(companyId);
        this.fields = List.copyOf(fields);
        keys = fields.stream().filter(field -> keyColumns.contains(field.column())).toList();
        customersByKey = new KeyIndex(importId, customers, keys);
    }

    /** A row with a value per field. */
    record Row(long line, List<Object> values) {}

    static String name(long importId) {
        return "import_stage_" + importId;
    }

    static String customers(int companyId) {
        return "customer_" + companyId + "_tbl";
    }

    static void drop(Transaction tx, long importId) {
        tx.sql().execute("DROP TABLE IF EXISTS " + name(importId));
    }

    static boolean exists(Transaction tx, long importId) {
        return tx.sql()
                .createQuery(
                        "SELECT EXISTS (SELECT 1 FROM information_schema.tables WHERE table_schema"
                                + " = DATABASE() AND table_name = :name)")
                .bind("name", name(importId))
                .mapTo(boolean.class)
                .one();
    }

    String name() {
        return name;
    }

    List<ProfileField> fields() {
        return fields;
    }

    void create(Transaction tx) {
        tx.sql().execute("DROP TABLE IF EXISTS " + name);
        tx.sql()
                .execute(
                        """
                        CREATE TABLE %s (line INT UNSIGNED NOT NULL PRIMARY KEY, %s)
                        ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci
                        """
                                .formatted(name, columnDefinitions()));
    }

    void insert(Transaction tx, List<Row> rows) {
        if (rows.isEmpty()) {
            return;
        }
        String sql =
                "INSERT INTO %s (line, %s) VALUES (?%s)"
                        .formatted(name, columns(fields), ", ?".repeat(fields.size()));
        try (PreparedStatement insert = tx.connection().prepareStatement(sql)) {
            for (Row row : rows) {
                insert.setLong(1, row.line());
                for (int i = 0; i < fields.size(); i++) {
                    set(insert, i + 2, fields.get(i).type(), row.values().get(i));
                }
                insert.addBatch();
            }
            insert.executeBatch();
        } catch (SQLException e) {
            throw new DatabaseFailure(e);
        }
    }

    /**
     * Once all rows are in: cheaper than keeping the index while they come. To build it unique is
     * the quickest way to learn that no key is there twice.
     *
     * @return whether every row has a key of its own
     */
    boolean index(Transaction tx) {
        String columns = keys.stream().map(StageTable::indexed).collect(Collectors.joining(", "));
        String add = "ALTER TABLE %s ADD %s stage_key_idx (%s)";
        try {
            tx.sql().execute(add.formatted(name, "UNIQUE INDEX", columns));
            return true;
        } catch (UnableToExecuteStatementException e) {
            if (!(e.getCause() instanceof SQLException sql) || sql.getErrorCode() != DUPLICATE) {
                throw e;
            }
            tx.sql().execute(add.formatted(name, "INDEX", columns));
            return false;
        }
    }

    /** The column as it stands in the definition of an index. */
    static String indexed(ProfileField key) {
        boolean cut = key.type() == DataType.TEXT || key.length() > INDEXED;
        return key.sql() + (cut ? "(" + INDEXED + ")" : "");
    }

    /**
     * Sees to it that recipients are found by their key without reading all of them.
     *
     * @param adds whether the rows become recipients themselves
     */
    void indexCustomers(Database database, boolean adds) {
        long rows = database.inTransaction(this::count);
        customersByKey.provide(database, rows, adds ? rows : 0);
    }

    /** Lines of a range whose key an earlier line has already, with the first such line. */
    Map<Long, Long> duplicates(Transaction tx, long after, long upTo) {
        Map<Long, Long> lines = new LinkedHashMap<>();
        tx.sql()
                .createQuery(
                        """
                        SELECT s.line,
                               (SELECT d.line FROM %1$s d FORCE INDEX (stage_key_idx) WHERE %2$s ORDER BY d.line LIMIT 1) AS first_line
                          FROM %1$s s FORCE INDEX (PRIMARY)
                         WHERE s.line > :after AND s.line <= :upTo HAVING first_line < s.line
                        """
                                .formatted(name, keysEqual("d", "s")))
                .bind("after", after)
                .bind("upTo", upTo)
                .map((row, context) -> lines.put(row.getLong("line"), row.getLong("first_line")))
                .list();
        return lines;
    }

    /** Lines of a range with an address that the rule covers. */
    List<Long> blocklisted(Transaction tx, BlockRule rule, long after, long upTo) {
        return tx.sql()
                .createQuery(
                        "SELECT s.line FROM %s s WHERE s.line > :after AND s.line <= :upTo AND %s"
                                .formatted(name, rule.where()))
                .bindMap(rule.values())
                .bind("after", after)
                .bind("upTo", upTo)
                .mapTo(Long.class)
                .list();
    }

    boolean hasBlocklisted(Transaction tx, BlockRule rule) {
        return tx.sql()
                .createQuery(
                        "SELECT EXISTS (SELECT 1 FROM %s s WHERE %s)".formatted(name, rule.where()))
                .bindMap(rule.values())
                .mapTo(boolean.class)
                .one();
    }

    /** Lines of a range with the key of a recipient whom the limit keeps away. */
    List<Long> outside(Transaction tx, RecipientLimit limit, long after, long upTo) {
        return tx.sql()
                .createQuery(
                        """
                        SELECT DISTINCT s.line FROM %s s FORCE INDEX (PRIMARY) STRAIGHT_JOIN %s cust %s ON %s
                         WHERE s.line > :after AND s.line <= :upTo AND %s IS NOT TRUE
                        """
                                .formatted(
                                        name,
                                        customers,
                                        customersByKey.forced(tx),
                                        keysEqual("cust", "s"),
                                        limit.sql()))
                .bind("after", after)
                .bind("upTo", upTo)
                .mapTo(Long.class)
                .list();
    }

    /** How many of the recipients that were just found the limit keeps away. */
    long matchedOutside(Transaction tx, RecipientLimit limit) {
        return tx.sql()
                .createQuery(
                        """
                        SELECT COUNT(*) FROM import_match m JOIN %s cust ON cust.customer_id = m.customer_id
                         WHERE %s IS NOT TRUE
                        """
                                .formatted(customers, limit.sql()))
                .mapTo(Long.class)
                .one();
    }

    /** Whether the address is on the blocklist as it is; patterns are checked elsewhere. */
    boolean isBlocklisted(Transaction tx, int companyId, String address) {
        return tx.sql()
                .createQuery(
                        "SELECT EXISTS (SELECT 1 FROM cust%d_ban_tbl WHERE email = :address)"
                                .formatted(companyId))
                .bind("address", address)
                .mapTo(boolean.class)
                .one();
    }

    /** The first line that waits and has the same key. */
    Optional<Long> lineOf(Transaction tx, List<Object> values) {
        String equal =
                keys.stream()
                        .map(key -> key.sql() + " = :k" + fields.indexOf(key))
                        .collect(Collectors.joining(" AND "));
        Query query =
                tx.sql().createQuery("SELECT MIN(line) FROM %s WHERE %s".formatted(name, equal));
        keys.forEach(key -> query.bind("k" + fields.indexOf(key), values.get(fields.indexOf(key))));
        return query.mapTo(Long.class).findOne();
    }

    void remove(Transaction tx, List<Long> lines) {
        tx.sql()
                .createUpdate("DELETE FROM %s WHERE line IN (<lines>)".formatted(name))
                .bindList("lines", lines)
                .execute();
    }

    /**
     * Finds the recipients that are there, locks them until the end of the transaction and notes
     * them in a temporary table of this connection.
     *
     * @param all every recipient with the key of a row; otherwise the oldest one
     * @return how many
     */
    long match(Transaction tx, long after, long upTo, boolean all) {
        tx.sql()
                .execute(
                        """
                        CREATE OR REPLACE TEMPORARY TABLE import_match
                               (customer_id INT UNSIGNED NOT NULL, line INT UNSIGNED NOT NULL, PRIMARY KEY (line, customer_id))
                        ENGINE=InnoDB
                        """);
        String index = customersByKey.forced(tx);
        return tx.sql()
                .createUpdate(
                        """
                        INSERT INTO import_match (customer_id, line)
                        SELECT c.customer_id, s.line
                          FROM %1$s s FORCE INDEX (PRIMARY) STRAIGHT_JOIN %2$s c %3$s ON %4$s
                         WHERE s.line > :after AND s.line <= :upTo %5$s FOR UPDATE
                        """
                                .formatted(
                                        name,
                                        customers,
                                        index,
                                        keysEqual("c", "s"),
                                        all ? "" : andNoOlder(index)))
                .bind("after", after)
                .bind("upTo", upTo)
                .execute();
    }

    private String andNoOlder(String index) {
        return "AND NOT EXISTS (SELECT 1 FROM %s o %s WHERE %s AND o.customer_id < c.customer_id)"
                .formatted(customers, index, keysEqual("o", "s"));
    }

    long lastLine(Transaction tx) {
        return tx.sql()
                .createQuery("SELECT COALESCE(MAX(line), 0) FROM " + name)
                .mapTo(Long.class)
                .one();
    }

    long count(Transaction tx) {
        return tx.sql().createQuery("SELECT COUNT(*) FROM " + name).mapTo(Long.class).one();
    }

    /** Rows in a range of lines whose recipient is there. */
    long countKnown(Transaction tx, long after, long upTo) {
        return tx.sql()
                .createQuery(
                        """
                        SELECT COUNT(DISTINCT s.line) FROM %s s FORCE INDEX (PRIMARY) STRAIGHT_JOIN %s c %s ON %s
                         WHERE s.line > :after AND s.line <= :upTo
                        """
                                .formatted(
                                        name,
                                        customers,
                                        customersByKey.forced(tx),
                                        keysEqual("c", "s")))
                .bind("after", after)
                .bind("upTo", upTo)
                .mapTo(Long.class)
                .one();
    }

    /**
     * Query for all rows by line: line, whether the import has added its recipient, whether there
     * is one, and the fields. Takes :datasource of the import.
     *
     * @param keyed recipients are recognised by their key; otherwise every row has been added
     */
    String resultQuery(boolean keyed) {
        String fieldList =
                fields.stream().map(field -> "s." + field.sql()).collect(Collectors.joining(", "));
        String added =
                "EXISTS (SELECT 1 FROM %s c WHERE %s AND c.datasource_id = :datasource)"
                        .formatted(customers, keysEqual("c", "s"));
        String known =
                "EXISTS (SELECT 1 FROM %s c WHERE %s)".formatted(customers, keysEqual("c", "s"));
        return "SELECT s.line, %s, %s, %s FROM %s s WHERE :datasource > 0 ORDER BY s.line"
                .formatted(keyed ? added : "1", keyed ? known : "1", fieldList, name);
    }

    private static String columns(List<ProfileField> some) {
        return some.stream().map(ProfileField::sql).collect(Collectors.joining(", "));
    }

    private String keysEqual(String one, String other) {
        return keys.stream()
                .map(key -> "%s.%s = %s.%s".formatted(one, key.sql(), other, key.sql()))
                .collect(Collectors.joining(" AND "));
    }

    private String columnDefinitions() {
        return fields.stream()
                .map(field -> field.sql() + " " + type(field) + " NULL")
                .collect(Collectors.joining(", "));
    }

    private static String type(ProfileField field) {
        return switch (field.type()) {
            case INTEGER -> "BIGINT";
            case FLOAT -> "DOUBLE";
            case VARCHAR -> "VARCHAR(" + field.length() + ")";
            case TEXT -> "LONGTEXT";
            case DATE -> "DATE";
            case DATETIME -> "TIMESTAMP";
        };
    }

    /** The type is said each time: to find it out costs more than to send the value. */
    private static void set(PreparedStatement insert, int place, DataType type, Object value)
            throws SQLException {
        if (value == null) {
            insert.setNull(place, Types.VARCHAR);
            return;
        }
        switch (type) {
            case INTEGER -> insert.setLong(place, ((Number) value).longValue());
            case FLOAT -> insert.setDouble(place, ((Number) value).doubleValue());
            case VARCHAR, TEXT, DATE -> insert.setString(place, value.toString());
            case DATETIME -> insert.setTimestamp(place, Timestamp.from((Instant) value));
        }
    }
}
