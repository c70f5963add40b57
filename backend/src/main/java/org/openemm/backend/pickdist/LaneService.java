package org.openemm.backend.pickdist;

import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.openemm.backend.smtp.Route;

/** A lane with its connections, as it runs in the backend. */
public final class LaneService implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration LOOK = Duration.ofMillis(100);

    private final Lane lane;
    private final RouteHealth health;
    private final List<Mailer> mailers = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean ended;

    private LaneService(Lane lane, RouteHealth health) {
        this.lane = lane;
        this.health = health;
    }

    static LaneService start(Lane lane, Route route, RouteHealth health) {
        LaneService service = new LaneService(lane, health);
        service.run(new Thread(service::open, "pickdist-" + lane.label()));
        for (int i = 1; i <= route.connections(); i++) {
            Mailer mailer = new Mailer(lane, route, health);
            Thread thread = new Thread(mailer, "xmlback-" + lane.label() + "-" + i);
            service.mailers.add(mailer);
            service.run(thread);
        }
        return service;
    }

    private void run(Thread thread) {
        threads.add(thread);
        thread.start();
    }

    private void open() {
        try {
            while (!ended) {
                if (!lane.openAhead()) {
                    lane.await(LOOK);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public Lane lane() {
        return lane;
    }

    RouteHealth health() {
        return health;
    }

    /** Why nothing leaves; empty: it does. */
    public String reason() {
        Optional<MailingStates.Outage> outage = lane.outage();
        if (outage.isPresent()) {
            String why = outage.get().why();
            return "The database does not answer since %tF %<tT"
                            .formatted(outage.get().since().atZone(ZoneId.systemDefault()))
                    + (why.isEmpty() ? "" : ": " + why);
        }
        String disk = lane.diskProblem();
        return disk.isEmpty()
                ? health.reason()
                : "What is sent cannot be written down in var/spool: " + disk;
    }

    /** Finishes the mails in flight and ends the connections. */
    @Override
    public void close() {
        ended = true;
        mailers.forEach(Mailer::end);
        lane.wake();
        for (Thread thread : threads) {
            try {
                thread.join(PATIENCE.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
        lane.shut();
    }
}
