package org.openemm.job;

import org.openemm.database.Database;

/** Copies the time of the last successful login from the login tables to the users. */
final class LastLoginRefresh implements Job {
    private static final String UPDATE =
            """
            UPDATE %1$s u
              JOIN (SELECT username, MAX(creation_date) AS last FROM %2$s
                     WHERE login_status = 10 GROUP BY username) t ON t.username = u.username
               SET u.last_login_date = t.last%3$s
             WHERE u.last_login_date IS NULL OR u.last_login_date < t.last
            """;

    private final Database database;

    LastLoginRefresh(Database database) {
        this.database = database;
    }

    @Override
    public String run(JobContext context) {
        database.run(
                tx -> {
                    // A login is no change of the user: the column that updates itself stays.
                    tx.sql()
                            .execute(
                                    UPDATE.formatted(
                                            "admin_tbl",
                                            "login_track_tbl",
                                            ", u.timestamp = u.timestamp"));
                    tx.sql()
                            .execute(
                                    UPDATE.formatted(
                                            "webservice_user_tbl", "ws_login_track_tbl", ""));
                });
        return OK;
    }
}
