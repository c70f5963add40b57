package org.openemm.statistics;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.openemm.account.Actor;
import org.openemm.database.Database;
import org.openemm.database.Transaction;
import org.openemm.statistics.MailingSummary.HourFigures;

/**
 * The mailings that were sent last, with their figures. What changes rarely is remembered for a
 * while, so that a big list does not make a page slow. Thread-safe.
 */
public final class RecentMailings {
    private static final String RIGHT = "stats.mailing";
    private static final int MOST = 20;
    private static final int HOURS = 48;
    private static final int MOST_REMEMBERED = 1_000;

    /** Mails are accepted soon after sending; later the number hardly moves. */
    private static final Duration YOUNG = Duration.ofHours(12);

    private static final Duration REMEMBERED_YOUNG = Duration.ofMinutes(1);
    private static final Duration REMEMBERED_OLD = Duration.ofHours(1);

    private final Database database;
    private final Clock clock;
    private final SentMailingStore sentMailings = new SentMailingStore();
    private final RecentMailingStore store = new RecentMailingStore();
    private final MailingFiguresStore figures = new MailingFiguresStore();
    private final Map<Integer, Known> delivered = new ConcurrentHashMap<>();

    public RecentMailings(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    private record Known(long number, Instant at) {}

    /**
     * Newest first.
     *
     * @param number 1 to 20
     */
    public List<RecentMailing> last(Actor actor, int number) {
        actor.require(RIGHT);
        int size = Math.min(MOST, Math.max(1, number));
        return database.inTransaction(
                tx ->
                        actor.limit().isNone()
                                ? last(tx, actor.companyId(), size)
                                : limited(tx, actor, size));
    }

    /**
     * A mailing and how many of its addresses do not exist.
     *
     * @param hardBounces recipients, not mails
     */
    public record Bounced(int id, String name, Instant begun, long sent, long hardBounces) {
        /** 0 to 1. */
        public double rate() {
            return sent == 0 ? 0 : (double) hardBounces / sent;
        }
    }

    /** As {@link #last}, the bounces alone: cheap enough for every page. */
    public List<Bounced> bounces(Actor actor, int number) {
        actor.require(RIGHT);
        int size = Math.min(MOST, Math.max(1, number));
        if (!actor.limit().isNone()) {
            return last(actor, number).stream()
                    .map(
                            one ->
                                    new Bounced(
                                            one.id(),
                                            one.name(),
                                            one.begun(),
                                            one.sent(),
                                            one.hardBounces()))
                    .toList();
        }
        return database.inTransaction(
                tx -> {
                    List<SentMailing> sent =
                            sentMailings.page(tx, actor.companyId(), "", 1, size).rows();
                    List<Integer> ids = sent.stream().map(SentMailing::id).toList();
                    Map<Integer, Long> hard =
                            ids.isEmpty()
                                    ? Map.of()
                                    : store.hardBounces(tx, actor.companyId(), ids);
                    return sent.stream()
                            .map(
                                    mailing ->
                                            new Bounced(
                                                    mailing.id(),
                                                    mailing.name(),
                                                    mailing.begun(),
                                                    mailing.sent(),
                                                    hard.getOrDefault(mailing.id(), 0L)))
                            .toList();
                });
    }

    private List<RecentMailing> last(Transaction tx, int company, int size) {
        List<SentMailing> sent = sentMailings.page(tx, company, "", 1, size).rows();
        if (sent.isEmpty()) {
            return List.of();
        }
        List<Integer> ids = sent.stream().map(SentMailing::id).toList();
        Map<Integer, Long> bounces = store.hardBounces(tx, company, ids);
        Map<Integer, Map<Instant, Long>> hours = store.hours(tx, ids);
        boolean tracked = figures.isTracked(tx, company);
        return sent.stream()
                .map(
                        mailing -> {
                            long hard = bounces.getOrDefault(mailing.id(), 0L);
                            return new RecentMailing(
                                    mailing.id(),
                                    mailing.name(),
                                    mailing.mailinglist(),
                                    mailing.begun(),
                                    mailing.workStatus(),
                                    mailing.sent(),
                                    tracked
                                            ? delivered(tx, company, mailing)
                                            : Math.max(0, mailing.sent() - hard),
                                    mailing.openers(),
                                    mailing.clickers(),
                                    hard,
                                    course(
                                            mailing.begun(),
                                            hours.getOrDefault(mailing.id(), Map.of())));
                        })
                .collect(Collectors.toList());
    }

    /** Of those recipients of whom the actor may know. */
    private List<RecentMailing> limited(Transaction tx, Actor actor, int size) {
        LimitedFigures own = new LimitedFigures(tx, actor);
        boolean tracked = figures.isTracked(tx, actor.companyId());
        List<SentMailing> all = sentMailings.page(tx, actor.companyId(), "", 1, size).rows();
        return own.of(all).stream()
                .map(
                        mailing -> {
                            long hard = own.bounces(mailing.id()).hard();
                            Map<Instant, Long> hours =
                                    own.hours(mailing.id()).stream()
                                            .collect(
                                                    Collectors.toMap(
                                                            HourFigures::hour,
                                                            HourFigures::openingsGross));
                            return new RecentMailing(
                                    mailing.id(),
                                    mailing.name(),
                                    mailing.mailinglist(),
                                    mailing.begun(),
                                    mailing.workStatus(),
                                    mailing.sent(),
                                    tracked
                                            ? own.delivered(mailing.id())
                                            : Math.max(0, mailing.sent() - hard),
                                    mailing.openers(),
                                    mailing.clickers(),
                                    hard,
                                    course(mailing.begun(), hours));
                        })
                .collect(Collectors.toList());
    }

    private long delivered(Transaction tx, int company, SentMailing mailing) {
        Instant now = clock.instant();
        boolean young = mailing.begun().plus(YOUNG).isAfter(now);
        Known known = delivered.get(mailing.id());
        if (known == null
                || known.at().plus(young ? REMEMBERED_YOUNG : REMEMBERED_OLD).isBefore(now)) {
            known = new Known(figures.delivered(tx, company, mailing.id()), now);
            if (delivered.size() >= MOST_REMEMBERED) {
                delivered.clear();
            }
            delivered.put(mailing.id(), known);
        }
        return known.number();
    }

    private List<Long> course(Instant begun, Map<Instant, Long> byHour) {
        Instant first = begun.truncatedTo(ChronoUnit.HOURS);
        long lived = Duration.between(first, clock.instant()).toHours() + 1;
        List<Long> course = new ArrayList<>();
        for (int hour = 0; hour < Math.min(HOURS, lived); hour++) {
            course.add(byHour.getOrDefault(first.plus(hour, ChronoUnit.HOURS), 0L));
        }
        return course;
    }
}
