package org.openemm.target;

import java.util.Map;
import org.openemm.InvalidInput;
import org.openemm.NotFound;
import org.openemm.account.Actor;
import org.openemm.account.RecipientLimit;
import org.openemm.database.Counted;
import org.openemm.database.Database;

/**
 * Numbers for pages about target groups. Counting recipients takes its time, so that costly numbers
 * may be of a little while ago, see {@link Counted}; a group with another rule is counted anew.
 * Thread-safe.
 */
public final class TargetFigures {
    private static final String EVERYBODY = "";

    private record Size(int companyId, int targetId, String eql, RecipientLimit limit) {}

    private record Total(int companyId, RecipientLimit limit) {}

    private final Database database;
    private final Targets targets;
    private final TargetUses uses = new TargetUses();
    private final Counted counted;

    public TargetFigures(Database database, Targets targets, Counted counted) {
        this.counted = counted;
        this.database = database;
        this.targets = targets;
    }

    /**
     * How many recipients a group selects.
     *
     * @throws NotFound without such a group
     * @throws InvalidInput the group is invalid or takes too long
     */
    public TargetSize size(Actor actor, int id) {
        Target target = targets.get(actor, id);
        if (!target.valid()) {
            throw new InvalidInput("eql", "target.expression.invalid", target.name());
        }
        long size =
                counted.of(
                        new Size(actor.companyId(), id, target.eql(), actor.limit()),
                        () -> targets.count(actor, target.eql()));
        return new TargetSize(size, total(actor, size));
    }

    /**
     * How many recipients there are at all.
     *
     * @param atLeast how many are known to be there
     */
    public long total(Actor actor, long atLeast) {
        long total =
                counted.of(
                        new Total(actor.companyId(), actor.limit()),
                        () -> targets.count(actor, EVERYBODY));
        return Math.max(atLeast, total);
    }

    /** How many places use each group, by id; those that nothing uses are missing. */
    public Map<Integer, Integer> useCounts(Actor actor) {
        return database.inTransaction(tx -> uses.counts(tx, actor.companyId()));
    }
}
