package org.openemm.company;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.openemm.database.Database;
import org.openemm.uid.MalformedUid;
import org.openemm.uid.Uid;
import org.openemm.uid.UidCodec;
import org.openemm.uid.UnverifiedUid;

/**
 * Believes a UID only when its company signed it, in a version that the company allows. New
 * companies and keys count after a minute. Thread-safe.
 */
public final class UidKeys {
    private static final Duration LIFETIME = Duration.ofMinutes(1);

    private final Database database;
    private final Clock clock;
    private final boolean all;
    private Map<Integer, Key> keys = Map.of();
    private Instant read = Instant.EPOCH;

    private UidKeys(Database database, Clock clock, boolean all) {
        this.database = database;
        this.clock = clock;
        this.all = all;
    }

    /** Of companies that work or are locked; not of those that are leaving. */
    public static UidKeys ofPresent(Database database, Clock clock) {
        return new UidKeys(database, clock, false);
    }

    /** Of every company, whatever its status. */
    public static UidKeys ofAll(Database database, Clock clock) {
        return new UidKeys(database, clock, true);
    }

    private record Key(String secret, int oldestVersion) {}

    /** What it says; empty when it is malformed, or not signed by its company. */
    public Optional<Uid> verify(String text) {
        try {
            UnverifiedUid claim = UidCodec.decode(text);
            return Optional.ofNullable(keys().get(claim.uid().company()))
                    .filter(key -> claim.version() >= key.oldestVersion())
                    .filter(key -> claim.verify(key.secret()))
                    .map(key -> claim.uid());
        } catch (MalformedUid e) {
            return Optional.empty();
        }
    }

    private synchronized Map<Integer, Key> keys() {
        Instant now = clock.instant();
        if (now.isAfter(read.plus(LIFETIME))) {
            keys = readKeys();
            read = now;
        }
        return keys;
    }

    private Map<Integer, Key> readKeys() {
        return database.inTransaction(
                tx -> {
                    Map<Integer, Key> found = new HashMap<>();
                    tx.sql()
                            .createQuery(
                                    """
                                    SELECT company_id, secret_key, uid_version FROM company_tbl
                                     WHERE (:all OR status IN ('active', 'locked'))
                                       AND COALESCE(secret_key, '') <> ''
                                    """)
                            .bind("all", all)
                            .map(
                                    (row, context) ->
                                            found.put(
                                                    row.getInt("company_id"),
                                                    new Key(
                                                            row.getString("secret_key"),
                                                            row.getInt("uid_version"))))
                            .list();
                    return Map.copyOf(found);
                });
    }
}
