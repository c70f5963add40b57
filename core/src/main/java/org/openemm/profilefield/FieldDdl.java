package org.openemm.profilefield;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.openemm.InvalidInput;

/**
 * Statements that change the recipient table while it is in use.
 *
 * <p>Each is tried in the ways that leave the table open for reading and writing, the quickest one
 * first; there is none that locks it. All of them need the table for themselves for a moment. While
 * a statement waits for that moment, others wait behind it: so it waits a second at most, and is
 * tried again later. MariaDB does each statement wholly or not at all, whatever is killed.
 */
final class FieldDdl {
    /** Changes the description of the table only; then: builds it anew while it is in use. */
    private static final List<Way> WAYS =
            List.of(
                    new Way("NOWAIT", "ALGORITHM=INSTANT"),
                    new Way("WAIT 1", "ALGORITHM=INSTANT"),
                    new Way("WAIT 2", "ALGORITHM=INPLACE, LOCK=NONE"));

    private static final Set<Integer> NOT_THIS_WAY = Set.of(1845, 1846);
    private static final int IN_USE = 1205;
    private static final int ROW_TOO_LARGE = 1118;
    private static final Set<Integer> VALUES_DO_NOT_FIT = Set.of(1138, 1265, 1406);
    private static final String NOWAIT = "NOWAIT";

    private record Way(String patience, String algorithm) {}

    /** Asked when the table was in use; returns when it is time to try again. */
    interface Patience {
        /**
         * @throws InvalidInput when it has been tried often enough
         */
        void pause();
    }

    private final Connection connection;
    private final String table;
    private final Patience patience;

    /**
     * @param connection commits by itself
     */
    FieldDdl(Connection connection, int companyId, Patience patience) {
        this.connection = connection;
        this.table = "`" + CustomerTable.customerTable(companyId) + "`";
        this.patience = patience;
    }

    void add(ProfileField field) {
        addAs(field.sql(), field);
    }

    /**
     * @param column between backticks
     */
    void addAs(String column, ProfileField field) {
        alter("ADD COLUMN " + definition(column, field));
    }

    /** One column takes the place of another one, whose table is locked. */
    void exchange(ProfileField now, ProfileField wanted, String copy) {
        alter(
                "DROP COLUMN %s, CHANGE COLUMN %s %s"
                        .formatted(now.sql(), copy, definition(wanted.sql(), wanted)));
    }

    /**
     * Another length, default, or whether it may be empty.
     *
     * @return false when the database could do that only with a lock
     */
    boolean change(ProfileField now, ProfileField wanted) {
        boolean onlyDefault =
                now.length() == wanted.length() && now.nullable() == wanted.nullable();
        return altered(
                onlyDefault
                        ? "ALTER COLUMN " + wanted.sql() + " SET DEFAULT " + literal(wanted)
                        : "MODIFY COLUMN " + definition(wanted.sql(), wanted));
    }

    void drop(String column) {
        alter("DROP COLUMN `" + column + "`");
    }

    void addIndex(String name, ProfileField field) {
        alter("ADD INDEX `" + name + "` (" + field.sql() + ")");
    }

    void dropIndex(String name) {
        alter("DROP INDEX `" + name + "`");
    }

    /** Any other statement that needs the table for a moment. */
    void execute(String sql) {
        while (!tried("SET STATEMENT lock_wait_timeout = 1 FOR " + sql)) {
            patience.pause();
        }
    }

    private void alter(String clause) {
        if (!altered(clause)) {
            throw new InvalidInput("column", "profilefield.offline");
        }
    }

    private boolean altered(String clause) {
        for (Way way : WAYS) {
            String sql =
                    "ALTER TABLE %s %s %s, %s"
                            .formatted(table, way.patience(), clause, way.algorithm());
            try {
                boolean done = tried(sql);
                while (!done && !way.patience().equals(NOWAIT)) {
                    patience.pause();
                    done = tried(sql);
                }
                if (done) {
                    return true;
                }
            } catch (NotThisWay e) {
                // The next one may do.
            }
        }
        return false;
    }

    /** False when the table is in use. */
    private boolean tried(String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
            return true;
        } catch (SQLException e) {
            if (e.getErrorCode() == IN_USE) {
                return false;
            }
            throw failure(e);
        }
    }

    private static RuntimeException failure(SQLException e) {
        if (NOT_THIS_WAY.contains(e.getErrorCode())) {
            return new NotThisWay(e);
        }
        if (e.getErrorCode() == ROW_TOO_LARGE) {
            return new InvalidInput("length", "profilefield.length.row");
        }
        if (VALUES_DO_NOT_FIT.contains(e.getErrorCode())) {
            return new InvalidInput("length", "profilefield.values");
        }
        return new IllegalStateException(e.getMessage(), e);
    }

    private static String definition(String column, ProfileField field) {
        String standard =
                field.defaultValue() == null && !field.nullable()
                        ? ""
                        : " DEFAULT " + literal(field);
        return "%s %s %s%s"
                .formatted(column, type(field), field.nullable() ? "NULL" : "NOT NULL", standard);
    }

    private static String type(ProfileField field) {
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
    private static String literal(ProfileField field) {
        if (field.defaultValue() == null) {
            return "NULL";
        }
        return switch (field.type()) {
            case INTEGER, FLOAT -> field.defaultValue();
            default ->
                    "_utf8mb4 X'%s'"
                            .formatted(
                                    HexFormat.of()
                                            .formatHex(
                                                    field.defaultValue()
                                                            .getBytes(StandardCharsets.UTF_8)));
        };
    }

    private static final class NotThisWay extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotThisWay(SQLException cause) {
            super(cause);
        }
    }
}
