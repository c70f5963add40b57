package org.openemm.backend.merger;

import java.io.IOException;
import org.openemm.backend.spool.PackageName;
import org.openemm.backend.spool.Spool;
import org.openemm.delivery.Maildrop;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings send jobs to an end whose process died while it generated them. With a final file the
 * generation was complete and only the mark is missing; without one nothing was sent, and it begins
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
        for (Maildrop job : store.inGeneration()) {
            if (merger.isBusy(job.statusId())) {
                continue;
            }
            if (hasFinal(job)) {
                complete(job);
            } else {
                LOG.warn("Send job {}: its generation died, it begins again", job.statusId());
                store.reset(job);
            }
        }
    }

    private void complete(Maildrop job) {
        try {
            generation.completeRecovered(job);
            LOG.info("Send job {} was generated completely before", job.statusId());
        } catch (Generation.Cancelled e) {
            LOG.debug("Send job {} was marked meanwhile", job.statusId());
        }
    }

    private boolean hasFinal(Maildrop job) throws IOException {
        return spool.list().finals().stream().anyMatch(name -> belongsTo(name, job));
    }

    private static boolean belongsTo(PackageName name, Maildrop job) {
        return name.run() == job.statusId()
                && name.companyId() == job.companyId()
                && name.mailingId() == job.mailingId()
                && name.kind() == job.kind();
    }
}
