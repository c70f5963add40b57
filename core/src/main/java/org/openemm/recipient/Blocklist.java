package org.openemm.recipient;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jdbi.v3.core.statement.Query;
import org.openemm.InvalidInput;
import org.openemm.NotFound;
import org.openemm.account.ActivityLog;
import org.openemm.account.Actor;
import org.openemm.database.Database;
import org.openemm.database.Transaction;

/**
 * Addresses that must not get mail (custN_ban_tbl). Exact entries are looked up by key; patterns
 * are few and kept in memory for {@link #FRESHNESS}. Thread-safe.
 */
public final class Blocklist {
    static final Duration FRESHNESS = Duration.ofSeconds(30);
    private static final int MAX_PATTERN = 150;
    private static final int MAX_REASON = 500;
    private static final Pattern WILDCARD = Pattern.compile("[*%?_]");

    private final Database database;
    private final ActivityLog log;
    private final Clock clock;
    private final Cache<Integer, List<Pattern>> patterns =
            Caffeine.newBuilder().expireAfterWrite(FRESHNESS).build();

    public Blocklist(Database database, ActivityLog log, Clock clock) {
        this.database = database;
        this.log = log;
        this.clock = clock;
    }

    /** Whether an entry or pattern covers the address. */
    public boolean covers(Transaction tx, int companyId, String email) {
        String address = email.toLowerCase(Locale.ROOT);
        return patterns(tx, companyId).filter(test -> test.test(address)).isPresent()
                || exact(tx, companyId, address).isPresent();
    }

    /**
     * A test for the patterns only; exact entries are cheaper to check in SQL when there are many
     * addresses. Nothing when there are no patterns.
     */
    public Optional<Predicate<String>> patterns(Transaction tx, int companyId) {
        List<Pattern> loaded = patterns.get(companyId, company -> load(tx, company));
        return loaded.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        email ->
                                loaded.stream()
                                        .anyMatch(pattern -> pattern.matcher(email).matches()));
    }

    /**
     * @throws InvalidInput on {@code email} when the address is covered
     */
    public void requireAllowed(Transaction tx, int companyId, String email) {
        if (covers(tx, companyId, email)) {
            throw new InvalidInput("email", "recipient.email.blocklisted", email);
        }
    }

    /** All entries, by address. */
    public List<BlocklistEntry> all(Actor actor) {
        actor.require("blacklist");
        return database.inTransaction(
                tx -> entries(select(tx, actor.companyId(), "ORDER BY email")));
    }

    /**
     * @throws InvalidInput when it is there already, too long or empty
     */
    public void add(Actor actor, String pattern, String reason) {
        actor.require("blacklist");
        actor.require("recipient.change");
        String entry = pattern == null ? "" : pattern.strip().toLowerCase(Locale.ROOT);
        check(entry, reason);
        database.run(
                tx -> {
                    if (exact(tx, actor.companyId(), entry).isPresent()) {
                        throw new InvalidInput("email", "blocklist.email.taken", entry);
                    }
                    tx.sql()
                            .createUpdate(
                                    "INSERT INTO cust%d_ban_tbl (email, reason, timestamp) VALUES (:email, :reason, :now)"
                                            .formatted(actor.companyId()))
                            .bind("email", entry)
                            .bind("reason", reason)
                            .bind("now", clock.instant())
                            .execute();
                    log.record(tx, actor, "create blocklist entry", entry);
                });
        patterns.invalidate(actor.companyId());
    }

    /**
     * @throws NotFound without such an entry
     */
    public void remove(Actor actor, String pattern) {
        actor.require("blacklist");
        actor.require("recipient.delete");
        database.run(
                tx -> {
                    int removed =
                            tx.sql()
                                    .createUpdate(
                                            "DELETE FROM cust%d_ban_tbl WHERE email = :email"
                                                    .formatted(actor.companyId()))
                                    .bind("email", pattern)
                                    .execute();
                    if (removed == 0) {
                        throw new NotFound("blocklist entry", pattern);
                    }
                    log.record(tx, actor, "delete blocklist entry", pattern);
                });
        patterns.invalidate(actor.companyId());
    }

    private static void check(String entry, String reason) {
        if (entry.isEmpty() || entry.length() > MAX_PATTERN) {
            throw new InvalidInput("email", "blocklist.email.length", MAX_PATTERN);
        }
        if (!WILDCARD.matcher(entry).find()) {
            EmailAddress.parse(entry);
        } else if (WILDCARD.matcher(entry).replaceAll("").isEmpty()) {
            throw new InvalidInput("email", "blocklist.email.everybody");
        }
        if (reason != null && reason.length() > MAX_REASON) {
            throw new InvalidInput("reason", "blocklist.reason", MAX_REASON);
        }
    }

    private static Optional<BlocklistEntry> exact(Transaction tx, int companyId, String email) {
        return entries(select(tx, companyId, "WHERE email = :email").bind("email", email)).stream()
                .findFirst();
    }

    private static List<Pattern> load(Transaction tx, int companyId) {
        return entries(select(tx, companyId, "WHERE email REGEXP '[*%?_]'")).stream()
                .map(entry -> compile(entry.pattern()))
                .toList();
    }

    private static Pattern compile(String wildcards) {
        String regex =
                wildcards
                        .chars()
                        .mapToObj(
                                c ->
                                        switch (c) {
                                            case '*', '%' -> ".*";
                                            case '?', '_' -> ".";
                                            default -> Pattern.quote(String.valueOf((char) c));
                                        })
                        .collect(Collectors.joining());
        return Pattern.compile(regex, Pattern.CASE_INSENSITIVE);
    }

    private static Query select(Transaction tx, int companyId, String rest) {
        return tx.sql()
                .createQuery(
                        "SELECT email, reason, timestamp FROM cust%d_ban_tbl %s"
                                .formatted(companyId, rest));
    }

    private static List<BlocklistEntry> entries(Query query) {
        return query.map(
                        (row, context) ->
                                new BlocklistEntry(
                                        row.getString("email"),
                                        row.getString("reason"),
                                        Rows.instant(row, "timestamp")))
                .list();
    }
}
