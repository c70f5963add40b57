package org.openemm.importing;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;
import org.openemm.database.DatabaseFailure;
import org.openemm.database.Transaction;

/** SQL of recipient_import_error_tbl: the rows that are not imported. */
final class BadRows {
    private static final int FETCH = 500;

    void insert(Transaction tx, long importId, List<BadRow> rows) {
        if (rows.isEmpty()) {
            return;
        }
        try (PreparedStatement insert =
                tx.connection()
                        .prepareStatement(
                                "INSERT INTO recipient_import_error_tbl (import_id, line, problems,"
                                        + " cells) VALUES (?, ?, ?, ?)")) {
            for (BadRow row : rows) {
                insert.setLong(1, importId);
                insert.setLong(2, row.line());
                insert.setString(3, Json.write(row.problems()));
                insert.setString(4, Json.write(row.cells()));
                insert.addBatch();
            }
            insert.executeBatch();
        } catch (SQLException e) {
            throw new DatabaseFailure(e);
        }
    }

    void clear(Transaction tx, long importId) {
        tx.sql()
                .createUpdate("DELETE FROM recipient_import_error_tbl WHERE import_id = :id")
                .bind("id", importId)
                .execute();
    }

    /** The first ones, by line. */
    List<BadRow> first(Transaction tx, long importId, int limit) {
        return tx.sql()
                .createQuery(
                        """
                        SELECT line, problems, cells FROM recipient_import_error_tbl
                         WHERE import_id = :id ORDER BY line LIMIT :limit
                        """)
                .bind("id", importId)
                .bind("limit", limit)
                .map(
                        (row, context) ->
                                new BadRow(
                                        row.getLong("line"),
                                        Json.problems(row.getString("problems")),
                                        Json.strings(row.getString("cells"))))
                .list();
    }

    /** All of them, streamed. */
    void forEach(Transaction tx, long importId, Consumer<BadRow> visitor) {
        tx.sql()
                .createQuery(
                        "SELECT line, problems, cells FROM recipient_import_error_tbl WHERE"
                                + " import_id = :id ORDER BY line")
                .bind("id", importId)
                .setFetchSize(FETCH)
                .map(
                        (row, context) ->
                                new BadRow(
                                        row.getLong("line"),
                                        Json.problems(row.getString("problems")),
                                        Json.strings(row.getString("cells"))))
                .forEach(visitor);
    }
}
