package org.openemm.target;

import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.openemm.database.Transaction;
import org.openemm.eql.EqlField;
import org.openemm.eql.Translation;

/** dyn_target_tbl and the tables of what its rules refer to. */
final class TargetStore {
    static final String COLUMNS =
            """
            target_id, target_shortname, COALESCE(target_description, '') AS description,
            COALESCE(eql, '') AS eql, COALESCE(target_sql, '') AS target_sql,
            COALESCE(component_hide, 0) AS component_hide, COALESCE(invalid, 0) AS invalid,
            COALESCE(locked, 0) AS locked, access_limiting, admin_test_delivery, deleted,
            COALESCE(complexity, 0) AS complexity, creation_date, change_date
            """;

    static final RowMapper<Target> TARGET =
            (row, context) ->
                    new Target(
                            row.getInt("target_id"),
                            row.getString("target_shortname"),
                            row.getString("description"),
                            row.getString("eql"),
                            row.getString("target_sql"),
                            row.getInt("component_hide") == 0,
                            row.getInt("invalid") == 0,
                            row.getInt("locked") != 0,
                            row.getInt("access_limiting") != 0,
                            row.getInt("admin_test_delivery") != 0,
                            row.getInt("deleted") != 0,
                            row.getInt("complexity"),
                            instant(row.getTimestamp("creation_date")),
                            instant(row.getTimestamp("change_date")));

    private static Instant instant(java.sql.Timestamp timestamp) {
        return timestamp == null ? null : timestamp.toInstant();
    }

    /** A group people see; deleted ones too. */
    Optional<Target> find(Transaction tx, int companyId, int id) {
        return tx.sql()
                .createQuery(
                        "SELECT "
                                + COLUMNS
                                + """
                                  FROM dyn_target_tbl
                                 WHERE target_id = :id AND company_id = :company
                                   AND COALESCE(hidden, 0) = 0
                                """)
                .bind("id", id)
                .bind("company", companyId)
                .map(TARGET)
                .findOne();
    }

    /** A living group by id or exact name; a number is an id first. */
    Optional<Target> find(Transaction tx, int companyId, String key) {
        int id = key.matches("[0-9]{1,9}") ? Integer.parseInt(key) : 0;
        return tx.sql()
                .createQuery(
                        "SELECT "
                                + COLUMNS
                                + """
                                  FROM dyn_target_tbl
                                 WHERE company_id = :company AND deleted = 0 AND COALESCE(hidden, 0) = 0
                                   AND (target_id = :id OR BINARY target_shortname = :key)
                                 ORDER BY target_id <> :id LIMIT 1
                                """)
                .bind("id", id)
                .bind("key", key)
                .bind("company", companyId)
                .map(TARGET)
                .findOne();
    }

    /**
     * The stored condition of a living group of the company, or of one for all companies (list
     * splits belong to company 0).
     */
    Optional<StoredCondition> condition(Transaction tx, int companyId, int id) {
        return tx.sql()
                .createQuery(
                        """
                        SELECT target_shortname, COALESCE(target_sql, '') AS target_sql,
                               COALESCE(invalid, 0) AS invalid
                          FROM dyn_target_tbl
                         WHERE target_id = :id AND company_id IN (:company, 0) AND deleted = 0
                        """)
                .bind("id", id)
                .bind("company", companyId)
                .map(
                        (row, context) ->
                                new StoredCondition(
                                        row.getString("target_shortname"),
                                        row.getString("target_sql"),
                                        row.getInt("invalid") == 0))
                .findOne();
    }

    record StoredCondition(String name, String sql, boolean valid) {
        boolean isUsable() {
            return valid && !sql.isBlank();
        }
    }

    boolean nameIsTaken(Transaction tx, int companyId, String name, int exceptId) {
        return tx.sql()
                        .createQuery(
                                """
                                SELECT COUNT(*) FROM dyn_target_tbl
                                 WHERE company_id = :company AND deleted = 0
                                   AND target_shortname = :name AND target_id <> :id
                                """)
                        .bind("company", companyId)
                        .bind("name", name)
                        .bind("id", exceptId)
                        .mapTo(int.class)
                        .one()
                > 0;
    }

    int insert(
            Transaction tx,
            int companyId,
            TargetDraft draft,
            Translation rule,
            int complexity,
            Instant now) {
        return tx.sql()
                .createUpdate(
                        """
                        INSERT INTO dyn_target_tbl
                            (company_id, target_shortname, target_description, eql, target_sql,
                             component_hide, admin_test_delivery, complexity, invalid,
                             creation_date, change_date)
                        VALUES
                            (:company, :name, :description, :eql, :sql,
                             :hide, :adminTest, :complexity, 0, :now, :now)
                        """)
                .bind("company", companyId)
                .bind("name", draft.name())
                .bind("description", draft.description())
                .bind("eql", draft.eql())
                .bind("sql", rule.sql())
                .bind("hide", rule.usesBehaviour() ? 1 : 0)
                .bind("adminTest", draft.adminTest() ? 1 : 0)
                .bind("complexity", complexity)
                .bind("now", now)
                .executeAndReturnGeneratedKeys()
                .mapTo(int.class)
                .one();
    }

    void update(
            Transaction tx,
            int companyId,
            TargetDraft draft,
            Translation rule,
            int complexity,
            Instant now) {
        tx.sql()
                .createUpdate(
                        """
                        UPDATE dyn_target_tbl
                           SET target_shortname = :name, target_description = :description,
                               eql = :eql, target_sql = :sql, component_hide = :hide,
                               admin_test_delivery = :adminTest, complexity = :complexity,
                               invalid = 0, change_date = :now
                         WHERE target_id = :id AND company_id = :company
                        """)
                .bind("id", draft.id())
                .bind("company", companyId)
                .bind("name", draft.name())
                .bind("description", draft.description())
                .bind("eql", draft.eql())
                .bind("sql", rule.sql())
                .bind("hide", rule.usesBehaviour() ? 1 : 0)
                .bind("adminTest", draft.adminTest() ? 1 : 0)
                .bind("complexity", complexity)
                .bind("now", now)
                .execute();
    }

    void setDeleted(Transaction tx, int companyId, int id, boolean deleted, Instant now) {
        tx.sql()
                .createUpdate(
                        """
                        UPDATE dyn_target_tbl SET deleted = :deleted, change_date = :now
                         WHERE target_id = :id AND company_id = :company
                        """)
                .bind("id", id)
                .bind("company", companyId)
                .bind("deleted", deleted ? 1 : 0)
                .bind("now", now)
                .execute();
    }

    void setLocked(Transaction tx, int companyId, int id, boolean locked, Instant now) {
        tx.sql()
                .createUpdate(
                        """
                        UPDATE dyn_target_tbl SET locked = :locked, change_date = :now
                         WHERE target_id = :id AND company_id = :company
                        """)
                .bind("id", id)
                .bind("company", companyId)
                .bind("locked", locked ? 1 : 0)
                .bind("now", now)
                .execute();
    }

    /** The day of the last change is that of the rule. */
    void setLimiting(Transaction tx, int companyId, int id, boolean limiting) {
        tx.sql()
                .createUpdate(
                        """
                        UPDATE dyn_target_tbl SET access_limiting = :limiting, change_date = change_date
                         WHERE target_id = :id AND company_id = :company
                        """)
                .bind("id", id)
                .bind("company", companyId)
                .bind("limiting", limiting ? 1 : 0)
                .execute();
    }

    /** Replaces what is noted about the objects a rule refers to. */
    void setReferences(Transaction tx, int companyId, int targetId, Translation rule) {
        setReferences(
                tx, companyId, targetId, "target_ref_mailing_tbl", "mailing_ref", rule.mailings());
        setReferences(tx, companyId, targetId, "target_ref_link_tbl", "link_ref", rule.links());
        setReferences(
                tx,
                companyId,
                targetId,
                "target_ref_mailinglist_tbl",
                "mailinglist_ref",
                rule.mailinglists());
        setReferences(tx, companyId, targetId, "target_ref_target_tbl", "group_ref", rule.groups());
        setReferences(
                tx,
                companyId,
                targetId,
                "target_ref_profilefield_tbl",
                "name",
                rule.fields().stream().map(EqlField::column).toList());
    }

    private static void setReferences(
            Transaction tx,
            int companyId,
            int targetId,
            String table,
            String column,
            Iterable<?> references) {
        tx.sql()
                .createUpdate(
                        "DELETE FROM "
                                + table
                                + " WHERE target_ref = :id AND company_ref = :company")
                .bind("id", targetId)
                .bind("company", companyId)
                .execute();
        PreparedBatch insert =
                tx.sql()
                        .prepareBatch(
                                "INSERT INTO %s (target_ref, company_ref, %s) VALUES (:id, :company, :reference)"
                                        .formatted(table, column));
        for (Object reference : references) {
            insert.bind("id", targetId)
                    .bind("company", companyId)
                    .bind("reference", reference)
                    .add();
        }
        if (insert.size() > 0) {
            insert.execute();
        }
    }
}
