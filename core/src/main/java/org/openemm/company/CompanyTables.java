package org.openemm.company;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.openemm.database.Transaction;

/**
 * The tables that exist once per company ({@code customer_<n>_tbl} ...). Those of company 1 come
 * from the migrations and are the pattern for all others, so that a migration that changes them
 * needs no second copy here: tables, foreign keys and triggers are read from the database and made
 * again with the other number. Profile fields of company 1 are left out, and the triggers that keep
 * their history.
 */
public final class CompanyTables {
    private static final String PATTERN = "_1_|^cust1_";

    /** Columns that every recipient has; everything else is a profile field of one company. */
    static final Set<String> STANDARD_COLUMNS =
            Set.of(
                    "customer_id",
                    "email",
                    "firstname",
                    "lastname",
                    "gender",
                    "mailtype",
                    "title",
                    "bounceload",
                    "datasource_id",
                    "timestamp",
                    "creation_date",
                    "lastopen_date",
                    "lastclick_date",
                    "latest_datasource_id",
                    "lastsend_date",
                    "sys_tracking_veto",
                    "cleaned_date",
                    "sys_encrypted_sending");

    private CompanyTables() {}

    /**
     * Creates the tables of a company that do not exist yet. Commits, as every CREATE TABLE does:
     * call it last.
     */
    public static void create(Transaction tx, int companyId) {
        if (companyId < 2) {
            throw new IllegalArgumentException("company " + companyId);
        }
        Handle sql = tx.sql();
        Set<String> existing =
                Set.copyOf(
                        sql.select(
                                        "SELECT table_name FROM information_schema.tables WHERE"
                                                + " table_schema = DATABASE()")
                                .mapTo(String.class)
                                .list());
        Map<String, String> created =
                existing.stream()
                        .filter(name -> name.contains("_1_") || name.startsWith("cust1_"))
                        .filter(name -> !existing.contains(renamed(name, companyId)))
                        .collect(Collectors.toMap(name -> name, name -> renamed(name, companyId)));
        created.forEach((from, to) -> sql.execute("CREATE TABLE `" + to + "` LIKE `" + from + "`"));
        if (created.containsKey("customer_1_tbl")) {
            dropProfileFields(sql, created.get("customer_1_tbl"));
        }
        foreignKeys(sql).stream()
                .filter(key -> created.containsKey(key.table()))
                .forEach(key -> sql.execute(key.statement(companyId)));
        triggers(sql).stream()
                .filter(trigger -> created.containsKey(trigger.table()))
                .forEach(trigger -> sql.execute(trigger.statement(companyId)));
    }

    private static String renamed(String text, int companyId) {
        return text.replace("_1_", "_" + companyId + "_")
                .replace("cust1_", "cust" + companyId + "_");
    }

    private static void dropProfileFields(Handle sql, String table) {
        sql
                .createQuery(
                        """
                        SELECT column_name FROM information_schema.columns
                         WHERE table_schema = DATABASE() AND table_name = :table
                        """)
                .bind("table", table)
                .mapTo(String.class)
                .list()
                .stream()
                .filter(column -> !STANDARD_COLUMNS.contains(column))
                .forEach(
                        column ->
                                sql.execute(
                                        "ALTER TABLE `"
                                                + table
                                                + "` DROP COLUMN `"
                                                + column
                                                + "`"));
    }

    private record ForeignKey(
            String name,
            String table,
            String column,
            String referencedTable,
            String referencedColumn) {
        String statement(int companyId) {
            return "ALTER TABLE `%s` ADD CONSTRAINT `%s` FOREIGN KEY (`%s`) REFERENCES `%s` (`%s`)"
                    .formatted(
                            renamed(table, companyId),
                            name.replaceFirst("1", String.valueOf(companyId)),
                            column,
                            renamed(referencedTable, companyId),
                            referencedColumn);
        }
    }

    private static List<ForeignKey> foreignKeys(Handle sql) {
        return sql.createQuery(
                        """
                        SELECT constraint_name, table_name, column_name, referenced_table_name,
                               referenced_column_name
                          FROM information_schema.key_column_usage
                         WHERE table_schema = DATABASE() AND referenced_table_name IS NOT NULL
                           AND table_name REGEXP :pattern
                        """)
                .bind("pattern", PATTERN)
                .map(
                        (row, context) ->
                                new ForeignKey(
                                        row.getString(1),
                                        row.getString(2),
                                        row.getString(3),
                                        row.getString(4),
                                        row.getString(5)))
                .list();
    }

    private record Trigger(String name, String table, String timing, String event, String body) {
        String statement(int companyId) {
            return "CREATE TRIGGER `%s` %s %s ON `%s` FOR EACH ROW %s"
                    .formatted(
                            renamed(name, companyId),
                            timing,
                            event,
                            renamed(table, companyId),
                            renamed(body, companyId));
        }
    }

    private static List<Trigger> triggers(Handle sql) {
        return sql.createQuery(
                        """
                        SELECT trigger_name, event_object_table, action_timing, event_manipulation,
                               action_statement
                          FROM information_schema.triggers
                         WHERE trigger_schema = DATABASE() AND event_object_table REGEXP :pattern
                           AND trigger_name NOT LIKE '%\\_field\\_hst\\_%'
                        """)
                .bind("pattern", PATTERN)
                .map(
                        (row, context) ->
                                new Trigger(
                                        row.getString(1),
                                        row.getString(2),
                                        row.getString(3),
                                        row.getString(4),
                                        row.getString(5)))
                .list();
    }
}
