package org.openemm.backend.mailloop;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.openemm.database.Database;
import org.openemm.response.UidVerifier;
import org.openemm.uid.MalformedUid;
import org.openemm.uid.Uid;
import org.openemm.uid.UidCodec;
import org.openemm.uid.UnverifiedUid;

/**
 * Believes a UID only when its company signed it, in a version that the company allows.
 * Thread-safe.
 */
final class UidKeys implements UidVerifier {
    private static final Duration LIFETIME = Duration.ofMinutes(5);

    private final Database database;
    private final Clock clock;
    private Map<Integer, Key> keys = Map.of();
    private Instant read = Instant.EPOCH;

    UidKeys(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    private record Key(String secret, int oldestVersion) {}

    @Override
    public Optional<Uid> verify(String text) {
        try {
            UnverifiedUid unverified = UidCodec.decode(text);
            return Optional.ofNullable(keys().get(unverified.uid().company()))
                    .filter(key -> unverified.version() >= key.oldestVersion())
                    .filter(key -> unverified.verify(key.secret()))
                    .map(key -> unverified.uid());
        } catch (MalformedUid e) {
            return Optional.empty();
        }
    }

    private synchronized Map<Integer, Key> keys() {
        if (clock.instant().isAfter(read.plus(LIFETIME))) {
            keys =
                    database.inTransaction(
                            tx -> {
                                Map<Integer, Key> found = new HashMap<>();
                                tx.sql()
                                        .createQuery(
                                                """
                                                SELECT company_id, secret_key, uid_version FROM company_tbl
                                                 WHERE status IN ('active', 'locked')
                                                   AND COALESCE(secret_key, '') <> ''
                                                """)
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
            read = clock.instant();
        }
        return keys;
    }
}
