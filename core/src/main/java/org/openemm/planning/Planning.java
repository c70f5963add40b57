package org.openemm.planning;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import org.openemm.InvalidInput;
import org.openemm.NotFound;
import org.openemm.account.ActivityLog;
import org.openemm.account.Actor;
import org.openemm.database.Database;
import org.openemm.database.Transaction;

/** The planning calendar. Days are those of the actor's zone. Thread-safe. */
public final class Planning {
    private static final String RIGHT = "calendar.show";
    private static final String RIGHT_MOVE = "mailing.change";
    private static final int MOST = 500;

    /** When a mailing is sent for which nobody has said a time of day. */
    private static final LocalTime USUAL_TIME = LocalTime.of(9, 0);

    /** TIMESTAMP columns end in January 2038. */
    private static final LocalDate LATEST = LocalDate.of(2037, 12, 31);

    private final Database database;
    private final ActivityLog activityLog;
    private final Clock clock;
    private final PlanningStore store = new PlanningStore();

    public Planning(Database database, ActivityLog activityLog, Clock clock) {
        this.database = database;
        this.activityLog = activityLog;
        this.clock = clock;
    }

    /**
     * A change of a plan.
     *
     * @param before null when the mailing had no date
     * @param after null when it has none any more
     */
    public record Moved(int mailing, String name, Instant before, Instant after) {}

    /**
     * Mailings of the days from {@code first} to {@code last}, both included, by time; the first
     * 500.
     */
    public List<PlannedMailing> between(Actor actor, LocalDate first, LocalDate last) {
        actor.require(RIGHT);
        Instant from = first.atStartOfDay(actor.zone()).toInstant();
        Instant to = last.plusDays(1).atStartOfDay(actor.zone()).toInstant();
        return database.inTransaction(tx -> store.between(tx, actor.companyId(), from, to, MOST));
    }

    /** Mailings that wait for a date, the ones worked on last first. */
    public List<PlannedMailing> open(Actor actor, int limit) {
        actor.require(RIGHT);
        return database.inTransaction(tx -> store.open(tx, actor.companyId(), limit));
    }

    /**
     * What comes next: under way, scheduled, and planned from today on.
     *
     * @return by time
     */
    public List<PlannedMailing> next(Actor actor, int limit) {
        actor.require("mailing.show");
        LocalDate today = LocalDate.ofInstant(clock.instant(), actor.zone());
        Instant from = today.atStartOfDay(actor.zone()).toInstant();
        return database.inTransaction(tx -> store.next(tx, actor.companyId(), from, limit));
    }

    /** One mailing of the calendar. */
    public PlannedMailing get(Actor actor, int mailingId) {
        actor.require(RIGHT);
        return database.inTransaction(tx -> find(tx, actor, mailingId));
    }

    /**
     * Plans a mailing for another day at the same time of day, or at nine when it had no time. A
     * time of day that the day does not have (daylight saving) moves on by the gap.
     *
     * @throws InvalidInput the day is past or too far, or the mailing is scheduled or sent
     */
    public Moved move(Actor actor, int mailingId, LocalDate day) {
        actor.require(RIGHT);
        actor.require(RIGHT_MOVE);
        if (day.isBefore(LocalDate.ofInstant(clock.instant(), actor.zone()))) {
            throw new InvalidInput("date", "calendar.error.past");
        }
        if (day.isAfter(LATEST)) {
            throw new InvalidInput("date", "calendar.error.tooFar");
        }
        return database.inTransaction(
                tx -> {
                    PlannedMailing mailing = lockMovable(tx, actor, mailingId);
                    LocalTime time =
                            mailing.at() == null
                                    ? USUAL_TIME
                                    : LocalTime.ofInstant(mailing.at(), actor.zone());
                    return change(
                            tx, actor, mailing, day.atTime(time).atZone(actor.zone()).toInstant());
                });
    }

    /** Takes the date away: the mailing waits for another one. */
    public Moved clear(Actor actor, int mailingId) {
        return plan(actor, mailingId, Optional.empty());
    }

    /**
     * Plans a mailing for a moment, also a past one: to take a change back.
     *
     * @param at empty: without a date
     * @throws InvalidInput the mailing is scheduled or sent
     */
    public Moved plan(Actor actor, int mailingId, Optional<Instant> at) {
        actor.require(RIGHT);
        actor.require(RIGHT_MOVE);
        at.filter(moment -> moment.isAfter(LATEST.atStartOfDay(actor.zone()).toInstant()))
                .ifPresent(
                        moment -> {
                            throw new InvalidInput("date", "calendar.error.tooFar");
                        });
        return database.inTransaction(
                tx -> change(tx, actor, lockMovable(tx, actor, mailingId), at.orElse(null)));
    }

    private Moved change(Transaction tx, Actor actor, PlannedMailing mailing, Instant at) {
        store.plan(tx, mailing.id(), at);
        activityLog.record(
                tx,
                actor,
                at == null ? "clear plan date" : "plan mailing",
                mailing.name()
                        + " ("
                        + mailing.id()
                        + ")"
                        + (at == null ? "" : ", plan date " + at));
        return new Moved(mailing.id(), mailing.name(), mailing.at(), at);
    }

    private PlannedMailing lockMovable(Transaction tx, Actor actor, int mailingId) {
        store.lock(tx, actor.companyId(), mailingId);
        PlannedMailing mailing = find(tx, actor, mailingId);
        if (!mailing.isMovable()) {
            throw new InvalidInput(
                    "date",
                    mailing.state() == PlannedMailing.State.SENT
                            ? "calendar.error.sent"
                            : "calendar.error.scheduled",
                    mailing.name());
        }
        return mailing;
    }

    private PlannedMailing find(Transaction tx, Actor actor, int mailingId) {
        return store.find(tx, actor.companyId(), mailingId)
                .orElseThrow(() -> new NotFound("mailing", mailingId));
    }
}
