package org.openemm.backend.pickdist;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import org.openemm.backend.pickdist.PackageDesk.Work;
import org.openemm.backend.smtp.Outcome;
import org.openemm.backend.spool.PackageName;
import org.openemm.backend.spool.Spool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A row of packages waiting for the same connections: for each route one lane for lists, one for
 * single mails, so that these never wait behind a list. Connections pull receivers; when a package
 * has none left the next one is opened, so that all connections stay busy. Receivers who have to
 * wait stop nobody: a package of which only such are left makes room. Thread-safe.
 */
public final class Lane {
    private static final Logger LOG = LoggerFactory.getLogger(Lane.class);
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);

    /** Even when there is enough to do, for what was paused or came with priority. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(3);

    private static final Duration REST = Duration.ofMinutes(1);

    /** Packages opened before they are needed. */
    private static final int AHEAD = 2;

    /** Receivers in memory who wait for their domains, of all open packages. */
    private static final int MAX_HELD = 10_000;

    private final String label;
    private final LaneTools tools;
    private final Predicate<PackageName> mine;
    private final RouteLimits limits;
    private final boolean single;
    private final PackageDesk desk;
    private final ReadyPackages ready;
    private final List<Work> active = new ArrayList<>();
    private final Shelves shelves;
    private Deque<PackageName> waiting = new ArrayDeque<>();

    /** Why no package can be opened; empty: it can. */
    private String unrecordable = "";

    /** Nothing is left of the open packages, and the thread that opens them knows. */
    private boolean drained;

    /** When the rate of the route last held a mail back, in terms of System.nanoTime. */
    private long pacedAt = System.nanoTime() - Duration.ofMinutes(1).toNanos();

    private long lookedAt = System.nanoTime() - LOOK_EVERY.toNanos();

    /**
     * @param label for people, e.g. bulk or single
     * @param single it carries single mails, which do not wait for rates
     * @param mine packages that belong here
     */
    public Lane(
            String label,
            boolean single,
            Predicate<PackageName> mine,
            RouteLimits limits,
            LaneTools tools,
            LaneSettings settings) {
        this.label = label;
        this.single = single;
        this.mine = mine;
        this.limits = limits;
        this.tools = tools;
        desk = new PackageDesk(tools, settings);
        shelves = new Shelves(tools.clock());
        ready = new ReadyPackages(tools.spool(), tools.view(), mine);
    }

    public String label() {
        return label;
    }

    /** Looks for new packages with the next question. */
    public synchronized void wake() {
        tools.view().forget();
        lookedAt = System.nanoTime() - LOOK_EVERY.toNanos();
        notifyAll();
    }

    /** What the answer to a mail means, for it and for the route. */
    Standing.Meaning judge(Job job, String domain, Outcome outcome) {
        OptionalLong putOffAt = job.run().putOffAt(job.picked().receiver());
        return limits.standing().judge(outcome, domain, putOffAt, tools.clock().millis());
    }

    /** Returns after that time or when there may be work. */
    synchronized void await(Duration time) throws InterruptedException {
        wait(Math.max(1, time.toMillis()));
    }

    /** After which time it is worth asking again: at most the given one. */
    Duration patience(Duration longest) {
        long wait = limits.pace().wait(single);
        return wait == 0 || wait > longest.toNanos() ? longest : Duration.ofNanos(wait);
    }

    /** A receiver to be sent to; null: nothing to do at the moment. Each needs one settling. */
    synchronized Job next() {
        haltForbidden();
        closeFinished();
        if (!tools.gate().isOpen()) {
            return null;
        }
        if (limits.pace().wait(single) > 0) {
            pacedAt = System.nanoTime();
            return null;
        }
        for (Work work : active) {
            PackageRun.Picked picked = work.run().next(limits);
            if (picked != null) {
                drained = false;
                limits.pace().take();
                return new Job(work.run(), picked);
            }
        }
        closeFinished();
        makeRoom();
        if (!drained) {
            // Told once: whoever finds nothing and tells it each time wakes the others for ever.
            drained = true;
            notifyAll();
        }
        return null;
    }

    /** The mail did not leave, and was not begun. */
    void giveBack(Job job) {
        limits.pace().giveBack();
        job.run().giveBack(job.picked().receiver(), job.picked().limit());
        settled();
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
            if (untouched() < AHEAD && tools.gate().isOpen() && outage().isEmpty()) {
                name = nextName();
            }
        }
        if (name == null) {
            return false;
        }
        try {
            Optional<Work> opened = desk.open(name);
            synchronized (this) {
                shelves.remove(name);
                opened.ifPresent(active::add);
                unrecordable = "";
                notifyAll();
            }
        } catch (NoSuchFileException e) {
            LOG.info("{} is gone", name.base());
            forget(name);
        } catch (PackageDesk.Unrecordable e) {
            keep(name, e.getMessage());
            return false;
        } catch (IOException | RuntimeException e) {
            LOG.error("{} cannot be sent", name.base(), e);
            forget(name);
            end(name, Spool.End.RECOVER);
        }
        return true;
    }

    private synchronized void forget(PackageName name) {
        shelves.remove(name);
    }

    /** Nothing is wrong with it: it stays the next one. */
    private synchronized void keep(PackageName name, String why) {
        unrecordable = why;
        if (!shelves.holds(name)) {
            waiting.addFirst(name);
        }
    }

    private long untouched() {
        return active.stream().filter(work -> work.run().isUntouched()).count();
    }

    /** After a mail was settled, or while nothing is sent: a package may be finished. */
    synchronized void settled() {
        haltForbidden();
        closeFinished();
    }

    /** Ends the work for good; call it when no connection works here any more. */
    synchronized void shut() {
        active.forEach(work -> work.run().halt());
        closeFinished();
    }

    /** The job must not be begun any more. */
    boolean isForbidden(PackageRun run) {
        if (!tools.gate().isOpen() || tools.states().of(run.name()) != Verdict.GO) {
            run.halt();
        }
        return run.isHalted();
    }

    /** Packages in work. */
    synchronized List<PackageName> active() {
        return active.stream().map(work -> work.run().name()).toList();
    }

    /** What is waiting of each package that is or was in work. */
    synchronized Map<PackageName, Leftovers> leftovers() {
        Map<PackageName, Leftovers> all = new LinkedHashMap<>(shelves.all());
        active.forEach(work -> all.put(work.run().name(), work.run().leftovers()));
        return all;
    }

    /** All packages of this lane that could be sent. */
    List<PackageName> ready() {
        return List.copyOf(ready.list());
    }

    /** The rate of the route holds mails back. */
    synchronized boolean isPaced() {
        return System.nanoTime() - pacedAt < LOOK_AGAIN.toNanos();
    }

    /** Why nothing can be written down; empty: it can. */
    synchronized String diskProblem() {
        return active.stream()
                .map(work -> work.run().diskProblem())
                .filter(problem -> !problem.isEmpty())
                .findFirst()
                .orElse(unrecordable);
    }

    /** Nothing leaves because the database does not answer. */
    Optional<MailingStates.Outage> outage() {
        return tools.states().outage();
    }

    private void haltForbidden() {
        for (Work work : active) {
            isForbidden(work.run());
        }
    }

    private PackageName nextName() {
        PackageName due = shelves.due(this::held);
        if (due != null) {
            return due;
        }
        long age = System.nanoTime() - lookedAt;
        if (waiting.isEmpty() && age >= LOOK_EVERY.toNanos() || age >= LOOK_AGAIN.toNanos()) {
            lookedAt = System.nanoTime();
            waiting = ready.list();
            if (tools.view().isOutdated()) {
                // What we were woken for is not in it yet: it must not wait for the usual look.
                lookedAt -= LOOK_EVERY.toNanos();
            }
        }
        for (PackageName name = waiting.peek(); name != null; name = waiting.peek()) {
            if (!tools.states().isSettled(name)) {
                // Known in a moment: keeps the order.
                return null;
            }
            waiting.remove();
            if (!isActive(name) && !shelves.holds(name) && mine.test(name)) {
                return name;
            }
        }
        return null;
    }

    private int held(DomainLimit limit) {
        return active.stream().mapToInt(work -> work.run().asideFor(limit)).sum();
    }

    /** Too many wait in memory: the youngest package of which only such are left is closed. */
    private void makeRoom() {
        int held = active.stream().mapToInt(work -> work.run().asideCount()).sum();
        for (int i = active.size() - 1; held > MAX_HELD && i >= 0; i--) {
            Work work = active.get(i);
            if (work.run().isHeld()) {
                held -= work.run().asideCount();
                work.run().leaveBehind();
            }
        }
        if (held <= MAX_HELD) {
            closeFinished();
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
            end(name, Spool.End.ARCHIVE);
        } else if (!run.isHalted()) {
            shelves.put(name, run.leftovers());
            LOG.debug("{} waits", name.base());
        } else {
            // Paused or stopped: looked at again with the next round, from where it is.
            LOG.info("{} interrupted", name.base());
        }
        desk.release(work);
    }

    private boolean isActive(PackageName name) {
        return active.stream().anyMatch(work -> work.run().name().equals(name));
    }

    private synchronized void end(PackageName name, Spool.End end) {
        if (!desk.end(name, end)) {
            // Not again and again: everything sent of it is on record.
            shelves.rest(name, REST);
        }
    }

    /** A receiver and the package it belongs to. */
    record Job(PackageRun run, PackageRun.Picked picked) {}
}
