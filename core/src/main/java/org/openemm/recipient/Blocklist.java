package org.openemm.recipient;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
    private static final String RELEASED = "Removed from blocklist by ";
    private static final int MAX_AT_ONCE = 10_000;
    private static final int MAX_PROBLEMS = 10;
    private static final Pattern WILDCARD = Pattern.compile("[*%?_]");

    private final Database database;
    private final ActivityLog log;
    private final Clock clock;
    private final BlocklistStore store = new BlocklistStore();
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
        return database.inTransaction(tx -> store.all(tx, actor.companyId()));
    }

    /** One page of the entries in which the text occurs, by address, and how many there are. */
    public BlocklistPage page(Actor actor, String search, int page, int size) {
        actor.require("blacklist");
        return database.inTransaction(
                tx -> store.page(tx, actor.companyId(), search.strip(), page, size));
    }

    /**
     * Adds many at once; those that are there already stay as they are.
     *
     * @param typed at most 10,000, blank ones are passed over
     * @return how many are new
     * @throws InvalidInput on {@code email} for each that is no address or pattern; nothing is
     *     added
     */
    public int addAll(Actor actor, List<String> typed, String reason) {
        actor.require("blacklist");
        actor.require("recipient.change");
        List<String> entries =
                typed.stream()
                        .map(pattern -> pattern.strip().toLowerCase(Locale.ROOT))
                        .filter(pattern -> !pattern.isEmpty())
                        .distinct()
                        .toList();
        if (entries.isEmpty()) {
            throw new InvalidInput("email", "blocklist.email.none");
        }
        if (entries.size() > MAX_AT_ONCE) {
            throw new InvalidInput("email", "blocklist.email.many", MAX_AT_ONCE);
        }
        List<InvalidInput.Problem> problems = new ArrayList<>();
        for (String entry : entries) {
            try {
                check(entry, reason);
            } catch (InvalidInput e) {
                problems.addAll(e.problems());
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidInput(problems.stream().distinct().limit(MAX_PROBLEMS).toList());
        }
        int added =
                database.inTransaction(
                        tx -> {
                            int fresh =
                                    store.insert(
                                            tx,
                                            actor.companyId(),
                                            entries,
                                            reason,
                                            clock.instant());
                            log.record(
                                    tx,
                                    actor,
                                    "create blocklist entry",
                                    fresh == 1 && entries.size() == 1
                                            ? entries.get(0)
                                            : fresh + " entries");
                            return fresh;
                        });
        patterns.invalidate(actor.companyId());
        return added;
    }

    /**
     * @throws NotFound without such an entry
     */
    public BlocklistEntry get(Actor actor, String pattern) {
        actor.require("blacklist");
        return database.inTransaction(
                tx ->
                        exact(tx, actor.companyId(), pattern)
                                .orElseThrow(() -> new NotFound("blocklist entry", pattern)));
    }

    /** Mailing lists in which the entry has blocked somebody: list id and number of recipients. */
    public Map<Integer, Long> blockedIn(Actor actor, String pattern) {
        actor.require("blacklist");
        return database.inTransaction(tx -> store.blockedIn(tx, actor.companyId(), pattern));
    }

    /**
     * Removes an entry and lets the people it blocked sign up again for these lists. They do not
     * get mail before they do: blocked becomes opted out.
     *
     * @return recipients and lists released
     * @throws NotFound without such an entry
     */
    public int remove(Actor actor, String pattern, List<Integer> mailinglists) {
        actor.require("blacklist");
        actor.require("recipient.delete");
        int company = actor.companyId();
        int released =
                database.inTransaction(
                        tx -> {
                            if (store.delete(tx, company, pattern) == 0) {
                                throw new NotFound("blocklist entry", pattern);
                            }
                            int bindings =
                                    mailinglists.isEmpty()
                                            ? 0
                                            : store.release(
                                                    tx,
                                                    company,
                                                    pattern,
                                                    mailinglists,
                                                    RELEASED + actor.name(),
                                                    clock.instant());
                            log.record(
                                    tx,
                                    actor,
                                    "delete blocklist entry",
                                    bindings == 0 ? pattern : pattern + ", released: " + bindings);
                            return bindings;
                        });
        patterns.invalidate(company);
        return released;
    }

    /** Hands out all entries, by address. */
    public void write(Actor actor, Consumer<BlocklistEntry> entry) {
        actor.require("blacklist");
        database.run(tx -> store.each(tx, actor.companyId(), entry));
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
                    store.insert(tx, actor.companyId(), List.of(entry), reason, clock.instant());
                    log.record(tx, actor, "create blocklist entry", entry);
                });
        patterns.invalidate(actor.companyId());
    }

    /** All entries that keep this address from getting mail, patterns included, by address. */
    public List<BlocklistEntry> covering(Actor actor, String email) {
        actor.require("blacklist");
        String address = email.strip().toLowerCase(Locale.ROOT);
        return database.inTransaction(
                tx ->
                        Stream.concat(
                                        exact(tx, actor.companyId(), address).stream(),
                                        BlocklistStore.patterns(tx, actor.companyId()).stream()
                                                .filter(
                                                        entry ->
                                                                !entry.pattern().equals(address)
                                                                        && compile(entry.pattern())
                                                                                .matcher(address)
                                                                                .matches()))
                                .sorted(Comparator.comparing(BlocklistEntry::pattern))
                                .toList());
    }

    /**
     * Puts an entry in the place of another, which may be itself with another reason.
     *
     * @throws NotFound without the old one
     * @throws InvalidInput as {@link #add}
     */
    public void replace(Actor actor, String old, String pattern, String reason) {
        actor.require("blacklist");
        actor.require("recipient.change");
        String before = old.strip().toLowerCase(Locale.ROOT);
        String entry = pattern.strip().toLowerCase(Locale.ROOT);
        check(entry, reason);
        database.run(
                tx -> {
                    if (store.delete(tx, actor.companyId(), before) == 0) {
                        throw new NotFound("blocklist entry", old);
                    }
                    if (exact(tx, actor.companyId(), entry).isPresent()) {
                        throw new InvalidInput("email", "blocklist.email.taken", entry);
                    }
                    store.insert(tx, actor.companyId(), List.of(entry), reason, clock.instant());
                    log.record(
                            tx,
                            actor,
                            "edit blocklist entry",
                            before.equals(entry) ? entry : before + " to " + entry);
                });
        patterns.invalidate(actor.companyId());
    }

    /**
     * @throws NotFound without such an entry
     */
    public void remove(Actor actor, String pattern) {
        remove(actor, pattern, List.of());
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
        return BlocklistStore.exact(tx, companyId, email);
    }

    private static List<Pattern> load(Transaction tx, int companyId) {
        return BlocklistStore.patterns(tx, companyId).stream()
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
}
