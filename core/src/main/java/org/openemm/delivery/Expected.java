package org.openemm.delivery;

import java.time.Clock;
import java.time.Instant;
import org.openemm.InvalidInput;
import org.openemm.account.Actor;
import org.openemm.account.RecipientLimit;
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
    private final Clock clock;

    public Expected(
            Database database, Audience.TargetConditions targets, Counted counted, Clock clock) {
        this.database = database;
        this.targets = targets;
        this.counted = counted;
        this.clock = clock;
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
        return breakdown(actor, mailingId).recipients();
    }

    /** As {@link #world(Actor, int)}, with all who get it not and why. */
    public Breakdown breakdown(Actor actor, int mailingId) {
        actor.require(RIGHT);
        return database.inTransaction(
                tx -> {
                    SendKind kind = kind(tx, actor, mailingId);
                    Maildrop job = job(actor.companyId(), mailingId, kind, clock.instant());
                    return Audience.of(tx, job, targets).seenBy(actor).breakdown(tx);
                });
    }

    /**
     * As {@link #breakdown}; with very many recipients perhaps that of a little while ago. For
     * pages that show it beside other things.
     */
    public Breakdown recent(Actor actor, int mailingId) {
        actor.require(RIGHT);
        AudienceFacts facts =
                database.inTransaction(tx -> AudienceFacts.of(tx, actor.companyId(), mailingId));
        return counted.of(
                new Key(actor.companyId(), mailingId, facts, actor.limit()),
                () -> breakdown(actor, mailingId));
    }

    /** With any change of the mailing that may change the numbers they are counted anew. */
    private record Key(int company, int mailing, AudienceFacts facts, RecipientLimit limit) {}

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
                                    clock.instant(),
                                    targets)
                            .seenBy(actor)
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
    static Maildrop job(int companyId, int mailingId, SendKind kind, Instant now) {
        return new Maildrop(
                0,
                companyId,
                mailingId,
                kind,
                GenerationStatus.SCHEDULED,
                now,
                now,
                0,
                0,
                0,
                0,
                false);
    }

    private long count(Transaction tx, Actor actor, int mailingId, SendKind kind) {
        Maildrop job = job(actor.companyId(), mailingId, kind, clock.instant());
        return Audience.of(tx, job, targets).seenBy(actor).count(tx).total();
    }

    /** What starts the mailing decides about limits and fixed conditions. */
    static SendKind kind(Transaction tx, Actor actor, int mailingId) {
        return SendKind.of(AudienceFacts.of(tx, actor.companyId(), mailingId).type());
    }
}
