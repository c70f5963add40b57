package org.openemm.backend.merger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.openemm.backend.spool.Spool;
import org.openemm.database.Database;
import org.openemm.database.Transaction;
import org.openemm.delivery.Audience;
import org.openemm.delivery.EventOrders;
import org.openemm.delivery.Maildrop;
import org.openemm.delivery.SendKind;
import org.openemm.dkim.SenderKeys;
import org.openemm.rendering.MailingSnapshot;
import org.openemm.rendering.MailingSnapshots;
import org.openemm.rendering.RecipientRow;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes action-based mails as soon as they are ordered and due. Orders of one mailing that wait at
 * the same time share a package.
 *
 * <p>An order goes when the final file of its package is on disk. Whatever ends this process in
 * between: the number of the package, which the order carries, tells afterwards whether there is
 * one, so that nobody gets the mail twice and nobody is forgotten.
 */
public final class EventMailer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EventMailer.class);
    private static final Duration EVERY = Duration.ofMillis(300);

    /** An order whose mail cannot be made is tried again after so long. */
    private static final Duration TRY_AGAIN = Duration.ofMinutes(1);

    private static final int MOST_AT_ONCE = 500;
    private static final int PATIENCE_SECONDS = 30;

    private final Database database;
    private final Spool spool;
    private final Audience.TargetConditions targets;
    private final SenderKeys keys;
    private final Clock clock;
    private final String host;
    private final Runnable ready;
    private final ExecutorService disk = Background.pool("event-disk", 1);
    private boolean unfinished = true;
    private boolean reachable = true;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    task -> {
                        Thread thread = new Thread(task, "event-mails");
                        thread.setDaemon(true);
                        return thread;
                    });

    /**
     * @param ready told after each package
     */
    public EventMailer(
            Database database,
            Spool spool,
            Audience.TargetConditions targets,
            SenderKeys keys,
            Clock clock,
            String host,
            Runnable ready) {
        this.database = database;
        this.spool = spool;
        this.targets = targets;
        this.keys = keys;
        this.clock = clock;
        this.host = host;
        this.ready = ready;
    }

    public void start() {
        timer.scheduleWithFixedDelay(this::round, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        timer.shutdown();
        try {
            if (!timer.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("Action-based mails do not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        disk.shutdown();
    }

    private record Group(Maildrop job, EventOrders.Batch batch, List<EventOrders.Order> orders) {
        int block() {
            return orders.get(0).id();
        }
    }

    private void round() {
        try {
            if (unfinished) {
                finishClaimed();
                unfinished = false;
            }
            while (!timer.isShutdown()
                    && database.inTransaction(tx -> EventOrders.isAnyDue(tx, clock.instant()))) {
                unfinished = true;
                for (Group group : claim()) {
                    make(group);
                }
                unfinished = false;
            }
            reachable = true;
        } catch (IOException | RuntimeException e) {
            if (reachable) {
                LOG.warn("Action-based mails wait: {}", e.toString());
            }
            reachable = false;
        }
    }

    /** Orders that were claimed and not done when the work ended. */
    private void finishClaimed() throws IOException {
        for (int block : database.inTransaction(tx -> EventOrders.claimed(tx, host))) {
            boolean exists = spool.hasFinal(SendKind.ACTION_BASED, block);
            database.run(
                    tx -> {
                        if (exists) {
                            EventOrders.done(tx, host, block);
                        } else {
                            EventOrders.release(tx, host, block, Instant.EPOCH.plusSeconds(1));
                        }
                    });
        }
    }

    /** A recipient is in a package once: who is to get two mails gets the second in the next. */
    private List<Group> claim() {
        return database.inTransaction(
                tx -> {
                    Map<EventOrders.Batch, List<EventOrders.Order>> batches = new LinkedHashMap<>();
                    Map<EventOrders.Batch, Set<Long>> people = new LinkedHashMap<>();
                    for (EventOrders.Order order :
                            EventOrders.lockDue(tx, clock.instant(), MOST_AT_ONCE)) {
                        if (people.computeIfAbsent(order.batch(), batch -> new HashSet<>())
                                .add(order.customerId())) {
                            batches.computeIfAbsent(order.batch(), batch -> new ArrayList<>())
                                    .add(order);
                        }
                    }
                    List<Group> groups = new ArrayList<>();
                    batches.forEach(
                            (batch, orders) -> group(tx, batch, orders).ifPresent(groups::add));
                    return groups;
                });
    }

    private Optional<Group> group(
            Transaction tx, EventOrders.Batch batch, List<EventOrders.Order> orders) {
        Optional<Maildrop> job = EventOrders.activeJob(tx, batch.companyId(), batch.mailingId());
        if (job.isEmpty()) {
            LOG.warn(
                    "{} mails of mailing {} are not sent: it is not active any more",
                    orders.size(),
                    batch.mailingId());
            EventOrders.drop(tx, orders);
            return Optional.empty();
        }
        EventOrders.claim(tx, orders, host);
        return Optional.of(new Group(job.get().at(clock.instant()), batch, orders));
    }

    private void make(Group group) throws IOException {
        GenerationFiles files = new GenerationFiles(spool, clock, host, group.job(), disk);
        files.numberFrom(group.block());
        Instant start = clock.instant();
        try {
            List<Long> made = new ArrayList<>();
            database.run(tx -> made.addAll(write(tx, group, files)));
            if (!made.isEmpty()) {
                files.writeFinal(start);
            }
            database.run(
                    tx -> {
                        Recipients.note(tx, group.job(), made, start);
                        EventOrders.done(tx, host, group.block());
                    });
            if (!made.isEmpty()) {
                ready.run();
            }
        } catch (UncheckedIOException e) {
            files.removeAll();
            throw e.getCause();
        } catch (RuntimeException e) {
            if (files.isFinal()) {
                throw e;
            }
            LOG.error("A mail of mailing {} cannot be made", group.batch().mailingId(), e);
            files.removeAll();
            database.run(
                    tx ->
                            EventOrders.release(
                                    tx, host, group.block(), clock.instant().plus(TRY_AGAIN)));
        }
    }

    /** The package without its final file; whom it is for. */
    private List<Long> write(Transaction tx, Group group, GenerationFiles files) {
        Maildrop job = group.job();
        MailingSnapshot mailing =
                MailingSnapshots.take(
                                tx,
                                keys,
                                job.companyId(),
                                job.mailingId(),
                                job.statusId(),
                                job.kind().code(),
                                job.sendAt())
                        .withSubscribers(1);
        files.begin(GenerationFiles.Head.of(tx, job), mailing);
        files.nextPart(false, Integer.MAX_VALUE);
        Audience.ofEvent(
                        tx,
                        job,
                        group.orders().stream().map(EventOrders.Order::customerId).toList(),
                        group.batch().statuses(),
                        group.batch().forced(),
                        targets)
                .select(tx, mailing.selectColumnsSql())
                .scanResultSet(
                        (rows, context) -> {
                            var row = rows.get();
                            while (row.next()) {
                                files.add(RecipientRow.read(row, mailing));
                            }
                            return null;
                        });
        return files.endBlock().orElse(List.of());
    }
}
