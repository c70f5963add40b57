package org.openemm.account;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.statement.StatementContext;
import org.openemm.database.Transaction;

/** SQL on admin_tbl and the tables of rights. */
final class UserStore {
    private static final String SELECT =
            """
            SELECT admin_id, username, company_id, firstname, fullname, email, admin_lang,
                   admin_country, admin_timezone, layout_base_id, restful, pwdchange_date,
                   last_login_date, secure_password_hash
              FROM admin_tbl
            """;

    Optional<Stored> find(Transaction tx, int id) {
        return tx.sql()
                .createQuery(SELECT + " WHERE admin_id = :id")
                .bind("id", id)
                .map(UserStore::stored)
                .findOne();
    }

    Optional<Stored> find(Transaction tx, String username) {
        return tx.sql()
                .createQuery(SELECT + " WHERE username = :username")
                .bind("username", username)
                .map(UserStore::stored)
                .findOne();
    }

    /** Own rights, those of the user's groups and of their parent groups. */
    Set<String> rights(Transaction tx, int id) {
        return tx.sql()
                .createQuery(
                        """
                        WITH RECURSIVE member (group_id) AS (
                            SELECT admin_group_id FROM admin_to_group_tbl WHERE admin_id = :id
                            UNION
                            SELECT parent.member_of_admin_group_id
                              FROM group_to_group_tbl parent
                              JOIN member ON member.group_id = parent.admin_group_id
                        ), granted (permission_name) AS (
                            SELECT permission_name FROM admin_permission_tbl WHERE admin_id = :id
                            UNION
                            SELECT p.permission_name
                              FROM admin_group_permission_tbl p
                              JOIN member ON member.group_id = p.admin_group_id
                              JOIN admin_group_tbl g ON g.admin_group_id = p.admin_group_id
                             WHERE g.deleted = 0
                        )
                        SELECT granted.permission_name
                          FROM granted
                          JOIN permission_tbl known
                            ON known.permission_name = granted.permission_name
                         WHERE known.feature_package IS NULL
                            OR EXISTS (SELECT 1
                                         FROM company_permission_tbl paid
                                         JOIN admin_tbl a ON a.company_id = paid.company_id
                                        WHERE a.admin_id = :id
                                          AND paid.permission_name = granted.permission_name)
                        """)
                .bind("id", id)
                .mapTo(String.class)
                .set();
    }

    /** Mailing lists that the user may not use. */
    Set<Integer> closedLists(Transaction tx, int id) {
        return tx.sql()
                .createQuery(
                        "SELECT mailinglist_id FROM disabled_mailinglist_tbl WHERE admin_id = :id")
                .bind("id", id)
                .mapTo(Integer.class)
                .set();
    }

    /** Whether the company is active: programs of others are not served. */
    boolean isAtWork(Transaction tx, int companyId) {
        return tx.sql()
                .createQuery(
                        "SELECT COUNT(*) FROM company_tbl WHERE company_id = :id AND status ="
                                + " 'active'")
                .bind("id", companyId)
                .mapTo(boolean.class)
                .one();
    }

    /** Where readers of a company's mails reach this server; empty when nobody has said so. */
    static String publicAddress(Transaction tx, int companyId) {
        return tx.sql()
                .createQuery(
                        "SELECT COALESCE(rdir_domain, '') FROM company_tbl WHERE company_id = :id")
                .bind("id", companyId)
                .mapTo(String.class)
                .findOne()
                .orElse("");
    }

    void setPassword(Transaction tx, int id, String hash, Instant changed) {
        tx.sql()
                .createUpdate(
                        """
                        UPDATE admin_tbl
                           SET secure_password_hash = :hash, pwdchange_date = :changed
                         WHERE admin_id = :id
                        """)
                .bind("hash", hash)
                .bind("changed", changed)
                .bind("id", id)
                .execute();
    }

    void setLastLogin(Transaction tx, int id, Instant now) {
        tx.sql()
                .createUpdate("UPDATE admin_tbl SET last_login_date = :now WHERE admin_id = :id")
                .bind("now", now)
                .bind("id", id)
                .execute();
    }

    void update(Transaction tx, int id, int companyId, Profile profile) {
        tx.sql()
                .createUpdate(
                        """
                        UPDATE admin_tbl
                           SET firstname = :firstName, fullname = :lastName, email = :email,
                               admin_lang = :language, admin_timezone = :zone,
                               layout_base_id = :theme
                         WHERE admin_id = :id AND company_id = :company
                        """)
                .bind("firstName", profile.firstName())
                .bind("lastName", profile.lastName())
                .bind("email", profile.email())
                .bind("language", profile.language())
                .bind("zone", profile.zone())
                .bind("theme", profile.theme().code())
                .bind("id", id)
                .bind("company", companyId)
                .execute();
    }

    private static Stored stored(ResultSet row, StatementContext context) throws SQLException {
        User user =
                new User(
                        row.getInt("admin_id"),
                        row.getString("username"),
                        row.getInt("company_id"),
                        text(row, "firstname"),
                        text(row, "fullname"),
                        text(row, "email"),
                        new Locale(
                                text(row, "admin_lang").toLowerCase(Locale.ROOT),
                                text(row, "admin_country").toUpperCase(Locale.ROOT)),
                        zone(text(row, "admin_timezone")),
                        User.Theme.ofCode(row.getInt("layout_base_id")),
                        row.getInt("restful") != 0,
                        instant(row, "pwdchange_date"),
                        instant(row, "last_login_date"));
        return new Stored(user, row.getString("secure_password_hash"));
    }

    private static String text(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNullElse(row.getString(column), "");
    }

    private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getTimestamp(column)).map(Timestamp::toInstant);
    }

    /** A zone that an administrator wrote wrongly must not lock the user out. */
    private static ZoneId zone(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            return ZoneId.of("Europe/Berlin");
        }
    }

    /**
     * @param passwordHash null when no password has been set
     */
    record Stored(User user, String passwordHash) {
        String passwordVersion() {
            byte[] hash = Objects.requireNonNullElse(passwordHash, "").getBytes(UTF_8);
            try {
                byte[] digest = MessageDigest.getInstance("SHA-256").digest(hash);
                return HexFormat.of().formatHex(digest, 0, 8);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("Every Java has SHA-256", e);
            }
        }
    }
}
