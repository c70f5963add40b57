package org.openemm.backend.pickdist;

import java.io.IOException;
import java.io.Serial;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.openemm.backend.spool.PackageName;
import org.openemm.backend.spool.PackageReader;
import org.openemm.backend.spool.ResumeRecord;
import org.openemm.backend.spool.Spool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes packages out of the spool to be worked on, and puts them where they belong afterwards. */
final class PackageDesk {
    private static final Logger LOG = LoggerFactory.getLogger(PackageDesk.class);

    private final LaneTools tools;
    private final LaneSettings settings;

    PackageDesk(LaneTools tools, LaneSettings settings) {
        this.tools = tools;
        this.settings = settings;
    }

    /** A package in work, and the lock that says so. */
    record Work(PackageRun run, PackageLock lock) {}

    /**
     * Empty when the package may not be worked on now, or never.
     *
     * @throws Unrecordable when nothing can be written down, e.g. because the disk is full
     * @throws IOException when it cannot be read
     */
    Optional<Work> open(PackageName name) throws IOException {
        switch (tools.states().of(name)) {
            case HOLD -> {
                return Optional.empty();
            }
            case DROP -> {
                if (!tools.inWork().contains(name.base())) {
                    LOG.info("{}: its mailing was deleted or stopped", name.base());
                    tools.spool().end(name, Spool.End.DELETED);
                }
                return Optional.empty();
            }
            case GO -> {
                // Goes on below.
            }
        }
        if (!tools.gate().tryEnter()) {
            return Optional.empty();
        }
        if (!tools.inWork().add(name.base())) {
            tools.gate().leave();
            return Optional.empty();
        }
        PackageLock lock = null;
        ResumeRecord resume = null;
        PackageReader reader = null;
        boolean opened = false;
        try {
            lock = lock(name);
            if (lock == null) {
                return Optional.empty();
            }
            reader =
                    new PackageReader(
                            tools.spool().incoming().resolve(name.base() + PackageName.PACKAGE));
            resume = record(name);
            Work work =
                    new Work(
                            new PackageRun(
                                    name,
                                    reader,
                                    resume,
                                    tools.templates().of(reader),
                                    settings,
                                    tools.clock(),
                                    expired(name)),
                            lock);
            opened = true;
            LOG.debug("{} begun", name.base());
            return Optional.of(work);
        } finally {
            if (!opened) {
                closeAll(resume, reader, lock);
                tools.inWork().remove(name.base());
                tools.gate().leave();
            }
        }
    }

    /** Null when the package is gone or somebody else has it. */
    private PackageLock lock(PackageName name) throws Unrecordable {
        PackageLock lock = null;
        try {
            lock = PackageLock.take(tools.home(), name).orElse(null);
            if (lock != null && !tools.spool().handOver(name)) {
                lock.close();
                return null;
            }
            return lock;
        } catch (IOException e) {
            closeAll(lock);
            throw new Unrecordable(e);
        }
    }

    private ResumeRecord record(PackageName name) throws Unrecordable {
        try {
            return ResumeRecord.open(
                    tools.spool().incoming().resolve(name.base() + PackageName.RESUME),
                    settings.syncEvery());
        } catch (IOException e) {
            throw new Unrecordable(e);
        }
    }

    /** There is nothing wrong with the package, but with the disk. */
    static final class Unrecordable extends IOException {
        @Serial private static final long serialVersionUID = 1L;

        Unrecordable(IOException cause) {
            super(cause.getMessage() == null ? cause.toString() : cause.getMessage(), cause);
        }
    }

    /** Nobody works on the package any more; where it goes was decided before. */
    void release(Work work) {
        PackageName name = work.run().name();
        try {
            work.lock().close();
        } catch (IOException e) {
            LOG.error("{} could not be released", name.base(), e);
        }
        tools.inWork().remove(name.base());
        try {
            tools.gate().leave();
        } catch (IOException e) {
            LOG.error("The gate could not be left", e);
        }
    }

    /**
     * @return false when the package could not be moved
     */
    boolean end(PackageName name, Spool.End end) {
        try {
            tools.spool().end(name, end);
            return true;
        } catch (IOException e) {
            LOG.error("{} could not be moved to {}", name.base(), end, e);
            return false;
        }
    }

    private BooleanSupplier expired(PackageName name) {
        return () -> !name.earliest().plus(settings.giveUp()).isAfter(tools.spool().now());
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
}
