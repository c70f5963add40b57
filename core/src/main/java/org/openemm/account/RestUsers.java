package org.openemm.account;

import java.time.Clock;
import java.util.List;
import org.openemm.InvalidInput;
import org.openemm.config.Home;
import org.openemm.database.Database;
import org.openemm.database.Transaction;

/** The users of REST: rows of admin_tbl that cannot log in to the GUI. */
public final class RestUsers {
    private static final int MAX_NAME = 100;

    /** Nobody types it: a program does. */
    private static final int MIN_PASSWORD = 16;

    private final Database database;
    private final ActivityLog activityLog;
    private final Passwords passwords;
    private final Clock clock;

    public RestUsers(Database database, ActivityLog activityLog, Home home, Clock clock) {
        this.database = database;
        this.activityLog = activityLog;
        this.passwords = Passwords.of(home);
        this.clock = clock;
    }

    /**
     * A user and what it may do.
     *
     * @param group name of the user group; empty: none
     */
    public record RestUser(String name, String group) {}

    /**
     * Creates a user of the actor's company.
     *
     * @param group name of the user group that says what it may
     * @throws InvalidInput fields {@code name}, {@code password} or {@code group}
     */
    public void create(Actor actor, String name, String password, String group) {
        actor.require("restfulUser.new");
        if (name.isBlank() || name.length() > MAX_NAME || !name.equals(name.strip())) {
            throw new InvalidInput("name", "account.rest.name", MAX_NAME);
        }
        if (name.indexOf(':') >= 0) {
            throw new InvalidInput("name", "account.rest.colon");
        }
        if (password.length() < MIN_PASSWORD) {
            throw new InvalidInput("password", "account.password.short", MIN_PASSWORD);
        }
        if (password.length() > Passwords.MAX_LENGTH) {
            throw new InvalidInput("password", "account.password.long", Passwords.MAX_LENGTH);
        }
        String hash = passwords.hash(password);
        database.run(
                tx -> {
                    if (new UserStore().find(tx, name).isPresent()) {
                        throw new InvalidInput("name", "account.rest.taken", name);
                    }
                    int groupId = group(tx, actor.companyId(), group);
                    int id = insert(tx, actor.companyId(), name, hash);
                    tx.sql()
                            .execute(
                                    "INSERT INTO admin_to_group_tbl (admin_id, admin_group_id)"
                                            + " VALUES (?, ?)",
                                    id,
                                    groupId);
                    activityLog.record(tx, actor, "create restful user", name + ", " + group);
                });
    }

    /** The users of the actor's company by name. */
    public List<RestUser> all(Actor actor) {
        actor.require("restfulUser.show");
        return database.inTransaction(
                tx ->
                        tx.sql()
                                .createQuery(
                                        """
                                        SELECT a.username, COALESCE(GROUP_CONCAT(g.shortname SEPARATOR ', '), '') AS groups_of
                                          FROM admin_tbl a
                                          LEFT JOIN admin_to_group_tbl m ON m.admin_id = a.admin_id
                                          LEFT JOIN admin_group_tbl g ON g.admin_group_id = m.admin_group_id
                                         WHERE a.company_id = :company AND a.restful = 1
                                         GROUP BY a.admin_id, a.username ORDER BY a.username
                                        """)
                                .bind("company", actor.companyId())
                                .map(
                                        (row, context) ->
                                                new RestUser(
                                                        row.getString("username"),
                                                        row.getString("groups_of")))
                                .list());
    }

    private int insert(Transaction tx, int companyId, String name, String hash) {
        return tx.sql()
                .createUpdate(
                        """
                        INSERT INTO admin_tbl (username, company_id, fullname, admin_lang, admin_country, restful,
                                               secure_password_hash, pwdchange_date, creation_date)
                        VALUES (:name, :company, :name, 'en', 'US', 1, :hash, :now, :now)
                        """)
                .bind("name", name)
                .bind("company", companyId)
                .bind("hash", hash)
                .bind("now", clock.instant())
                .executeAndReturnGeneratedKeys("admin_id")
                .mapTo(int.class)
                .one();
    }

    private static int group(Transaction tx, int companyId, String name) {
        return tx.sql()
                .createQuery(
                        """
                        SELECT admin_group_id FROM admin_group_tbl
                         WHERE shortname = :name AND deleted = 0 AND company_id IN (0, 1, :company)
                         ORDER BY company_id DESC LIMIT 1
                        """)
                .bind("name", name)
                .bind("company", companyId)
                .mapTo(Integer.class)
                .findOne()
                .orElseThrow(() -> new InvalidInput("group", "account.rest.group", name));
    }
}
