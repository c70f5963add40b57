package org.openemm.profilefield;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import org.openemm.database.DatabaseFailure;

/**
 * The triggers that keep what was in a field: as the database itself does it, nothing that changes
 * recipients can forget to. A company without such fields has none.
 *
 * <p>When a recipient is deleted or emptied (cleaned_date), what was kept of him goes, too.
 */
final class FieldTriggers {
    private FieldTriggers() {}

    static String historyTable(int companyId) {
        return "hst_customer_" + companyId + "_field_tbl";
    }

    /**
     * Makes the triggers such that they keep the changes of these fields.
     *
     * @param fields none: nothing is kept any more, what is there stays until its recipient goes
     */
    static void set(Connection connection, FieldDdl ddl, int companyId, List<ProfileField> fields) {
        String update = "cust" + companyId + "_field_hst_upd_trg";
        String delete = "cust" + companyId + "_field_hst_del_trg";
        String there = body(connection, update);
        if (fields.isEmpty()) {
            if (there != null) {
                ddl.execute("DROP TRIGGER IF EXISTS `" + update + "`");
            }
            return;
        }
        if (!companyTableExists(connection, companyId)) {
            ddl.execute(
                    "CREATE TABLE IF NOT EXISTS %s LIKE %s"
                            .formatted(historyTable(companyId), historyTable(1)));
        }
        if (body(connection, delete) == null) {
            ddl.execute(
                    "CREATE OR REPLACE TRIGGER `%s` AFTER DELETE ON %s FOR EACH ROW %s"
                            .formatted(
                                    delete,
                                    CustomerTable.customerTable(companyId),
                                    "DELETE FROM %s WHERE customer_id = OLD.customer_id"
                                            .formatted(historyTable(companyId))));
        }
        String wanted = update(companyId, fields);
        if (!wanted.equals(there)) {
            ddl.execute(
                    "CREATE OR REPLACE TRIGGER `%s` AFTER UPDATE ON %s FOR EACH ROW %s"
                            .formatted(update, CustomerTable.customerTable(companyId), wanted));
        }
    }

    private static String update(int companyId, List<ProfileField> fields) {
        String table = historyTable(companyId);
        return fields.stream()
                .map(field -> change(table, field))
                .collect(
                        Collectors.joining(
                                "\n",
                                """
                                BEGIN
                                IF NOT (OLD.cleaned_date <=> NEW.cleaned_date) THEN
                                    DELETE FROM %s WHERE customer_id = NEW.customer_id;
                                ELSE
                                """
                                        .formatted(table),
                                "\nEND IF;\nEND"));
    }

    /** Texts are compared to the letter: for the database "anna" and "Anna" are the same. */
    private static String change(String table, ProfileField field) {
        String exactly = field.type().isText() ? "BINARY " : "";
        return """
        IF NOT (%1$sOLD.%2$s <=> %1$sNEW.%2$s) THEN
            INSERT INTO %3$s (customer_id, col_name, old_value, new_value, datasource_id)
            VALUES (NEW.customer_id, '%4$s', LEFT(OLD.%2$s, 4000), LEFT(NEW.%2$s, 4000), NEW.latest_datasource_id);
        END IF;\
        """
                .formatted(exactly, field.sql(), table, field.column());
    }

    private static String body(Connection connection, String trigger) {
        return text(
                connection,
                "SELECT action_statement FROM information_schema.triggers WHERE trigger_schema ="
                        + " DATABASE() AND trigger_name = ?",
                trigger);
    }

    private static boolean companyTableExists(Connection connection, int companyId) {
        return text(
                        connection,
                        "SELECT table_name FROM information_schema.tables WHERE table_schema ="
                                + " DATABASE() AND table_name = ?",
                        historyTable(companyId))
                != null;
    }

    private static String text(Connection connection, String sql, String name) {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, name);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? row.getString(1) : null;
            }
        } catch (SQLException e) {
            throw new DatabaseFailure(e);
        }
    }
}
