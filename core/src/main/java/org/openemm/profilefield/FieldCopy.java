package org.openemm.profilefield;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.function.LongConsumer;
import org.openemm.InvalidInput;
import org.openemm.database.DatabaseFailure;

/**
 * Gives a column another definition where MariaDB could only do that by locking the table: a new
 * column is added, triggers keep it equal to the old one, what is there is copied in blocks, and
 * then the new one takes the place of the old one in a moment. Begun again after a kill.
 */
final class FieldCopy {
    /** Names of fields begin with a letter: nobody's field is called like this. */
    static final String PREFIX = "_new_";

    private static final int BLOCK = 2_000;

    private final Connection connection;
    private final int companyId;
    private final FieldDdl ddl;
    private final String table;

    FieldCopy(Connection connection, int companyId, FieldDdl ddl) {
        this.connection = connection;
        this.companyId = companyId;
        this.ddl = ddl;
        this.table = "`" + CustomerTable.customerTable(companyId) + "`";
    }

    /** Takes away what a copy that was cut off has left. */
    void clean(String column) {
        dropTriggers();
        if (number(
                        "SELECT COUNT(*) FROM information_schema.columns WHERE table_schema ="
                                + " DATABASE() AND table_name = ? AND column_name = ?",
                        CustomerTable.customerTable(companyId),
                        PREFIX + column)
                > 0) {
            ddl.drop(PREFIX + column);
        }
    }

    /**
     * @param percent told from time to time how far it is
     */
    void run(ProfileField now, ProfileField wanted, LongConsumer percent) {
        requireNoIndex(now.column());
        clean(now.column());
        String copy = "`" + PREFIX + wanted.column() + "`";
        ddl.addAs(copy, wanted);
        String value = value(now, wanted);
        createTrigger("ins", "INSERT", copy, value);
        createTrigger("upd", "UPDATE", copy, value);
        long last = number("SELECT COALESCE(MAX(customer_id), 0) FROM " + table);
        for (long id = 0; id < last; id += BLOCK) {
            ddl.execute(
                    "UPDATE %s SET %s = %s WHERE customer_id > %d AND customer_id <= %d"
                            .formatted(table, copy, value.formatted(""), id, id + BLOCK));
            percent.accept(100 * Math.min(last, id + BLOCK) / last);
        }
        exchange(now, wanted, copy);
    }

    private static String value(ProfileField now, ProfileField wanted) {
        return now.type() == DataType.VARCHAR && wanted.length() < now.length()
                ? "LEFT(%s" + now.sql() + ", " + wanted.length() + ")"
                : "%s" + now.sql();
    }

    private void createTrigger(String kind, String event, String copy, String value) {
        ddl.execute(
                "CREATE OR REPLACE TRIGGER `%s` BEFORE %s ON %s FOR EACH ROW SET NEW.%s = %s"
                        .formatted(trigger(kind), event, table, copy, value.formatted("NEW.")));
    }

    /** Nobody writes between the last look and the exchange. */
    private void exchange(ProfileField now, ProfileField wanted, String copy) {
        ddl.execute("LOCK TABLES " + table + " WRITE, " + table + " AS t WRITE");
        try {
            if (wanted.length() < now.length()
                    && number(
                                    "SELECT COUNT(*) FROM (SELECT 1 FROM %s t WHERE CHAR_LENGTH(%s) > %d LIMIT 1) longer"
                                            .formatted(table, now.sql(), wanted.length()))
                            > 0) {
                throw new InvalidInput("length", "profilefield.values");
            }
            dropTriggers();
            ddl.exchange(now, wanted, copy);
        } finally {
            ddl.execute("UNLOCK TABLES");
        }
    }

    private void dropTriggers() {
        ddl.execute("DROP TRIGGER IF EXISTS `" + trigger("ins") + "`");
        ddl.execute("DROP TRIGGER IF EXISTS `" + trigger("upd") + "`");
    }

    private String trigger(String kind) {
        return "cust" + companyId + "_field_hst_copy_" + kind + "_trg";
    }

    /** To take an index away from the old column would lock the table. */
    private void requireNoIndex(String column) {
        if (number(
                        "SELECT COUNT(*) FROM information_schema.statistics WHERE table_schema ="
                                + " DATABASE() AND table_name = ? AND column_name = ?",
                        CustomerTable.customerTable(companyId),
                        column)
                > 0) {
            throw new InvalidInput("length", "profilefield.offline");
        }
    }

    private long number(String sql, String... arguments) {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < arguments.length; i++) {
                statement.setString(i + 1, arguments[i]);
            }
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        } catch (SQLException e) {
            throw new DatabaseFailure(e);
        }
    }
}
