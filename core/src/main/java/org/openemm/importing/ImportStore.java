package org.openemm.importing;

import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.openemm.InvalidInput;
import org.openemm.account.Actor;
import org.openemm.database.Transaction;

/** SQL of recipient_import_tbl. */
final class ImportStore {
    static final String COLUMNS =
            "import_id, company_id, admin_id, username, profile_id, filename, state, settings,"
                    + " numbers, problems, progress, total, datasource_id, recipients_report_id,"
                    + " creation_date, change_date";

    long insert(
            Transaction tx,
            Actor actor,
            String fileName,
            Path path,
            String host,
            ImportSettings settings,
            Instant now) {
        return tx.sql()
                .createUpdate(
                        """
                        INSERT INTO recipient_import_tbl
                               (company_id, admin_id, username, filename, path, host, state, settings, numbers, problems,
                                creation_date, change_date)
                        VALUES (:company, :admin, :user, :file, :path, :host, 'UPLOADED', :settings, :numbers, '[]', :now, :now)
                        """)
                .bind("company", actor.companyId())
                .bind("admin", actor.id())
                .bind("user", actor.name())
                .bind("file", fileName)
                .bind("path", path.toString())
                .bind("host", host)
                .bind("settings", Json.write(settings))
                .bind("numbers", Json.write(ImportNumbers.NONE))
                .bind("now", now)
                .executeAndReturnGeneratedKeys()
                .mapTo(Long.class)
                .one();
    }

    Optional<Import> find(Transaction tx, int companyId, long id) {
        return tx.sql()
                .createQuery(
                        "SELECT %s FROM recipient_import_tbl WHERE import_id = :id AND company_id = :company"
                                .formatted(COLUMNS))
                .bind("id", id)
                .bind("company", companyId)
                .map((row, context) -> read(row))
                .findOne();
    }

    /** Of whatever company. */
    Optional<Import> find(Transaction tx, long id) {
        return tx.sql()
                .createQuery(
                        "SELECT %s FROM recipient_import_tbl WHERE import_id = :id"
                                .formatted(COLUMNS))
                .bind("id", id)
                .map((row, context) -> read(row))
                .findOne();
    }

    List<Import> running(Transaction tx, int companyId) {
        return tx.sql()
                .createQuery(
                        """
                        SELECT %s FROM recipient_import_tbl
                         WHERE state IN ('CHECKING', 'RUNNING') AND company_id = :company
                         ORDER BY import_id DESC LIMIT 20
                        """
                                .formatted(COLUMNS))
                .bind("company", companyId)
                .map((row, context) -> read(row))
                .list();
    }

    List<Import> recent(Transaction tx, int companyId, int limit) {
        return tx.sql()
                .createQuery(
                        """
                        SELECT %s FROM recipient_import_tbl WHERE company_id = :company
                         ORDER BY creation_date DESC, import_id DESC LIMIT :limit
                        """
                                .formatted(COLUMNS))
                .bind("company", companyId)
                .bind("limit", limit)
                .map((row, context) -> read(row))
                .list();
    }

    Path path(Transaction tx, long id) {
        return Path.of(
                tx.sql()
                        .createQuery("SELECT path FROM recipient_import_tbl WHERE import_id = :id")
                        .bind("id", id)
                        .mapTo(String.class)
                        .one());
    }

    void settings(Transaction tx, long id, ImportSettings settings, Instant now) {
        tx.sql()
                .createUpdate(
                        """
                        UPDATE recipient_import_tbl
                           SET settings = :settings, state = 'UPLOADED', problems = '[]', progress = 0, change_date = :now
                         WHERE import_id = :id
                        """)
                .bind("settings", Json.write(settings))
                .bind("now", now)
                .bind("id", id)
                .execute();
    }

    /** False when the import is in another state by now. */
    boolean move(
            Transaction tx, long id, ImportState from, ImportState to, long total, Instant now) {
        return tx.sql()
                        .createUpdate(
                                """
                                UPDATE recipient_import_tbl
                                   SET state = :to, progress = 0, total = :total, cancelled = 0, problems = '[]', change_date = :now
                                 WHERE import_id = :id AND state = :from
                                """)
                        .bind("to", to.name())
                        .bind("from", from.name())
                        .bind("total", total)
                        .bind("now", now)
                        .bind("id", id)
                        .execute()
                > 0;
    }

    /** Holds the import in that state until the end of the transaction. */
    boolean lock(Transaction tx, long id, ImportState state) {
        return tx.sql()
                .createQuery(
                        "SELECT state = :state FROM recipient_import_tbl WHERE import_id = :id FOR"
                                + " UPDATE")
                .bind("state", state.name())
                .bind("id", id)
                .mapTo(boolean.class)
                .findOne()
                .orElse(false);
    }

    void numbers(Transaction tx, long id, ImportNumbers numbers, Instant now) {
        tx.sql()
                .createUpdate(
                        "UPDATE recipient_import_tbl SET numbers = :numbers, change_date = :now"
                                + " WHERE import_id = :id")
                .bind("numbers", Json.write(numbers))
                .bind("now", now)
                .bind("id", id)
                .execute();
    }

    void profile(Transaction tx, long id, int profileId) {
        tx.sql()
                .createUpdate(
                        "UPDATE recipient_import_tbl SET profile_id = :profile WHERE import_id ="
                                + " :id")
                .bind("profile", profileId)
                .bind("id", id)
                .execute();
    }

    /** Notes how far the work is; true when somebody wants it to stop. */
    boolean progress(Transaction tx, long id, long progress, ImportNumbers numbers, Instant now) {
        tx.sql()
                .createUpdate(
                        """
                        UPDATE recipient_import_tbl SET progress = :progress, numbers = :numbers, change_date = :now
                         WHERE import_id = :id
                        """)
                .bind("progress", progress)
                .bind("numbers", Json.write(numbers))
                .bind("now", now)
                .bind("id", id)
                .execute();
        return tx.sql()
                .createQuery("SELECT cancelled FROM recipient_import_tbl WHERE import_id = :id")
                .bind("id", id)
                .mapTo(Boolean.class)
                .one();
    }

    void finish(
            Transaction tx,
            long id,
            ImportState state,
            ImportNumbers numbers,
            List<InvalidInput.Problem> problems,
            Instant now) {
        tx.sql()
                .createUpdate(
                        """
                        UPDATE recipient_import_tbl
                           SET state = :state, numbers = :numbers, problems = :problems, change_date = :now,
                               progress = IF(:state IN ('DONE', 'CHECKED'), total, progress)
                         WHERE import_id = :id
                        """)
                .bind("state", state.name())
                .bind("numbers", Json.write(numbers))
                .bind("problems", Json.write(problems))
                .bind("now", now)
                .bind("id", id)
                .execute();
    }

    /** Keeps the numbers of what was written until then. */
    void fail(Transaction tx, long id, List<InvalidInput.Problem> problems, Instant now) {
        tx.sql()
                .createUpdate(
                        """
                        UPDATE recipient_import_tbl SET state = 'FAILED', problems = :problems, change_date = :now
                         WHERE import_id = :id
                        """)
                .bind("problems", Json.write(problems))
                .bind("now", now)
                .bind("id", id)
                .execute();
    }

    void cancel(Transaction tx, long id) {
        tx.sql()
                .createUpdate("UPDATE recipient_import_tbl SET cancelled = 1 WHERE import_id = :id")
                .bind("id", id)
                .execute();
    }

    /** The datasource of the import, 0 for none yet; nobody else gives it one meanwhile. */
    int lockDatasource(Transaction tx, long id) {
        return tx.sql()
                .createQuery(
                        "SELECT datasource_id FROM recipient_import_tbl WHERE import_id = :id FOR"
                                + " UPDATE")
                .bind("id", id)
                .mapTo(Integer.class)
                .one();
    }

    /** Whether its end is noted already; nobody else does that meanwhile. */
    boolean isOver(Transaction tx, long id) {
        return ImportState.valueOf(
                        tx.sql()
                                .createQuery(
                                        "SELECT state FROM recipient_import_tbl WHERE import_id ="
                                                + " :id FOR UPDATE")
                                .bind("id", id)
                                .mapTo(String.class)
                                .one())
                .isOver();
    }

    void datasource(Transaction tx, long id, int datasourceId) {
        tx.sql()
                .createUpdate(
                        "UPDATE recipient_import_tbl SET datasource_id = :datasource WHERE"
                                + " import_id = :id")
                .bind("datasource", datasourceId)
                .bind("id", id)
                .execute();
    }

    void report(Transaction tx, long id, int reportId) {
        tx.sql()
                .createUpdate(
                        "UPDATE recipient_import_tbl SET recipients_report_id = :report WHERE"
                                + " import_id = :id")
                .bind("report", reportId)
                .bind("id", id)
                .execute();
    }

    void delete(Transaction tx, long id) {
        tx.sql()
                .createUpdate("DELETE FROM recipient_import_tbl WHERE import_id = :id")
                .bind("id", id)
                .execute();
    }

    /**
     * Imports of this host that should be at work but gave no sign of life since then; each is
     * handed out once.
     */
    List<Import> abandoned(Transaction tx, String host, Instant before, Instant now) {
        List<Import> found =
                tx.sql()
                        .createQuery(
                                """
                                SELECT %s FROM recipient_import_tbl
                                 WHERE state IN ('CHECKING', 'RUNNING') AND change_date < :before AND host = :host
                                   FOR UPDATE SKIP LOCKED
                                """
                                        .formatted(COLUMNS))
                        .bind("before", before)
                        .bind("host", host)
                        .map((row, context) -> read(row))
                        .list();
        for (Import left : found) {
            tx.sql()
                    .createUpdate(
                            "UPDATE recipient_import_tbl SET change_date = :now WHERE import_id ="
                                    + " :id")
                    .bind("now", now)
                    .bind("id", left.id())
                    .execute();
        }
        return found;
    }

    /** Imports of this host that nobody went on with since then and that wrote nothing. */
    List<Import> forgotten(Transaction tx, String host, Instant before) {
        return tx.sql()
                .createQuery(
                        """
                        SELECT %s FROM recipient_import_tbl
                         WHERE state IN ('UPLOADED', 'CHECKED', 'FAILED', 'CANCELLED') AND change_date < :before
                           AND host = :host AND datasource_id = 0
                         LIMIT 100
                        """
                                .formatted(COLUMNS))
                .bind("before", before)
                .bind("host", host)
                .map((row, context) -> read(row))
                .list();
    }

    static Import read(ResultSet row) throws SQLException {
        return new Import(
                row.getLong("import_id"),
                row.getInt("company_id"),
                row.getInt("admin_id"),
                row.getString("username"),
                row.getInt("profile_id"),
                row.getString("filename"),
                ImportState.valueOf(row.getString("state")),
                Json.read(row.getString("settings"), ImportSettings.class),
                Json.read(row.getString("numbers"), ImportNumbers.class),
                row.getLong("progress"),
                row.getLong("total"),
                Json.problems(row.getString("problems")),
                row.getInt("datasource_id"),
                row.getInt("recipients_report_id"),
                row.getTimestamp("creation_date").toInstant(),
                row.getTimestamp("change_date").toInstant());
    }
}
