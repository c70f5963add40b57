package org.openemm.tracking;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.openemm.database.Database;

/**
 * The pictures of mailings as mail programs fetch them, from memory for some minutes. Thread-safe.
 */
public final class HostedImages {
    private static final long MAX_MEMORY = 64L << 20;
    private static final Duration KEPT = Duration.ofMinutes(5);
    private static final int OVERHEAD = 200;

    private final Database database;
    private final Cache<Key, Optional<Image>> cache =
            Caffeine.newBuilder()
                    .maximumWeight(MAX_MEMORY)
                    .weigher(
                            (Key key, Optional<Image> image) ->
                                    OVERHEAD + image.map(found -> found.data().length).orElse(0))
                    .expireAfterWrite(KEPT)
                    .build();

    public HostedImages(Database database) {
        this.database = database;
    }

    private record Key(int companyId, int mailingId, String name) {}

    /**
     * A picture.
     *
     * @param tag changes with the data (HTTP entity tag, without quotes)
     */
    public record Image(String type, byte[] data, String tag) {}

    /** Empty when there is no such picture, or not at this time. */
    public Optional<Image> find(int companyId, int mailingId, String name) {
        return cache.get(new Key(companyId, mailingId, name), this::load);
    }

    private Optional<Image> load(Key key) {
        return database.inTransaction(
                tx ->
                        tx.sql()
                                .createQuery(
                                        """
                                        SELECT mtype, binblock FROM component_tbl
                                         WHERE company_id = :company AND mailing_id = :mailing AND compname = :name
                                           AND comptype = 5 AND binblock IS NOT NULL
                                           AND (validity_start_date IS NULL OR validity_start_date \\<= CURRENT_TIMESTAMP)
                                           AND (validity_end_date IS NULL OR validity_end_date > CURRENT_TIMESTAMP)
                                         ORDER BY component_id DESC LIMIT 1
                                        """)
                                .bind("company", key.companyId())
                                .bind("mailing", key.mailingId())
                                .bind("name", key.name())
                                .map(
                                        (row, context) ->
                                                new Image(
                                                        row.getString(1),
                                                        row.getBytes(2),
                                                        Integer.toHexString(
                                                                Arrays.hashCode(row.getBytes(2)))))
                                .findOne());
    }
}
