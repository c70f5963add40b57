package org.openemm.backend.mailloop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.openemm.database.Database;
import org.openemm.mailloop.Acceptance;
import org.openemm.response.Finding;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works off the spool with several threads. A message leaves it when all was done; one that fails
 * again and again goes to quarantine. While the database is away everything waits.
 */
final class Workshop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Workshop.class);
    private static final int BATCH = 50;
    private static final int MOST_TRIES = 5;
    private static final long LOOK_MILLIS = 1000;
    private static final Duration DATABASE_PAUSE = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofSeconds(30);
    private static final Duration RELAY_PAUSE = Duration.ofMinutes(1);
    private static final Duration LONGEST_RELAY = Duration.ofDays(3);

    private final IncomingSpool spool;
    private final Reader reader;
    private final Desk desk;
    private final Forwarder forwarder;
    private final FilterWatch filters;
    private final MailloopLog log;
    private final IntakeCounts counts;
    private final Database database;
    private final Clock clock;

    private final BlockingQueue<IncomingSpool.Taken> queue = new LinkedBlockingQueue<>();
    private final Set<String> inWork = ConcurrentHashMap.newKeySet();
    private final Map<String, Instant> notBefore = new ConcurrentHashMap<>();

    /** Sent on and not booked: must not be sent again while this process lives. */
    private final Map<String, Deed> forwarded = new ConcurrentHashMap<>();

    private final Semaphore arrived = new Semaphore(0);
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean ending;

    Workshop(
            IncomingSpool spool,
            Reader reader,
            Desk desk,
            Forwarder forwarder,
            FilterWatch filters,
            MailloopLog log,
            IntakeCounts counts,
            Database database,
            Clock clock) {
        this.spool = spool;
        this.reader = reader;
        this.desk = desk;
        this.forwarder = forwarder;
        this.filters = filters;
        this.log = log;
        this.counts = counts;
        this.database = database;
        this.clock = clock;
    }

    void start(int workers) {
        begin("mailloop-feeder", this::feed);
        for (int i = 1; i <= workers; i++) {
            begin("mailloop-" + i, this::work);
        }
    }

    /** A message has come: need not wait for the next look. */
    void wake() {
        arrived.release();
    }

    /** Ends after what is being worked with. */
    @Override
    public void close() {
        // Nobody is interrupted: a reply that was sent on is to be booked as well.
        ending = true;
        arrived.release();
        for (Thread thread : threads) {
            try {
                thread.join(TimeUnit.SECONDS.toMillis(15));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void begin(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    private void feed() {
        while (!ending) {
            try {
                if (filters.isKnown() && queue.isEmpty()) {
                    Instant now = clock.instant();
                    for (IncomingSpool.Taken message : spool.take()) {
                        Instant due = notBefore.getOrDefault(message.name(), now);
                        if (!due.isAfter(now) && inWork.add(message.name())) {
                            queue.add(message);
                        }
                    }
                }
                if (arrived.tryAcquire(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                    arrived.drainPermits();
                }
            } catch (IOException | RuntimeException e) {
                LOG.error("Incoming messages cannot be listed: {}", e.toString());
                pause(DATABASE_PAUSE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void work() {
        while (!ending) {
            List<IncomingSpool.Taken> batch = new ArrayList<>();
            try {
                IncomingSpool.Taken next = queue.poll(LOOK_MILLIS / 2, TimeUnit.MILLISECONDS);
                if (next == null) {
                    continue;
                }
                batch.add(next);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            queue.drainTo(batch, BATCH - 1);
            try {
                process(batch);
            } catch (RuntimeException | StackOverflowError e) {
                LOG.error("Incoming messages are worked with again later", e);
                pause(DATABASE_PAUSE);
            } finally {
                batch.forEach(message -> inWork.remove(message.name()));
            }
        }
    }

    private void process(List<IncomingSpool.Taken> batch) {
        List<Letter> letters = new ArrayList<>();
        for (IncomingSpool.Taken taken : batch) {
            if (ending) {
                break;
            }
            try {
                Letter letter = reader.read(taken);
                forward(letter);
                letters.add(letter);
            } catch (Forwarder.NotNow e) {
                LOG.info("A reply is forwarded later: {}", e.getMessage());
                notBefore.put(taken.name(), clock.instant().plus(RELAY_PAUSE));
            } catch (NoSuchFileException e) {
                LOG.info("{} was taken away", taken.file());
            } catch (IOException | RuntimeException | StackOverflowError e) {
                failed(taken, e);
            }
        }
        if (letters.isEmpty()) {
            return;
        }
        try {
            finish(letters);
        } catch (RuntimeException e) {
            if (letters.size() == 1) {
                failed(letters.get(0).taken(), e);
                return;
            }
            // One of them may be at fault: the others need not suffer.
            for (Letter letter : letters) {
                try {
                    finish(List.of(letter));
                } catch (RuntimeException alone) {
                    failed(letter.taken(), alone);
                }
            }
        }
    }

    private void forward(Letter letter) throws Forwarder.NotNow {
        String name = letter.taken().name();
        Optional<String> address =
                letter.acceptance()
                        .map(Acceptance::forward)
                        .filter(text -> !text.isEmpty())
                        .filter(text -> letter.finding().kind() == Finding.Kind.REPLY)
                        .filter(text -> !Letter.isLoop(letter.mail()))
                        .filter(text -> !Consent.isGiven(letter));
        if (address.isEmpty() || forwarded.containsKey(name) || desk.isDone(name)) {
            return;
        }
        if (filters.isOurs(address.get())) {
            forwarded.put(
                    name, Deed.failed("forward", address.get() + " is a filter address itself"));
            return;
        }
        if (letter.raw().length >= Reader.MOST_BYTES) {
            forwarded.put(name, Deed.failed("forward", "the message is too long"));
            return;
        }
        try {
            forwarded.put(name, forwarder.forward(letter, address.get()));
        } catch (Forwarder.NotNow e) {
            if (letter.taken().received().isAfter(clock.instant().minus(LONGEST_RELAY))) {
                throw e;
            }
            forwarded.put(name, Deed.failed("forward", "given up: " + e.getMessage()));
        }
    }

    private void finish(List<Letter> letters) {
        Map<String, Deed> sent = new HashMap<>();
        letters.forEach(
                letter -> {
                    Deed deed = forwarded.get(letter.taken().name());
                    if (deed != null) {
                        sent.put(letter.taken().name(), deed);
                    }
                });
        List<Desk.Result> results = desk.book(letters, sent);
        log.write(results);
        for (Desk.Result result : results) {
            result.deeds().forEach(deed -> counts.done(deed.action()));
            try {
                spool.remove(result.letter().taken());
            } catch (IOException e) {
                LOG.error("{} cannot be removed: {}", result.letter().taken().file(), e.toString());
            }
            forwarded.remove(result.letter().taken().name());
            notBefore.remove(result.letter().taken().name());
        }
    }

    private void failed(IncomingSpool.Taken taken, Throwable reason) {
        if (isDatabaseAway()) {
            LOG.info("Incoming messages wait for the database: {}", reason.getMessage());
            notBefore.put(taken.name(), clock.instant().plus(DATABASE_PAUSE));
            pause(DATABASE_PAUSE);
            return;
        }
        LOG.error("Nothing could be done with {}", taken.file(), reason);
        try {
            if (taken.tries() + 1 < MOST_TRIES) {
                spool.failed(taken);
                notBefore.put(
                        taken.name(),
                        clock.instant().plus(PAUSE.multipliedBy(1L << taken.tries())));
                return;
            }
            byte[] raw = Files.readAllBytes(taken.file());
            desk.giveUp(taken, raw, String.valueOf(reason.getMessage()));
            LOG.error("It lies in {} now", spool.quarantine(taken));
            counts.done("quarantine");
            notBefore.remove(taken.name());
        } catch (IOException | RuntimeException e) {
            LOG.error("{} cannot be put aside: {}", taken.file(), e.toString());
            notBefore.put(taken.name(), clock.instant().plus(PAUSE));
        }
    }

    private boolean isDatabaseAway() {
        try {
            database.run(tx -> tx.sql().execute("SELECT 1"));
            return false;
        } catch (RuntimeException e) {
            return true;
        }
    }

    private void pause(Duration time) {
        try {
            if (!ending) {
                Thread.sleep(time.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
