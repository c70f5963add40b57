package org.openemm.backend.merger;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.openemm.backend.spool.PackageName;
import org.openemm.backend.spool.Spool;
import org.openemm.delivery.Maildrop;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is left in the spool of the last time when a mailing is sent again and again. All runs of
 * such a job share a name: nothing of one may wait in META when the next begins. What the
 * dispatcher has taken over is no obstacle: mails that receivers put off may take days.
 */
final class EarlierRun {
    private static final Logger LOG = LoggerFactory.getLogger(EarlierRun.class);

    private final MergerStore store;
    private final Spool spool;

    EarlierRun(MergerStore store, Spool spool) {
        this.store = store;
        this.spool = spool;
    }

    /**
     * Takes away what an earlier day has left, e.g. because the mailing was paused: a greeting of
     * yesterday is not sent today. False: packages of today still wait, the new run has to wait.
     */
    boolean isOver(int statusId) throws IOException {
        Optional<Maildrop> job = store.find(statusId).filter(found -> found.kind().isRecurring());
        return job.isEmpty() || isOver(job.get());
    }

    private boolean isOver(Maildrop job) throws IOException {
        Spool.Listing listing = spool.list();
        List<PackageName> left =
                listing.packages().stream()
                        .filter(name -> isOf(name, job))
                        .filter(name -> !listing.handedOver().contains(name.base()))
                        .distinct()
                        .toList();
        for (PackageName name : left) {
            if (!name.earliest().toLocalDate().isBefore(spool.now().toLocalDate())) {
                LOG.info("Send job {} waits: its last sending is not over", job.statusId());
                return false;
            }
        }
        for (PackageName name : left) {
            LOG.warn("Package {} is of an earlier day and not sent any more", name.base());
            spool.end(name, Spool.End.OUTDATED);
        }
        store.endHeld(job);
        for (PackageName name : listing.finals()) {
            if (isOf(name, job)) {
                spool.endFile(name.base() + PackageName.FINAL, Spool.End.ARCHIVE);
            }
        }
        return true;
    }

    private static boolean isOf(PackageName name, Maildrop job) {
        return name.run() == job.statusId()
                && name.kind() == job.kind()
                && name.companyId() == job.companyId()
                && name.mailingId() == job.mailingId();
    }
}
