package org.openemm.backend.merger;

import java.io.IOException;
import java.io.Serial;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import org.openemm.backend.spool.Spool;
import org.openemm.database.Database;
import org.openemm.database.Transaction;
import org.openemm.delivery.Audience;
import org.openemm.delivery.Blocked;
import org.openemm.delivery.BounceBleed;
import org.openemm.delivery.Clearance;
import org.openemm.delivery.Maildrop;
import org.openemm.delivery.Maildrops;
import org.openemm.delivery.RecurringJobs;
import org.openemm.delivery.SendKind;
import org.openemm.delivery.SendingNews;
import org.openemm.dkim.SenderKeys;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Generations from the claimed job to its end: made anew, gone on with after a crash, or only
 * marked as finished. Memory does not grow with the list.
 */
public final class Generation {
    private static final Logger LOG = LoggerFactory.getLogger(Generation.class);
    private static final int DISK_THREADS = 4;
    private static final int BOOK_THREADS = 4;
    private static final int RELEASE_THREADS = 8;

    private final Tools tools;
    private final SendingNews news;
    private volatile boolean brokenOff;

    /**
     * @param ready told whenever packages may be sent
     */
    public Generation(
            Database database,
            Spool spool,
            Audience.TargetConditions targets,
            SenderKeys keys,
            Clock clock,
            String host,
            SendingNews news,
            Runnable ready) {
        this.news = news;
        tools =
                new Tools(
                        database,
                        spool,
                        targets,
                        keys,
                        clock,
                        host,
                        new Checkpoints(database, clock, host),
                        Background.pool("merger-disk", DISK_THREADS),
                        Background.pool("merger-books", BOOK_THREADS),
                        Background.pool("merger-release", RELEASE_THREADS),
                        ready,
                        this::requireRunning);
    }

    /** Everything in work ends as soon as possible; it goes on with the next start. */
    void breakOff() {
        brokenOff = true;
    }

    /** Something of the job may have been sent: it cannot fail any more, only wait. */
    boolean isReleased(int statusId) {
        return tools.checkpoints().find(statusId).filter(Checkpoint::isReleased).isPresent();
    }

    /** Mails of the job that may be sent. */
    long released(int statusId) {
        return tools.checkpoints().find(statusId).map(Checkpoint::mails).orElse(0L);
    }

    /** Says why a job waits. */
    void waits(int statusId, String reason) {
        tools.checkpoints().waits(statusId, reason);
    }

    /**
     * Generates a claimed job, or goes on with it.
     *
     * @throws Cancelled when a person stopped it meanwhile; nothing more of it is made
     * @throws BrokenOff when this process ends
     * @throws IOException when the spool cannot be written
     */
    void run(int statusId) throws IOException {
        Instant start = tools.clock().instant();
        Maildrop found =
                tools.database().inTransaction(tx -> Maildrops.find(tx, statusId).orElseThrow());
        Maildrop job = found.kind().isRecurring() ? found.at(start) : found;
        if (!job.kind().isSingle()) {
            TableStatistics.correct(tools.database(), job.companyId());
        }
        Optional<Checkpoint> from =
                tools.checkpoints().find(statusId).filter(Checkpoint::isReleased);
        GenerationFiles files =
                new GenerationFiles(tools.spool(), tools.clock(), tools.host(), job, tools.disk());
        try {
            Checkpoint done = make(job, files, from);
            complete(job, files, done, start);
        } catch (StoppedByHand e) {
            LOG.warn("Send job {}: its files were deleted, nothing more of it is made", statusId);
            tools.database().run(tx -> MergerStore.stopByHand(tx, job, start));
            throw cancelled(job, files);
        } catch (Cancelled e) {
            throw cancelled(job, files);
        } finally {
            files.close();
        }
    }

    private Cancelled stopByHand(Maildrop job, GenerationFiles files, Instant now)
            throws IOException {
        LOG.warn("Send job {}: its files were deleted, nothing more of it is made", job.statusId());
        tools.database().run(tx -> MergerStore.stopByHand(tx, job, now));
        return cancelled(job, files);
    }

    private Checkpoint make(Maildrop job, GenerationFiles files, Optional<Checkpoint> from)
            throws IOException {
        if (from.isPresent()) {
            if (from.get().complete()) {
                files.goOn(from.get());
                return from.get();
            }
            tools.checkpoints().forgetUnreleased(job, from.get());
            LOG.info("Send job {}: goes on behind package {}", job.statusId(), from.get().blocks());
        } else {
            files.removeLeftovers();
        }
        return new GenerationRun(tools, job, files, from).make();
    }

    /** Those who must not get mail any more leave the list; nobody chose them before either. */
    private static void endBindings(Transaction tx, Maildrop job, Instant now) {
        Blocked.endBindings(tx, job.companyId(), job.mailingId(), now);
        if (!job.kind().isTrial()) {
            BounceBleed.endBindings(tx, job.companyId(), job.mailingId(), now);
        }
    }

    private void complete(Maildrop job, GenerationFiles files, Checkpoint done, Instant start)
            throws IOException {
        tools.database()
                .inTransaction(tx -> Clearance.holdIfTooMany(tx, job, done.mails(), start))
                .ifPresent(held -> news.held(held, done.mails()));
        files.writeFinal(start);
        tools.database().run(tx -> endBindings(tx, job, start));
        tools.database().run(tx -> finish(tx, job, done.mails()));
        files.marker().remove();
        tools.ready().run();
        LOG.info(
                "Send job {}: mailing {} generated, {} recipients in {} packages",
                job.statusId(),
                job.mailingId(),
                done.mails(),
                done.blocks());
    }

    /** What was not released goes; of what was, the dispatcher sends nothing more. */
    private Cancelled cancelled(Maildrop job, GenerationFiles files) throws IOException {
        Optional<Checkpoint> reached =
                tools.checkpoints().find(job.statusId()).filter(Checkpoint::isReleased);
        reached.filter(point -> !point.complete())
                .ifPresent(point -> tools.checkpoints().forgetUnreleased(job, point));
        files.close();
        files.removeAll(reached.map(Checkpoint::blocks).orElse(0));
        files.marker().remove();
        tools.database().run(tx -> Checkpoints.forget(tx, job.statusId()));
        return new Cancelled(reached.isPresent());
    }

    private void finish(Transaction tx, Maildrop job, long count) {
        Instant now = tools.clock().instant();
        // Whoever changes both locks the mailing before its send job.
        tx.sql()
                .createQuery(
                        "SELECT mailing_id FROM mailing_tbl WHERE mailing_id = :mailing FOR UPDATE")
                .bind("mailing", job.mailingId())
                .mapTo(Integer.class)
                .findOne();
        int finished =
                tx.sql()
                        .createUpdate(
                                """
                                UPDATE maildrop_status_tbl SET genstatus = :done, genchange = :now
                                 WHERE status_id = :id AND genstatus = 2 AND processed_by = :host
                                """)
                        .bind("done", job.kind().isRecurring() ? 1 : 3)
                        .bind("now", now)
                        .bind("id", job.statusId())
                        .bind("host", tools.host())
                        .execute();
        if (finished == 0) {
            throw new Cancelled();
        }
        Checkpoints.forget(tx, job.statusId());
        if (job.kind().isRecurring()) {
            RecurringJobs.noteSent(tx, job.mailingId(), now);
        }
        if (job.kind() != SendKind.WORLD) {
            return;
        }
        MergerStore.generated(tx, job.mailingId(), count);
        if (count == 0) {
            news.empty(tx, job.statusId());
        }
        tx.sql()
                .createUpdate(
                        """
                        INSERT INTO world_mailing_backend_log_tbl
                               (mailing_id, current_mails, total_mails, timestamp, creation_date)
                        VALUES (:mailing, :count, :count, :now, :now)
                        """)
                .bind("mailing", job.mailingId())
                .bind("count", count)
                .bind("now", now)
                .execute();
        tx.sql()
                .createUpdate(
                        """
                        UPDATE mailing_backend_log_tbl
                           SET current_mails = :count, total_mails = :count
                         WHERE status_id = :id
                        """)
                .bind("count", count)
                .bind("id", job.statusId())
                .execute();
        // All of it may have been sent before.
        news.sentIfComplete(tx, job.statusId(), job.mailingId());
    }

    private void requireRunning() {
        if (brokenOff) {
            throw new BrokenOff();
        }
    }

    /**
     * What a generation works with.
     *
     * @param disk forces packages to disk while the next ones are written
     * @param books books recipients meanwhile
     * @param releases follows one generation each
     * @param running throws when this process ends
     */
    record Tools(
            Database database,
            Spool spool,
            Audience.TargetConditions targets,
            SenderKeys keys,
            Clock clock,
            String host,
            Checkpoints checkpoints,
            ExecutorService disk,
            ExecutorService books,
            ExecutorService releases,
            Runnable ready,
            Runnable running) {

        Release release(Maildrop job, GenerationFiles files, Checkpoint from) {
            return new Release(
                    database, clock, job, files, checkpoints, from, books, releases, ready);
        }

        void requireRunning() {
            running.run();
        }
    }

    /** A person stopped the job. */
    static final class Cancelled extends RuntimeException {
        @Serial private static final long serialVersionUID = 1L;
        private final boolean released;

        Cancelled() {
            this(false);
        }

        Cancelled(boolean released) {
            this.released = released;
        }

        /** Something may have been sent before. */
        boolean isReleased() {
            return released;
        }
    }

    /** An administrator deleted the files of the mailing in META. */
    static final class StoppedByHand extends RuntimeException {
        @Serial private static final long serialVersionUID = 1L;
    }

    /** This process is ending. */
    static final class BrokenOff extends RuntimeException {
        @Serial private static final long serialVersionUID = 1L;
    }
}
