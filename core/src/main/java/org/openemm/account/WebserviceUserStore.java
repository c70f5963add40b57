package org.openemm.account;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import java.util.Optional;
import org.openemm.database.Transaction;

/** SQL of webservice_user_tbl. */
final class WebserviceUserStore {
    private static final String COLUMNS =
            """
            SELECT username, company_id, active, default_data_source_id, max_result_list_size,
                   contact_email, last_login_date
            FROM webservice_user_tbl
            """;

    Optional<WebserviceUser> find(Transaction tx, String name) {
        return tx.sql()
                .createQuery(COLUMNS + "WHERE username = :name")
                .bind("name", name)
                .map((row, context) -> user(row))
                .findOne();
    }

    List<WebserviceUser> all(Transaction tx, int companyId) {
        return tx.sql()
                .createQuery(COLUMNS + "WHERE company_id = :company ORDER BY username")
                .bind("company", companyId)
                .map((row, context) -> user(row))
                .list();
    }

    Optional<String> sealedPassword(Transaction tx, String name) {
        return tx.sql()
                .createQuery(
                        "SELECT password_encrypted FROM webservice_user_tbl WHERE username = :name")
                .bind("name", name)
                .mapTo(String.class)
                .findOne();
    }

    void insert(Transaction tx, int companyId, String name, String sealedPassword) {
        int dataSource =
                tx.sql()
                        .createUpdate(
                                """
                                INSERT INTO datasource_description_tbl (description, company_id, sourcegroup_id)
                                VALUES (:description, :company,
                                    (SELECT sourcegroup_id FROM sourcegroup_tbl WHERE sourcegroup_type = 'WS'))
                                """)
                        .bind("description", "WS2-User \"" + name + "\"")
                        .bind("company", companyId)
                        .executeAndReturnGeneratedKeys("datasource_id")
                        .mapTo(Integer.class)
                        .one();
        tx.sql()
                .createUpdate(
                        """
                        INSERT INTO webservice_user_tbl
                            (username, company_id, default_data_source_id, password_encrypted, active)
                        VALUES (:name, :company, :dataSource, :password, 1)
                        """)
                .bind("name", name)
                .bind("company", companyId)
                .bind("dataSource", dataSource)
                .bind("password", sealedPassword)
                .execute();
    }

    private static WebserviceUser user(ResultSet row) throws SQLException {
        return new WebserviceUser(
                row.getString("username"),
                row.getInt("company_id"),
                row.getInt("active") > 0,
                row.getInt("default_data_source_id"),
                row.getInt("max_result_list_size"),
                Optional.ofNullable(row.getString("contact_email")).orElse(""),
                Optional.ofNullable(row.getTimestamp("last_login_date")).map(Timestamp::toInstant));
    }
}
