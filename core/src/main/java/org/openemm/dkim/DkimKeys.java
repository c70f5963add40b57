package org.openemm.dkim;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.openemm.InvalidInput;
import org.openemm.NotFound;
import org.openemm.NotPermitted;
import org.openemm.account.ActivityLog;
import org.openemm.account.Actor;
import org.openemm.database.Database;
import org.openemm.database.Transaction;

/** What people do with the keys of their sender domains. */
public final class DkimKeys {
    /** To see keys and their records. */
    public static final String SHOW = "admin.show";

    /** To make, import, limit and delete keys. */
    public static final String CHANGE = "admin.change";

    /** Shorter ones are refused by big receivers (RFC 8301). */
    public static final int LEAST_BITS = 1024;

    /** Longer ones fit into no DNS answer that all receivers take. */
    public static final int MOST_BITS = 4096;

    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("yyyyMM");

    private final Database database;
    private final ActivityLog activityLog;
    private final KeyBox box;
    private final TxtLookup dns;
    private final Clock clock;

    public DkimKeys(
            Database database, ActivityLog activityLog, KeyBox box, TxtLookup dns, Clock clock) {
        this.database = database;
        this.activityLog = activityLog;
        this.box = box;
        this.dns = dns;
        this.clock = clock;
    }

    /** Keys of the company and, after them, of the installation; by domain, the newest first. */
    public List<DkimKey> all(Actor actor) {
        actor.require(SHOW);
        return database.inTransaction(
                tx ->
                        new KeyViews(tx, box, clock.instant())
                                .of(new DkimKeyStore(tx).usableBy(actor.companyId())));
    }

    /** Keys of all companies, for those who run the installation. */
    public List<DkimKey> ofEverybody(Actor actor) {
        if (actor.kind() != Actor.Kind.SYSTEM) {
            throw new NotPermitted(SHOW);
        }
        return database.inTransaction(
                tx -> new KeyViews(tx, box, clock.instant()).of(new DkimKeyStore(tx).all()));
    }

    /**
     * A key of the company or of the installation.
     *
     * @throws NotFound also for keys of others
     */
    public DkimKey get(Actor actor, int id) {
        return all(actor).stream()
                .filter(key -> key.id() == id)
                .findFirst()
                .orElseThrow(() -> new NotFound("DKIM key", id));
    }

    /**
     * Makes a key.
     *
     * @param bits length of an RSA key
     * @param othersEnd when those that sign for the domain with this algorithm now end; null: they
     *     stay as they are
     * @throws InvalidInput fields {@code domain}, {@code selector}, {@code bits}, {@code until}
     */
    public int create(
            Actor actor,
            String domain,
            String selector,
            KeyType type,
            int bits,
            Validity validity,
            Instant othersEnd) {
        actor.require(CHANGE);
        KeyName name = KeyName.of(domain, selector);
        check(validity);
        if (type == KeyType.RSA && (bits < LEAST_BITS || bits > MOST_BITS || bits % 8 != 0)) {
            throw new InvalidInput("bits", "dkim.bits.invalid", LEAST_BITS, MOST_BITS);
        }
        refuseTaken(actor, name);
        return add(actor, name, PrivateDkimKey.generate(type, bits), validity, othersEnd, "create");
    }

    /**
     * Takes over a key that was made elsewhere.
     *
     * @param text PEM
     * @throws InvalidInput fields {@code domain}, {@code selector}, {@code key}, {@code until}
     */
    public int takeOver(
            Actor actor, String domain, String selector, String text, Validity validity) {
        actor.require(CHANGE);
        KeyName name = KeyName.of(domain, selector);
        check(validity);
        PrivateDkimKey key = KeyText.parse(text);
        refuseTaken(actor, name);
        return add(actor, name, key, validity, null, "import");
    }

    /**
     * As {@link #takeOver}; a key of that name is replaced.
     *
     * @return id, and whether it was there before
     */
    public Put put(Actor actor, KeyName name, PrivateDkimKey key, Validity validity) {
        actor.require(CHANGE);
        check(validity);
        String sealed = box.seal(name.domain(), name.selector(), key);
        return database.inTransaction(
                tx -> {
                    DkimKeyStore store = new DkimKeyStore(tx);
                    Optional<KeyRow> there = find(store, actor.companyId(), name);
                    Instant now = clock.instant();
                    int id =
                            there.map(KeyRow::id)
                                    .orElseGet(
                                            () ->
                                                    store.insert(
                                                            actor.companyId(),
                                                            name,
                                                            sealed,
                                                            validity,
                                                            now));
                    if (there.isPresent()) {
                        store.setKey(actor.companyId(), id, sealed, now);
                        store.forgetCheck(id);
                        store.setValidity(actor.companyId(), id, validity, now);
                    }
                    record(tx, actor, there.isPresent() ? "replace" : "import", name, id);
                    return new Put(id, there.isPresent());
                });
    }

    /**
     * Where a key went.
     *
     * @param replaced whether there was one of that name
     */
    public record Put(int id, boolean replaced) {}

    /**
     * Says when a key may sign.
     *
     * @throws InvalidInput field {@code until}
     */
    public void setValidity(Actor actor, int id, Validity validity) {
        actor.require(CHANGE);
        check(validity);
        database.run(
                tx -> {
                    DkimKeyStore store = new DkimKeyStore(tx);
                    KeyRow row = own(store, actor, id);
                    store.setValidity(actor.companyId(), id, validity, clock.instant());
                    record(tx, actor, "change validity of", row.name(), id);
                });
    }

    /** Deletes a key for ever. */
    public void delete(Actor actor, int id) {
        actor.require(CHANGE);
        database.run(
                tx -> {
                    DkimKeyStore store = new DkimKeyStore(tx);
                    KeyRow row = own(store, actor, id);
                    store.delete(actor.companyId(), id);
                    record(tx, actor, "delete", row.name(), id);
                });
    }

    /** Asks DNS for the record of a key and remembers the answer. */
    public RecordCheck check(Actor actor, int id) {
        DkimKey key = get(actor, id);
        if (key.type().isEmpty()) {
            throw new InvalidInput("", "dkim.unreadable");
        }
        RecordCheck check =
                RecordCheck.lookUp(
                        dns, key.name(), key.type().get(), key.publicText(), clock.instant());
        database.run(tx -> new DkimKeyStore(tx).saveCheck(id, check));
        return check;
    }

    /**
     * Asks DNS for the records of all keys that can be opened and have not ended.
     *
     * @return how many of them do not fit
     */
    public long checkAll(Actor actor) {
        Instant now = clock.instant();
        Map<Integer, RecordCheck> checks = new ConcurrentHashMap<>();
        // Name servers that do not answer are waited for at the same time.
        all(actor).parallelStream()
                .filter(key -> key.type().isPresent() && key.stage(now) != DkimKey.Stage.ENDED)
                .forEach(
                        key ->
                                checks.put(
                                        key.id(),
                                        RecordCheck.lookUp(
                                                dns,
                                                key.name(),
                                                key.type().orElseThrow(),
                                                key.publicText(),
                                                now)));
        database.run(
                tx -> {
                    DkimKeyStore store = new DkimKeyStore(tx);
                    checks.forEach(store::saveCheck);
                });
        return checks.values().stream().filter(check -> !check.state().isGood()).count();
    }

    /** Whether another key would sign in place of this one now. */
    public boolean hasReserve(Actor actor, int id) {
        DkimKey key = get(actor, id);
        SenderDomain domain = SenderDomain.of("@" + key.name().domain());
        return all(actor).stream()
                .filter(other -> other.id() != id && other.companyId() == key.companyId())
                .filter(other -> domain.isWithin(other.name().domain()))
                .map(other -> other.stage(clock.instant()))
                .anyMatch(stage -> stage == DkimKey.Stage.SIGNS || stage == DkimKey.Stage.RESERVE);
    }

    /** A selector that the company has not used for the domain: year, month, and a letter. */
    public String proposeSelector(Actor actor, String domain) {
        String ascii = SenderDomain.ascii(domain);
        Set<String> used = new HashSet<>();
        all(actor).stream()
                .filter(key -> key.name().domain().equals(ascii))
                .forEach(key -> used.add(key.name().selector()));
        String month = "em" + MONTH.format(clock.instant().atZone(ZoneOffset.UTC));
        String proposal = month;
        for (char letter = 'b'; used.contains(proposal); letter++) {
            proposal = month + letter;
        }
        return proposal;
    }

    /** Whether mails of a domain of the company are signed by more than one algorithm. */
    public boolean signsTwice(Actor actor) {
        actor.require(SHOW);
        return database.inTransaction(
                tx -> SenderKeys.algorithms(SenderKeys.settings(tx, actor.companyId())).size() > 1);
    }

    /** Two signatures on each mail, or the one that all receivers understand. */
    public void setSignsTwice(Actor actor, boolean twice) {
        actor.require(CHANGE);
        database.run(
                tx -> {
                    new DkimKeyStore(tx)
                            .setAlgorithms(actor.companyId(), twice ? "rsa,ed25519" : "rsa");
                    activityLog.record(
                            tx,
                            actor,
                            "change DKIM settings",
                            twice ? "sign with RSA and Ed25519" : "sign with RSA");
                });
    }

    /** Brings keys of all companies in forms of former versions into the present one. */
    public void sealOldForms() {
        database.run(
                tx -> {
                    DkimKeyStore store = new DkimKeyStore(tx);
                    for (KeyRow row : store.all()) {
                        if (!KeyBox.isSealed(row.sealed()) || !row.plain().isEmpty()) {
                            SenderKeys.tryOpen(store, box, row);
                        }
                    }
                });
    }

    private int add(
            Actor actor,
            KeyName name,
            PrivateDkimKey key,
            Validity validity,
            Instant othersEnd,
            String action) {
        String sealed = box.seal(name.domain(), name.selector(), key);
        return database.inTransaction(
                tx -> {
                    DkimKeyStore store = new DkimKeyStore(tx);
                    Instant now = clock.instant();
                    if (othersEnd != null) {
                        endOthers(tx, store, actor, name, key.type(), othersEnd);
                    }
                    int id = store.insert(actor.companyId(), name, sealed, validity, now);
                    record(tx, actor, action, name, id);
                    return id;
                });
    }

    private void endOthers(
            Transaction tx,
            DkimKeyStore store,
            Actor actor,
            KeyName name,
            KeyType type,
            Instant end) {
        for (KeyRow row : store.usableBy(actor.companyId())) {
            boolean ends =
                    row.companyId() == actor.companyId()
                            && row.domain().equals(name.domain())
                            && row.isValidAt(clock.instant())
                            && (row.validEnd() == null || row.validEnd().isAfter(end))
                            && SenderKeys.tryOpen(store, box, row)
                                    .filter(key -> key.type() == type)
                                    .isPresent();
            if (ends) {
                store.setValidity(
                        actor.companyId(),
                        row.id(),
                        new Validity(row.validStart(), end),
                        clock.instant());
                record(tx, actor, "change validity of", row.name(), row.id());
            }
        }
    }

    private void refuseTaken(Actor actor, KeyName name) {
        database.run(
                tx -> {
                    if (find(new DkimKeyStore(tx), actor.companyId(), name).isPresent()) {
                        throw new InvalidInput("selector", "dkim.selector.taken", name.record());
                    }
                });
    }

    private static Optional<KeyRow> find(DkimKeyStore store, int companyId, KeyName name) {
        return store.usableBy(companyId).stream()
                .filter(row -> row.companyId() == companyId)
                .filter(row -> row.name().record().equalsIgnoreCase(name.record()))
                .findFirst();
    }

    private static KeyRow own(DkimKeyStore store, Actor actor, int id) {
        return store.find(actor.companyId(), id).orElseThrow(() -> new NotFound("DKIM key", id));
    }

    private static void check(Validity validity) {
        if (validity.isEmpty()) {
            throw new InvalidInput("until", "dkim.validity.empty");
        }
    }

    private void record(Transaction tx, Actor actor, String action, KeyName name, int id) {
        activityLog.record(tx, actor, action + " DKIM key", name.record() + " (" + id + ")");
    }
}
