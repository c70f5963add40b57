package org.openemm.importing;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
                                        + " cells, kind) VALUES (?, ?, ?, ?, ?)")) {
            for (BadRow row : rows) {
                insert.setLong(1, importId);
                insert.setLong(2, row.line());
                insert.setString(3, Json.write(row.problems()));
                insert.setString(4, Json.write(row.cells()));
                insert.setString(5, RowProblem.of(row.problems().get(0).key()).name());
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

    /** Keeps a row as somebody has typed it: the next check takes it instead of the file's. */
    void fix(Transaction tx, long importId, long line, List<String> cells) {
        tx.sql()
                .createUpdate(
                        "REPLACE INTO recipient_import_fixed_tbl (import_id, line, cells) VALUES"
                                + " (:id, :line, :cells)")
                .bind("id", importId)
                .bind("line", line)
                .bind("cells", Json.write(cells))
                .execute();
    }

    /** Rows that somebody has typed, by line. */
    Map<Long, List<String>> fixed(Transaction tx, long importId) {
        Map<Long, List<String>> rows = new HashMap<>();
        tx.sql()
                .createQuery(
                        "SELECT line, cells FROM recipient_import_fixed_tbl WHERE import_id = :id")
                .bind("id", importId)
                .map(
                        (row, context) ->
                                rows.put(row.getLong("line"), Json.strings(row.getString("cells"))))
                .list();
        return rows;
    }

    /** What was typed is of no use when the file is read in another way. */
    void forgetFixed(Transaction tx, long importId) {
        tx.sql()
                .createUpdate("DELETE FROM recipient_import_fixed_tbl WHERE import_id = :id")
                .bind("id", importId)
                .execute();
    }

    Optional<BadRow> find(Transaction tx, long importId, long line) {
        return tx.sql()
                .createQuery(
                        """
                        SELECT line, problems, cells FROM recipient_import_error_tbl
                         WHERE import_id = :id AND line = :line
                        """)
                .bind("id", importId)
                .bind("line", line)
                .map((row, context) -> read(row))
                .findOne();
    }

    void remove(Transaction tx, long importId, long line) {
        tx.sql()
                .createUpdate(
                        "DELETE FROM recipient_import_error_tbl WHERE import_id = :id AND line ="
                                + " :line")
                .bind("id", importId)
                .bind("line", line)
                .execute();
    }

    void replace(Transaction tx, long importId, BadRow row) {
        remove(tx, importId, row.line());
        insert(tx, importId, List.of(row));
    }

    /**
     * Some of them, by line.
     *
     * @param kind empty for all
     * @param after line behind which they begin
     */
    List<BadRow> page(
            Transaction tx, long importId, Optional<RowProblem> kind, long after, int limit) {
        return tx.sql()
                .createQuery(
                        """
                        SELECT line, problems, cells FROM recipient_import_error_tbl
                         WHERE import_id = :id AND line > :after AND (:kind = '' OR kind = :kind)
                         ORDER BY line LIMIT :limit
                        """)
                .bind("id", importId)
                .bind("after", after)
                .bind("kind", kind.map(Enum::name).orElse(""))
                .bind("limit", limit)
                .map((row, context) -> read(row))
                .list();
    }

    private static BadRow read(ResultSet row) throws SQLException {
        return new BadRow(
                row.getLong("line"),
                Json.problems(row.getString("problems")),
                Json.strings(row.getString("cells")));
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
                .map((row, context) -> read(row))
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
                .map((row, context) -> read(row))
                .forEach(visitor);
    }
}
