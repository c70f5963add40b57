package org.openemm.company;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.openemm.database.Transaction;

/** SQL on company_tbl. */
final class CompanyStore {
    private static final String SELECT =
            """
            SELECT company_id, shortname, description, status, rdir_domain, mailloop_domain, secret_key,
                   company_token, uid_version, enabled_uid_version, mailtracking, max_recipients,
                   default_datasource_id, notification_email, contact_tech, salutation_extended
              FROM company_tbl
            """;

    Optional<Company> find(Transaction tx, int companyId) {
        return tx.sql()
                .createQuery(SELECT + " WHERE company_id = :company")
                .bind("company", companyId)
                .map((row, context) -> company(row))
                .findOne();
    }

    Optional<Company> findByToken(Transaction tx, String token) {
        // The collation ignores case and trailing blanks, a token does not.
        return tx.sql()
                .createQuery(
                        SELECT + " WHERE company_token = :token AND BINARY company_token = :token")
                .bind("token", token)
                .map((row, context) -> company(row))
                .findOne();
    }

    void update(Transaction tx, int companyId, CompanyDraft draft) {
        tx.sql()
                .createUpdate(
                        """
                        UPDATE company_tbl
                           SET shortname = :shortname, description = :description, rdir_domain = :rdir,
                               mailloop_domain = :mailloop, max_recipients = :maxRecipients,
                               notification_email = :notification, contact_tech = :contact
                         WHERE company_id = :company
                        """)
                .bind("company", companyId)
                .bind("shortname", draft.shortname())
                .bind("description", draft.description())
                .bind("rdir", draft.rdirDomain())
                .bind("mailloop", draft.mailloopDomain())
                .bind("maxRecipients", draft.maxRecipients())
                .bind("notification", draft.notificationEmail())
                .bind("contact", draft.contactTech())
                .execute();
    }

    int insert(
            Transaction tx,
            CompanyDraft draft,
            int creator,
            String secretKey,
            String token,
            int uidVersion,
            Instant now) {
        return tx.sql()
                .createUpdate(
                        """
                        INSERT INTO company_tbl
                            (shortname, description, status, rdir_domain, mailloop_domain, mailtracking,
                             creator_company_id, secret_key, company_token, uid_version, enabled_uid_version,
                             max_recipients, notification_email, contact_tech, creation_date)
                        VALUES
                            (:shortname, :description, 'active', :rdir, :mailloop, 1, :creator, :secretKey, :token,
                             :uidVersion, :uidVersion, :maxRecipients, :notification, :contact, :now)
                        """)
                .bind("shortname", draft.shortname())
                .bind("description", draft.description())
                .bind("rdir", draft.rdirDomain())
                .bind("mailloop", draft.mailloopDomain())
                .bind("creator", creator)
                .bind("secretKey", secretKey)
                .bind("token", token)
                .bind("uidVersion", uidVersion)
                .bind("maxRecipients", draft.maxRecipients())
                .bind("notification", draft.notificationEmail())
                .bind("contact", draft.contactTech())
                .bind("now", now)
                .executeAndReturnGeneratedKeys("company_id")
                .mapTo(int.class)
                .one();
    }

    /** The data source for recipients of whom nothing better is known. */
    void addDefaultDatasource(Transaction tx, int companyId, Instant now) {
        int datasource =
                tx.sql()
                        .createUpdate(
                                """
                                INSERT INTO datasource_description_tbl
                                    (description, company_id, sourcegroup_id, timestamp)
                                SELECT 'Default', :company, sourcegroup_id, :now
                                  FROM sourcegroup_tbl WHERE sourcegroup_type = 'DD'
                                """)
                        .bind("company", companyId)
                        .bind("now", now)
                        .executeAndReturnGeneratedKeys("datasource_id")
                        .mapTo(int.class)
                        .one();
        tx.sql()
                .createUpdate(
                        "UPDATE company_tbl SET default_datasource_id = :datasource WHERE"
                                + " company_id = :company")
                .bind("datasource", datasource)
                .bind("company", companyId)
                .execute();
    }

    private static Company company(ResultSet row) throws SQLException {
        return new Company(
                row.getInt("company_id"),
                text(row, "shortname"),
                text(row, "description"),
                text(row, "status"),
                text(row, "rdir_domain"),
                text(row, "mailloop_domain"),
                text(row, "secret_key"),
                text(row, "company_token"),
                row.getInt("uid_version"),
                row.getInt("enabled_uid_version"),
                row.getInt("mailtracking") > 0,
                row.getInt("max_recipients"),
                row.getInt("default_datasource_id"),
                text(row, "notification_email"),
                text(row, "contact_tech"),
                row.getInt("salutation_extended") > 0);
    }

    private static String text(ResultSet row, String column) throws SQLException {
        String value = row.getString(column);
        return value == null ? "" : value;
    }
}
