package org.openemm.account;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.openemm.database.Database;
import org.openemm.database.Transaction;

/**
 * Logging in to the GUI with name and password; {@link RestLogins} lets programs in by the same
 * rules.
 *
 * <p>Unknown name, wrong password and a REST-only user look alike and take the same time. Attempts
 * from one address are taken one after the other, so that parallel guesses are counted too.
 */
public final class Logins {
    private static final int MAX_ADDRESSES = 10_000;

    private final Database database;
    private final UserStore store;
    private final Passwords passwords;
    private final LoginTracking tracking;
    private final ActivityLog activityLog;
    private final Clock clock;
    private final Cache<String, Lock> oneByOne =
            Caffeine.newBuilder()
                    .maximumSize(MAX_ADDRESSES)
                    .expireAfterAccess(Duration.ofMinutes(10))
                    .build();

    Logins(
            Database database,
            UserStore store,
            Passwords passwords,
            LoginTracking tracking,
            ActivityLog activityLog,
            Clock clock) {
        this.database = database;
        this.store = store;
        this.passwords = passwords;
        this.tracking = tracking;
        this.activityLog = activityLog;
        this.clock = clock;
    }

    /** What somebody wants to enter. */
    enum Door {
        GUI,
        REST
    }

    /** How an attempt ended. */
    public sealed interface Outcome {}

    /**
     * Come in.
     *
     * @param failuresBefore failed attempts with this name since its last login
     */
    public record Welcome(User user, int failuresBefore) implements Outcome {}

    /** Name and password do not belong together. */
    public record Refused() implements Outcome {}

    /**
     * Too many failures from this address.
     *
     * @param remaining until the next attempt is looked at
     */
    public record Blocked(Duration remaining) implements Outcome {}

    /** Right, but not for this door: a user of the GUI who calls REST. */
    public record Elsewhere() implements Outcome {}

    /**
     * @param address of the browser, as text
     */
    public Outcome attempt(String username, String password, String address) {
        return attempt(username, password, address, Door.GUI);
    }

    Outcome attempt(String username, String password, String address, Door door) {
        Lock lock = oneByOne.get(address, key -> new ReentrantLock());
        lock.lock();
        try {
            Optional<UserStore.Stored> found =
                    database.inTransaction(tx -> store.find(tx, username.strip()));
            // Outside of a transaction: no connection is held while the hash is computed.
            boolean right =
                    passwords.matches(
                            password, found.map(UserStore.Stored::passwordHash).orElse(null));
            Optional<User> user =
                    found.filter(stored -> right && (door == Door.REST || !stored.user().restful()))
                            .map(UserStore.Stored::user);
            return database.inTransaction(tx -> decide(tx, username.strip(), user, address, door));
        } finally {
            lock.unlock();
        }
    }

    /** Leaves a line in the activity log. */
    public void loggedOut(Actor actor) {
        database.run(tx -> activityLog.record(tx, actor, "login/logout", "logout"));
    }

    private Outcome decide(
            Transaction tx, String username, Optional<User> user, String address, Door door) {
        Optional<Duration> blocked = tracking.blockedFor(tx, address);
        if (blocked.isPresent()) {
            tracking.record(
                    tx,
                    address,
                    username,
                    user.isPresent() ? LoginTracking.Status.BLOCKED : LoginTracking.Status.FAILED);
            return new Blocked(blocked.get());
        }
        if (user.isEmpty() || door == Door.REST && !store.isAtWork(tx, user.get().companyId())) {
            tracking.record(tx, address, username, LoginTracking.Status.FAILED);
            return new Refused();
        }
        if (door == Door.REST && !user.get().restful()) {
            return new Elsewhere();
        }
        int failuresBefore = tracking.failuresOfUser(tx, username);
        tracking.record(tx, address, username, LoginTracking.Status.SUCCESS);
        store.setLastLogin(tx, user.get().id(), clock.instant());
        if (door == Door.GUI) {
            activityLog.record(
                    tx,
                    Users.actor(tx, store, user.get()),
                    "login/logout",
                    "login from " + address);
        }
        return new Welcome(user.get(), failuresBefore);
    }
}
