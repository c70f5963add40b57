package org.openemm.backend.pickdist;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.openemm.database.Database;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes for people why a lane waits (delivery_state_tbl), whenever that changes. */
public final class StateReporter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StateReporter.class);
    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final int MAX_HOST = 64;
    private static final int MAX_REASON = 500;
    private static final String STOPPED = "Sending is stopped (bin/pickdist.sh stop)";

    private final Database database;
    private final Clock clock;
    private final String host;
    private final Gate gate;
    private final List<LaneService> lanes;
    private final Map<String, String> written = new HashMap<>();
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    task -> {
                        Thread thread = new Thread(task, "state-reporter");
                        thread.setDaemon(true);
                        return thread;
                    });

    public StateReporter(
            Database database, Clock clock, String host, Gate gate, List<LaneService> lanes) {
        this.database = database;
        this.clock = clock;
        this.host = cut(host, MAX_HOST);
        this.gate = gate;
        this.lanes = List.copyOf(lanes);
    }

    public void start() {
        timer.scheduleWithFixedDelay(this::round, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    private void round() {
        for (LaneService service : lanes) {
            String lane = service.lane().label();
            String reason = cut(gate.isOpen() ? service.reason() : STOPPED, MAX_REASON);
            if (!reason.equals(written.get(lane))) {
                try {
                    write(lane, reason);
                    written.put(lane, reason);
                } catch (RuntimeException e) {
                    LOG.debug("State of lane {} not written: {}", lane, e.toString());
                }
            }
        }
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
