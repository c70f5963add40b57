package org.openemm.exporting;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.SqlStatement;
import org.openemm.database.Transaction;
import org.openemm.recipient.BindingStatus;
import org.openemm.recipient.UserType;
import org.openemm.tabular.Charsets;

/** SQL of export_predef_tbl; its columns are in {@link ColumnStore}. */
final class ProfileStore {
    private static final String EVERY_TYPE = "E";

    private final ColumnStore columns = new ColumnStore();

    List<ExportProfile> page(Transaction tx, int companyId, ProfileQuery query) {
        return where(
                        tx,
                        "SELECT *",
                        " ORDER BY %s %s, export_predef_id LIMIT :size OFFSET :offset"
                                .formatted(query.sort().sql(), query.descending() ? "DESC" : "ASC"),
                        companyId,
                        query)
                .bind("size", query.size())
                .bind("offset", (query.page() - 1) * query.size())
                .map((row, context) -> read(row, List.of()))
                .list();
    }

    long total(Transaction tx, int companyId, ProfileQuery query) {
        return where(tx, "SELECT COUNT(*)", "", companyId, query).mapTo(Long.class).one();
    }

    Optional<ExportProfile> find(Transaction tx, int companyId, int id) {
        Query query =
                tx.sql()
                        .createQuery(
                                """
                                SELECT * FROM export_predef_tbl
                                 WHERE export_predef_id = :id AND company_id = :company
                                """)
                        .bind("id", id)
                        .bind("company", companyId);
        return query.map(
                        (row, context) ->
                                read(
                                        row,
                                        columns.read(
                                                tx,
                                                id,
                                                row.getString("columns"),
                                                row.getString("mailinglists"))))
                .findOne();
    }

    boolean nameTaken(Transaction tx, int companyId, String name, int otherThan) {
        return tx.sql()
                .createQuery(
                        """
                        SELECT COUNT(*) FROM export_predef_tbl
                         WHERE company_id = :company AND deleted = 0 AND shortname = :name
                           AND export_predef_id <> :id
                        """)
                .bind("company", companyId)
                .bind("name", name)
                .bind("id", otherThan)
                .mapTo(Boolean.class)
                .one();
    }

    int insert(Transaction tx, int companyId, ExportProfile profile, Instant now) {
        int id =
                tx.sql()
                        .createUpdate(
                                """
                                INSERT INTO export_predef_tbl (company_id, shortname, creation_date)
                                VALUES (:company, '', :now)
                                """)
                        .bind("company", companyId)
                        .bind("now", now)
                        .executeAndReturnGeneratedKeys("export_predef_id")
                        .mapTo(Integer.class)
                        .one();
        update(tx, profile.withId(id), now);
        return id;
    }

    void update(Transaction tx, ExportProfile profile, Instant now) {
        ExportSettings settings = profile.settings();
        var update =
                tx.sql()
                        .createUpdate(
                                """
                                UPDATE export_predef_tbl
                                   SET shortname = :name, description = :description, target_id = :target,
                                       mailinglist_id = :list, user_status = :status, user_type = :type,
                                       timestamp_start = :changedFrom, timestamp_end = :changedTo,
                                       timestamp_lastdays = :changedDays, timestamp_includecurrent = :changedToday,
                                       creation_date_start = :createdFrom, creation_date_end = :createdTo,
                                       creation_date_lastdays = :createdDays, creation_date_includecurrent = :createdToday,
                                       mailinglist_bind_start = :boundFrom, mailinglist_bind_end = :boundTo,
                                       mailinglist_bind_lastdays = :boundDays, ml_bind_includecurrent = :boundToday,
                                       limits_linked_by_and = :and, charset = :charset, delimiter_char = :quote,
                                       separator_char = :separator, always_quote = :always, decimalseparator = :decimal,
                                       dateformat = :day, datetimeformat = :moment, timezone = :zone,
                                       locale_lang = :language, locale_country = :country, use_decoded_values = :decoded,
                                       datatype = :datatype, harmless = :harmless, zipped = :zipped,
                                       zip_password_encr = :password, change_date = :now
                                 WHERE export_predef_id = :id
                                """)
                        .bind("name", profile.name().strip())
                        .bind("description", profile.description())
                        .bind("target", settings.targetId())
                        .bind("list", settings.mailinglistId())
                        .bind("status", settings.status() == null ? 0 : settings.status().code())
                        .bind(
                                "type",
                                settings.userType() == null
                                        ? EVERY_TYPE
                                        : String.valueOf(settings.userType().code()))
                        .bind("and", settings.allPeriods())
                        .bind("now", now)
                        .bind("id", profile.id());
        bind(update, "changed", settings.changed());
        bind(update, "created", settings.created());
        bind(update, "bound", settings.bound());
        bind(update, settings.format());
        update.execute();
        columns.write(tx, profile.id(), settings.columns());
    }

    void setDeleted(Transaction tx, int id, boolean deleted, Instant now) {
        tx.sql()
                .createUpdate(
                        """
                        UPDATE export_predef_tbl SET deleted = :deleted, change_date = :now
                         WHERE export_predef_id = :id
                        """)
                .bind("deleted", deleted)
                .bind("now", now)
                .bind("id", id)
                .execute();
    }

    private static void bind(SqlStatement<?> update, String name, Period period) {
        update.bind(name + "From", midnight(period.from()))
                .bind(name + "To", midnight(period.to()))
                .bind(name + "Days", period.lastDays())
                .bind(name + "Today", period.withToday());
    }

    private static void bind(SqlStatement<?> update, FileFormat format) {
        update.bind("charset", format.charset())
                .bind("quote", String.valueOf(format.quote()))
                .bind("separator", String.valueOf(format.separator()))
                .bind("always", format.alwaysQuote())
                .bind("decimal", String.valueOf(format.decimal()))
                .bind("day", format.day().code())
                .bind("moment", format.moment().code())
                .bind("zone", format.zone())
                .bind("language", format.locale().getLanguage())
                .bind("country", format.locale().getCountry())
                .bind("decoded", format.decoded())
                .bind("datatype", format.type().name())
                .bind("harmless", format.harmless())
                .bind("zipped", format.zipped())
                .bind("password", format.sealedPassword());
    }

    private static Query where(
            Transaction tx, String select, String end, int companyId, ProfileQuery query) {
        String search = query.search().strip().replaceAll("([\\\\%_])", "\\\\$1");
        return tx.sql()
                .createQuery(
                        select
                                + """
                                 FROM export_predef_tbl
                                 WHERE company_id = :company AND deleted = :deleted
                                   AND (shortname LIKE :search OR COALESCE(description, '') LIKE :search)
                                """
                                + end)
                .bind("company", companyId)
                .bind("deleted", query.deleted())
                .bind("search", "%" + search + "%");
    }

    private static ExportProfile read(ResultSet row, List<ExportColumn> columns)
            throws SQLException {
        Timestamp changed = row.getTimestamp("change_date");
        Timestamp created = row.getTimestamp("creation_date");
        ExportSettings settings =
                new ExportSettings(
                        columns,
                        row.getInt("target_id"),
                        row.getInt("mailinglist_id"),
                        BindingStatus.find(row.getInt("user_status")).orElse(null),
                        UserType.find(first(row.getString("user_type"), 'E')).orElse(null),
                        period(row, "timestamp_%s", "timestamp_includecurrent"),
                        period(row, "creation_date_%s", "creation_date_includecurrent"),
                        period(row, "mailinglist_bind_%s", "ml_bind_includecurrent"),
                        row.getBoolean("limits_linked_by_and"),
                        "",
                        format(row));
        return new ExportProfile(
                row.getInt("export_predef_id"),
                text(row.getString("shortname")),
                text(row.getString("description")),
                settings,
                created == null ? null : created.toInstant(),
                changed == null ? null : changed.toInstant(),
                row.getBoolean("deleted"));
    }

    private static FileFormat format(ResultSet row) throws SQLException {
        char quote = first(row.getString("delimiter_char"), '"');
        char separator = first(row.getString("separator_char"), ';');
        String charset = text(row.getString("charset"));
        String language = text(row.getString("locale_lang"));
        String country = text(row.getString("locale_country"));
        String zone = text(row.getString("timezone"));
        return new FileFormat(
                FileType.find(row.getString("datatype")).orElse(FileType.CSV),
                Charsets.isKnown(charset) ? charset : Charsets.UTF_8,
                FileFormat.SEPARATORS.indexOf(separator) < 0 ? ';' : separator,
                FileFormat.QUOTES.indexOf(quote) < 0 ? '"' : quote,
                row.getBoolean("always_quote"),
                first(row.getString("decimalseparator"), '.'),
                style(row, "dateformat", DateStyle.ISO_DAY),
                style(row, "datetimeformat", DateStyle.ISO_SECONDS),
                language.isEmpty() ? "en" : country.isEmpty() ? language : language + "-" + country,
                zone.isEmpty() ? "UTC" : zone,
                row.getBoolean("use_decoded_values"),
                row.getBoolean("harmless"),
                row.getBoolean("zipped"),
                row.getString("zip_password_encr"));
    }

    /** 0 is a format, nothing is none. */
    private static DateStyle style(ResultSet row, String column, DateStyle otherwise)
            throws SQLException {
        int code = row.getInt(column);
        return row.wasNull() ? otherwise : DateStyle.find(code).orElse(otherwise);
    }

    private static Period period(ResultSet row, String columns, String today) throws SQLException {
        return new Period(
                day(row, columns.formatted("start")),
                day(row, columns.formatted("end")),
                row.getInt(columns.formatted("lastdays")),
                row.getBoolean(today));
    }

    /** Days are kept as their beginning in UTC, whatever zone they are meant in. */
    private static Instant midnight(LocalDate day) {
        return day == null ? null : day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private static LocalDate day(ResultSet row, String column) throws SQLException {
        Timestamp stored = row.getTimestamp(column);
        return stored == null ? null : LocalDate.ofInstant(stored.toInstant(), ZoneOffset.UTC);
    }

    private static String text(String stored) {
        return stored == null ? "" : stored;
    }

    private static char first(String stored, char otherwise) {
        return stored == null || stored.isEmpty() ? otherwise : stored.charAt(0);
    }
}
