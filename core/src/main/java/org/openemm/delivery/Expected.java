package org.openemm.delivery;

import java.time.Instant;
import org.openemm.InvalidInput;
import org.openemm.account.Actor;
import org.openemm.database.Counted;
import org.openemm.database.Database;
import org.openemm.database.Transaction;
import org.openemm.mailinglist.Mailinglists;

/**
 * How many recipients a sending would have if it began now. Asks what the sending itself asks:
 * status on the list, target groups, blocklist, addresses that occur twice.
 */
public final class Expected {
    private static final String RIGHT = "mailing.show";
    private final Database database;
    private final Audience.TargetConditions targets;
    private final Counted counted;

    public Expected(Database database, Audience.TargetConditions targets, Counted counted) {
        this.database = database;
        this.targets = targets;
        this.counted = counted;
    }

    /**
     * Who would get a trial.
     *
     * @param admins get admin mailings
     * @param all get test mailings: admin and test recipients
     */
    public record Trial(long admins, long all) {}

    /**
     * Of a mailing as it is stored.
     *
     * @throws org.openemm.NotFound no such mailing in the actor's company
     * @throws InvalidInput a target group is gone or broken
     */
    public long world(Actor actor, int mailingId) {
        actor.require(RIGHT);
        return database.inTransaction(tx -> count(tx, actor, mailingId, SendKind.WORLD));
    }

    /**
     * As {@link #world(Actor, int)}; with very many recipients perhaps the number of a little while
     * ago. For pages that show it beside other things.
     *
     * @param version of the mailing's settings, with which the number may change
     */
    public long recentWorld(Actor actor, int mailingId, String version) {
        return counted.of(
                new Key(actor.companyId(), mailingId, version), () -> world(actor, mailingId));
    }

    private record Key(int company, int mailing, String version) {}

    /**
     * Of settings that are not saved yet.
     *
     * @throws InvalidInput no such list; a target group is gone or broken
     */
    public long world(
            Actor actor, int mailinglistId, String targetExpression, boolean removeDuplicates) {
        actor.require(RIGHT);
        return database.inTransaction(
                tx -> {
                    if (!Mailinglists.exists(tx, actor, mailinglistId)) {
                        throw new InvalidInput("mailinglistId", "mailing.error.mailinglist");
                    }
                    return Audience.ofSettings(
                                    tx,
                                    actor.companyId(),
                                    mailinglistId,
                                    targetExpression,
                                    removeDuplicates,
                                    targets)
                            .count(tx)
                            .total();
                });
    }

    /** Who would get a trial of a mailing or template. */
    public Trial trial(Actor actor, int mailingId) {
        actor.require(RIGHT);
        return database.inTransaction(
                tx ->
                        new Trial(
                                count(tx, actor, mailingId, SendKind.ADMIN),
                                count(tx, actor, mailingId, SendKind.TEST)));
    }

    /** A send job that is only asked about. */
    static Maildrop job(int companyId, int mailingId, SendKind kind) {
        return new Maildrop(
                0,
                companyId,
                mailingId,
                kind,
                GenerationStatus.SCHEDULED,
                Instant.EPOCH,
                Instant.EPOCH,
                0,
                0,
                0,
                0,
                false);
    }

    private long count(Transaction tx, Actor actor, int mailingId, SendKind kind) {
        return Audience.of(tx, job(actor.companyId(), mailingId, kind), targets).count(tx).total();
    }
}
