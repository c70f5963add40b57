package org.openemm.tracking;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import org.openemm.database.Database;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Mailings by number, from memory. Read again from the database after a few minutes in the
 * background; as long as the database is away the last known state serves, after a restart the one
 * that was kept in a file. Thread-safe.
 */
final class TrackedMailings {
    private static final Logger LOG = LoggerFactory.getLogger(TrackedMailings.class);
    private static final int MAX_MAILINGS = 2_000;
    private static final Duration REFRESH = Duration.ofMinutes(5);
    private static final Duration RETRY_UNKNOWN = Duration.ofSeconds(10);

    private final Database database;
    private final Path folder;
    private final TrackedMailingStore store = new TrackedMailingStore();
    private final ObjectMapper json = new ObjectMapper();
    private final LoadingCache<Key, TrackedMailing> known;
    private final com.github.benmanes.caffeine.cache.Cache<Key, Boolean> unknown;

    private record Key(int companyId, int mailingId) {}

    /**
     * @param folder where the last known state of each mailing is kept; readable by the product's
     *     user only
     */
    TrackedMailings(Database database, Path folder) throws IOException {
        this.database = database;
        this.folder = folder;
        Files.createDirectories(folder);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        known =
                Caffeine.newBuilder()
                        .maximumSize(MAX_MAILINGS)
                        .refreshAfterWrite(REFRESH)
                        .build(this::load);
        unknown =
                Caffeine.newBuilder()
                        .maximumSize(MAX_MAILINGS)
                        .expireAfterWrite(RETRY_UNKNOWN)
                        .build();
    }

    /**
     * The mailing, empty when the company has none of this number.
     *
     * @throws RuntimeException when the database is away and the mailing was never seen here
     */
    Optional<TrackedMailing> find(int companyId, int mailingId) {
        Key key = new Key(companyId, mailingId);
        if (unknown.getIfPresent(key) != null) {
            return Optional.empty();
        }
        Optional<TrackedMailing> found = Optional.ofNullable(known.get(key));
        if (found.isEmpty()) {
            unknown.put(key, true);
        }
        return found;
    }

    /**
     * Forgets what is known of a mailing, so that the next click reads it anew: for a link that is
     * not known yet.
     */
    void forget(int companyId, int mailingId) {
        known.invalidate(new Key(companyId, mailingId));
    }

    private TrackedMailing load(Key key) {
        try {
            Optional<TrackedMailing> mailing =
                    database.inTransaction(tx -> store.find(tx, key.companyId(), key.mailingId()));
            mailing.ifPresent(this::keep);
            return mailing.orElse(null);
        } catch (RuntimeException e) {
            Optional<TrackedMailing> kept = kept(key);
            if (kept.isEmpty()) {
                throw e;
            }
            LOG.warn("Mailing {} is served as last known: {}", key.mailingId(), e.getMessage());
            return kept.get();
        }
    }

    private Path file(Key key) {
        return folder.resolve(key.companyId() + "-" + key.mailingId() + ".json");
    }

    private void keep(TrackedMailing mailing) {
        Path file = file(new Key(mailing.companyId(), mailing.mailingId()));
        try {
            Path fresh = Files.createTempFile(folder, "mailing", ".new");
            json.writeValue(fresh.toFile(), mailing);
            Files.move(
                    fresh,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LOG.warn(
                    "The last known state of mailing {} could not be kept: {}",
                    mailing.mailingId(),
                    e.getMessage());
        }
    }

    private Optional<TrackedMailing> kept(Key key) {
        Path file = file(key);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(json.readValue(file.toFile(), TrackedMailing.class));
        } catch (IOException e) {
            LOG.warn("{} is not readable: {}", file, e.getMessage());
            return Optional.empty();
        }
    }
}
