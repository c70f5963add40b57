package org.openemm.blocklist;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.openemm.account.Actor;
import org.openemm.blocklist.Blocklist.Scope;
import org.openemm.database.Transaction;

/** SQL of uploaded blocklists until they are added. */
final class BlocklistUploadStore {
    private static final int MAX_NAME = 255;

    private BlocklistUploadStore() {}

    static int create(Transaction tx, Actor actor, Scope scope, String filename, Instant now) {
        String name = Objects.toString(filename, "");
        return tx.sql()
                .createUpdate(
                        """
                        INSERT INTO blocklist_upload_tbl (company_id, admin_id, common, filename, creation_date)
                        VALUES (:company, :admin, :common, :name, :now)
                        """)
                .bind("company", actor.companyId())
                .bind("admin", actor.id())
                .bind("common", scope == Scope.SYSTEM)
                .bind("name", name.substring(0, Math.min(MAX_NAME, name.length())))
                .bind("now", now)
                .executeAndReturnGeneratedKeys()
                .mapTo(Integer.class)
                .one();
    }

    /** What the actor uploaded before, and what anybody uploaded long ago. */
    static void removeOld(Transaction tx, Actor actor, Instant before) {
        tx.sql()
                .createUpdate(
                        """
                        DELETE FROM blocklist_upload_tbl
                         WHERE creation_date < :before OR company_id = :company AND admin_id = :admin
                        """)
                .bind("before", before)
                .bind("company", actor.companyId())
                .bind("admin", actor.id())
                .execute();
    }

    /** Those that are there already stay as they are. */
    static void add(Transaction tx, int id, List<BlocklistLines.Line> lines) {
        PreparedBatch batch =
                tx.sql()
                        .prepareBatch(
                                "INSERT IGNORE INTO blocklist_upload_entry_tbl (upload_id, email,"
                                        + " reason) VALUES (:id, :email, :reason)");
        for (BlocklistLines.Line line : lines) {
            batch.bind("id", id)
                    .bind("email", line.entry())
                    .bind("reason", line.reason().isEmpty() ? null : line.reason())
                    .add();
        }
        batch.execute();
    }

    static void finish(
            Transaction tx, int id, long lines, long bad, List<BlocklistUpload.BadLine> badLines) {
        tx.sql()
                .createUpdate(
                        """
                        UPDATE blocklist_upload_tbl
                           SET line_count = :lines, bad_count = :bad, bad_lines = :badLines,
                               twice_count = :lines - :bad - (SELECT COUNT(*) FROM blocklist_upload_entry_tbl u
                                                               WHERE u.upload_id = :id)
                         WHERE upload_id = :id
                        """)
                .bind("lines", lines)
                .bind("bad", bad)
                .bind(
                        "badLines",
                        badLines.stream()
                                .map(
                                        line ->
                                                line.number()
                                                        + "\t"
                                                        + line.problem()
                                                        + "\t"
                                                        + line.text().replace('\t', ' '))
                                .collect(Collectors.joining("\n")))
                .bind("id", id)
                .execute();
    }

    static Optional<BlocklistUpload> find(Transaction tx, Actor actor, int id) {
        return tx.sql()
                .createQuery(
                        """
                        SELECT upload_id, common, filename, line_count, bad_count, twice_count, bad_lines
                          FROM blocklist_upload_tbl
                         WHERE upload_id = :id AND company_id = :company AND admin_id = :admin
                        """)
                .bind("id", id)
                .bind("company", actor.companyId())
                .bind("admin", actor.id())
                .map((row, context) -> upload(tx, actor, row))
                .findOne();
    }

    private static BlocklistUpload upload(Transaction tx, Actor actor, ResultSet row)
            throws SQLException {
        int id = row.getInt("upload_id");
        Scope scope = row.getInt("common") == 0 ? Scope.COMPANY : Scope.SYSTEM;
        long lines = row.getLong("line_count");
        long bad = row.getLong("bad_count");
        long twice = row.getLong("twice_count");
        String filename = row.getString("filename");
        List<BlocklistUpload.BadLine> badLines = badLines(row.getString("bad_lines"));
        long known =
                tx.sql()
                        .createQuery(
                                """
                                SELECT COUNT(*) FROM blocklist_upload_entry_tbl u JOIN %s ban ON ban.email = u.email
                                 WHERE u.upload_id = :id
                                """
                                        .formatted(BlocklistStore.table(scope, actor.companyId())))
                        .bind("id", id)
                        .mapTo(long.class)
                        .one();
        return new BlocklistUpload(
                id,
                scope,
                filename,
                lines,
                lines - bad - twice - known,
                known,
                twice,
                bad,
                badLines);
    }

    private static List<BlocklistUpload.BadLine> badLines(String text) {
        return text == null || text.isEmpty()
                ? List.of()
                : Arrays.stream(text.split("\n"))
                        .map(line -> line.split("\t", 3))
                        .map(
                                parts ->
                                        new BlocklistUpload.BadLine(
                                                Long.parseLong(parts[0]), parts[1], parts[2]))
                        .toList();
    }

    static List<String> patterns(Transaction tx, int id) {
        return tx.sql()
                .createQuery(
                        """
                        SELECT email FROM blocklist_upload_entry_tbl
                         WHERE upload_id = :id AND (LOCATE('*', email) > 0 OR LOCATE('?', email) > 0)
                        """)
                .bind("id", id)
                .mapTo(String.class)
                .list();
    }

    static int apply(Transaction tx, int id, String table, String reason, String by, Instant now) {
        return tx.sql()
                .createUpdate(
                        """
                        INSERT IGNORE INTO %s (email, reason, timestamp, added_by)
                        SELECT email, COALESCE(reason, :reason), :now, :by
                          FROM blocklist_upload_entry_tbl WHERE upload_id = :id
                        """
                                .formatted(table))
                .bind("reason", reason)
                .bind("now", now)
                .bind("by", by)
                .bind("id", id)
                .execute();
    }

    static void remove(Transaction tx, int id) {
        tx.sql()
                .createUpdate("DELETE FROM blocklist_upload_tbl WHERE upload_id = :id")
                .bind("id", id)
                .execute();
    }
}
