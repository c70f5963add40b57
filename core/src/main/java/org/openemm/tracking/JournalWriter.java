package org.openemm.tracking;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.openemm.database.Database;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the journal into the database: reads events behind the stored position, writes them, the
 * roll-up counters and the new position in one transaction. While the database is away it waits and
 * tries again; nothing is skipped and nothing is written twice. One thread of its own.
 */
public final class JournalWriter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JournalWriter.class);
    static final int BATCH = 5_000;
    private static final Duration IDLE = Duration.ofMillis(100);
    private static final Duration MAX_BACKOFF = Duration.ofSeconds(10);

    private final Database database;
    private final Journal journal;
    private final JournalReader reader;
    private final EventStore store;
    private final String node;
    private final Thread thread;
    private volatile boolean running = true;

    public JournalWriter(Database database, Journal journal) throws IOException {
        this.database = database;
        this.journal = journal;
        this.reader = new JournalReader(journal);
        this.store = new EventStore(database);
        this.node = identity(journal.folder());
        this.thread = new Thread(this::loop, "tracking-journal-writer");
    }

    public void start() {
        thread.start();
    }

    /**
     * Writes what the journal holds if the database answers, then ends. What remains is written
     * after the next start.
     */
    @Override
    public void close() {
        running = false;
        LockSupport.unpark(thread);
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void loop() {
        Duration backoff = IDLE;
        boolean more = true;
        while (running || more) {
            try {
                more = writeBatch() > 0;
                backoff = IDLE;
                if (!more && running) {
                    LockSupport.parkNanos(IDLE.toNanos());
                }
            } catch (RuntimeException | IOException e) {
                if (!running) {
                    LOG.warn(
                            "Openings and clicks stay in the journal until the next start: {}",
                            e.getMessage());
                    return;
                }
                LOG.warn(
                        "Openings and clicks wait in the journal, next try in {} ms: {}",
                        backoff.toMillis(),
                        e.getMessage());
                LockSupport.parkNanos(backoff.toNanos());
                backoff =
                        backoff.multipliedBy(2).compareTo(MAX_BACKOFF) < 0
                                ? backoff.multipliedBy(2)
                                : MAX_BACKOFF;
            }
        }
    }

    /** Writes the next events; gives how many. */
    int writeBatch() throws IOException {
        JournalPosition from = database.inTransaction(tx -> store.position(tx, node));
        JournalReader.Batch batch = reader.read(from, BATCH);
        if (batch.next().equals(from)) {
            return 0;
        }
        store.prepare(batch.events());
        database.run(
                tx -> {
                    if (!store.movePosition(tx, node, from, batch.next())) {
                        throw new IllegalStateException(
                                "Another process writes the events of journal " + node);
                    }
                    store.write(tx, batch.events());
                });
        deleteFinished(batch.next());
        return batch.events().size();
    }

    private void deleteFinished(JournalPosition position) throws IOException {
        for (long segment : Segments.all(journal.folder())) {
            if (segment < position.segment()) {
                Files.deleteIfExists(Segments.file(journal.folder(), segment));
            }
        }
    }

    /**
     * A journal folder keeps its name for life, so that its position is found again on whatever
     * host it is mounted.
     */
    private static String identity(Path folder) throws IOException {
        Path file = folder.resolve("identity");
        if (!Files.exists(file)) {
            Path fresh =
                    Files.writeString(folder.resolve("identity.new"), UUID.randomUUID().toString());
            Files.move(fresh, file, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
        }
        return Files.readString(file, StandardCharsets.UTF_8).strip();
    }
}
