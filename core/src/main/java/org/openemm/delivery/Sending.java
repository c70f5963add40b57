package org.openemm.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.openemm.InvalidInput;
import org.openemm.NotFound;
import org.openemm.account.ActivityLog;
import org.openemm.account.Actor;
import org.openemm.config.Settings;
import org.openemm.database.Database;
import org.openemm.database.Transaction;

/**
 * Sends mailings: writes the send job and tells the backend. When the backend is away, its
 * scheduler finds the job within a minute of its return.
 *
 * <p>Thread-safe. Never call it inside a transaction: the backend reads the job from a connection
 * of its own.
 */
public final class Sending {
    private static final Duration PAST_TOLERANCE = Duration.ofMinutes(5);

    /** TIMESTAMP columns end in January 2038. */
    private static final Instant LATEST = Instant.parse("2038-01-01T00:00:00Z");

    private static final int MAX_TRIAL = 25;
    private static final String RIGHT_WORLD = "mailing.send.world";
    private static final String RIGHT_TRIAL = "mailing.send.show";

    private final Database database;
    private final ActivityLog activityLog;
    private final Settings settings;
    private final MergerClient merger;
    private final Clock clock;
    private final MaildropStore store = new MaildropStore();
    private final ReadyCheck check;

    /** Refuses mailings that may not be sent as they are. */
    @FunctionalInterface
    public interface ReadyCheck {
        /**
         * @throws InvalidInput naming everything that is in the way
         */
        void requireSendable(Transaction tx, Actor actor, int mailingId);
    }

    public Sending(
            Database database,
            ActivityLog activityLog,
            Settings settings,
            MergerClient merger,
            ReadyCheck check,
            Clock clock) {
        this.database = database;
        this.activityLog = activityLog;
        this.settings = settings;
        this.merger = merger;
        this.check = check;
        this.clock = clock;
    }

    /**
     * Sends a mailing to its list, now or at a time.
     *
     * @return id of the send job
     * @throws InvalidInput when the time is past, the mailing was sent or scheduled before, or its
     *     checks fail
     */
    public int world(Actor actor, int mailingId, SendOptions options) {
        actor.require(RIGHT_WORLD);
        Instant now = clock.instant();
        requireValid(options, now);
        Instant sendAt =
                options.when() == null || options.when().isBefore(now) ? now : options.when();
        Planned planned =
                database.inTransaction(
                        tx -> {
                            MaildropStore.MailingRow mailing = lock(tx, actor, mailingId);
                            if (mailing.template()) {
                                throw new InvalidInput("mailing", "delivery.error.template");
                            }
                            if (mailing.kind() != SendKind.WORLD) {
                                throw new InvalidInput("mailing", "delivery.error.type");
                            }
                            SendLimits.apply(tx, actor, mailingId);
                            check.requireSendable(tx, actor, mailingId);
                            return plan(tx, actor, mailing, sendAt, options, now);
                        });
        if (planned.fire()) {
            merger.fire(planned.statusId());
        }
        return planned.statusId();
    }

    /** Sends to the admin recipients of the list at once. */
    public int admin(Actor actor, int mailingId) {
        return trial(actor, mailingId, SendKind.ADMIN, 0, List.of());
    }

    /** Sends to the admin and test recipients of the list at once. */
    public int test(Actor actor, int mailingId) {
        return trial(actor, mailingId, SendKind.TEST, 0, List.of());
    }

    /**
     * Sends to some admin or test recipients at once.
     *
     * @param targetId only those in this target group; 0: all
     * @param customerIds only these recipients, whatever their type; empty: by type
     * @return id of the send job
     */
    public int trial(
            Actor actor, int mailingId, SendKind kind, int targetId, List<Long> customerIds) {
        if (!kind.isTrial()) {
            throw new IllegalArgumentException(kind + " is no trial");
        }
        actor.require(RIGHT_TRIAL);
        Instant now = clock.instant();
        int statusId =
                database.inTransaction(
                        tx -> {
                            MaildropStore.MailingRow mailing = lock(tx, actor, mailingId);
                            check.requireSendable(tx, actor, mailingId);
                            int id =
                                    store.insertTrial(
                                            tx,
                                            actor.companyId(),
                                            mailingId,
                                            kind,
                                            targetId,
                                            !customerIds.isEmpty(),
                                            now);
                            store.addTestRecipients(tx, id, customerIds);
                            requireFew(tx, id, targetId);
                            SendLimits.note(tx, actor, id);
                            store.noteTrial(tx, mailingId, kind);
                            activityLog.record(
                                    tx,
                                    actor,
                                    "send "
                                            + kind.name().toLowerCase(java.util.Locale.ROOT)
                                            + " mailing",
                                    mailing.label());
                            return id;
                        });
        merger.fire(statusId);
        return statusId;
    }

    /** Holds the sending until {@link #resume}; the mails in flight are finished. */
    public void pause(Actor actor, int mailingId) {
        change(
                actor,
                mailingId,
                "pause mailing",
                tx -> {
                    store.pause(tx, mailingId, clock.instant());
                    Stops.note(tx, actor, 0, mailingId, clock.instant());
                });
    }

    /** Goes on with a paused sending. */
    public void resume(Actor actor, int mailingId) {
        change(actor, mailingId, "resume mailing", tx -> store.resume(tx, mailingId));
    }

    /**
     * Ends the sending for good: what was not sent will never be. A mailing whose generation has
     * not begun can be scheduled again.
     *
     * @throws InvalidInput when there is nothing to stop
     */
    public void stop(Actor actor, int mailingId) {
        change(
                actor,
                mailingId,
                "stop mailing",
                tx -> {
                    Maildrop job =
                            store.world(tx, actor.companyId(), mailingId)
                                    .orElseThrow(
                                            () ->
                                                    new InvalidInput(
                                                            "mailing",
                                                            "delivery.error.notSending"));
                    switch (job.status()) {
                        case SCHEDULED, READY -> store.cancelUnbegun(tx, job, clock.instant());
                        case IN_GENERATION -> store.cancelGeneration(tx, job, clock.instant());
                        case FINISHED -> {
                            if (!store.cancelDelivery(tx, job)) {
                                throw new InvalidInput("mailing", "delivery.error.alreadySent");
                            }
                        }
                        case GIVEN_UP ->
                                throw new InvalidInput("mailing", "delivery.error.notSending");
                    }
                });
    }

    /** How far the sending to the list is. */
    public Progress progress(Actor actor, int mailingId) {
        return database.inTransaction(
                tx ->
                        new ProgressStore()
                                .of(tx, actor.companyId(), mailingId)
                                .orElseThrow(() -> new NotFound("mailing", mailingId)));
    }

    /** Mailings of the actor's company that are being made or sent right now. */
    public List<RunningSending> running(Actor actor) {
        actor.require("mailing.show");
        Instant now = clock.instant();
        return database.inTransaction(
                tx -> new ProgressStore().running(tx, actor.companyId(), now));
    }

    /** A send job of the actor's company. */
    public Optional<Maildrop> job(Actor actor, int statusId) {
        return database.inTransaction(
                tx -> store.find(tx, statusId).filter(job -> job.companyId() == actor.companyId()));
    }

    private Planned plan(
            Transaction tx,
            Actor actor,
            MaildropStore.MailingRow mailing,
            Instant sendAt,
            SendOptions options,
            Instant now) {
        Optional<Maildrop> earlier = store.world(tx, actor.companyId(), mailing.id());
        if (earlier.isPresent()
                && (earlier.get().status() != GenerationStatus.GIVEN_UP || !mailing.isUnsent())) {
            throw new InvalidInput("mailing", "delivery.error.alreadySent");
        }
        Instant generateAt = sendAt.minus(store.generationLead(tx, actor.companyId()));
        boolean fire = !generateAt.isAfter(now);
        Maildrop job =
                new Maildrop(
                        earlier.map(Maildrop::statusId).orElse(0),
                        actor.companyId(),
                        mailing.id(),
                        SendKind.WORLD,
                        fire ? GenerationStatus.READY : GenerationStatus.SCHEDULED,
                        fire ? now : generateAt,
                        sendAt,
                        options.blockSize(),
                        options.stepMinutes(),
                        options.maxRecipients(),
                        0,
                        false);
        int statusId = store.saveWorld(tx, job, now);
        if (actor.kind() == Actor.Kind.USER) {
            store.noteStarter(tx, statusId, actor.id());
        }
        activityLog.record(
                tx, actor, "send world mailing", mailing.label() + ", send date " + sendAt);
        return new Planned(statusId, fire);
    }

    private static void requireValid(SendOptions options, Instant now) {
        if (options.when() != null && options.when().isBefore(now.minus(PAST_TOLERANCE))) {
            throw new InvalidInput("when", "delivery.error.past");
        }
        if (options.when() != null && options.when().isAfter(LATEST)) {
            throw new InvalidInput("when", "delivery.error.tooFar");
        }
        if (options.blockSize() < 0 || options.stepMinutes() < 0) {
            throw new InvalidInput("speed", "delivery.error.speed");
        }
        if (options.maxRecipients() < 0) {
            throw new InvalidInput("maxRecipients", "delivery.error.maxRecipients");
        }
    }

    /** Nobody wants to find out too late that the whole list was marked as test recipients. */
    private void requireFew(Transaction tx, int statusId, int targetId) {
        if (targetId != 0) {
            return;
        }
        Maildrop job = store.find(tx, statusId).orElseThrow();
        Audience audience =
                Audience.of(
                        tx,
                        job,
                        (transaction, company, expression) -> {
                            throw new IllegalStateException("A trial without target group");
                        });
        long count = audience.count(tx).total();
        int maximum = settings.intValue(job.companyId(), "maxAdminMails", MAX_TRIAL);
        if (count > maximum) {
            throw new InvalidInput("recipients", "delivery.error.manyTrials", count, maximum);
        }
    }

    private MaildropStore.MailingRow lock(Transaction tx, Actor actor, int mailingId) {
        return store.lockMailing(tx, actor.companyId(), mailingId)
                .orElseThrow(() -> new NotFound("mailing", mailingId));
    }

    private void change(
            Actor actor, int mailingId, String action, Database.VoidWork<RuntimeException> work) {
        actor.require(RIGHT_WORLD);
        database.run(
                tx -> {
                    MaildropStore.MailingRow mailing = lock(tx, actor, mailingId);
                    work.with(tx);
                    activityLog.record(tx, actor, action, mailing.label());
                });
    }

    private record Planned(int statusId, boolean fire) {}
}
