package org.openemm.backend.pickdist;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.openemm.backend.pickdist.Waits.Wait;
import org.openemm.database.Database;
import org.openemm.database.Transaction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes for people why a lane waits (delivery_state_tbl) and why the mails of a mailing do
 * (delivery_wait_tbl), whenever that changes; and when the database had not answered
 * (delivery_outage_tbl). All of it holds while this backend runs (delivery_host_tbl).
 */
public final class StateReporter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StateReporter.class);
    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final Duration BEAT_EVERY = Duration.ofSeconds(5);
    private static final int MAX_HOST = 64;
    private static final int MAX_REASON = 500;
    private static final String STOPPED = "Sending is stopped (bin/pickdist.sh stop)";

    private final Database database;
    private final Clock clock;
    private final String host;
    private final Dispatcher dispatcher;
    private final Map<String, String> written = new HashMap<>();
    private final Map<Wait.Key, Instant> since = new HashMap<>();
    private List<Wait> writtenWaits;
    private boolean begun;
    private long beatAt = System.nanoTime() - BEAT_EVERY.toNanos();
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    task -> {
                        Thread thread = new Thread(task, "state-reporter");
                        thread.setDaemon(true);
                        return thread;
                    });

    public StateReporter(Database database, Clock clock, String host, Dispatcher dispatcher) {
        this.database = database;
        this.clock = clock;
        this.host = cut(host, MAX_HOST);
        this.dispatcher = dispatcher;
    }

    public void start() {
        timer.scheduleWithFixedDelay(this::round, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Nothing of what was said holds any more. */
    @Override
    public void close() {
        timer.shutdownNow();
        try {
            database.run(
                    tx -> {
                        forgetWaits(tx);
                        tx.sql()
                                .createUpdate(
                                        "DELETE FROM delivery_host_tbl WHERE hostname = :host")
                                .bind("host", host)
                                .execute();
                    });
        } catch (RuntimeException e) {
            LOG.debug("Waiting mails of this host not forgotten: {}", e.toString());
        }
    }

    private void round() {
        try {
            outages();
            beat();
            lanes();
            waits();
        } catch (IOException | RuntimeException e) {
            LOG.debug("State not written: {}", e.toString());
        }
    }

    /** What a backend has said holds as long as it says that it runs. */
    private void beat() {
        if (System.nanoTime() - beatAt < BEAT_EVERY.toNanos()) {
            return;
        }
        boolean first = !begun;
        database.run(
                tx -> {
                    tx.sql()
                            .createUpdate(
                                    """
                                    INSERT INTO delivery_host_tbl (hostname, seen)
                                    VALUES (:host, NOW())
                                    ON DUPLICATE KEY UPDATE seen = NOW()
                                    """)
                            .bind("host", host)
                            .execute();
                    if (first) {
                        forgetGoneHosts(tx);
                    }
                });
        begun = true;
        beatAt = System.nanoTime();
    }

    /** Of those that will hardly come again, e.g. because the machine has a new name. */
    private static void forgetGoneHosts(Transaction tx) {
        tx.sql()
                .execute(
                        """
                        DELETE FROM delivery_wait_tbl
                         WHERE hostname NOT IN (SELECT hostname FROM delivery_host_tbl
                                                 WHERE seen > NOW() - INTERVAL 1 DAY)
                        """);
        tx.sql()
                .execute(
                        """
                        DELETE FROM delivery_state_tbl
                         WHERE hostname NOT IN (SELECT hostname FROM delivery_host_tbl
                                                 WHERE seen > NOW() - INTERVAL 1 DAY)
                        """);
        tx.sql().execute("DELETE FROM delivery_host_tbl WHERE seen <= NOW() - INTERVAL 1 DAY");
    }

    private void outages() {
        MailingStates states = dispatcher.tools().states();
        for (MailingStates.Ended over = states.pollEnded();
                over != null;
                over = states.pollEnded()) {
            try {
                write(over);
            } catch (RuntimeException e) {
                states.pushBack(over);
                throw e;
            }
        }
    }

    private void write(MailingStates.Ended over) {
        database.run(
                tx ->
                        tx.sql()
                                .createUpdate(
                                        """
                                        INSERT INTO delivery_outage_tbl (hostname, begun, ended)
                                        VALUES (:host, :from, :to)
                                        """)
                                .bind("host", host)
                                .bind("from", over.from())
                                .bind("to", over.to())
                                .execute());
    }

    private void lanes() {
        Map<String, String> reasons = new HashMap<>();
        written.keySet().forEach(lane -> reasons.put(lane, ""));
        boolean open = dispatcher.tools().gate().isOpen();
        for (ServedRoute route : dispatcher.served()) {
            for (LaneService service : route.lanes()) {
                reasons.put(
                        service.lane().label(), cut(open ? service.reason() : STOPPED, MAX_REASON));
            }
        }
        reasons.forEach(
                (lane, reason) -> {
                    if (!reason.equals(written.get(lane))) {
                        write(lane, reason);
                        written.put(lane, reason);
                    }
                });
    }

    private void waits() throws IOException {
        List<Wait> waits = Waits.of(dispatcher);
        if (waits.equals(writtenWaits)) {
            return;
        }
        Instant now = clock.instant();
        since.keySet().removeIf(key -> waits.stream().noneMatch(wait -> wait.key().equals(key)));
        waits.forEach(wait -> since.putIfAbsent(wait.key(), now));
        database.run(tx -> writeWaits(tx, waits));
        writtenWaits = waits;
    }

    private void writeWaits(Transaction tx, List<Wait> waits) {
        forgetWaits(tx);
        if (waits.isEmpty()) {
            return;
        }
        PreparedBatch batch =
                tx.sql()
                        .prepareBatch(
                                """
                                INSERT INTO delivery_wait_tbl
                                       (hostname, mailing_id, reason, subject, company_id, mails,
                                        answer, next_try, since)
                                VALUES (:host, :mailing, :reason, :subject, :company, :mails,
                                        :answer, :next, :since)
                                """);
        waits.forEach(
                wait ->
                        batch.bind("host", host)
                                .bind("mailing", wait.key().mailingId())
                                .bind("reason", wait.key().reason())
                                .bind("subject", wait.key().subject())
                                .bind("company", wait.companyId())
                                .bind("mails", wait.mails())
                                .bind("answer", wait.answer())
                                .bind("next", wait.next())
                                .bind("since", since.get(wait.key()))
                                .add());
        batch.execute();
    }

    private void forgetWaits(Transaction tx) {
        tx.sql()
                .createUpdate("DELETE FROM delivery_wait_tbl WHERE hostname = :host")
                .bind("host", host)
                .execute();
    }

    private void write(String lane, String reason) {
        database.run(
                tx ->
                        tx.sql()
                                .createUpdate(
                                        """
                                        INSERT INTO delivery_state_tbl (hostname, lane, reason, since)
                                        VALUES (:host, :lane, :reason, :now)
                                        ON DUPLICATE KEY UPDATE reason = VALUES(reason),
                                               since = VALUES(since)
                                        """)
                                .bind("host", host)
                                .bind("lane", lane)
                                .bind("reason", reason)
                                .bind("now", clock.instant())
                                .execute());
    }

    private static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length);
    }
}
