package org.openemm.backend.pickdist;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.openemm.backend.spool.PackageName;
import org.openemm.backend.spool.PackageReader;
import org.openemm.backend.spool.PackageReader.Receiver;
import org.openemm.backend.spool.ResumeRecord;
import org.openemm.backend.spool.Spool;
import org.openemm.config.Home;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A row of packages waiting for the same connections: one lane for lists, one for single mails, so
 * that these never wait behind a list. Connections pull receivers; when a package has none left the
 * next one is opened, so that all connections stay busy. Thread-safe.
 */
public final class Lane {
    private static final Logger LOG = LoggerFactory.getLogger(Lane.class);
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);

    /** Even when there is enough to do, for what was paused or came with priority. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(3);

    /** Packages opened before they are needed. */
    private static final int AHEAD = 2;

    private final String label;
    private final Home home;
    private final Spool spool;
    private final Gate gate;
    private final MailingStates states;
    private final Templates templates;
    private final LaneSettings settings;
    private final Clock clock;
    private final ReadyPackages ready;
    private final List<Work> active = new ArrayList<>();
    private final Map<String, Retry> retries = new HashMap<>();
    private Deque<PackageName> waiting = new ArrayDeque<>();

    /** Nothing is left of the open packages, and the thread that opens them knows. */
    private boolean drained;

    private long lookedAt = System.nanoTime() - LOOK_EVERY.toNanos();

    /**
     * @param label bulk or single
     * @param mine packages that belong here
     */
    public Lane(
            String label,
            Predicate<PackageName> mine,
            Home home,
            Spool spool,
            Gate gate,
            MailingStates states,
            Templates templates,
            LaneSettings settings,
            Clock clock) {
        this.label = label;
        this.home = home;
        this.spool = spool;
        this.gate = gate;
        this.states = states;
        this.templates = templates;
        this.settings = settings;
        this.clock = clock;
        ready = new ReadyPackages(spool, mine);
    }

    public String label() {
        return label;
    }

    /** Looks for new packages with the next question. */
    public synchronized void wake() {
        lookedAt = System.nanoTime() - LOOK_EVERY.toNanos();
        notifyAll();
    }

    /** Returns after that time or when there may be work. */
    synchronized void await(Duration time) throws InterruptedException {
        wait(time.toMillis());
    }

    /** A receiver to be sent to; null: nothing to do at the moment. Each needs one settling. */
    synchronized Job next() {
        haltForbidden();
        closeFinished();
        if (!gate.isOpen()) {
            return null;
        }
        for (Work work : active) {
            Receiver receiver = work.run().next();
            if (receiver != null) {
                drained = false;
                return new Job(work.run(), receiver);
            }
        }
        closeFinished();
        if (!drained) {
            // Told once: whoever finds nothing and tells it each time wakes the others for ever.
            drained = true;
            notifyAll();
        }
        return null;
    }

    /**
     * Opens the next package when the connections will need it soon, so that they need not wait for
     * it. For one thread.
     *
     * @return false when there is nothing to open at the moment
     */
    boolean openAhead() {
        PackageName name = null;
        synchronized (this) {
            if (untouched() < AHEAD && gate.isOpen()) {
                name = nextName();
            }
        }
        if (name == null) {
            return false;
        }
        try {
            Optional<Work> opened = open(name);
            synchronized (this) {
                opened.ifPresent(active::add);
                notifyAll();
            }
        } catch (NoSuchFileException e) {
            LOG.info("{} is gone", name.base());
        } catch (IOException e) {
            LOG.error("{} cannot be sent", name.base(), e);
            end(name, Spool.End.RECOVER);
        }
        return true;
    }

    private long untouched() {
        return active.stream().filter(work -> work.run().isUntouched()).count();
    }

    /** After a mail was settled, or while nothing is sent: a package may be finished. */
    synchronized void settled() {
        haltForbidden();
        closeFinished();
    }

    /** The job must not be begun any more. */
    boolean isForbidden(PackageRun run) {
        if (!gate.isOpen() || states.of(run.name()) != Verdict.GO) {
            run.halt();
        }
        return run.isHalted();
    }

    private void haltForbidden() {
        for (Work work : active) {
            isForbidden(work.run());
        }
    }

    private PackageName nextName() {
        long age = System.nanoTime() - lookedAt;
        if (waiting.isEmpty() && age >= LOOK_EVERY.toNanos() || age >= LOOK_AGAIN.toNanos()) {
            lookedAt = System.nanoTime();
            waiting = ready.list();
        }
        for (PackageName name = waiting.peek(); name != null; name = waiting.peek()) {
            if (!states.isSettled(name)) {
                // Known in a moment: keeps the order.
                return null;
            }
            waiting.remove();
            if (!isActive(name) && !isResting(name)) {
                return name;
            }
        }
        return null;
    }

    private Optional<Work> open(PackageName name) throws IOException {
        switch (states.of(name)) {
            case HOLD -> {
                return Optional.empty();
            }
            case DROP -> {
                LOG.info("{}: its mailing was deleted or stopped", name.base());
                spool.end(name, Spool.End.DELETED);
                return Optional.empty();
            }
            case GO -> {
                // Goes on below.
            }
        }
        if (!gate.tryEnter()) {
            return Optional.empty();
        }
        PackageLock lock = null;
        ResumeRecord resume = null;
        PackageReader reader = null;
        boolean opened = false;
        try {
            lock = PackageLock.take(home, name).orElse(null);
            if (lock == null || !spool.handOver(name)) {
                return Optional.empty();
            }
            reader = new PackageReader(spool.incoming().resolve(name.base() + PackageName.PACKAGE));
            resume =
                    ResumeRecord.open(
                            spool.incoming().resolve(name.base() + PackageName.RESUME),
                            settings.syncEvery());
            boolean lastChance = !name.earliest().plus(settings.giveUp()).isAfter(spool.now());
            Work work =
                    new Work(
                            new PackageRun(name, reader, resume, templates.of(reader), lastChance),
                            lock);
            opened = true;
            LOG.debug("{} begun", name.base());
            return Optional.of(work);
        } finally {
            if (!opened) {
                closeAll(resume, reader, lock);
                gate.leave();
            }
        }
    }

    private void closeFinished() {
        for (Iterator<Work> all = active.iterator(); all.hasNext(); ) {
            Work work = all.next();
            if (work.run().isOver()) {
                all.remove();
                close(work);
            }
        }
    }

    private void close(Work work) {
        PackageRun run = work.run();
        PackageName name = run.name();
        run.close();
        if (!run.failure().isEmpty()) {
            LOG.error("{}: {}", name.base(), run.failure());
            end(name, Spool.End.RECOVER);
        } else if (run.isComplete()) {
            retries.remove(name.base());
            end(name, Spool.End.ARCHIVE);
        } else if (!run.isHalted()) {
            rest(name);
        } else {
            // Paused or stopped: looked at again with the next round, from where it is.
            LOG.info("{} interrupted", name.base());
        }
        try {
            work.lock().close();
            gate.leave();
        } catch (IOException e) {
            LOG.error("{} could not be released", name.base(), e);
        }
    }

    private synchronized void rest(PackageName name) {
        int attempt = retries.getOrDefault(name.base(), Retry.NONE).attempt() + 1;
        Duration wait = settings.wait(attempt);
        LOG.info("{}: some mails were put off, next try in {}", name.base(), wait);
        retries.put(name.base(), new Retry(attempt, System.nanoTime() + wait.toNanos()));
    }

    private boolean isResting(PackageName name) {
        Retry retry = retries.get(name.base());
        return retry != null && System.nanoTime() - retry.at() < 0;
    }

    private boolean isActive(PackageName name) {
        return active.stream().anyMatch(work -> work.run().name().equals(name));
    }

    private void end(PackageName name, Spool.End end) {
        try {
            spool.end(name, end);
        } catch (IOException e) {
            LOG.error("{} could not be moved to {}", name.base(), end, e);
            // Not again and again: everything sent of it is on record.
            rest(name);
        }
    }

    private static void closeAll(AutoCloseable... things) {
        for (AutoCloseable thing : things) {
            try {
                if (thing != null) {
                    thing.close();
                }
            } catch (Exception e) {
                LOG.warn("Not closed: {}", e.toString());
            }
        }
    }

    /** A receiver and the package it belongs to. */
    record Job(PackageRun run, Receiver receiver) {}

    private record Work(PackageRun run, PackageLock lock) {}

    /**
     * @param at in terms of System.nanoTime
     */
    private record Retry(int attempt, long at) {
        static final Retry NONE = new Retry(0, 0);
    }
}
