package org.openemm.route;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.SqlStatement;
import org.openemm.database.Transaction;

/** SQL of groups of receiving domains. */
final class DomainGroupStore {
    private static final String COLUMNS =
            """
            SELECT group_id, company_id, shortname, domains, connections, per_second, per_minute,
                   per_hour
              FROM smtp_domain_group_tbl
            """;

    List<DomainGroup> all(Transaction tx) {
        return tx.sql()
                .createQuery(COLUMNS + " ORDER BY group_id")
                .map((row, context) -> read(row))
                .list();
    }

    List<DomainGroup> all(Transaction tx, int companyId) {
        return tx.sql()
                .createQuery(COLUMNS + " WHERE company_id = :company ORDER BY shortname, group_id")
                .bind("company", companyId)
                .map((row, context) -> read(row))
                .list();
    }

    Optional<DomainGroup> find(Transaction tx, int companyId, int id) {
        return tx.sql()
                .createQuery(COLUMNS + " WHERE company_id = :company AND group_id = :id FOR UPDATE")
                .bind("company", companyId)
                .bind("id", id)
                .map((row, context) -> read(row))
                .findOne();
    }

    int insert(Transaction tx, DomainGroup group, Instant now) {
        return bind(
                        tx.sql()
                                .createUpdate(
                                        """
                                        INSERT INTO smtp_domain_group_tbl
                                               (company_id, shortname, domains, connections,
                                                per_second, per_minute, per_hour, change_date)
                                        VALUES (:company, :name, :domains, :connections, :second,
                                                :minute, :hour, :now)
                                        """),
                        group,
                        now)
                .bind("company", group.companyId())
                .executeAndReturnGeneratedKeys()
                .mapTo(Integer.class)
                .one();
    }

    void update(Transaction tx, DomainGroup group, Instant now) {
        bind(
                        tx.sql()
                                .createUpdate(
                                        """
                                        UPDATE smtp_domain_group_tbl
                                           SET shortname = :name, domains = :domains,
                                               connections = :connections, per_second = :second,
                                               per_minute = :minute, per_hour = :hour,
                                               change_date = :now
                                         WHERE group_id = :id
                                        """),
                        group,
                        now)
                .bind("id", group.id())
                .execute();
    }

    void delete(Transaction tx, int id) {
        tx.sql()
                .createUpdate("DELETE FROM smtp_domain_group_tbl WHERE group_id = :id")
                .bind("id", id)
                .execute();
    }

    private static <S extends SqlStatement<S>> S bind(S statement, DomainGroup group, Instant now) {
        return statement
                .bind("name", group.name())
                .bind("domains", String.join(" ", group.domains()))
                .bind("connections", group.connections())
                .bind("second", group.rates().perSecond())
                .bind("minute", group.rates().perMinute())
                .bind("hour", group.rates().perHour())
                .bind("now", now);
    }

    private static DomainGroup read(ResultSet row) throws SQLException {
        return new DomainGroup(
                row.getInt("group_id"),
                row.getInt("company_id"),
                row.getString("shortname"),
                List.of(row.getString("domains").split(" ")),
                row.getInt("connections"),
                new Rates(
                        row.getInt("per_second"),
                        row.getInt("per_minute"),
                        row.getInt("per_hour")));
    }
}
