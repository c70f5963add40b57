package org.openemm.backend.mailloop;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.openemm.config.Home;
import org.openemm.mailloop.IntakeStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts what comes in, for whoever looks whether all is well. Thread-safe. */
final class IntakeCounts {
    private static final Logger LOG = LoggerFactory.getLogger(IntakeCounts.class);

    private final Home home;
    private final Clock clock;
    private final Map<String, Long> counts = new HashMap<>();
    private Optional<Instant> lastAccepted;
    private Optional<Instant> lastMessage;

    IntakeCounts(Home home, Clock clock) {
        this.home = home;
        this.clock = clock;
        Optional<IntakeStatus> before = IntakeStatus.read(home);
        lastAccepted = before.flatMap(IntakeStatus::lastAccepted);
        lastMessage = before.flatMap(IntakeStatus::lastMessage);
    }

    synchronized void accepted() {
        lastAccepted = Optional.of(clock.instant());
    }

    synchronized void done(String action) {
        lastMessage = Optional.of(clock.instant());
        counts.merge(action, 1L, Long::sum);
    }

    synchronized void write(boolean milter, boolean lmtp, IncomingSpool spool) {
        try {
            new IntakeStatus(
                            clock.instant(),
                            milter,
                            lmtp,
                            spool.waiting(),
                            spool.quarantined(),
                            lastAccepted,
                            lastMessage,
                            counts)
                    .write(home);
        } catch (IOException e) {
            LOG.warn("The status of incoming messages cannot be written: {}", e.toString());
        }
    }
}
