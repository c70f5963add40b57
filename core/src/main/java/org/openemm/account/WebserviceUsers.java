package org.openemm.account;

import java.util.List;
import java.util.Optional;
import org.openemm.InvalidInput;
import org.openemm.config.Home;
import org.openemm.database.Database;
import org.openemm.database.Transaction;

/**
 * The users of the SOAP webservices. Their passwords are kept sealed, not hashed: checking the
 * digest of WS-Security needs them in clear.
 */
public final class WebserviceUsers {
    private static final int MAX_NAME = 200;
    private static final int MIN_PASSWORD = 32;

    /** Sealed, 100 characters of up to four bytes would not fit the column; this does. */
    private static final int MAX_PASSWORD_BYTES = 160;

    private final Database database;
    private final ActivityLog activityLog;
    private final Home home;
    private final WebserviceUserStore store = new WebserviceUserStore();

    public WebserviceUsers(Database database, ActivityLog activityLog, Home home) {
        this.database = database;
        this.activityLog = activityLog;
        this.home = home;
    }

    /**
     * Creates an active user of the actor's company with a data source of its own.
     *
     * @throws InvalidInput fields {@code name} or {@code password}
     */
    public void create(Actor actor, String name, String password) {
        actor.require("webservice.user.create");
        if (name.isBlank() || name.length() > MAX_NAME || !name.equals(name.strip())) {
            throw new InvalidInput("name", "webservice.user.name.invalid", MAX_NAME);
        }
        if (password.codePointCount(0, password.length()) < MIN_PASSWORD) {
            throw new InvalidInput("password", "webservice.user.password.short", MIN_PASSWORD);
        }
        if (password.getBytes(java.nio.charset.StandardCharsets.UTF_8).length
                > MAX_PASSWORD_BYTES) {
            throw new InvalidInput("password", "webservice.user.password.long", MAX_PASSWORD_BYTES);
        }
        String sealed = SecretBox.of(home).seal(name, password);
        database.run(
                tx -> {
                    if (store.find(tx, name).isPresent()) {
                        throw new InvalidInput("name", "webservice.user.name.taken", name);
                    }
                    store.insert(tx, actor.companyId(), name, sealed);
                    activityLog.record(tx, actor, "create webservice user", name);
                });
    }

    /** The users of the actor's company by name. */
    public List<WebserviceUser> all(Actor actor) {
        actor.require("webservice.user.show");
        return database.inTransaction(tx -> store.all(tx, actor.companyId()));
    }

    /** Of any company: names are unique over all of them. Says nothing about the password. */
    public Optional<WebserviceUser> find(Transaction tx, String name) {
        return store.find(tx, name);
    }

    /**
     * The password in clear, for checking a digest; never show or log it. Empty when it cannot be
     * opened with the key of this installation.
     */
    public Optional<String> password(Transaction tx, WebserviceUser user) {
        try {
            return store.sealedPassword(tx, user.name())
                    .map(text -> SecretBox.of(home).open(user.name(), text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
