package org.openemm.profilefield;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import org.openemm.account.Actor;
import org.openemm.database.Transaction;

/**
 * The catalogues of all companies, kept until somebody changes a field. Whoever changes one says so
 * with {@link #invalidate}; other processes see it by the number of the last change. Thread-safe.
 */
final class FieldCatalogs {
    /** A column that somebody made in the database itself is seen within this time. */
    static final Duration FRESHNESS = Duration.ofSeconds(20);

    private final ProfileFieldStore store;
    private final Cache<Integer, CompanyFields> catalogs =
            Caffeine.newBuilder().expireAfterWrite(FRESHNESS).build();

    FieldCatalogs(ProfileFieldStore store) {
        this.store = store;
    }

    /** Every field of the company. */
    ProfileFieldCatalog of(Transaction tx, int companyId) {
        return company(tx, companyId).all();
    }

    /** What the actor may see. */
    ProfileFieldCatalog of(Transaction tx, Actor actor) {
        return company(tx, actor.companyId()).of(actor);
    }

    void invalidate(int companyId) {
        catalogs.invalidate(companyId);
    }

    private CompanyFields company(Transaction tx, int companyId) {
        long version = FieldVersion.of(tx, companyId);
        CompanyFields known = catalogs.getIfPresent(companyId);
        // A transaction that began before the last change sees an older number.
        if (known == null || known.version() < version) {
            known =
                    new CompanyFields(
                            version,
                            new ProfileFieldCatalog(store.all(tx, companyId)),
                            FieldRights.all(tx, companyId));
            catalogs.put(companyId, known);
        }
        return known;
    }
}
