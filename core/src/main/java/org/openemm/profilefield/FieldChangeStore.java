package org.openemm.profilefield;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.openemm.InvalidInput;
import org.openemm.account.Actor;
import org.openemm.database.Rows;
import org.openemm.database.Transaction;

/** SQL of what is being done to profile fields (profile_field_change_tbl). */
final class FieldChangeStore {
    private static final ObjectMapper JSON =
            new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    /** How far the database is, only it knows. */
    private static final String SELECT =
            """
            SELECT ch.*, p.progress, p.stage, p.max_stage FROM profile_field_change_tbl ch
              LEFT JOIN information_schema.processlist p ON p.id = ch.connection_id AND ch.state = 'RUNNING'
            """;

    /** A text of a problem, with its arguments as texts. */
    private record StoredProblem(String field, String key, List<String> arguments) {}

    long insert(
            Transaction tx,
            Actor actor,
            FieldChange.Kind kind,
            ProfileField field,
            Instant notBefore,
            Instant now) {
        FieldVersion.grow(tx, actor.companyId());
        return tx.sql()
                .createUpdate(
                        """
                        INSERT INTO profile_field_change_tbl
                               (company_id, admin_id, username, kind, col_name, field, state, problems, not_before, creation_date)
                        VALUES (:company, :admin, :user, :kind, :column, :field, 'WAITING', '[]', :notBefore, :now)
                        """)
                .bind("company", actor.companyId())
                .bind("admin", actor.id())
                .bind("user", actor.name())
                .bind("kind", kind.name())
                .bind("column", field.column())
                .bind("field", write(field))
                .bind("notBefore", notBefore)
                .bind("now", now)
                .executeAndReturnGeneratedKeys()
                .mapTo(Long.class)
                .one();
    }

    Optional<FieldChange> find(Transaction tx, int companyId, long id) {
        return tx.sql()
                .createQuery(SELECT + " WHERE ch.company_id = :company AND ch.change_id = :id")
                .bind("company", companyId)
                .bind("id", id)
                .map((row, context) -> change(row))
                .findOne();
    }

    /** What is not over, and what failed since then; oldest first. */
    List<FieldChange> open(Transaction tx, int companyId, Instant failedSince) {
        return tx.sql()
                .createQuery(
                        SELECT
                                + """
                                 WHERE ch.company_id = :company
                                   AND (ch.state IN ('WAITING', 'RUNNING')
                                        OR ch.state = 'FAILED' AND ch.end_date > :since)
                                 ORDER BY ch.change_id
                                """)
                .bind("company", companyId)
                .bind("since", failedSince)
                .map((row, context) -> change(row))
                .list();
    }

    /** The first one that can be worked on. */
    Optional<FieldChange> next(Transaction tx, int companyId, Instant now) {
        return tx.sql()
                .createQuery(
                        SELECT
                                + """
                                 WHERE ch.company_id = :company AND ch.state IN ('WAITING', 'RUNNING')
                                   AND ch.not_before <= :now ORDER BY ch.change_id LIMIT 1
                                """)
                .bind("company", companyId)
                .bind("now", now)
                .map((row, context) -> change(row))
                .findOne();
    }

    List<Integer> companies(Transaction tx) {
        return tx.sql()
                .createQuery(
                        "SELECT DISTINCT company_id FROM profile_field_change_tbl WHERE state IN"
                                + " ('WAITING', 'RUNNING')")
                .mapTo(Integer.class)
                .list();
    }

    boolean isBusy(Transaction tx, int companyId, String column) {
        return tx.sql()
                        .createQuery(
                                """
                                SELECT COUNT(*) FROM profile_field_change_tbl
                                 WHERE company_id = :company AND col_name = :column AND state IN ('WAITING', 'RUNNING')
                                """)
                        .bind("company", companyId)
                        .bind("column", column)
                        .mapTo(Integer.class)
                        .one()
                > 0;
    }

    void running(Transaction tx, long id, long connectionId, Instant now) {
        tx.sql()
                .createUpdate(
                        """
                        UPDATE profile_field_change_tbl SET state = 'RUNNING', connection_id = :connection, attempts = 0,
                               start_date = COALESCE(start_date, :now) WHERE change_id = :id
                        """)
                .bind("id", id)
                .bind("connection", connectionId)
                .bind("now", now)
                .execute();
    }

    void attempted(Transaction tx, long id, int attempts) {
        tx.sql()
                .createUpdate(
                        "UPDATE profile_field_change_tbl SET attempts = :attempts WHERE change_id ="
                                + " :id")
                .bind("id", id)
                .bind("attempts", attempts)
                .execute();
    }

    void percent(Transaction tx, long id, long percent) {
        tx.sql()
                .createUpdate(
                        "UPDATE profile_field_change_tbl SET percent = :percent WHERE change_id ="
                                + " :id AND COALESCE(percent, -1) <> :percent")
                .bind("id", id)
                .bind("percent", percent)
                .execute();
    }

    void end(Transaction tx, FieldChange change, List<InvalidInput.Problem> problems, Instant now) {
        FieldVersion.grow(tx, change.companyId());
        tx.sql()
                .createUpdate(
                        """
                        UPDATE profile_field_change_tbl SET state = :state, problems = :problems, end_date = :now
                         WHERE change_id = :id
                        """)
                .bind("id", change.id())
                .bind("state", problems.isEmpty() ? "DONE" : "FAILED")
                .bind("problems", write(problems.stream().map(FieldChangeStore::stored).toList()))
                .bind("now", now)
                .execute();
    }

    private static FieldChange change(ResultSet row) throws SQLException {
        return new FieldChange(
                row.getLong("change_id"),
                row.getInt("company_id"),
                FieldChange.Kind.valueOf(row.getString("kind")),
                read(row.getString("field"), new TypeReference<ProfileField>() {}),
                FieldChange.State.valueOf(row.getString("state")),
                row.getString("username"),
                row.getInt("attempts"),
                percent(row),
                Rows.instant(row, "creation_date"),
                Rows.instant(row, "start_date"),
                Rows.instant(row, "end_date"),
                read(row.getString("problems"), new TypeReference<List<StoredProblem>>() {})
                        .stream()
                        .map(
                                problem ->
                                        new InvalidInput.Problem(
                                                problem.field(),
                                                problem.key(),
                                                List.copyOf(problem.arguments())))
                        .toList());
    }

    private static int percent(ResultSet row) throws SQLException {
        int stages = row.getInt("max_stage");
        if (stages == 0) {
            int copied = row.getInt("percent");
            return row.wasNull() ? -1 : Math.min(99, copied);
        }
        double done = row.getInt("stage") - 1 + row.getDouble("progress") / 100;
        return (int) Math.max(0, Math.min(99, 100 * done / stages));
    }

    private static StoredProblem stored(InvalidInput.Problem problem) {
        return new StoredProblem(
                problem.field(),
                problem.key(),
                problem.arguments().stream().map(String::valueOf).toList());
    }

    private static String write(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static <T> T read(String text, TypeReference<T> type) {
        try {
            return JSON.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
