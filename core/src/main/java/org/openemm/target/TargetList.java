package org.openemm.target;

import java.util.Map;
import org.openemm.account.Actor;
import org.openemm.database.Database;

/** The target groups of a company as lists show them. Thread-safe. */
public final class TargetList {
    private final Database database;
    private final TargetFavorites favorites;
    private final TargetUses uses = new TargetUses();

    public TargetList(Database database, TargetFavorites favorites) {
        this.database = database;
        this.favorites = favorites;
    }

    /** One page of the groups. */
    public TargetPage page(Actor actor, TargetQuery query) {
        return database.inTransaction(
                tx -> {
                    TargetFilter.Mark mark = query.filter().mark();
                    boolean counts =
                            query.sort() == TargetQuery.Sort.USES
                                    || mark == TargetFilter.Mark.USED
                                    || mark == TargetFilter.Mark.UNUSED;
                    Map<Integer, Integer> used =
                            counts ? uses.counts(tx, actor.companyId()) : Map.of();
                    return new TargetListStore(tx, actor, query, favorites.condition(actor), used)
                            .page();
                });
    }

    /** The groups that are needed most. */
    public TargetFavorites favorites() {
        return favorites;
    }
}
