package org.openemm.dkim;

import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.openemm.InvalidInput;
import org.openemm.database.Transaction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the keys that sign for a sender: own ones of its domain, else own ones of the closest
 * domain above it. Where setting {@code dkim-global-key} is on, those of the installation (company
 * 0) come next. Last, without an identity in the signature, any own key where {@code
 * dkim-local-key} is on, and any of the installation where {@code dkim-global-key} is.
 *
 * <p>Setting {@code dkim-algorithms} lists the algorithms to sign with, {@code rsa,ed25519} for two
 * signatures; without it RSA signs, which all receivers understand. A key of another algorithm
 * signs when there is none of these. Of several keys of one domain and algorithm the one that
 * became valid last signs.
 */
public final class SenderKeys {
    /** Setting of a company: algorithms to sign with, separated by commas. */
    public static final String ALGORITHMS = "dkim-algorithms";

    private static final String LOCAL = "dkim-local-key";
    private static final String GLOBAL = "dkim-global-key";
    private static final Logger LOG = LoggerFactory.getLogger(SenderKeys.class);

    private final KeyBox box;

    public SenderKeys(KeyBox box) {
        this.box = box;
    }

    /** The settings that matter here, as they hold for a company. */
    public static Map<String, String> settings(Transaction tx, int companyId) {
        return new DkimKeyStore(tx).settings(companyId);
    }

    /** Algorithms to sign with. */
    static List<KeyType> algorithms(Map<String, String> settings) {
        List<KeyType> types =
                Stream.of(settings.getOrDefault(ALGORITHMS, "").split("[,;\\s]+"))
                        .flatMap(name -> KeyType.named(name).stream())
                        .distinct()
                        .toList();
        return types.isEmpty() ? List.of(KeyType.RSA) : types;
    }

    /**
     * One key for each algorithm to sign with; empty: mails stay unsigned. Keys in a form of former
     * versions are sealed anew on the way.
     *
     * @param settings values of the company by name; see {@link #settings}
     * @param from sender as stored, tags allowed
     */
    public List<SigningKey> find(
            Transaction tx,
            int companyId,
            Map<String, String> settings,
            String from,
            Instant when) {
        DkimKeyStore store = new DkimKeyStore(tx);
        SenderDomain sender = SenderDomain.of(from);
        List<KeyRow> rows =
                store.usableBy(companyId).stream().filter(row -> row.isValidAt(when)).toList();
        for (Shelf shelf : shelves(rows, companyId, settings, sender)) {
            List<SigningKey> keys = pick(store, shelf, algorithms(settings));
            if (!keys.isEmpty()) {
                return keys;
            }
        }
        return List.of();
    }

    /** Opens a stored key, and brings it into the present form if it is in another. */
    static PrivateDkimKey open(DkimKeyStore store, KeyBox box, KeyRow row) throws UnreadableKey {
        if (KeyBox.isSealed(row.sealed())) {
            return box.open(row.domain(), row.selector(), row.sealed());
        }
        PrivateDkimKey key = openOld(box, row);
        store.replaceForm(row, sealed(box, row, key));
        return key;
    }

    /** As {@link #open}; empty for a key that cannot be opened. */
    static Optional<PrivateDkimKey> tryOpen(DkimKeyStore store, KeyBox box, KeyRow row) {
        try {
            return Optional.of(open(store, box, row));
        } catch (UnreadableKey e) {
            LOG.warn("DKIM key {} cannot be used: {}", row, e.getMessage());
            return Optional.empty();
        }
    }

    private static String sealed(KeyBox box, KeyRow row, PrivateDkimKey key) throws UnreadableKey {
        try {
            return box.seal(row.domain(), row.selector(), key);
        } catch (InvalidInput | UncheckedIOException e) {
            throw new UnreadableKey("it cannot be sealed: " + e.getMessage(), e);
        }
    }

    private static PrivateDkimKey openOld(KeyBox box, KeyRow row) throws UnreadableKey {
        if (row.plain().isBlank() && row.sealed().isBlank()) {
            throw new UnreadableKey("there is no key in it");
        }
        return box.open(
                row.domain(), row.selector(), row.plain().isBlank() ? row.sealed() : row.plain());
    }

    /** Keys that are equally close to the sender. */
    private record Shelf(List<KeyRow> rows, String identity) {}

    private static List<Shelf> shelves(
            List<KeyRow> rows, int companyId, Map<String, String> settings, SenderDomain sender) {
        List<KeyRow> own = rows.stream().filter(row -> row.companyId() == companyId).toList();
        List<KeyRow> global = rows.stream().filter(row -> row.companyId() == 0).toList();
        boolean globalAllowed = isOn(settings, GLOBAL);
        List<Shelf> shelves = new ArrayList<>(byDomain(own, sender));
        if (globalAllowed) {
            shelves.addAll(byDomain(global, sender));
        }
        if (isOn(settings, LOCAL)) {
            own.stream().sorted(NEWEST).forEach(row -> shelves.add(ofDomain(own, row, "")));
        }
        if (globalAllowed) {
            global.stream().sorted(NEWEST).forEach(row -> shelves.add(ofDomain(global, row, "")));
        }
        return shelves;
    }

    /** The longest domain above the sender is the closest. */
    private static List<Shelf> byDomain(List<KeyRow> rows, SenderDomain sender) {
        return rows.stream()
                .filter(row -> sender.isWithin(row.domain()))
                .sorted(Comparator.comparingInt((KeyRow row) -> -row.domain().length()))
                .map(row -> ofDomain(rows, row, sender.identity()))
                .distinct()
                .toList();
    }

    private static Shelf ofDomain(List<KeyRow> rows, KeyRow one, String identity) {
        return new Shelf(
                rows.stream()
                        .filter(row -> row.domain().equals(one.domain()))
                        .sorted(NEWEST)
                        .toList(),
                identity);
    }

    private static final Comparator<KeyRow> NEWEST =
            Comparator.comparing(
                            KeyRow::validStart, Comparator.nullsFirst(Comparator.naturalOrder()))
                    .thenComparingInt(KeyRow::id)
                    .reversed();

    /** In the order of the wanted algorithms. */
    private List<SigningKey> pick(DkimKeyStore store, Shelf shelf, List<KeyType> wanted) {
        Map<KeyType, SigningKey> best = new EnumMap<>(KeyType.class);
        for (KeyRow row : shelf.rows()) {
            try {
                PrivateDkimKey key = open(store, box, row);
                SigningKey signing =
                        new SigningKey(
                                row.domain(),
                                row.selector(),
                                KeyBox.isSealed(row.sealed())
                                        ? row.sealed()
                                        : sealed(box, row, key),
                                shelf.identity());
                best.putIfAbsent(key.type(), signing);
            } catch (UnreadableKey e) {
                LOG.warn("DKIM key {} cannot be used: {}", row, e.getMessage());
            }
        }
        List<SigningKey> chosen = wanted.stream().filter(best::containsKey).map(best::get).toList();
        return chosen.isEmpty() ? best.values().stream().limit(1).toList() : chosen;
    }

    private static boolean isOn(Map<String, String> settings, String name) {
        return "true".equalsIgnoreCase(settings.getOrDefault(name, "").strip());
    }
}
