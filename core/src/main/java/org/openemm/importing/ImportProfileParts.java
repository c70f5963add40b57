package org.openemm.importing;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.openemm.database.Transaction;
import org.openemm.recipient.BindingStatus;

/** SQL of the columns, salutations, lists and media of import profiles. */
final class ImportProfileParts {
    private static final List<String> TABLES_BY_PROFILE =
            List.of("import_column_mapping_tbl", "import_gender_mapping_tbl");
    private static final List<String> TABLES_BY_IMPORT_PROFILE =
            List.of("import_profile_mlist_bind_tbl", "import_profile_mediatype_tbl");

    /** Replaces what there is. */
    void save(Transaction tx, int companyId, int id, ImportProfileDraft draft, Instant now) {
        TABLES_BY_PROFILE.forEach(table -> clear(tx, table, "profile_id", id));
        TABLES_BY_IMPORT_PROFILE.forEach(table -> clear(tx, table, "import_profile_id", id));
        PreparedBatch columns =
                tx.sql()
                        .prepareBatch(
                                """
                                INSERT INTO import_column_mapping_tbl
                                       (profile_id, file_column, db_column, mandatory, default_value, creation_date, change_date)
                                VALUES (:id, :file, :field, :mandatory, :default, :now, :now)
                                """);
        for (ProfileColumn column : draft.columns()) {
            columns.bind("id", id)
                    .bind("file", column.fileColumn())
                    .bind(
                            "field",
                            column.field().isEmpty() ? ProfileColumn.LEFT_OUT : column.field())
                    .bind("mandatory", column.mandatory() ? 1 : 0)
                    .bind("default", column.defaultValue())
                    .bind("now", now)
                    .add();
        }
        PreparedBatch genders =
                tx.sql()
                        .prepareBatch(
                                """
                                INSERT INTO import_gender_mapping_tbl
                                       (profile_id, int_gender, string_gender, creation_date, change_date)
                                VALUES (:id, :code, :word, :now, :now)
                                """);
        draft.genders()
                .forEach(
                        (word, code) ->
                                genders.bind("id", id)
                                        .bind("code", code)
                                        .bind("word", word)
                                        .bind("now", now)
                                        .add());
        PreparedBatch lists =
                tx.sql()
                        .prepareBatch(
                                """
                                INSERT INTO import_profile_mlist_bind_tbl (import_profile_id, mailinglist_id, company_id)
                                VALUES (:id, :list, :company)
                                """);
        for (int list : draft.mailinglists()) {
            lists.bind("id", id).bind("list", list).bind("company", companyId).add();
        }
        PreparedBatch media =
                tx.sql()
                        .prepareBatch(
                                """
                                INSERT INTO import_profile_mediatype_tbl (import_profile_id, mediatype, user_status)
                                VALUES (:id, :medium, :status)
                                """);
        draft.status()
                .forEach(
                        (medium, status) ->
                                media.bind("id", id)
                                        .bind("medium", medium)
                                        .bind("status", status.code())
                                        .add());
        for (PreparedBatch batch : List.of(columns, genders, lists, media)) {
            if (batch.size() > 0) {
                batch.execute();
            }
        }
    }

    List<ProfileColumn> columns(Transaction tx, int id) {
        return tx.sql()
                .createQuery(
                        """
                        SELECT COALESCE(file_column, '') AS file_column, db_column, mandatory,
                               COALESCE(default_value, '') AS default_value
                          FROM import_column_mapping_tbl WHERE profile_id = :id AND deleted = 0 ORDER BY id
                        """)
                .bind("id", id)
                .map(
                        (row, context) -> {
                            String field = row.getString("db_column");
                            return new ProfileColumn(
                                    row.getString("file_column"),
                                    ProfileColumn.LEFT_OUT.equals(field) ? "" : field,
                                    row.getBoolean("mandatory"),
                                    row.getString("default_value"));
                        })
                .list();
    }

    Map<String, Integer> genders(Transaction tx, int id) {
        Map<String, Integer> genders = new LinkedHashMap<>();
        tx.sql()
                .createQuery(
                        """
                        SELECT string_gender, int_gender FROM import_gender_mapping_tbl
                         WHERE profile_id = :id AND deleted = 0 ORDER BY id
                        """)
                .bind("id", id)
                .map(
                        (row, context) ->
                                genders.put(
                                        row.getString("string_gender"), row.getInt("int_gender")))
                .list();
        return genders;
    }

    /** Lists that are still there. */
    List<Integer> lists(Transaction tx, int id) {
        return tx.sql()
                .createQuery(
                        """
                        SELECT b.mailinglist_id FROM import_profile_mlist_bind_tbl b
                          JOIN mailinglist_tbl l ON l.mailinglist_id = b.mailinglist_id AND l.deleted = 0
                         WHERE b.import_profile_id = :id ORDER BY b.mailinglist_id
                        """)
                .bind("id", id)
                .mapTo(Integer.class)
                .list();
    }

    Map<Integer, BindingStatus> status(Transaction tx, int id) {
        Map<Integer, BindingStatus> status = new LinkedHashMap<>();
        tx.sql()
                .createQuery(
                        "SELECT mediatype, user_status FROM import_profile_mediatype_tbl WHERE"
                                + " import_profile_id = :id")
                .bind("id", id)
                .map(
                        (row, context) ->
                                status.put(
                                        row.getInt("mediatype"),
                                        BindingStatus.find(row.getInt("user_status"))
                                                .orElse(BindingStatus.ACTIVE)))
                .list();
        return status;
    }

    private static void clear(Transaction tx, String table, String column, int id) {
        tx.sql()
                .createUpdate("DELETE FROM %s WHERE %s = :id".formatted(table, column))
                .bind("id", id)
                .execute();
    }
}
