package org.openemm.backend.merger;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.openemm.content.MediaParameters;
import org.openemm.database.Transaction;
import org.openemm.delivery.Audience;
import org.openemm.delivery.Maildrop;
import org.openemm.delivery.SendKind;
import org.openemm.rendering.MailingSnapshot;
import org.openemm.rendering.MailingSnapshots;
import org.openemm.rendering.RecipientRow;
import org.openemm.rendering.SnapshotJson;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the packages of one job: the mailing and its recipients as they are at one moment, streamed
 * once from the database.
 *
 * <p>Mailings to a list that are due leave while it goes on, provided each recipient is chosen
 * without looking at others: then the rest can follow behind the last released one after a crash.
 * Where duplicates are left out or only some are drawn by lot, and where nothing may leave yet, all
 * packages are made first.
 */
final class GenerationRun {
    private static final Logger LOG = LoggerFactory.getLogger(GenerationRun.class);

    /** Rows the driver fetches at a time. */
    private static final int FETCH_SIZE = 1000;

    /** The first packages of a long list are small: connections have work at once. */
    private static final int FIRST_BLOCK = 50;

    /** Short lists are counted within it; long ones are counted while their packages are made. */
    private static final long COUNT_MILLIS = 200;

    private final Generation.Tools tools;
    private final Maildrop job;
    private final GenerationFiles files;
    private final Optional<Checkpoint> from;
    private MailingSnapshot mailing;
    private Audience audience;
    private Set<Long> others = Set.of();
    private Release release;
    private int fullBlock = Integer.MAX_VALUE;
    private int nextBlock = Integer.MAX_VALUE;

    /**
     * @param from where an earlier attempt got to; empty: nothing was released yet
     */
    GenerationRun(
            Generation.Tools tools,
            Maildrop job,
            GenerationFiles files,
            Optional<Checkpoint> from) {
        this.tools = tools;
        this.job = job;
        this.files = files;
        this.from = from;
    }

    /** Returns when all packages may be sent. */
    Checkpoint make() throws IOException {
        Checkpoint[] reached = new Checkpoint[1];
        RuntimeException[] failure = new RuntimeException[1];
        try {
            tools.database()
                    .<IOException>run(
                            tx -> {
                                try {
                                    reached[0] = make(tx);
                                } catch (RuntimeException e) {
                                    // Kept from those who would begin anew after a deadlock.
                                    failure[0] = e;
                                    breakOff(tx);
                                } finally {
                                    if (reached[0] == null && release != null) {
                                        release.abort();
                                    }
                                }
                            });
        } catch (RuntimeException e) {
            if (failure[0] == null) {
                throw e;
            }
        }
        if (failure[0] != null) {
            throw failure[0];
        }
        return reached[0];
    }

    /**
     * Cuts the connection: recipients may be on their way in it, and the driver would wait for all
     * of them.
     */
    private static void breakOff(Transaction tx) {
        try {
            tx.connection().abort(Runnable::run);
        } catch (SQLException e) {
            LOG.warn("A connection could not be cut: {}", e.toString());
        }
    }

    /** One read transaction: everything is seen as of its first statement. */
    private Checkpoint make(Transaction tx) throws IOException {
        tx.sql().execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
        audience = Audience.of(tx, job, tools.targets());
        Reduction reduction = from.isPresent() ? goOn(tx) : begin(tx);
        String columns = mailing.selectColumnsSql();
        for (boolean world : new boolean[] {false, true}) {
            if (from.isPresent() && from.get().world()) {
                if (!world) {
                    continue;
                }
            } else {
                files.nextPart(world, world ? nextBlock : Integer.MAX_VALUE).ifPresent(this::made);
            }
            long behind =
                    from.filter(point -> point.world() == world)
                            .map(Checkpoint::customerId)
                            .orElse(0L);
            audience.select(tx, columns, world)
                    .setFetchSize(FETCH_SIZE)
                    .scanResultSet(
                            (rows, context) -> {
                                var row = rows.get();
                                while (row.next()) {
                                    if (world && !reduction.keepsNext()) {
                                        continue;
                                    }
                                    RecipientRow recipient = RecipientRow.read(row, mailing);
                                    long id = recipient.customerId();
                                    if (id > behind && !(world && others.contains(id))) {
                                        add(recipient);
                                    }
                                }
                                return null;
                            });
        }
        files.endBlock().ifPresent(this::made);
        return release.finish();
    }

    private Reduction begin(Transaction tx) throws IOException {
        mailing =
                MailingSnapshots.take(
                        tx,
                        tools.keys(),
                        job.companyId(),
                        job.mailingId(),
                        job.statusId(),
                        job.kind().code(),
                        job.sendAt());
        Samples samples = Samples.of(mailing);
        boolean early = isEarly(tx);
        Future<Audience.Count> counting =
                early && !samples.dependOnCount() && !saysCount(mailing)
                        ? count()
                        : finished(audience.count(tx));
        Optional<Audience.Count> count = soon(counting);
        Reduction reduction =
                count.map(known -> Reduction.to(job.maxRecipients(), known))
                        .orElseGet(Reduction::none);
        long total = count.map(known -> known.others() + reduction.kept()).orElse(0L);
        if (count.isPresent()) {
            tools.checkpoints().showTotal(job, total);
            mailing = mailing.withSubscribers(total);
        }
        mailing = mailing.withSamples(samples.addresses(total));
        if (!job.kind().isSingle()) {
            fullBlock = BlockSize.of(tx, job, count.isPresent() ? total : Long.MAX_VALUE);
            nextBlock = fullBlock;
            if (count.isEmpty() && job.stepMinutes() == 0) {
                nextBlock = Math.min(FIRST_BLOCK, fullBlock);
            }
        }
        files.begin(GenerationFiles.Head.of(tx, job), mailing);
        Checkpoint start = tools.checkpoints().begin(job, early);
        if (early) {
            files.mark();
        }
        release = tools.release(job, files, start);
        return reduction;
    }

    private Reduction goOn(Transaction tx) throws IOException {
        mailing = files.marker().read();
        files.goOn(from.get());
        others = tools.checkpoints().others(job);
        fullBlock = BlockSize.of(tx, job, Long.MAX_VALUE);
        nextBlock = fullBlock;
        files.limit(fullBlock);
        files.begin(GenerationFiles.Head.of(tx, job), mailing);
        release = tools.release(job, files, from.get());
        return Reduction.none();
    }

    private void add(RecipientRow recipient) {
        tools.requireRunning();
        files.add(recipient).ifPresent(this::made);
    }

    private void made(List<Long> customerIds) {
        try {
            release.add(files.lastBlock());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        if (nextBlock < fullBlock && files.lastBlock().world()) {
            nextBlock = (int) Math.min(2L * nextBlock, fullBlock);
            files.limit(nextBlock);
        }
    }

    private boolean isEarly(Transaction tx) {
        Instant now = tools.clock().instant();
        if (job.kind() != SendKind.WORLD || job.maxRecipients() > 0 || job.sendAt().isAfter(now)) {
            return false;
        }
        String parameters =
                tx.sql()
                        .createQuery(
                                """
                                SELECT COALESCE(MAX(param), '') FROM mailing_mt_tbl
                                 WHERE mailing_id = :mailing AND mediatype = 0
                                """)
                        .bind("mailing", job.mailingId())
                        .mapTo(String.class)
                        .one();
        return !MediaParameters.parse(parameters).isTrue("remove_dups");
    }

    /** The number of recipients stands in the mails. */
    private static boolean saysCount(MailingSnapshot mailing) {
        return new String(SnapshotJson.write(mailing), java.nio.charset.StandardCharsets.UTF_8)
                .toUpperCase(Locale.ROOT)
                .contains("AGNSUBSCRIBERCOUNT");
    }

    /** Counts while packages are made already. */
    private Future<Audience.Count> count() {
        return tools.books()
                .submit(
                        () -> {
                            Audience.Count count =
                                    tools.database()
                                            .inTransaction(
                                                    tx ->
                                                            Audience.of(tx, job, tools.targets())
                                                                    .count(tx));
                            tools.checkpoints().showTotal(job, count.total());
                            files.receivers(count.total());
                            return count;
                        });
    }

    private static Future<Audience.Count> finished(Audience.Count count) {
        return java.util.concurrent.CompletableFuture.completedFuture(count);
    }

    private static Optional<Audience.Count> soon(Future<Audience.Count> counting) {
        try {
            return Optional.of(counting.get(COUNT_MILLIS, TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Generation.BrokenOff();
        }
    }
}
