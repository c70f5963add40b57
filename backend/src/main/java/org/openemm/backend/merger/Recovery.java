package org.openemm.backend.merger;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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

    private final MergerStore store;
    private final Generation generation;
    private final Merger merger;
    private final Spool spool;

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
        removeMarkers(jobs.stream().map(Maildrop::statusId).collect(Collectors.toSet()));
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
