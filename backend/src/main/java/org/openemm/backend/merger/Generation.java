package org.openemm.backend.merger;

import java.io.IOException;
import java.io.Serial;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import org.openemm.backend.spool.Spool;
import org.openemm.database.Database;
import org.openemm.database.Transaction;
import org.openemm.delivery.Audience;
import org.openemm.delivery.Blocked;
import org.openemm.delivery.BounceBleed;
import org.openemm.delivery.Maildrop;
import org.openemm.delivery.Maildrops;
import org.openemm.delivery.RecurringJobs;
import org.openemm.delivery.SendKind;
import org.openemm.delivery.SendingNews;
import org.openemm.dkim.SenderKeys;
import org.openemm.rendering.MailingSnapshot;
import org.openemm.rendering.MailingSnapshots;
import org.openemm.rendering.RecipientRow;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One generation: the mailing and its recipients as they are at one moment, streamed once from the
 * database into packages. Memory does not grow with the list.
 */
public final class Generation {
    private static final Logger LOG = LoggerFactory.getLogger(Generation.class);

    /** Rows the driver fetches at a time. */
    private static final int FETCH_SIZE = 1000;

    private static final int DISK_THREADS = 4;
    private static final int BOOK_THREADS = 4;

    private final Database database;
    private final Spool spool;
    private final Audience.TargetConditions targets;
    private final SenderKeys keys;
    private final Clock clock;
    private final String host;
    private final SendingNews news;
    private final ExecutorService disk = Background.pool("merger-disk", DISK_THREADS);
    private final ExecutorService books = Background.pool("merger-books", BOOK_THREADS);
    private volatile boolean brokenOff;

    public Generation(
            Database database,
            Spool spool,
            Audience.TargetConditions targets,
            SenderKeys keys,
            Clock clock,
            String host,
            SendingNews news) {
        this.database = database;
        this.spool = spool;
        this.targets = targets;
        this.keys = keys;
        this.clock = clock;
        this.host = host;
        this.news = news;
    }

    /** Everything in work ends as soon as possible, with no trace of it. */
    void breakOff() {
        brokenOff = true;
    }

    /**
     * Generates a claimed job.
     *
     * @throws Cancelled when a person stopped it meanwhile; nothing is left of it
     * @throws BrokenOff when this process ends; it will be begun again
     */
    void run(int statusId) throws IOException {
        Instant start = clock.instant();
        Maildrop found = database.inTransaction(tx -> Maildrops.find(tx, statusId).orElseThrow());
        Maildrop job = found.kind().isRecurring() ? found.at(start) : found;
        GenerationFiles files = new GenerationFiles(spool, clock, host, job, disk);
        GenerationProgress progress = new GenerationProgress(database, clock, job, books);
        boolean done = false;
        try {
            files.removeLeftovers();
            database.run(tx -> endBindings(tx, job, start));
            database.<IOException>run(tx -> freeze(tx, job, files, progress));
            complete(job, files, progress, start);
            done = true;
        } finally {
            if (!done) {
                progress.breakOff();
                files.removeAll();
            }
        }
    }

    /** Those who must not get mail any more leave the list, for whatever it is sent. */
    private static void endBindings(Transaction tx, Maildrop job, Instant now) {
        Blocked.endBindings(tx, job.companyId(), job.mailingId(), now);
        if (!job.kind().isTrial()) {
            BounceBleed.endBindings(tx, job.companyId(), job.mailingId(), now);
        }
    }

    /** One read transaction: everything is seen as of its first statement. */
    private void freeze(
            Transaction tx, Maildrop job, GenerationFiles files, GenerationProgress progress)
            throws IOException {
        MailingSnapshot mailing =
                MailingSnapshots.take(
                        tx,
                        keys,
                        job.companyId(),
                        job.mailingId(),
                        job.statusId(),
                        job.kind().code(),
                        job.sendAt());
        Audience audience = Audience.of(tx, job, targets);
        Audience.Count count = audience.count(tx);
        Reduction reduction = Reduction.to(job.maxRecipients(), count);
        long total = count.others() + reduction.kept();
        progress.total(total);
        MailingSnapshot frozen = mailing.withSubscribers(total);
        int blockSize = job.kind().isSingle() ? Integer.MAX_VALUE : BlockSize.of(tx, job, total);
        files.begin(GenerationFiles.Head.of(tx, job), frozen);
        String columns = frozen.selectColumnsSql();
        for (boolean world : new boolean[] {false, true}) {
            files.nextPart(world, world ? blockSize : Integer.MAX_VALUE)
                    .ifPresent(progress::written);
            audience.select(tx, columns, world)
                    .setFetchSize(FETCH_SIZE)
                    .scanResultSet(
                            (rows, context) -> {
                                var row = rows.get();
                                while (row.next()) {
                                    if (world && !reduction.keepsNext()) {
                                        continue;
                                    }
                                    RecipientRow recipient = RecipientRow.read(row, frozen);
                                    add(files, recipient, progress);
                                }
                                return null;
                            });
        }
        files.endBlock().ifPresent(progress::written);
    }

    private void add(GenerationFiles files, RecipientRow recipient, GenerationProgress progress) {
        if (brokenOff) {
            throw new BrokenOff();
        }
        files.add(recipient).ifPresent(progress::written);
    }

    /** The final file appears in the moment the job is marked finished. */
    private void complete(
            Maildrop job, GenerationFiles files, GenerationProgress progress, Instant start)
            throws IOException {
        progress.flush();
        try {
            database.<IOException>run(
                    tx -> {
                        finish(tx, job, progress.written());
                        files.writeFinal(start);
                    });
        } catch (RuntimeException e) {
            if (!files.isFinal()) {
                throw e;
            }
            LOG.warn("Send job {}: not yet marked finished: {}", job.statusId(), e.toString());
        }
        LOG.info(
                "Send job {}: mailing {} generated, {} recipients in {} packages",
                job.statusId(),
                job.mailingId(),
                progress.written(),
                files.blocks());
    }

    /** A generation whose process ended right after it wrote the final file. */
    void completeRecovered(Maildrop job) {
        database.run(
                tx -> {
                    long count =
                            tx.sql()
                                    .createQuery(
                                            "SELECT COALESCE(MAX(current_mails), 0) FROM"
                                                    + " mailing_backend_log_tbl WHERE status_id ="
                                                    + " :id")
                                    .bind("id", job.statusId())
                                    .mapTo(Long.class)
                                    .one();
                    finish(tx, job, count);
                });
    }

    private void finish(Transaction tx, Maildrop job, long count) {
        int finished =
                tx.sql()
                        .createUpdate(
                                """
                                UPDATE maildrop_status_tbl SET genstatus = :done, genchange = :now
                                 WHERE status_id = :id AND genstatus = 2 AND processed_by = :host
                                """)
                        .bind("done", job.kind().isRecurring() ? 1 : 3)
                        .bind("now", clock.instant())
                        .bind("id", job.statusId())
                        .bind("host", host)
                        .execute();
        if (finished == 0) {
            throw new Cancelled();
        }
        if (job.kind().isRecurring()) {
            RecurringJobs.noteSent(tx, job.mailingId(), clock.instant());
        }
        if (job.kind() != SendKind.WORLD) {
            return;
        }
        MergerStore.workStatus(
                tx,
                job.mailingId(),
                count == 0 ? "mailing.status.norecipients" : "mailing.status.generation-finished");
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
                .bind("now", clock.instant())
                .execute();
    }

    /** A person stopped the job. */
    static final class Cancelled extends RuntimeException {
        @Serial private static final long serialVersionUID = 1L;
    }

    /** This process is ending. */
    static final class BrokenOff extends RuntimeException {
        @Serial private static final long serialVersionUID = 1L;
    }
}
