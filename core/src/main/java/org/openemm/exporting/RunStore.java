package org.openemm.exporting;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.openemm.InvalidInput;
import org.openemm.account.Actor;
import org.openemm.database.Transaction;
import org.openemm.tabular.RowWriter;

/** SQL of recipient_export_tbl. */
final class RunStore {

    long insert(
            Transaction tx,
            Actor actor,
            ExportProfile profile,
            String fileName,
            String host,
            Instant now) {
        return tx.sql()
                .createUpdate(
                        """
                        INSERT INTO recipient_export_tbl
                               (company_id, admin_id, username, export_predef_id, name, filename, path, host, state,
                                settings, problems, creation_date, change_date)
                        VALUES (:company, :admin, :user, :profile, :name, :file, '', :host, 'WAITING',
                                :settings, '[]', :now, :now)
                        """)
                .bind("company", actor.companyId())
                .bind("admin", actor.id())
                .bind("user", actor.name())
                .bind("profile", profile.id())
                .bind("name", profile.name())
                .bind("file", fileName)
                .bind("host", host)
                .bind("settings", Json.write(profile.settings()))
                .bind("now", now)
                .executeAndReturnGeneratedKeys("export_id")
                .mapTo(Long.class)
                .one();
    }

    Optional<Export> find(Transaction tx, int companyId, long id, Duration kept) {
        return tx.sql()
                .createQuery(
                        """
                        SELECT * FROM recipient_export_tbl
                         WHERE export_id = :id AND company_id = :company
                        """)
                .bind("id", id)
                .bind("company", companyId)
                .map((row, context) -> read(row, kept))
                .findOne();
    }

    /**
     * @param profileId 0 for those of all profiles and of none
     */
    List<Export> recent(Transaction tx, Actor actor, int profileId, int limit, Duration kept) {
        return tx.sql()
                .createQuery(
                        """
                        SELECT * FROM recipient_export_tbl
                         WHERE company_id = :company AND (:profile = 0 OR export_predef_id = :profile)
                           AND (:own = 0 OR admin_id = :own)
                         ORDER BY creation_date DESC, export_id DESC LIMIT :limit
                        """)
                .bind("company", actor.companyId())
                .bind("own", actor.limit().isNone() ? 0 : actor.id())
                .bind("profile", profileId)
                .bind("limit", limit)
                .map((row, context) -> read(row, kept))
                .list();
    }

    String path(Transaction tx, long id) {
        return tx.sql()
                .createQuery("SELECT path FROM recipient_export_tbl WHERE export_id = :id")
                .bind("id", id)
                .mapTo(String.class)
                .findOne()
                .orElse("");
    }

    /** False when it is not to be run any more. */
    boolean begin(Transaction tx, long id, Instant now) {
        return tx.sql()
                        .createUpdate(
                                """
                                UPDATE recipient_export_tbl
                                   SET state = 'RUNNING', row_count = 0, percent = 0, change_date = :now
                                 WHERE export_id = :id AND state IN ('WAITING', 'RUNNING') AND cancelled = 0
                                """)
                        .bind("now", now)
                        .bind("id", id)
                        .execute()
                > 0;
    }

    /** Notes how far the work is; true when somebody wants it to stop. */
    boolean progress(Transaction tx, long id, long rows, int percent, Instant now) {
        tx.sql()
                .createUpdate(
                        """
                        UPDATE recipient_export_tbl
                           SET row_count = :rows, percent = :percent, change_date = :now
                         WHERE export_id = :id AND state = 'RUNNING'
                        """)
                .bind("rows", rows)
                .bind("percent", percent)
                .bind("now", now)
                .bind("id", id)
                .execute();
        return tx.sql()
                .createQuery("SELECT cancelled FROM recipient_export_tbl WHERE export_id = :id")
                .bind("id", id)
                .mapTo(Boolean.class)
                .findOne()
                .orElse(true);
    }

    void done(
            Transaction tx,
            long id,
            long rows,
            String path,
            long size,
            RowWriter.Losses losses,
            Instant now) {
        tx.sql()
                .createUpdate(
                        """
                        UPDATE recipient_export_tbl
                           SET state = 'DONE', row_count = :rows, percent = 100, path = :path, size = :size,
                               lost_characters = :lost, cut_cells = :cut, change_date = :now
                         WHERE export_id = :id
                        """)
                .bind("rows", rows)
                .bind("path", path)
                .bind("size", size)
                .bind("lost", losses.characters())
                .bind("cut", losses.cutCells())
                .bind("now", now)
                .bind("id", id)
                .execute();
    }

    void end(
            Transaction tx,
            long id,
            ExportState state,
            List<InvalidInput.Problem> problems,
            Instant now) {
        tx.sql()
                .createUpdate(
                        """
                        UPDATE recipient_export_tbl
                           SET state = :state, problems = :problems, change_date = :now
                         WHERE export_id = :id
                        """)
                .bind("state", state.name())
                .bind("problems", Json.write(problems))
                .bind("now", now)
                .bind("id", id)
                .execute();
    }

    /** One that waits is stopped at once, one at work within a second. */
    void cancel(Transaction tx, long id, Instant now) {
        tx.sql()
                .createUpdate(
                        """
                        UPDATE recipient_export_tbl
                           SET cancelled = 1, state = IF(state = 'WAITING', 'CANCELLED', state), change_date = :now
                         WHERE export_id = :id AND state IN ('WAITING', 'RUNNING')
                        """)
                .bind("now", now)
                .bind("id", id)
                .execute();
    }

    void delete(Transaction tx, long id) {
        tx.sql()
                .createUpdate("DELETE FROM recipient_export_tbl WHERE export_id = :id")
                .bind("id", id)
                .execute();
    }

    /** Those that wait in this process are alive. */
    void touch(Transaction tx, Collection<Long> ids, Instant now) {
        if (!ids.isEmpty()) {
            tx.sql()
                    .createUpdate(
                            "UPDATE recipient_export_tbl SET change_date = :now WHERE export_id IN"
                                    + " (<ids>) AND state = 'WAITING'")
                    .bind("now", now)
                    .bindList("ids", List.copyOf(ids))
                    .execute();
        }
    }

    /** Exports of this host that gave no sign of life since then; each is handed out once. */
    List<Export> abandoned(Transaction tx, String host, Instant before, Instant now) {
        List<Export> found =
                tx.sql()
                        .createQuery(
                                """
                                SELECT * FROM recipient_export_tbl
                                 WHERE state IN ('WAITING', 'RUNNING') AND change_date < :before AND host = :host
                                   FOR UPDATE SKIP LOCKED
                                """)
                        .bind("before", before)
                        .bind("host", host)
                        .map((row, context) -> read(row, Duration.ZERO))
                        .list();
        for (Export left : found) {
            tx.sql()
                    .createUpdate(
                            "UPDATE recipient_export_tbl SET change_date = :now WHERE export_id ="
                                    + " :id")
                    .bind("now", now)
                    .bind("id", left.id())
                    .execute();
        }
        return found;
    }

    /** Mailing lists that a user must not use by now. */
    Set<Integer> closedLists(Transaction tx, int adminId) {
        return tx.sql()
                .createQuery(
                        "SELECT mailinglist_id FROM disabled_mailinglist_tbl WHERE admin_id ="
                                + " :admin")
                .bind("admin", adminId)
                .mapTo(Integer.class)
                .set();
    }

    /** Ids of those of a company that are over since then. */
    List<Long> old(Transaction tx, int companyId, Instant before, int limit) {
        return tx.sql()
                .createQuery(
                        """
                        SELECT export_id FROM recipient_export_tbl
                         WHERE company_id = :company AND change_date < :before
                           AND state NOT IN ('WAITING', 'RUNNING') LIMIT :limit
                        """)
                .bind("company", companyId)
                .bind("before", before)
                .bind("limit", limit)
                .mapTo(Long.class)
                .list();
    }

    private static Export read(ResultSet row, Duration kept) throws SQLException {
        Instant changed = row.getTimestamp("change_date").toInstant();
        return new Export(
                row.getLong("export_id"),
                row.getInt("company_id"),
                row.getInt("admin_id"),
                row.getString("username"),
                row.getInt("export_predef_id"),
                row.getString("name"),
                row.getString("filename"),
                ExportState.valueOf(row.getString("state")),
                Json.settings(row.getString("settings")),
                row.getLong("row_count"),
                row.getInt("percent"),
                row.getLong("size"),
                new RowWriter.Losses(row.getLong("lost_characters"), row.getLong("cut_cells")),
                Json.problems(row.getString("problems")),
                row.getTimestamp("creation_date").toInstant(),
                changed,
                changed.plus(kept));
    }
}
