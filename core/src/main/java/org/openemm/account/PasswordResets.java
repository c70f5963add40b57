package org.openemm.account;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.net.URLEncoder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.openemm.InvalidInput;
import org.openemm.database.Database;
import org.openemm.database.Transaction;

/**
 * A new password for who has forgotten the old one (admin_password_reset_tbl). The way leads
 * through the user's mailbox: a link with a token that is valid for {@link #VALID} and once. Kept
 * is only its SHA-256. What is answered tells nobody which users there are.
 */
public final class PasswordResets {
    /** A link is good for so long. */
    public static final Duration VALID = Duration.ofMinutes(30);

    /** Where links lead; parameters {@code username} and {@code token}. */
    public static final String PATH = "/logon/reset-password.action";

    /** So many requests of one address are looked at in {@link #WINDOW}. */
    static final int REQUESTS = 5;

    /** So many wrong tokens make the link of a user worthless. */
    static final int WRONG_TOKENS = 5;

    private static final Duration WINDOW = Duration.ofMinutes(15);
    private static final Duration BETWEEN_MAILS = Duration.ofMinutes(1);
    private static final int TOKEN_BYTES = 32;
    private static final int MAX_ADDRESS = 50;
    private static final String ACTION = "reset password";

    private final Database database;
    private final UserStore store;
    private final Users users;
    private final Passwords passwords;
    private final ActivityLog activityLog;
    private final PasswordMails mails;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final Cache<String, AtomicInteger> requests;

    PasswordResets(
            Database database,
            UserStore store,
            Users users,
            Passwords passwords,
            ActivityLog activityLog,
            PasswordMails mails,
            Clock clock) {
        this.database = database;
        this.store = store;
        this.users = users;
        this.passwords = passwords;
        this.activityLog = activityLog;
        this.mails = mails;
        this.clock = clock;
        this.requests =
                Caffeine.newBuilder()
                        .expireAfterWrite(WINDOW)
                        .ticker(() -> Duration.between(Instant.EPOCH, clock.instant()).toNanos())
                        .maximumSize(10_000)
                        .build();
    }

    /** What is to be said of a link. */
    public enum Link {
        GOOD,
        EXPIRED,
        /** Unknown, used, or replaced by a newer one. */
        WRONG
    }

    /**
     * Sends a link if name and e-mail address belong together.
     *
     * @param address of the browser
     * @return false: too many requests of this address, nothing has been looked at
     */
    public boolean request(String username, String email, String address) {
        if (requests.get(address, key -> new AtomicInteger()).incrementAndGet() > REQUESTS) {
            return false;
        }
        String token = token();
        Optional<User> sendTo =
                database.inTransaction(
                        tx -> {
                            Optional<User> user =
                                    store.find(tx, username.strip())
                                            .map(UserStore.Stored::user)
                                            .filter(found -> belongs(found, email))
                                            .filter(found -> !hasJustAsked(tx, found.id()));
                            user.ifPresent(found -> keep(tx, found, token, address));
                            return user;
                        });
        sendTo.ifPresent(user -> mails.link(user, path(user, token), VALID.toMinutes()));
        return true;
    }

    /** Whether a link can be used; wrong tokens are counted. */
    public Link check(String username, String token) {
        return database.inTransaction(tx -> check(tx, username, token));
    }

    /**
     * Replaces the password. All sessions of the user end, and the link is worthless afterwards.
     *
     * @param address of the browser
     * @throws InvalidInput fields {@code token}, {@code password}, {@code repeat}
     */
    public void reset(
            String username, String token, String password, String repeat, String address) {
        Link link = check(username, token);
        if (link != Link.GOOD) {
            throw wrong(link);
        }
        UserStore.Stored stored =
                database.inTransaction(tx -> store.find(tx, username.strip())).orElseThrow();
        User user = stored.user();
        users.policy(user.companyId()).check("password", password);
        if (!password.equals(repeat)) {
            throw new InvalidInput("repeat", "account.password.different");
        }
        if (passwords.matches(password, stored.passwordHash())) {
            throw new InvalidInput("password", "account.password.same");
        }
        String hash = passwords.hash(password);
        database.run(
                tx -> {
                    if (take(tx, user.id(), token) != 1) {
                        throw wrong(Link.WRONG);
                    }
                    forget(tx, user.id());
                    store.setPassword(
                            tx, user.id(), hash, clock.instant().truncatedTo(ChronoUnit.SECONDS));
                    activityLog.record(
                            tx,
                            Users.actor(tx, store, user),
                            ACTION,
                            "chose a new password by mailed link, from " + address);
                });
        users.refreshed(user.id());
        mails.changed(user);
    }

    private static InvalidInput wrong(Link link) {
        return new InvalidInput(
                "token", link == Link.EXPIRED ? "account.reset.expired" : "account.reset.wrong");
    }

    private static boolean belongs(User user, String email) {
        return !user.restful()
                && !user.email().isBlank()
                && user.email().equalsIgnoreCase(email.strip());
    }

    private boolean hasJustAsked(Transaction tx, int adminId) {
        return tx.sql()
                        .createQuery(
                                """
                                SELECT COUNT(*) FROM admin_password_reset_tbl
                                 WHERE admin_id = :id AND time > :since
                                """)
                        .bind("id", adminId)
                        .bind("since", clock.instant().minus(BETWEEN_MAILS))
                        .mapTo(int.class)
                        .one()
                > 0;
    }

    /** Only the newest link counts. */
    private void keep(Transaction tx, User user, String token, String address) {
        forget(tx, user.id());
        tx.sql()
                .createUpdate(
                        """
                        INSERT INTO admin_password_reset_tbl
                            (admin_id, time, valid_until, ip_address, token_hash, error_count)
                        VALUES (:id, :now, :until, :address, :hash, 0)
                        """)
                .bind("id", user.id())
                .bind("now", clock.instant())
                .bind("until", clock.instant().plus(VALID))
                .bind("address", address.substring(0, Math.min(address.length(), MAX_ADDRESS)))
                .bind("hash", hash(token))
                .execute();
        activityLog.record(
                tx,
                Users.actor(tx, store, user),
                ACTION,
                "asked for a link to choose a new password, from " + address);
    }

    private Link check(Transaction tx, String username, String token) {
        Optional<Integer> id = store.find(tx, username.strip()).map(found -> found.user().id());
        if (id.isEmpty()) {
            return Link.WRONG;
        }
        Optional<Instant> until =
                tx.sql()
                        .createQuery(
                                """
                                SELECT valid_until FROM admin_password_reset_tbl
                                 WHERE admin_id = :id AND token_hash = :hash AND error_count < :most
                                """)
                        .bind("id", id.get())
                        .bind("hash", hash(token))
                        .bind("most", WRONG_TOKENS)
                        .mapTo(Instant.class)
                        .findFirst();
        if (until.isEmpty()) {
            tx.sql()
                    .createUpdate(
                            """
                            UPDATE admin_password_reset_tbl SET error_count = error_count + 1
                             WHERE admin_id = :id
                            """)
                    .bind("id", id.get())
                    .execute();
            return Link.WRONG;
        }
        return until.get().isAfter(clock.instant()) ? Link.GOOD : Link.EXPIRED;
    }

    /** Of two who come at the same time one gets it. */
    private static int take(Transaction tx, int adminId, String token) {
        return tx.sql()
                .createUpdate(
                        """
                        DELETE FROM admin_password_reset_tbl
                         WHERE admin_id = :id AND token_hash = :hash
                        """)
                .bind("id", adminId)
                .bind("hash", hash(token))
                .execute();
    }

    private static void forget(Transaction tx, int adminId) {
        tx.sql()
                .createUpdate("DELETE FROM admin_password_reset_tbl WHERE admin_id = :id")
                .bind("id", adminId)
                .execute();
    }

    private static String path(User user, String token) {
        return PATH + "?username=" + URLEncoder.encode(user.username(), UTF_8) + "&token=" + token;
    }

    private String token() {
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String hash(String token) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(token.getBytes(UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
