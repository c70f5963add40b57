package org.openemm.recipientreport;

import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.openemm.account.Actor;
import org.openemm.database.Transaction;

/** SQL of recipients_report_tbl and recipients_report_file_tbl. */
final class ReportStore {
    private static final String COLUMNS =
            """
            r.recipients_report_id, r.report_date, r.filename, r.datasource_id, r.username, r.report, r.type, r.error,
            r.entity_execution, r.entity_id,
            (SELECT COUNT(*) FROM recipients_report_file_tbl f
              WHERE f.recipients_report_id = r.recipients_report_id) AS files
            """;

    private static final String FOUND =
            """
             FROM recipients_report_tbl r
            WHERE r.company_id = :company AND r.report_date >= :since AND r.report_date < :until
              AND r.type IN (<types>)
              AND (:own = 0 OR r.admin_id = :own)
              AND (:user = '' OR r.username = :user)
              AND (:datasource = 0 OR r.datasource_id = :datasource)
              AND (:search = '' OR INSTR(r.filename, :search) > 0 OR INSTR(r.username, :search) > 0)
            """;

    int insert(Transaction tx, Actor actor, ReportDraft draft, Instant now) {
        return tx.sql()
                .createUpdate(
                        """
                        INSERT INTO recipients_report_tbl
                               (report_date, filename, datasource_id, admin_id, username, company_id, report, type, error,
                                entity_type, entity_execution, entity_data, entity_id)
                        VALUES (:now, :file, :datasource, :admin, :user, :company, :report, :type, :error,
                                :entity, :execution, 1, :object)
                        """)
                .bind("now", now)
                .bind("file", draft.fileName())
                .bind("datasource", draft.datasourceId())
                .bind("admin", actor.id())
                .bind("user", actor.name())
                .bind("company", actor.companyId())
                .bind("report", draft.text())
                .bind("type", draft.type().code())
                .bind("error", draft.failed() ? 1 : 0)
                .bind("entity", draft.type().entityType())
                .bind("execution", draft.automatic() ? 2 : 1)
                .bind("object", draft.objectId())
                .executeAndReturnGeneratedKeys()
                .mapTo(Integer.class)
                .one();
    }

    void insertFile(Transaction tx, ReportFile file, Path path) {
        tx.sql()
                .createUpdate(
                        """
                        REPLACE INTO recipients_report_file_tbl (recipients_report_id, kind, name, path, row_count, size)
                        VALUES (:report, :kind, :name, :path, :rows, :size)
                        """)
                .bind("report", file.reportId())
                .bind("kind", file.kind())
                .bind("name", file.name())
                .bind("path", path.toString())
                .bind("rows", file.rows())
                .bind("size", file.size())
                .execute();
    }

    Optional<Report> find(Transaction tx, Actor actor, int id) {
        return tx.sql()
                .createQuery(
                        "SELECT %s FROM recipients_report_tbl r WHERE r.recipients_report_id = :id AND r.company_id = :company AND (:own = 0 OR r.admin_id = :own)"
                                .formatted(COLUMNS))
                .bind("id", id)
                .bind("company", actor.companyId())
                .bind("own", own(actor))
                .map((row, context) -> read(row))
                .findOne();
    }

    List<Report> list(Transaction tx, Actor actor, ReportQuery query, List<String> types) {
        String direction = query.falling() ? "DESC" : "ASC";
        return tx.sql()
                .createQuery(
                        "SELECT %s %s ORDER BY %s %s, r.recipients_report_id %s LIMIT :size OFFSET :offset"
                                .formatted(
                                        COLUMNS, FOUND, query.order().sql(), direction, direction))
                .bindMap(scope(actor, query))
                .bindList("types", types)
                .bind("size", query.size())
                .bind("offset", query.offset())
                .map((row, context) -> read(row))
                .list();
    }

    long count(Transaction tx, Actor actor, ReportQuery query, List<String> types) {
        return tx.sql()
                .createQuery("SELECT COUNT(*)" + FOUND)
                .bindMap(scope(actor, query))
                .bindList("types", types)
                .mapTo(Long.class)
                .one();
    }

    /** Names of all who imported or exported. */
    List<String> users(Transaction tx, int companyId) {
        return tx.sql()
                .createQuery(
                        """
                        SELECT DISTINCT username FROM recipients_report_tbl
                         WHERE company_id = :company AND username <> '' ORDER BY username LIMIT 200
                        """)
                .bind("company", companyId)
                .mapTo(String.class)
                .list();
    }

    List<ReportFile> files(Transaction tx, int reportId) {
        return tx.sql()
                .createQuery(
                        """
                        SELECT recipients_report_id, kind, name, row_count, size FROM recipients_report_file_tbl
                         WHERE recipients_report_id = :report ORDER BY kind
                        """)
                .bind("report", reportId)
                .map(
                        (row, context) ->
                                new ReportFile(
                                        row.getInt("recipients_report_id"),
                                        row.getString("kind"),
                                        row.getString("name"),
                                        row.getLong("row_count"),
                                        row.getLong("size")))
                .list();
    }

    Optional<Path> path(Transaction tx, int reportId, String kind) {
        return tx.sql()
                .createQuery(
                        "SELECT path FROM recipients_report_file_tbl WHERE recipients_report_id ="
                                + " :report AND kind = :kind")
                .bind("report", reportId)
                .bind("kind", kind)
                .mapTo(String.class)
                .findOne()
                .map(Path::of);
    }

    /** Those of the paths that belong to a report. */
    Set<String> known(Transaction tx, List<String> paths) {
        return tx
                .sql()
                .createQuery("SELECT path FROM recipients_report_file_tbl WHERE path IN (<paths>)")
                .bindList("paths", paths)
                .mapTo(String.class)
                .stream()
                .collect(Collectors.toSet());
    }

    /** Whoever does not see all recipients sees what he did himself; 0 for everything. */
    private static int own(Actor actor) {
        return actor.limit().isNone() ? 0 : actor.id();
    }

    private static Map<String, Object> scope(Actor actor, ReportQuery query) {
        return Map.of(
                "company",
                actor.companyId(),
                "own",
                own(actor),
                "since",
                query.since(),
                "until",
                query.until(),
                "user",
                query.user(),
                "datasource",
                query.datasourceId(),
                "search",
                query.search());
    }

    private static Report read(ResultSet row) throws SQLException {
        String text = row.getString("report");
        return new Report(
                row.getInt("recipients_report_id"),
                ReportType.of(row.getString("type")),
                row.getTimestamp("report_date").toInstant(),
                row.getString("filename"),
                row.getInt("datasource_id"),
                row.getString("username"),
                text == null ? "" : text,
                row.getInt("error") != 0,
                row.getInt("entity_execution") == 2,
                row.getLong("entity_id"),
                row.getInt("files"));
    }
}
