package org.openemm.importing;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.statement.SqlStatement;
import org.openemm.account.Actor;
import org.openemm.database.Transaction;
import org.openemm.recipient.BindingStatus;
import org.openemm.recipient.UserType;

/** SQL of import_profile_tbl. What belongs to a profile is in {@link ImportProfileParts}. */
final class ImportProfileStore {
    private static final String COLUMNS =
            """
            id, admin_id, shortname, column_separator, text_delimiter, file_charset, date_format, import_mode,
            null_values_action, key_column, report_email, check_for_duplicates, mail_type, change_date,
            update_all_duplicates, decimal_separator, noheaders, zip_password_encr, error_email, automapping, datatype,
            mailinglists_all, report_locale_lang, report_timezone, user_type
            """;

    private final ImportProfileParts parts = new ImportProfileParts();

    List<ImportProfile> list(Transaction tx, int companyId) {
        return tx.sql()
                .createQuery(
                        """
                        SELECT %s FROM import_profile_tbl WHERE company_id = :company AND deleted = 0
                         ORDER BY shortname, id
                        """
                                .formatted(COLUMNS))
                .bind("company", companyId)
                .map((row, context) -> read(tx, row))
                .list();
    }

    Optional<ImportProfile> find(Transaction tx, int companyId, int id) {
        return tx.sql()
                .createQuery(
                        """
                        SELECT %s FROM import_profile_tbl
                         WHERE id = :id AND company_id = :company AND deleted = 0
                        """
                                .formatted(COLUMNS))
                .bind("id", id)
                .bind("company", companyId)
                .map((row, context) -> read(tx, row))
                .findOne();
    }

    /** Names are compared as the database does: without regard to case. */
    Optional<Integer> findByName(Transaction tx, int companyId, String name) {
        return tx.sql()
                .createQuery(
                        """
                        SELECT id FROM import_profile_tbl
                         WHERE company_id = :company AND deleted = 0 AND shortname = :name ORDER BY id LIMIT 1
                        """)
                .bind("company", companyId)
                .bind("name", name)
                .mapTo(Integer.class)
                .findOne();
    }

    int insert(Transaction tx, Actor actor, ImportProfileDraft draft, Instant now) {
        int id =
                bind(
                                tx.sql()
                                        .createUpdate(
                                                """
                                                INSERT INTO import_profile_tbl
                                                       (company_id, admin_id, shortname, column_separator, text_delimiter, file_charset,
                                                        date_format, import_mode, null_values_action, key_column, report_email,
                                                        check_for_duplicates, mail_type, creation_date, change_date,
                                                        update_all_duplicates, decimal_separator, noheaders, error_email, automapping,
                                                        datatype, mailinglists_all, report_locale_lang, report_timezone, user_type)
                                                VALUES (:company, :admin, :name, :separator, :quote, :charset,
                                                        :dates, :mode, :keep, :keys, :report,
                                                        :duplicates, :mailtype, :now, :now,
                                                        :all, :decimal, :headless, :errors, :auto,
                                                        :type, :allLists, :language, :zone, :userType)
                                                """),
                                draft,
                                now)
                        .bind("company", actor.companyId())
                        .bind("admin", actor.id())
                        .executeAndReturnGeneratedKeys()
                        .mapTo(Integer.class)
                        .one();
        parts.save(tx, actor.companyId(), id, draft, now);
        return id;
    }

    void update(Transaction tx, int companyId, int id, ImportProfileDraft draft, Instant now) {
        bind(
                        tx.sql()
                                .createUpdate(
                                        """
                                        UPDATE import_profile_tbl
                                           SET shortname = :name, column_separator = :separator, text_delimiter = :quote,
                                               file_charset = :charset, date_format = :dates, import_mode = :mode,
                                               null_values_action = :keep, key_column = :keys, report_email = :report,
                                               check_for_duplicates = :duplicates, mail_type = :mailtype, change_date = :now,
                                               update_all_duplicates = :all, decimal_separator = :decimal, noheaders = :headless,
                                               error_email = :errors, automapping = :auto, datatype = :type,
                                               mailinglists_all = :allLists, report_locale_lang = :language,
                                               report_timezone = :zone, user_type = :userType
                                         WHERE id = :id AND company_id = :company
                                        """),
                        draft,
                        now)
                .bind("id", id)
                .bind("company", companyId)
                .execute();
        parts.save(tx, companyId, id, draft, now);
    }

    /**
     * @param sealed null for none
     */
    void password(Transaction tx, int id, String sealed) {
        tx.sql()
                .createUpdate(
                        "UPDATE import_profile_tbl SET zip_password_encr = :sealed WHERE id = :id")
                .bind("sealed", sealed)
                .bind("id", id)
                .execute();
    }

    Optional<String> password(Transaction tx, int id) {
        return tx.sql()
                .createQuery("SELECT zip_password_encr FROM import_profile_tbl WHERE id = :id")
                .bind("id", id)
                .mapTo(String.class)
                .findOne();
    }

    boolean delete(Transaction tx, int companyId, int id, boolean deleted) {
        return tx.sql()
                        .createUpdate(
                                """
                                UPDATE import_profile_tbl SET deleted = :deleted
                                 WHERE id = :id AND company_id = :company AND deleted <> :deleted
                                """)
                        .bind("deleted", deleted ? 1 : 0)
                        .bind("id", id)
                        .bind("company", companyId)
                        .execute()
                > 0;
    }

    /** The profile that is chosen for a user, 0 for none. */
    int preselected(Transaction tx, int adminId) {
        return tx.sql()
                .createQuery(
                        "SELECT COALESCE(default_import_profile_id, 0) FROM admin_tbl WHERE"
                                + " admin_id = :admin")
                .bind("admin", adminId)
                .mapTo(Integer.class)
                .findOne()
                .orElse(0);
    }

    void preselect(Transaction tx, int adminId, int id) {
        tx.sql()
                .createUpdate(
                        "UPDATE admin_tbl SET default_import_profile_id = :id WHERE admin_id ="
                                + " :admin")
                .bind("id", id)
                .bind("admin", adminId)
                .execute();
    }

    /** Names of users for whom the profile is chosen. */
    List<String> preselectedBy(Transaction tx, int companyId, int id) {
        return tx.sql()
                .createQuery(
                        """
                        SELECT username FROM admin_tbl
                         WHERE company_id = :company AND default_import_profile_id = :id ORDER BY username LIMIT 50
                        """)
                .bind("company", companyId)
                .bind("id", id)
                .mapTo(String.class)
                .list();
    }

    /** When each profile was last used. */
    Map<Integer, Instant> lastUses(Transaction tx, int companyId) {
        Map<Integer, Instant> uses = new HashMap<>();
        tx.sql()
                .createQuery(
                        """
                        SELECT profile_id, MAX(creation_date) AS used FROM recipient_import_tbl
                         WHERE company_id = :company AND profile_id <> 0 GROUP BY profile_id
                        """)
                .bind("company", companyId)
                .map(
                        (row, context) ->
                                uses.put(
                                        row.getInt("profile_id"),
                                        row.getTimestamp("used").toInstant()))
                .list();
        return uses;
    }

    private static <T extends SqlStatement<T>> T bind(
            T statement, ImportProfileDraft draft, Instant now) {
        CsvFormat format = draft.file().format();
        return statement
                .bind("name", draft.name())
                .bind("separator", ProfileCodes.separator(format.separator()))
                .bind("quote", ProfileCodes.quote(format.quote()))
                .bind("charset", ProfileCodes.charset(format.charset()))
                .bind("dates", draft.file().dates().code())
                .bind("mode", draft.mode().code())
                .bind("keep", draft.keepOnEmpty() ? 1 : 0)
                .bind("keys", String.join(",", draft.keyColumns()))
                .bind("report", draft.report().to())
                .bind("duplicates", draft.duplicates().code())
                .bind("mailtype", draft.defaultMailtype())
                .bind("now", now)
                .bind("all", draft.updateAll() ? 1 : 0)
                .bind("decimal", String.valueOf(draft.file().decimal()))
                .bind("headless", format.headless() ? 1 : 0)
                .bind("errors", draft.report().errorsTo())
                .bind("auto", draft.autoMapping() ? 1 : 0)
                .bind("type", format.type().name())
                .bind("allLists", draft.allLists() ? 1 : 0)
                .bind("language", draft.report().language())
                .bind("zone", draft.file().zone())
                .bind("userType", String.valueOf(draft.userType().code()));
    }

    private ImportProfile read(Transaction tx, ResultSet row) throws SQLException {
        int id = row.getInt("id");
        CsvFormat format =
                new CsvFormat(
                        ProfileCodes.charset(row.getInt("file_charset")),
                        ProfileCodes.separator(row.getInt("column_separator")),
                        ProfileCodes.quote(row.getInt("text_delimiter")),
                        type(row.getString("datatype")),
                        row.getInt("noheaders") == 1,
                        false);
        Map<Integer, BindingStatus> status = parts.status(tx, id);
        Timestamp changed = row.getTimestamp("change_date");
        ImportProfileDraft draft =
                new ImportProfileDraft(
                        row.getString("shortname"),
                        new ProfileFile(
                                format,
                                DateFormat.find(row.getInt("date_format"))
                                        .orElse(DateFormat.GERMAN_DAY),
                                ",".equals(row.getString("decimal_separator")) ? ',' : '.',
                                text(row, "report_timezone")),
                        ImportMode.find(row.getInt("import_mode"))
                                .orElse(ImportMode.ADD_AND_UPDATE),
                        List.of(
                                row.getString("key_column")
                                        .toLowerCase(java.util.Locale.ROOT)
                                        .split("[,;\\s]+")),
                        DuplicateCheck.of(row.getInt("check_for_duplicates")),
                        row.getInt("update_all_duplicates") == 1,
                        row.getInt("null_values_action") == 1,
                        row.getInt("mail_type"),
                        row.getInt("automapping") == 1,
                        parts.columns(tx, id),
                        parts.genders(tx, id),
                        row.getInt("mailinglists_all") == 1,
                        parts.lists(tx, id),
                        status.isEmpty() ? Map.of(0, BindingStatus.ACTIVE) : status,
                        UserType.find(row.getString("user_type").charAt(0)).orElse(UserType.WORLD),
                        new ProfileReport(
                                text(row, "report_email"),
                                text(row, "error_email"),
                                text(row, "report_locale_lang")));
        return new ImportProfile(
                id,
                row.getInt("admin_id"),
                !text(row, "zip_password_encr").isEmpty(),
                changed == null ? Instant.EPOCH : changed.toInstant(),
                draft);
    }

    private static FileType type(String name) {
        for (FileType type : FileType.values()) {
            if (type.name().equalsIgnoreCase(name)) {
                return type;
            }
        }
        return FileType.CSV;
    }

    private static String text(ResultSet row, String column) throws SQLException {
        String text = row.getString(column);
        return text == null ? "" : text;
    }
}
