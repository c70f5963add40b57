package org.openemm.account;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.openemm.InvalidInput;
import org.openemm.NotFound;
import org.openemm.config.Settings;
import org.openemm.database.Database;
import org.openemm.database.Transaction;

/** The users: who they are, what they may do, their passwords. */
public final class Users {
    /** A change of rights by another node takes effect after this time. */
    private static final Duration CACHED = Duration.ofSeconds(15);

    private static final int DEFAULT_EXPIRE_DAYS = 90;

    private final Database database;
    private final UserStore store;
    private final Passwords passwords;
    private final Settings settings;
    private final ActivityLog activityLog;
    private final Clock clock;
    private final LoginTracking tracking;
    private final Logins logins;
    private final Optional<PasswordMails> mails;
    private final Cache<Integer, Optional<Known>> known =
            Caffeine.newBuilder().expireAfterWrite(CACHED).maximumSize(10_000).build();

    public Users(
            Database database,
            Passwords passwords,
            Settings settings,
            ActivityLog activityLog,
            Clock clock) {
        this(database, passwords, settings, activityLog, clock, Optional.empty());
    }

    /**
     * @param post how users are written to
     */
    public Users(
            Database database,
            Passwords passwords,
            Settings settings,
            ActivityLog activityLog,
            Clock clock,
            Post post) {
        this(
                database,
                passwords,
                settings,
                activityLog,
                clock,
                Optional.of(
                        new PasswordMails(
                                post, settings, clock, id -> publicAddress(database, id))));
    }

    private Users(
            Database database,
            Passwords passwords,
            Settings settings,
            ActivityLog activityLog,
            Clock clock,
            Optional<PasswordMails> mails) {
        this.database = database;
        this.mails = mails;
        this.store = new UserStore();
        this.passwords = passwords;
        this.settings = settings;
        this.activityLog = activityLog;
        this.clock = clock;
        this.tracking = new LoginTracking(settings, clock);
        this.logins = new Logins(database, store, passwords, tracking, activityLog, clock);
    }

    /**
     * A user with the rights of the moment, ready to act.
     *
     * @param passwordVersion changes with the password and says nothing about it
     */
    public record Known(User user, Actor actor, String passwordVersion) {}

    private static String publicAddress(Database database, int companyId) {
        return database.inTransaction(tx -> UserStore.publicAddress(tx, companyId));
    }

    /** How users are written to. */
    @FunctionalInterface
    public interface Post {
        /** Sends a mail, now or soon; does not fail. */
        void send(String address, String subject, String text);
    }

    /** Logging in to the GUI. */
    public Logins logins() {
        return logins;
    }

    /** Who may call REST; failures count together with those at the GUI. */
    public RestLogins restLogins() {
        return new RestLogins(
                database, store, this, logins, tracking, new RestTokens(settings, clock), clock);
    }

    /**
     * New passwords for who has forgotten the old one.
     *
     * @throws IllegalStateException when no mails can be sent here
     */
    public PasswordResets resets() {
        return new PasswordResets(
                database,
                store,
                this,
                passwords,
                activityLog,
                mails.orElseThrow(() -> new IllegalStateException("Built without mails")),
                clock);
    }

    /** The user as of a few seconds ago at most; empty when deleted. */
    public Optional<Known> known(int id) {
        return known.get(id, this::load);
    }

    /** The user as of now; empty when deleted. */
    public Optional<Known> refreshed(int id) {
        known.invalidate(id);
        return known(id);
    }

    /** Whether this user must choose a new password before anything else. */
    public boolean mustChangePassword(User user) {
        int days = settings.intValue(user.companyId(), "password.expire.days", DEFAULT_EXPIRE_DAYS);
        return user.passwordChanged()
                .map(changed -> days > 0 && isOlder(changed, days))
                .orElse(true);
    }

    /** The user's own latest attempts to log in, newest first. */
    public List<LoginTracking.Attempt> latestLogins(Actor actor, int number) {
        return database.inTransaction(tx -> tracking.latest(tx, actor.name(), number));
    }

    /** The rule for passwords of a company's users. */
    public PasswordPolicy policy(int companyId) {
        return PasswordPolicy.named(
                settings.get(companyId, "password.policy", PasswordPolicy.LENGTH_8_MIXED.name()));
    }

    /** The rule for the passwords of this user; that of the installation for an unknown one. */
    public PasswordPolicy policyOf(String username) {
        return policy(
                database.inTransaction(tx -> store.find(tx, username.strip()))
                        .map(found -> found.user().companyId())
                        .orElse(0));
    }

    /**
     * A user chooses a new password.
     *
     * @throws InvalidInput fields {@code current}, {@code password} or {@code repeat}
     */
    public void changePassword(Actor actor, String current, String password, String repeat) {
        UserStore.Stored stored = stored(actor.id());
        if (!passwords.matches(current, stored.passwordHash())) {
            throw new InvalidInput("current", "account.password.wrong");
        }
        policy(actor.companyId()).check("password", password);
        if (!password.equals(repeat)) {
            throw new InvalidInput("repeat", "account.password.different");
        }
        if (password.equals(current)) {
            throw new InvalidInput("password", "account.password.same");
        }
        String hash = passwords.hash(password);
        database.run(
                tx -> {
                    store.setPassword(
                            tx, actor.id(), hash, clock.instant().truncatedTo(ChronoUnit.SECONDS));
                    activityLog.record(
                            tx, actor, "edit user", "changed password of " + actor.name());
                });
        known.invalidate(actor.id());
        mails.ifPresent(all -> all.changed(stored.user()));
    }

    /**
     * Gives a user a password that must be changed at the next login.
     *
     * @throws NotFound without such a user
     */
    public void setInitialPassword(Actor actor, String username, String password) {
        String hash = passwords.hash(password);
        int id =
                database.inTransaction(
                        tx -> {
                            User user =
                                    store.find(tx, username)
                                            .orElseThrow(() -> new NotFound("user", username))
                                            .user();
                            store.setPassword(tx, user.id(), hash, null);
                            activityLog.record(
                                    tx, actor, "edit user", "set password of " + username);
                            return user.id();
                        });
        known.invalidate(id);
    }

    /** Whether the user has a password at all. */
    public boolean hasPassword(String username) {
        return database.inTransaction(tx -> store.find(tx, username))
                .map(UserStore.Stored::passwordHash)
                .filter(hash -> !hash.isBlank())
                .isPresent();
    }

    /**
     * Users change what they are called and how they see the product.
     *
     * @throws InvalidInput fields named as those of {@link Profile}
     */
    public void changeProfile(Actor actor, Profile profile) {
        profile.check();
        database.run(
                tx -> {
                    store.update(tx, actor.id(), actor.companyId(), profile);
                    activityLog.record(tx, actor, "edit user", "changed own profile");
                });
        known.invalidate(actor.id());
    }

    /** The user with what he may do as of now. */
    static Actor actor(Transaction tx, UserStore store, User user) {
        return new Actor(
                Actor.Kind.USER,
                user.id(),
                user.username(),
                user.companyId(),
                store.rights(tx, user.id()),
                user.locale(),
                user.zone(),
                store.closedLists(tx, user.id()),
                RecipientLimit.of(tx, user.companyId(), user.id()));
    }

    private Optional<Known> load(int id) {
        return database.inTransaction(
                tx ->
                        store.find(tx, id)
                                .map(
                                        stored ->
                                                new Known(
                                                        stored.user(),
                                                        actor(tx, store, stored.user()),
                                                        stored.passwordVersion())));
    }

    private UserStore.Stored stored(int id) {
        return database.inTransaction(tx -> store.find(tx, id))
                .orElseThrow(() -> new NotFound("user", id));
    }

    private boolean isOlder(Instant changed, int days) {
        return changed.plus(Duration.ofDays(days)).isBefore(clock.instant());
    }
}
