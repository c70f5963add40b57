package org.openemm.backend.merger;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.openemm.backend.spool.PackageName;
import org.openemm.backend.spool.Spool;
import org.openemm.delivery.Maildrop;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings send jobs to an end whose generation stopped: its process died, the disk was full, the
 * database away. If packages were released, it goes on behind the last of them; else it begins
 * again.
 */
final class Recovery {
    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

    private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(5);

    private final MergerStore store;
    private final Generation generation;
    private final Merger merger;
    private final Spool spool;

    /** When each was first seen, in terms of System.nanoTime. */
    private Map<String, Long> orphans = Map.of();

    Recovery(MergerStore store, Generation generation, Merger merger, Spool spool) {
        this.store = store;
        this.generation = generation;
        this.merger = merger;
        this.spool = spool;
    }

    void run() throws IOException {
        List<Maildrop> jobs = store.inGeneration();
        for (Maildrop job : jobs) {
            if (merger.isBusy(job.statusId())) {
                continue;
            }
            if (generation.isReleased(job.statusId())) {
                merger.goOn(job);
            } else {
                LOG.warn("Send job {}: its generation ended, it begins again", job.statusId());
                store.reset(job);
            }
        }
        removeStamps();
        removeMarkers(jobs.stream().map(Maildrop::statusId).collect(Collectors.toSet()));
    }

    /**
     * A stamp without package is of no more use. An administrator who moves both back from RECOVER
     * may begin with the stamp, so it gets some time.
     */
    private void removeStamps() throws IOException {
        long now = System.nanoTime();
        Map<String, Long> seen = new HashMap<>();
        for (String stamp : spool.list().stamps()) {
            Optional<PackageName> name = PackageName.parse(stamp);
            if (name.isEmpty()
                    || !spool.isOrphan(name.get())
                    || !Files.exists(spool.meta().resolve(stamp + PackageName.STAMP))) {
                continue;
            }
            long since = orphans.getOrDefault(stamp, now);
            if (now - since > PATIENCE_NANOS) {
                spool.endFile(stamp + PackageName.STAMP, Spool.End.ARCHIVE);
            } else {
                seen.put(stamp, since);
            }
        }
        orphans = seen;
    }

    /** Those of generations that ended right before they could. */
    private void removeMarkers(Set<Integer> alive) throws IOException {
        try (DirectoryStream<Path> markers =
                Files.newDirectoryStream(spool.meta(), "*" + PackageName.BEGUN)) {
            for (Path marker : markers) {
                Optional<PackageName> name = PackageName.parse(marker.getFileName().toString());
                if (name.isPresent()
                        && !alive.contains(name.get().run())
                        && !merger.isBusy(name.get().run())) {
                    Files.deleteIfExists(marker);
                }
            }
        }
    }
}
