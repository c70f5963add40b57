package org.openemm.blocklist;

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
import java.util.stream.Stream;
import org.openemm.InvalidInput;
import org.openemm.NotFound;
import org.openemm.NotPermitted;
import org.openemm.account.ActivityLog;
import org.openemm.account.Actor;
import org.openemm.database.Database;
import org.openemm.database.Transaction;

/**
 * Addresses that must not get mail: those of a company, and those of the whole system, which all
 * companies obey. Says for one address whether it is blocked; {@link BlockRule} says it for many.
 * Whoever is added is blocked at once: all bindings of the recipients it covers end. Thread-safe.
 */
public final class Blocklist {
    static final Duration FRESHNESS = Duration.ofSeconds(30);

    /** Rights to look, to add, to remove. */
    static final String SEE = "blacklist";

    static final String CHANGE = "recipient.change";
    static final String REMOVE = "recipient.delete";

    private static final String OPERATOR = "server.status";
    private static final int OPERATORS_COMPANY = 1;
    private static final String RELEASED = "Removed from blocklist by ";

    private final Database database;
    private final ActivityLog log;
    private final Clock clock;

    /** Free patterns by table. */
    private final Cache<String, BlockPatterns> patterns =
            Caffeine.newBuilder().expireAfterWrite(FRESHNESS).build();

    public Blocklist(Database database, ActivityLog log, Clock clock) {
        this.database = database;
        this.log = log;
        this.clock = clock;
    }

    /** Whose list. */
    public enum Scope {
        COMPANY,
        /** All companies obey it; only operators of the system see and change it. */
        SYSTEM
    }

    /** Whether somebody may see and change the list of the whole system. */
    public static boolean isOperator(Actor actor) {
        return actor.companyId() == OPERATORS_COMPANY && actor.may(OPERATOR);
    }

    /** Whether an entry or pattern covers the address. */
    public boolean covers(Transaction tx, int companyId, String email) {
        String address = email.strip().toLowerCase(Locale.ROOT);
        for (String table : BlocklistStore.tables(companyId)) {
            if (patterns(tx, table).match(address)
                    || !BlocklistStore.keyed(tx, table, keys(address)).isEmpty()) {
                return true;
            }
        }
        return false;
    }

    /**
     * A test for the patterns that are not found by a key, for many addresses; {@link
     * BlockRule#byKey} has the others. Nothing when there are none.
     */
    public Optional<Predicate<String>> patterns(Transaction tx, int companyId) {
        List<BlockPatterns> some =
                BlocklistStore.tables(companyId).stream()
                        .map(table -> patterns(tx, table))
                        .filter(patterns -> !patterns.isEmpty())
                        .toList();
        return some.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        email -> {
                            String address = email.toLowerCase(Locale.ROOT);
                            return some.stream().anyMatch(patterns -> patterns.match(address));
                        });
    }

    /**
     * @throws InvalidInput on {@code email} when the address is covered
     */
    public void requireAllowed(Transaction tx, int companyId, String email) {
        if (covers(tx, companyId, email)) {
            throw new InvalidInput("email", "recipient.email.blocklisted", email);
        }
    }

    /** All entries of the company, by address. */
    public List<BlocklistEntry> all(Actor actor) {
        List<BlocklistEntry> all = new ArrayList<>();
        write(actor, Scope.COMPANY, all::add);
        return all;
    }

    /** One page of a list and how many entries match. */
    public BlocklistPage page(Actor actor, BlocklistQuery query) {
        String table = table(actor, query.scope(), SEE);
        return database.inTransaction(tx -> BlocklistStore.page(tx, table, query));
    }

    /** Hands out all entries, by address. */
    public void write(Actor actor, Scope scope, Consumer<BlocklistEntry> entry) {
        String table = table(actor, scope, SEE);
        database.run(tx -> BlocklistStore.each(tx, table, entry));
    }

    /**
     * @throws NotFound without such an entry
     */
    public BlocklistEntry get(Actor actor, Scope scope, String pattern) {
        String table = table(actor, scope, SEE);
        return database.inTransaction(tx -> required(tx, table, pattern));
    }

    /** As {@link #get(Actor, Scope, String)}, of the company. */
    public BlocklistEntry get(Actor actor, String pattern) {
        return get(actor, Scope.COMPANY, pattern);
    }

    /** All entries that keep this address from getting mail, patterns included, by address. */
    public List<BlocklistEntry> covering(Actor actor, String email) {
        actor.require(SEE);
        String address = email.strip().toLowerCase(Locale.ROOT);
        return database.inTransaction(
                tx ->
                        BlocklistStore.tables(actor.companyId()).stream()
                                .flatMap(table -> covering(tx, table, address))
                                .sorted(Comparator.comparing(BlocklistEntry::pattern))
                                .toList());
    }

    private static Stream<BlocklistEntry> covering(Transaction tx, String table, String address) {
        return Stream.concat(
                BlocklistStore.keyed(tx, table, keys(address)).stream(),
                BlocklistStore.free(tx, table).stream()
                        .filter(
                                entry ->
                                        BlockPatterns.of(
                                                        List.of(
                                                                BlocklistEntry.normal(
                                                                        entry.pattern())))
                                                .match(address)));
    }

    /**
     * Adds one.
     *
     * @throws InvalidInput when it is there already, too long or no address or pattern
     */
    public void add(Actor actor, String pattern, String reason) {
        String table = table(actor, Scope.COMPANY, CHANGE);
        String entry = BlocklistEntry.normal(pattern);
        BlocklistRules.check(entry, reason);
        database.run(
                tx -> {
                    requireNew(tx, table, entry);
                    put(tx, actor, Scope.COMPANY, List.of(entry), reason);
                });
        patterns.invalidate(table);
    }

    /**
     * Adds many at once; those that are there already stay as they are.
     *
     * @param typed at most 10,000, blank ones are passed over
     * @return how many are new
     * @throws InvalidInput on {@code email} for each that is no address or pattern; nothing is
     *     added
     */
    public int addAll(Actor actor, Scope scope, List<String> typed, String reason) {
        String table = table(actor, scope, CHANGE);
        List<String> entries = BlocklistRules.checked(typed, reason);
        int added = database.inTransaction(tx -> put(tx, actor, scope, entries, reason));
        patterns.invalidate(table);
        return added;
    }

    /** As {@link #addAll(Actor, Scope, List, String)}, to the list of the company. */
    public int addAll(Actor actor, List<String> typed, String reason) {
        return addAll(actor, Scope.COMPANY, typed, reason);
    }

    /**
     * Puts an entry in the place of another, which may be itself with another reason.
     *
     * @throws NotFound without the old one
     * @throws InvalidInput as {@link #add}
     */
    public void replace(Actor actor, Scope scope, String old, String pattern, String reason) {
        String table = table(actor, scope, CHANGE);
        String entry = BlocklistEntry.normal(pattern);
        BlocklistRules.check(entry, reason);
        database.run(
                tx -> {
                    String before = required(tx, table, old).pattern();
                    if (!before.equals(entry)) {
                        requireNew(tx, table, entry);
                    }
                    BlocklistRules.requireRoom(tx, table, List.of(entry));
                    BlocklistStore.update(tx, table, before, entry, reason);
                    block(tx, actor, scope, List.of(entry));
                    log.record(
                            tx,
                            actor,
                            "edit blocklist entry",
                            said(scope, before.equals(entry) ? entry : before + " to " + entry));
                });
        patterns.invalidate(table);
    }

    /** As {@link #replace(Actor, Scope, String, String, String)}, of the company. */
    public void replace(Actor actor, String old, String pattern, String reason) {
        replace(actor, Scope.COMPANY, old, pattern, reason);
    }

    /**
     * Mailing lists, of those open to the actor, in which the entry has blocked somebody: list id
     * and number of recipients.
     */
    public Map<Integer, Long> blockedIn(Actor actor, String pattern) {
        actor.require(SEE);
        Map<Integer, Long> lists =
                database.inTransaction(
                        tx ->
                                BlockedBindings.lists(
                                        tx, actor.companyId(), BlocklistEntry.normal(pattern)));
        lists.keySet().removeIf(list -> !actor.usesList(list));
        return lists;
    }

    /**
     * Removes an entry and lets the people it blocked sign up again for these lists. They do not
     * get mail before they do: blocked becomes opted out. Whom another entry covers stays blocked.
     *
     * @return recipients and lists released
     * @throws NotFound without such an entry
     */
    public int remove(Actor actor, String pattern, List<Integer> mailinglists) {
        String table = table(actor, Scope.COMPANY, REMOVE);
        mailinglists.forEach(actor::requireList);
        int released =
                database.inTransaction(
                        tx -> {
                            String entry = required(tx, table, pattern).pattern();
                            BlocklistStore.delete(tx, table, entry);
                            int bindings =
                                    mailinglists.isEmpty()
                                            ? 0
                                            : BlockedBindings.release(
                                                    tx,
                                                    actor.companyId(),
                                                    entry,
                                                    mailinglists,
                                                    RELEASED + actor.name(),
                                                    clock.instant());
                            log.record(
                                    tx,
                                    actor,
                                    "delete blocklist entry",
                                    bindings == 0 ? entry : entry + ", released: " + bindings);
                            return bindings;
                        });
        patterns.invalidate(table);
        return released;
    }

    /**
     * Removes an entry; who was blocked in a mailing list stays so.
     *
     * @throws NotFound without such an entry
     */
    public void remove(Actor actor, Scope scope, String pattern) {
        String table = table(actor, scope, REMOVE);
        database.run(
                tx -> {
                    String entry = required(tx, table, pattern).pattern();
                    BlocklistStore.delete(tx, table, entry);
                    log.record(tx, actor, "delete blocklist entry", said(scope, entry));
                });
        patterns.invalidate(table);
    }

    /** As {@link #remove(Actor, Scope, String)}, of the company. */
    public void remove(Actor actor, String pattern) {
        remove(actor, Scope.COMPANY, pattern);
    }

    /** Adds without asking for rights; what was checked before. */
    private int put(Transaction tx, Actor actor, Scope scope, List<String> entries, String reason) {
        String table = BlocklistStore.table(scope, actor.companyId());
        BlocklistRules.requireRoom(tx, table, entries);
        int added =
                BlocklistStore.insert(tx, table, entries, reason, actor.name(), clock.instant());
        block(tx, actor, scope, entries);
        log.record(
                tx,
                actor,
                "create blocklist entry",
                said(scope, entries.size() == 1 ? entries.get(0) : added + " entries"));
        return added;
    }

    private void block(Transaction tx, Actor actor, Scope scope, List<String> entries) {
        for (int company : concerned(tx, actor, scope)) {
            BlockedBindings.block(tx, company, entries, clock.instant());
        }
    }

    static List<Integer> concerned(Transaction tx, Actor actor, Scope scope) {
        return scope == Scope.COMPANY
                ? List.of(actor.companyId())
                : tx.sql()
                        .createQuery(
                                "SELECT company_id FROM company_tbl WHERE status IN ('active',"
                                        + " 'locked') ORDER BY company_id")
                        .mapTo(Integer.class)
                        .list();
    }

    /** What an upload changed counts at once. */
    void forget(Scope scope, int companyId) {
        patterns.invalidate(BlocklistStore.table(scope, companyId));
    }

    /**
     * @throws NotPermitted without the rights
     */
    static String table(Actor actor, Scope scope, String right) {
        actor.require(SEE);
        actor.require(right);
        if (scope == Scope.SYSTEM && !isOperator(actor)) {
            throw new NotPermitted(OPERATOR);
        }
        return BlocklistStore.table(scope, actor.companyId());
    }

    private BlockPatterns patterns(Transaction tx, String table) {
        return patterns.get(table, name -> BlockPatterns.of(BlocklistStore.freePatterns(tx, name)));
    }

    /** What an address would be found by. */
    private static List<String> keys(String address) {
        int at = address.lastIndexOf('@');
        return at < 1
                ? List.of(address)
                : List.of(address, "*" + address.substring(at), address.substring(0, at) + "@*");
    }

    private static BlocklistEntry required(Transaction tx, String table, String pattern) {
        return BlocklistStore.exact(tx, table, BlocklistEntry.normal(pattern))
                .or(() -> BlocklistStore.exact(tx, table, pattern))
                .orElseThrow(() -> new NotFound("blocklist entry", pattern));
    }

    private static void requireNew(Transaction tx, String table, String entry) {
        if (BlocklistStore.exact(tx, table, entry).isPresent()) {
            throw new InvalidInput("email", "blocklist.email.taken", entry);
        }
    }

    static String said(Scope scope, String what) {
        return scope == Scope.SYSTEM ? "whole system: " + what : what;
    }
}
