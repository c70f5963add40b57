package org.openemm.statistics;

import java.util.Map;
import org.openemm.NotFound;
import org.openemm.account.Actor;
import org.openemm.database.Database;
import org.openemm.database.Transaction;
import org.openemm.statistics.MailingSummary.Head;

/** Figures of mailings, by the definitions of the statistics reference, chapter 2. */
public final class MailingStatistics {
    private static final String RIGHT = "stats.mailing";

    /** More would be history. */
    private static final int COMPARED = 10;

    private final Database database;
    private final MailingFiguresStore store = new MailingFiguresStore();
    private final SentMailingStore sentMailings = new SentMailingStore();

    public MailingStatistics(Database database) {
        this.database = database;
    }

    /**
     * All key figures of one mailing.
     *
     * @throws NotFound when the actor's company has no such mailing
     */
    public MailingSummary summary(Actor actor, int mailingId) {
        actor.require(RIGHT);
        return database.inTransaction(
                tx ->
                        actor.limit().isNone()
                                ? summary(tx, actor.companyId(), mailingId)
                                : limited(tx, actor, mailingId));
    }

    /**
     * Mailings that were sent to recipients, or are just being sent, newest first.
     *
     * @param search part of the name; empty for all
     * @param page from 1
     * @param size lines per page, 1 to 500
     */
    public SentMailing.Page sent(Actor actor, String search, int page, int size) {
        return sent(actor, search, SentMailing.Sort.BEGUN, true, page, size);
    }

    /** As {@link #sent(Actor, String, int, int)} in another order. */
    public SentMailing.Page sent(
            Actor actor,
            String search,
            SentMailing.Sort sort,
            boolean descending,
            int page,
            int size) {
        actor.require(RIGHT);
        return database.inTransaction(
                tx -> {
                    SentMailing.Page found =
                            sentMailings.page(
                                    tx,
                                    actor.companyId(),
                                    search,
                                    sort,
                                    descending,
                                    Math.max(1, page),
                                    Math.min(500, Math.max(1, size)));
                    return actor.limit().isNone()
                            ? found
                            : new SentMailing.Page(
                                    new LimitedFigures(tx, actor).of(found.rows()), found.total());
                });
    }

    /**
     * How the ten mailings sent before this one did on average; nothing to compare with for users
     * who may not know of all recipients.
     */
    public Usual usual(Actor actor, int mailingId) {
        actor.require(RIGHT);
        if (!actor.limit().isNone()) {
            return new Usual(0, 0, 0);
        }
        return database.inTransaction(
                tx -> sentMailings.usual(tx, actor.companyId(), mailingId, COMPARED));
    }

    /**
     * Name and state of a mailing alone.
     *
     * @throws NotFound when the actor's company has no such mailing
     */
    public Head head(Actor actor, int mailingId) {
        actor.require(RIGHT);
        return database.inTransaction(tx -> head(tx, actor.companyId(), mailingId));
    }

    private Head head(Transaction tx, int company, int mailing) {
        return store.head(tx, company, mailing).orElseThrow(() -> new NotFound("mailing", mailing));
    }

    private MailingSummary summary(Transaction tx, int company, int mailing) {
        Head head = head(tx, company, mailing);
        Map<Integer, Long> formats = store.sentByFormat(tx, company, mailing);
        long sent = store.sent(tx, company, mailing);
        var bounces = store.bounces(tx, company, mailing);
        long delivered =
                store.isTracked(tx, company)
                        ? store.delivered(tx, company, mailing)
                        : Math.max(0, sent - bounces.hard());
        var reactions = store.reactions(tx, mailing);
        return new MailingSummary(
                head,
                sent,
                delivered,
                reactions.openers(),
                invisibleOpeners(
                        reactions.openers(),
                        store.clickersWithOpening(tx, company, mailing),
                        reactions.clickers(),
                        delivered),
                reactions.openingsGross(),
                reactions.openingsAnonymous(),
                reactions.clickers(),
                reactions.clicksGross(),
                reactions.clicksAnonymous(),
                store.optOuts(tx, company, mailing),
                bounces.hard(),
                bounces.soft(),
                formats,
                store.openerDevices(tx, company, mailing),
                store.clickerDevices(tx, company, mailing),
                store.links(tx, company, mailing),
                store.hours(tx, mailing));
    }

    private MailingSummary limited(Transaction tx, Actor actor, int mailing) {
        Head head = head(tx, actor.companyId(), mailing);
        LimitedFigures figures = new LimitedFigures(tx, actor);
        long sent = figures.sent(mailing);
        var bounces = figures.bounces(mailing);
        long delivered =
                store.isTracked(tx, actor.companyId())
                        ? figures.delivered(mailing)
                        : Math.max(0, sent - bounces.hard());
        var reactions = figures.reactions(mailing);
        return new MailingSummary(
                head,
                sent,
                delivered,
                reactions.openers(),
                invisibleOpeners(
                        reactions.openers(),
                        figures.clickersWithOpening(mailing),
                        reactions.clickers(),
                        delivered),
                reactions.openingsGross(),
                0,
                reactions.clickers(),
                reactions.clicksGross(),
                0,
                figures.optOuts(mailing),
                bounces.hard(),
                bounces.soft(),
                Map.of(),
                figures.openerDevices(mailing),
                figures.clickerDevices(mailing),
                figures.links(mailing, store.links(tx, actor.companyId(), mailing)),
                figures.hours(mailing));
    }

    /**
     * Estimates recipients who opened without loading images: the share of clickers among measured
     * openers is carried over to the clickers who have no opening. With too small a share (below 5
     * %) only those are counted.
     *
     * @param clickersWithOpening clickers that also have a measured opening
     */
    static long invisibleOpeners(
            long openers, long clickersWithOpening, long clickers, long delivered) {
        long withoutOpening = Math.max(0, clickers - clickersWithOpening);
        if (clickersWithOpening > 0
                && openers > 0
                && delivered > 0
                && 100 * clickersWithOpening / openers >= 5) {
            long estimate = openers * withoutOpening / clickersWithOpening;
            return Math.max(0, Math.min(estimate, delivered - openers));
        }
        return withoutOpening;
    }
}
