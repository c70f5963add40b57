package org.openemm.account;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.openemm.database.Database;
import org.openemm.database.Transaction;

/**
 * Who calls REST: a user with {@code restful = 1} of an active company, by name and password or by
 * a token. Failures count together with those at the GUI, in login_track_tbl, and block the address
 * for both.
 *
 * <p>Checking a password is slow on purpose, and programs send it with every call. So a right one
 * is known again for {@link #KNOWN}, as a keyed digest in memory; a change of the password or of
 * rights takes effect as with {@link Users#known}.
 */
public final class RestLogins {
    private static final Duration KNOWN = Duration.ofMinutes(5);
    private static final int MAX_KNOWN = 10_000;

    private final Database database;
    private final UserStore store;
    private final Users users;
    private final Logins logins;
    private final LoginTracking tracking;
    private final RestTokens tokens;
    private final SecretKeySpec digestKey;
    private final Cache<String, Proven> proven;

    RestLogins(
            Database database,
            UserStore store,
            Users users,
            Logins logins,
            LoginTracking tracking,
            RestTokens tokens,
            Clock clock) {
        this.database = database;
        this.store = store;
        this.users = users;
        this.logins = logins;
        this.tracking = tracking;
        this.tokens = tokens;
        byte[] key = new byte[64];
        new SecureRandom().nextBytes(key);
        digestKey = new SecretKeySpec(key, "HmacSHA256");
        proven =
                Caffeine.newBuilder()
                        .maximumSize(MAX_KNOWN)
                        .expireAfterWrite(KNOWN)
                        .ticker(() -> Duration.between(Instant.EPOCH, clock.instant()).toNanos())
                        .build();
    }

    /** Who it is, or why not. */
    public sealed interface Outcome {}

    /** Come in. */
    public record Welcome(Actor actor) implements Outcome {}

    /** Unknown, wrong, past, or from an address that failed too often: all look alike. */
    public record Refused() implements Outcome {}

    /** Known, but a user of the GUI. */
    public record NoRestUser() implements Outcome {}

    /**
     * Stands for name and password.
     *
     * @param text not to be logged
     */
    public record Token(String text, Instant end) {
        @Override
        public String toString() {
            return "token until " + end;
        }
    }

    /**
     * @param address of the caller, as text
     */
    public Outcome withPassword(String username, String password, String address) {
        String digest = digest(username.strip(), password);
        Optional<Users.Known> known =
                Optional.ofNullable(proven.getIfPresent(digest)).flatMap(this::again);
        if (known.isPresent()) {
            return admit(known.get(), address);
        }
        Logins.Outcome outcome = logins.attempt(username, password, address, Logins.Door.REST);
        if (outcome instanceof Logins.Elsewhere) {
            return new NoRestUser();
        }
        if (!(outcome instanceof Logins.Welcome welcome)) {
            return new Refused();
        }
        return users.refreshed(welcome.user().id())
                .<Outcome>map(
                        user -> {
                            proven.put(
                                    digest, new Proven(user.user().id(), user.passwordVersion()));
                            return new Welcome(user.actor());
                        })
                .orElseGet(Refused::new);
    }

    /**
     * @param address of the caller, as text
     */
    public Outcome withToken(String token, String address) {
        Optional<RestTokens.Claims> claims = tokens.read(token);
        Optional<Users.Known> known =
                claims.flatMap(
                        claim ->
                                database.inTransaction(tx -> store.find(tx, claim.username()))
                                        .filter(found -> isOf(claim, found))
                                        .flatMap(found -> users.known(found.user().id())));
        if (known.isEmpty()) {
            String name = claims.map(RestTokens.Claims::username).orElse("");
            database.run(tx -> tracking.record(tx, address, name, LoginTracking.Status.FAILED));
            return new Refused();
        }
        return known.get().user().restful() ? admit(known.get(), address) : new NoRestUser();
    }

    /** A token for somebody who has come in; empty where there are none. */
    public Optional<Token> token(Actor actor) {
        return users.known(actor.id())
                .flatMap(known -> tokens.issue(known.user(), known.passwordVersion()));
    }

    private boolean isOf(RestTokens.Claims claims, UserStore.Stored found) {
        return tokens.isGenuine(claims, found.user().companyId())
                && (claims.passwordVersion().isEmpty()
                        || claims.passwordVersion().equals(found.passwordVersion()));
    }

    /** The user of a password that was right before, unless something has changed. */
    private Optional<Users.Known> again(Proven before) {
        return users.known(before.userId())
                .filter(
                        user ->
                                user.user().restful()
                                        && user.passwordVersion().equals(before.passwordVersion()));
    }

    private Outcome admit(Users.Known known, String address) {
        return database.inTransaction(tx -> admit(tx, known, address));
    }

    private Outcome admit(Transaction tx, Users.Known known, String address) {
        if (tracking.blockedFor(tx, address).isPresent()) {
            tracking.record(tx, address, known.user().username(), LoginTracking.Status.BLOCKED);
            return new Refused();
        }
        return store.isAtWork(tx, known.user().companyId())
                ? new Welcome(known.actor())
                : new Refused();
    }

    private String digest(String username, String password) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(digestKey);
            mac.update(username.getBytes(UTF_8));
            mac.update((byte) 0);
            return Base64.getEncoder().encodeToString(mac.doFinal(password.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has HmacSHA256", e);
        }
    }

    private record Proven(int userId, String passwordVersion) {}
}
