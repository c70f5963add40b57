package org.openemm.account;

import java.nio.file.Path;
import java.util.List;
import org.openemm.config.Home;
import org.openemm.config.Settings;
import org.openemm.database.Database;
import org.openemm.testsupport.SteppingClock;
import org.openemm.testsupport.TestDatabase;

/** A database of company 1 and 2, users on demand, a clock that the test moves. */
final class AccountFixture implements AutoCloseable {
    static final String PASSWORD = "Right-Passw0rd";

    final SteppingClock clock = new SteppingClock();
    final Database database;
    final Settings settings;
    final Users users;
    final Logins logins;
    private final Passwords passwords;
    private final TestDatabase server;

    AccountFixture() {
        server = TestDatabase.create();
        database = Database.over(server.dataSource(), List.of());
        Home home = new Home(Path.of("/nonexistent/openemm"));
        settings = new Settings(database, home, clock);
        passwords = Passwords.of(home);
        users = new Users(database, passwords, settings, new ActivityLog(clock), clock);
        logins = users.logins();
    }

    int createUser(String username) {
        return createUser(username, 0);
    }

    int createUser(String username, int restful) {
        return database.inTransaction(
                tx ->
                        tx.sql()
                                .createUpdate(
                                        """
                                        INSERT INTO admin_tbl (username, company_id, restful, secure_password_hash, pwdchange_date)
                                        VALUES (:username, 1, :restful, :hash, :changed)
                                        """)
                                .bind("username", username)
                                .bind("restful", restful)
                                .bind("hash", passwords.hash(PASSWORD))
                                .bind("changed", clock.instant())
                                .executeAndReturnGeneratedKeys("admin_id")
                                .mapTo(int.class)
                                .one());
    }

    void execute(String sql, Object... values) {
        database.run(tx -> tx.sql().execute(sql, values));
    }

    long count(String sql, Object... values) {
        return database.inTransaction(
                tx -> {
                    var query = tx.sql().createQuery(sql);
                    for (int i = 0; i < values.length; i++) {
                        query.bind(i, values[i]);
                    }
                    return query.mapTo(long.class).one();
                });
    }

    @Override
    public void close() {
        database.close();
        server.close();
    }
}
