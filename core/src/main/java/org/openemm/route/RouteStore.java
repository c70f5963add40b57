package org.openemm.route;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.SqlStatement;
import org.openemm.database.Transaction;

/** SQL of routes and choices. */
final class RouteStore {
    private static final String COLUMNS =
            """
            SELECT route_id, company_id, shortname, host, port, tls, verify_certificate, username,
                   password, local_address, connections, single_connections, per_second, per_minute,
                   per_hour, lifetime_hours, change_date
              FROM smtp_route_tbl
            """;

    /**
     * @param sealed password as it is stored; empty: none
     */
    record Row(Route route, String sealed) {}

    List<Row> all(Transaction tx) {
        return tx.sql()
                .createQuery(COLUMNS + " ORDER BY route_id")
                .map((row, context) -> read(row))
                .list();
    }

    List<Row> all(Transaction tx, int companyId) {
        return tx.sql()
                .createQuery(COLUMNS + " WHERE company_id = :company ORDER BY shortname, route_id")
                .bind("company", companyId)
                .map((row, context) -> read(row))
                .list();
    }

    Optional<Row> find(Transaction tx, int companyId, int id) {
        return tx.sql()
                .createQuery(COLUMNS + " WHERE company_id = :company AND route_id = :id FOR UPDATE")
                .bind("company", companyId)
                .bind("id", id)
                .map((row, context) -> read(row))
                .findOne();
    }

    int insert(Transaction tx, int companyId, RouteDraft draft, String sealed, Instant now) {
        return bind(
                        tx.sql()
                                .createUpdate(
                                        """
                                        INSERT INTO smtp_route_tbl
                                               (company_id, shortname, host, port, tls,
                                                verify_certificate, username, password,
                                                local_address, connections, single_connections,
                                                per_second, per_minute, per_hour, lifetime_hours,
                                                creation_date, change_date)
                                        VALUES (:company, :name, :host, :port, :tls, :verify, :user,
                                                :password, :local, :connections, :singles,
                                                :second, :minute, :hour, :lifetime, :now, :now)
                                        """),
                        draft,
                        sealed,
                        now)
                .bind("company", companyId)
                .executeAndReturnGeneratedKeys()
                .mapTo(Integer.class)
                .one();
    }

    void update(Transaction tx, int id, RouteDraft draft, String sealed, Instant now) {
        bind(
                        tx.sql()
                                .createUpdate(
                                        """
                                        UPDATE smtp_route_tbl
                                           SET shortname = :name, host = :host, port = :port,
                                               tls = :tls, verify_certificate = :verify,
                                               username = :user, password = :password,
                                               local_address = :local, connections = :connections,
                                               single_connections = :singles, per_second = :second,
                                               per_minute = :minute, per_hour = :hour,
                                               lifetime_hours = :lifetime, change_date = :now
                                         WHERE route_id = :id
                                        """),
                        draft,
                        sealed,
                        now)
                .bind("id", id)
                .execute();
    }

    void delete(Transaction tx, int id) {
        tx.sql()
                .createUpdate("DELETE FROM smtp_route_tbl WHERE route_id = :id")
                .bind("id", id)
                .execute();
    }

    boolean isNameTaken(Transaction tx, int companyId, String name, int exceptId) {
        return tx.sql()
                .createQuery(
                        """
                        SELECT COUNT(*) > 0 FROM smtp_route_tbl
                         WHERE company_id = :company AND shortname = :name AND route_id <> :id
                        """)
                .bind("company", companyId)
                .bind("name", name)
                .bind("id", exceptId)
                .mapTo(Boolean.class)
                .one();
    }

    /** Those of deleted mailings and lists do not count. */
    List<RouteUse> uses(Transaction tx, int companyId, int routeId) {
        return tx.sql()
                .createQuery(
                        """
                        SELECT c.mailing_id, c.mailinglist_id,
                               COALESCE(m.shortname, l.shortname, '') AS name
                          FROM smtp_route_choice_tbl c
                          LEFT JOIN mailing_tbl m ON m.mailing_id = c.mailing_id
                          LEFT JOIN mailinglist_tbl l ON l.mailinglist_id = c.mailinglist_id
                         WHERE c.company_id = :company AND c.route_id = :route
                           AND COALESCE(m.deleted, 0) = 0 AND COALESCE(l.deleted, 0) = 0
                           AND (m.work_status IS NULL OR m.work_status NOT IN
                                ('mailing.status.sent', 'mailing.status.canceled',
                                 'mailing.status.norecipients'))
                         ORDER BY c.mailing_id > 0, c.mailinglist_id > 0, name
                         LIMIT 200
                        """)
                .bind("company", companyId)
                .bind("route", routeId)
                .map(
                        (row, context) -> {
                            int mailing = row.getInt("mailing_id");
                            int list = row.getInt("mailinglist_id");
                            return new RouteUse(
                                    mailing > 0
                                            ? RouteUse.Level.MAILING
                                            : list > 0
                                                    ? RouteUse.Level.LIST
                                                    : RouteUse.Level.TENANT,
                                    Math.max(mailing, list),
                                    row.getString("name"));
                        })
                .list();
    }

    int chosen(Transaction tx, int companyId, int listId, int mailingId) {
        return tx.sql()
                .createQuery(
                        """
                        SELECT route_id FROM smtp_route_choice_tbl
                         WHERE company_id = :company AND mailinglist_id = :list
                           AND mailing_id = :mailing
                        """)
                .bind("company", companyId)
                .bind("list", listId)
                .bind("mailing", mailingId)
                .mapTo(Integer.class)
                .findOne()
                .orElse(0);
    }

    void choose(Transaction tx, int companyId, int listId, int mailingId, int routeId) {
        tx.sql()
                .createUpdate(
                        routeId == 0
                                ? """
                                DELETE FROM smtp_route_choice_tbl
                                 WHERE company_id = :company AND mailinglist_id = :list
                                   AND mailing_id = :mailing AND :route = 0
                                """
                                : """
                                INSERT INTO smtp_route_choice_tbl
                                       (company_id, mailinglist_id, mailing_id, route_id)
                                VALUES (:company, :list, :mailing, :route)
                                ON DUPLICATE KEY UPDATE route_id = VALUES(route_id)
                                """)
                .bind("company", companyId)
                .bind("list", listId)
                .bind("mailing", mailingId)
                .bind("route", routeId)
                .execute();
    }

    void forgetChoices(Transaction tx, int routeId) {
        tx.sql()
                .createUpdate("DELETE FROM smtp_route_choice_tbl WHERE route_id = :route")
                .bind("route", routeId)
                .execute();
    }

    /** Name of a list or mailing of the company. */
    Optional<String> nameOf(Transaction tx, int companyId, RouteUse.Level level, int id) {
        return tx.sql()
                .createQuery(
                        level == RouteUse.Level.LIST
                                ? """
                                SELECT shortname FROM mailinglist_tbl
                                 WHERE mailinglist_id = :id AND company_id = :company
                                   AND deleted = 0
                                """
                                : """
                                SELECT shortname FROM mailing_tbl
                                 WHERE mailing_id = :id AND company_id = :company AND deleted = 0
                                """)
                .bind("id", id)
                .bind("company", companyId)
                .mapTo(String.class)
                .findOne();
    }

    private static <S extends SqlStatement<S>> S bind(
            S statement, RouteDraft draft, String sealed, Instant now) {
        return statement
                .bind("name", draft.name())
                .bind("host", draft.host())
                .bind("port", draft.port())
                .bind("tls", draft.security().code())
                .bind("verify", draft.verifyCertificate() ? 1 : 0)
                .bind("user", draft.user())
                .bind("password", sealed)
                .bind("local", draft.localAddress())
                .bind("connections", draft.connections())
                .bind("singles", draft.singleConnections())
                .bind("second", draft.rates().perSecond())
                .bind("minute", draft.rates().perMinute())
                .bind("hour", draft.rates().perHour())
                .bind("lifetime", draft.lifetimeHours())
                .bind("now", now);
    }

    private static Row read(ResultSet row) throws SQLException {
        RouteDraft settings =
                new RouteDraft(
                        row.getString("shortname"),
                        row.getString("host"),
                        row.getInt("port"),
                        Security.of(row.getString("tls")),
                        row.getInt("verify_certificate") != 0,
                        row.getString("username"),
                        "",
                        row.getString("local_address"),
                        row.getInt("connections"),
                        row.getInt("single_connections"),
                        new Rates(
                                row.getInt("per_second"),
                                row.getInt("per_minute"),
                                row.getInt("per_hour")),
                        row.getInt("lifetime_hours"));
        String sealed = row.getString("password");
        return new Row(
                new Route(
                        row.getInt("route_id"),
                        row.getInt("company_id"),
                        settings,
                        !sealed.isEmpty(),
                        row.getTimestamp("change_date").toInstant()),
                sealed);
    }
}
