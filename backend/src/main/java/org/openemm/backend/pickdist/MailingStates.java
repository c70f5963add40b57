package org.openemm.backend.pickdist;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.locks.LockSupport;
import org.openemm.backend.spool.PackageName;
import org.openemm.database.Database;
import org.openemm.delivery.SendKind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the database says about the mailings whose packages wait or are in work, looked up again and
 * again by a thread of its own: asking never waits. When the database does not answer, the last
 * answer holds for a few seconds, as long as it takes to start it anew; then everything waits: what
 * people pause would not be heard, and links and unsubscriptions of readers would not work.
 */
public final class MailingStates implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MailingStates.class);
    private static final Duration EVERY = Duration.ofMillis(500);
    private static final Duration FORGET = Duration.ofMinutes(5);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    static final int UNKNOWN_ROUTE = -1;

    private final Database database;
    private final Clock clock;
    private final Map<Key, Instant> asked = new ConcurrentHashMap<>();
    private volatile Map<Key, State> known = Map.of();
    private final Thread thread = new Thread(this::run, "mailing-states");
    private volatile boolean closed;
    private final Deque<Ended> ended = new ConcurrentLinkedDeque<>();
    private volatile Silence silence;

    public MailingStates(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
        thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    /**
     * The database does not answer.
     *
     * @param nanos when it was first asked in vain, in terms of System.nanoTime
     * @param why empty: it has not yet said anything
     */
    private record Silence(Instant since, long nanos, String why) {}

    /**
     * Nothing is sent because the database does not answer.
     *
     * @param why empty: it takes the question and says nothing
     */
    record Outage(Instant since, String why) {}

    /** An outage that is over. */
    record Ended(Instant from, Instant to) {}

    /** Outages that ended and were not yet told; null: none. */
    Ended pollEnded() {
        return ended.poll();
    }

    void pushBack(Ended untold) {
        ended.addFirst(untold);
    }

    Optional<Outage> outage() {
        Silence now = silence;
        return now == null || System.nanoTime() - now.nanos() < PATIENCE.toNanos()
                ? Optional.empty()
                : Optional.of(new Outage(now.since(), now.why()));
    }

    Verdict of(PackageName name) {
        Key key = new Key(name.companyId(), name.mailingId());
        if (asked.put(key, clock.instant()) == null) {
            LockSupport.unpark(thread);
        }
        State state = known.get(key);
        if (state == null || silence != null && outage().isPresent()) {
            return Verdict.HOLD;
        }
        if (state.gone() || state.canceled() && name.kind() == SendKind.WORLD) {
            return Verdict.DROP;
        }
        return state.paused() ? Verdict.HOLD : Verdict.GO;
    }

    /** The route of a package; -1: nothing is known of its mailing yet. */
    int routeOf(PackageName name) {
        of(name);
        State state = known.get(new Key(name.companyId(), name.mailingId()));
        return state == null ? UNKNOWN_ROUTE : state.route();
    }

    /** Something is known of the package's mailing, or it cannot be found out at present. */
    boolean isSettled(PackageName name) {
        of(name);
        Silence now = silence;
        return now != null && !now.why().isEmpty()
                || known.containsKey(new Key(name.companyId(), name.mailingId()));
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }

    private void run() {
        while (!closed) {
            Instant limit = clock.instant().minus(FORGET);
            asked.values().removeIf(last -> last.isBefore(limit));
            if (!asked.isEmpty() || silence != null) {
                look();
            }
            LockSupport.parkNanos(EVERY.toNanos());
        }
    }

    private void look() {
        List<Key> keys = List.copyOf(asked.keySet());
        Silence before = silence;
        if (before == null) {
            // An answer that never comes is silence, too.
            silence = new Silence(clock.instant(), System.nanoTime(), "");
        }
        try {
            known = keys.isEmpty() ? ping() : read(keys);
            outage().ifPresent(over -> ended.add(new Ended(over.since(), clock.instant())));
            silence = null;
            if (before != null && !before.why().isEmpty()) {
                LOG.info("The database answers again, it was away since {}", before.since());
            }
        } catch (RuntimeException e) {
            if (before == null || before.why().isEmpty()) {
                LOG.warn(
                        "The database does not answer. What is known of mailings holds for {} s,"
                                + " then sending pauses until it is back: {}",
                        PATIENCE.toSeconds(),
                        e.toString());
            }
            silence = new Silence(silence.since(), silence.nanos(), reason(e));
        }
    }

    private static String reason(Throwable error) {
        Throwable cause = error;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String text = cause.getMessage();
        return text == null || text.isBlank() ? cause.toString() : text.strip();
    }

    private Map<Key, State> ping() {
        database.run(tx -> tx.sql().execute("SELECT 1"));
        return Map.of();
    }

    private Map<Key, State> read(List<Key> keys) {
        Map<Key, State> result = new HashMap<>();
        keys.forEach(key -> result.put(key, State.GONE));
        database.run(
                tx ->
                        tx.sql()
                                .createQuery(
                                        """
                                        SELECT m.company_id, m.mailing_id, m.deleted,
                                               COALESCE(m.work_status, '') AS work_status,
                                               EXISTS (SELECT 1 FROM serverprio_tbl p
                                                        WHERE p.priority = 0
                                                          AND p.company_id IN (0, m.company_id)
                                                          AND p.mailing_id IN (0, m.mailing_id)
                                                          AND (p.start_date IS NULL
                                                               OR p.start_date <= NOW())
                                                          AND (p.end_date IS NULL
                                                               OR p.end_date > NOW())) AS paused,
                                               COALESCE(own.route_id, list.route_id,
                                                        tenant.route_id, 0) AS route_id
                                          FROM mailing_tbl m
                                          LEFT JOIN smtp_route_choice_tbl own
                                            ON own.company_id = m.company_id
                                           AND own.mailinglist_id = 0
                                           AND own.mailing_id = m.mailing_id
                                          LEFT JOIN smtp_route_choice_tbl list
                                            ON list.company_id = m.company_id
                                           AND list.mailinglist_id = m.mailinglist_id
                                           AND list.mailinglist_id > 0 AND list.mailing_id = 0
                                          LEFT JOIN smtp_route_choice_tbl tenant
                                            ON tenant.company_id = m.company_id
                                           AND tenant.mailinglist_id = 0 AND tenant.mailing_id = 0
                                         WHERE m.mailing_id IN (<ids>)
                                        """)
                                .bindList(
                                        "ids",
                                        keys.stream().map(Key::mailingId).distinct().toList())
                                .map(
                                        (row, context) ->
                                                result.replace(
                                                        new Key(
                                                                row.getInt("company_id"),
                                                                row.getInt("mailing_id")),
                                                        state(row)))
                                .list());
        return Map.copyOf(result);
    }

    private static State state(java.sql.ResultSet row) throws SQLException {
        return new State(
                row.getInt("deleted") != 0,
                row.getString("work_status").equals("mailing.status.canceled"),
                row.getBoolean("paused"),
                row.getInt("route_id"));
    }

    private record Key(int companyId, int mailingId) {}

    private record State(boolean gone, boolean canceled, boolean paused, int route) {
        static final State GONE = new State(true, false, false, 0);
    }
}
