package org.openemm.delivery;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.openemm.InvalidInput;
import org.openemm.NotFound;
import org.openemm.account.ActivityLog;
import org.openemm.account.Actor;
import org.openemm.database.Database;
import org.openemm.database.Transaction;

/**
 * Makes mailings active that are not sent once by a person: date-based and interval mailings, which
 * the backend sends on their dates from then on, and action-based ones, which wait for events.
 */
public final class Activations {
    private static final String RIGHT = "mailing.send.world";

    private final Database database;
    private final ActivityLog activityLog;
    private final Sending.ReadyCheck check;
    private final Clock clock;
    private final MaildropStore store = new MaildropStore();

    public Activations(
            Database database, ActivityLog activityLog, Sending.ReadyCheck check, Clock clock) {
        this.database = database;
        this.activityLog = activityLog;
        this.check = check;
        this.clock = clock;
    }

    /** What a mailing is active for; empty when it is not. */
    public Optional<ActiveMailing> of(Actor actor, int mailingId) {
        actor.require("mailing.send.show");
        return database.inTransaction(
                tx ->
                        RecurringJobs.active(
                                tx,
                                actor.companyId(),
                                mailingId,
                                clock.instant(),
                                clock.getZone()));
    }

    /**
     * From now on the mailing is sent whenever something asks for it.
     *
     * @throws InvalidInput not an action-based mailing, active already, or not fit to be sent
     */
    public int activate(Actor actor, int mailingId) {
        return activate(actor, mailingId, SendKind.ACTION_BASED, null, clock.instant(), null);
    }

    /**
     * From now on the mailing is sent on its dates. A date-based mailing that was sent today goes
     * out tomorrow at the earliest.
     *
     * @param from the first day, in the zone of the schedule; null: as soon as possible
     * @param options speed and number; their time is not looked at
     * @throws InvalidInput no recurring mailing, active already, not fit to be sent, a schedule
     *     that never comes, or a date-based mailing without target group
     */
    public int activate(
            Actor actor, int mailingId, Schedule schedule, LocalDate from, SendOptions options) {
        Instant now = clock.instant();
        Instant begin =
                from == null ? now : from.atStartOfDay(schedule.zone()).toInstant().minusSeconds(1);
        Instant first =
                schedule.next(begin.isBefore(now) ? now : begin)
                        .orElseThrow(() -> new InvalidInput("rule", "delivery.error.never"));
        return activate(actor, mailingId, null, schedule, first, options);
    }

    /**
     * From now on the interval mailing is sent each time that something asks for it ({@code
     * start_on_demand_mailing} of the backend), and at no other time.
     *
     * @throws InvalidInput no interval mailing, active already, not fit to be sent, or without
     *     target group
     */
    public int activateOnDemand(Actor actor, int mailingId) {
        return activate(actor, mailingId, SendKind.ON_DEMAND, null, clock.instant(), null);
    }

    /** How many mails a day a date-based mailing may send before somebody has to look at it. */
    public Clearance clearance(Actor actor, int mailingId) {
        actor.require("mailing.send.show");
        return database.inTransaction(
                tx -> {
                    lock(tx, actor, mailingId);
                    return Clearance.of(tx, mailingId);
                });
    }

    /**
     * @throws InvalidInput a negative number, or what is no address
     */
    public void limit(Actor actor, int mailingId, Clearance clearance) {
        actor.require(RIGHT);
        clearance.requireValid();
        database.run(
                tx -> {
                    MaildropStore.MailingRow mailing = lock(tx, actor, mailingId);
                    clearance.save(tx, mailingId);
                    activityLog.record(
                            tx,
                            actor,
                            "limit date-based mailing",
                            mailing.label() + ", " + clearance.threshold());
                });
    }

    /**
     * Lets the mails of today go that were held because there are so many.
     *
     * @throws InvalidInput none are held
     */
    public void release(Actor actor, int mailingId) {
        actor.require(RIGHT);
        database.run(
                tx -> {
                    MaildropStore.MailingRow mailing = lock(tx, actor, mailingId);
                    if (!Clearance.end(tx, mailingId, "released", clock.instant())) {
                        throw new InvalidInput("mailing", "delivery.error.notHeld");
                    }
                    activityLog.record(tx, actor, "release mailing", mailing.label());
                });
    }

    /**
     * Nothing of it is made any more; what is made already is sent.
     *
     * @throws InvalidInput not active, or it answers the replies that come in at a filter
     */
    public void deactivate(Actor actor, int mailingId) {
        actor.require(RIGHT);
        database.run(
                tx -> {
                    MaildropStore.MailingRow mailing = lock(tx, actor, mailingId);
                    requireNotAnswering(tx, actor, mailingId);
                    if (MaildropStore.endRecurring(
                                    tx, actor.companyId(), mailingId, clock.instant())
                            == 0) {
                        throw new InvalidInput("mailing", "delivery.error.notActive");
                    }
                    MaildropStore.setWorkStatus(tx, mailingId, "mailing.status.disable");
                    activityLog.record(tx, actor, "deactivate mailing", mailing.label());
                });
    }

    private int activate(
            Actor actor,
            int mailingId,
            SendKind wanted,
            Schedule schedule,
            Instant first,
            SendOptions options) {
        actor.require(RIGHT);
        Instant now = clock.instant();
        return database.inTransaction(
                tx -> {
                    MaildropStore.MailingRow mailing = lock(tx, actor, mailingId);
                    if (mailing.template()) {
                        throw new InvalidInput("mailing", "delivery.error.template");
                    }
                    SendKind kind = mailing.kind();
                    if (wanted == null ? !kind.isRecurring() : kind != wanted) {
                        throw new InvalidInput("mailing", "delivery.error.activateType");
                    }
                    if (RecurringJobs.active(tx, actor.companyId(), mailingId, now, clock.getZone())
                            .isPresent()) {
                        throw new InvalidInput("mailing", "delivery.error.active");
                    }
                    boolean demanded = kind == SendKind.ON_DEMAND && schedule == null;
                    if ((demanded || kind == SendKind.DATE_BASED)
                            && AudienceFacts.of(tx, actor.companyId(), mailingId)
                                    .targetExpression()
                                    .isBlank()) {
                        throw new InvalidInput("targetExpression", "delivery.error.noTarget");
                    }
                    SendLimits.apply(tx, actor, mailingId);
                    check.requireSendable(tx, actor, mailingId);
                    int id =
                            store.insertRecurring(
                                    tx, job(actor, mailingId, kind, first, options), now);
                    if (schedule != null) {
                        RecurringJobs.saveSchedule(tx, id, schedule);
                    }
                    MaildropStore.setWorkStatus(tx, mailingId, "mailing.status.active");
                    activityLog.record(
                            tx,
                            actor,
                            "activate mailing",
                            mailing.label() + (schedule == null ? "" : ", first " + first));
                    return id;
                });
    }

    private static Maildrop job(
            Actor actor, int mailingId, SendKind kind, Instant first, SendOptions options) {
        SendOptions chosen = options == null ? SendOptions.now() : options;
        return new Maildrop(
                0,
                actor.companyId(),
                mailingId,
                kind,
                GenerationStatus.READY,
                first,
                first,
                chosen.blockSize(),
                chosen.stepMinutes(),
                chosen.maxRecipients(),
                0,
                false);
    }

    private MaildropStore.MailingRow lock(Transaction tx, Actor actor, int mailingId) {
        return store.lockMailing(tx, actor.companyId(), mailingId)
                .orElseThrow(() -> new NotFound("mailing", mailingId));
    }

    private static void requireNotAnswering(Transaction tx, Actor actor, int mailingId) {
        tx.sql()
                .createQuery(
                        """
                        SELECT shortname FROM mailloop_tbl
                         WHERE company_id = :company AND autoresponder_mailing_id = :mailing
                           AND ar_enable <> 0 AND deleted = 0
                         ORDER BY rid LIMIT 1
                        """)
                .bind("company", actor.companyId())
                .bind("mailing", mailingId)
                .mapTo(String.class)
                .findOne()
                .ifPresent(
                        filter -> {
                            throw new InvalidInput("mailing", "delivery.error.answers", filter);
                        });
    }
}
