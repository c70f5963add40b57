package org.openemm.dkim;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.openemm.database.Transaction;

/** Rows as people see them: opened, with what signs now and what DNS said. */
final class KeyViews {
    /** Own ones before those of the installation, by domain, the newest first. */
    private static final Comparator<KeyRow> ORDER =
            Comparator.comparingInt((KeyRow row) -> -row.companyId())
                    .thenComparing(KeyRow::domain)
                    .thenComparing(Comparator.comparingInt(KeyRow::id).reversed());

    private final Transaction tx;
    private final DkimKeyStore store;
    private final KeyBox box;
    private final Instant now;
    private final Map<Integer, RecordCheck> checks;
    private final Map<String, List<SigningKey>> signing = new HashMap<>();

    KeyViews(Transaction tx, KeyBox box, Instant now) {
        this.tx = tx;
        this.box = box;
        this.now = now;
        store = new DkimKeyStore(tx);
        checks = store.checks();
    }

    List<DkimKey> of(List<KeyRow> rows) {
        return rows.stream().sorted(ORDER).map(this::of).toList();
    }

    private DkimKey of(KeyRow row) {
        Validity validity = new Validity(row.validStart(), row.validEnd());
        KeyName name = row.name();
        try {
            PrivateDkimKey key = SenderKeys.open(store, box, row);
            return new DkimKey(
                    row.id(),
                    row.companyId(),
                    name,
                    Optional.of(key.type()),
                    key.bits(),
                    key.publicText(),
                    "",
                    validity,
                    signs(row),
                    row.created(),
                    Optional.ofNullable(checks.get(row.id())));
        } catch (UnreadableKey e) {
            return new DkimKey(
                    row.id(),
                    row.companyId(),
                    name,
                    Optional.empty(),
                    0,
                    "",
                    Objects.toString(e.getMessage()),
                    validity,
                    false,
                    row.created(),
                    Optional.empty());
        }
    }

    /** Whether mails from an address of just this domain are signed with it. */
    private boolean signs(KeyRow row) {
        return signing
                .computeIfAbsent(
                        row.companyId() + " " + row.domain(),
                        domain ->
                                new SenderKeys(box)
                                        .find(
                                                tx,
                                                row.companyId(),
                                                store.settings(row.companyId()),
                                                "@" + row.domain(),
                                                now))
                .stream()
                .anyMatch(
                        key ->
                                key.selector().equals(row.selector())
                                        && key.domain().equals(row.domain()));
    }
}
