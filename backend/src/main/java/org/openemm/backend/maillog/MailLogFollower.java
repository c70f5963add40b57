package org.openemm.backend.maillog;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.openemm.company.UidKeys;
import org.openemm.config.Home;
import org.openemm.config.SystemCfg;
import org.openemm.database.Database;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the log of the mail server and books what becomes of our mails. Where it is: {@code
 * maillog} in system.cfg ({@code -}: none), else {@code /var/log/maillog} or {@code
 * /var/log/mail.log}. The position is in the database, written together with what was read: a kill
 * at any time loses nothing and repeats nothing. While the database is away the log waits. A log
 * that cannot be read is told once here, and to whoever asks (mail_log_state_tbl).
 */
public final class MailLogFollower implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MailLogFollower.class);
    private static final Duration EVERY = Duration.ofMillis(500);
    private static final Path USUAL = Path.of("/var/log/maillog");
    private static final Path DEBIAN = Path.of("/var/log/mail.log");
    private static final String NONE = "-";
    private static final int TRIES = 5;

    private final Optional<Path> path;
    private final Database database;
    private final Clock clock;
    private final MailLogStore store;
    private final MailLogBooking booking;
    private final OutcomeLogs logs;
    private final LogTime times;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "maillog"));

    private LogReader reader;
    private OpenMails mails;
    private Path following;

    /** Read but not in the database yet. */
    private LogReader.Lines pending;

    /** Null: nothing was said yet. */
    private String problem;

    /** How often the pending lines failed though the database answered. */
    private int failures;

    private boolean reachable = true;

    private MailLogFollower(
            Optional<Path> path,
            Database database,
            Home home,
            String host,
            Clock clock,
            ZoneId zone) {
        this.path = path;
        this.database = database;
        this.clock = clock;
        store = new MailLogStore(host);
        booking = new MailLogBooking(store);
        logs = new OutcomeLogs(home, host, clock);
        times = new LogTime(clock, zone);
    }

    /** The follower that the settings ask for, not started. */
    public static MailLogFollower of(
            SystemCfg settings, Database database, Home home, String host, Clock clock) {
        Optional<Path> set =
                settings.get("OPENEMM_MAILLOG", "maillog")
                        .map(String::strip)
                        .filter(text -> !text.isEmpty())
                        .map(Path::of);
        return of(set, database, home, host, clock, ZoneId.systemDefault());
    }

    static MailLogFollower of(
            Optional<Path> path,
            Database database,
            Home home,
            String host,
            Clock clock,
            ZoneId zone) {
        return new MailLogFollower(path, database, home, host, clock, zone);
    }

    public void start() {
        if (path.isPresent() && path.get().toString().equals(NONE)) {
            return;
        }
        timer.scheduleWithFixedDelay(this::round, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Books what is there, until nothing is left or something is in the way. */
    void round() {
        try {
            while (step()) {
                // The next piece.
            }
            reachable = true;
        } catch (RuntimeException e) {
            if (reachable) {
                LOG.warn("The log of the mail server waits, it is read later: {}", e.toString());
            }
            reachable = false;
        }
    }

    /** False: nothing is left at the moment. */
    private boolean step() {
        if (Thread.currentThread().isInterrupted()) {
            return false;
        }
        try {
            open();
            if (pending == null) {
                pending = reader.next().orElse(null);
            }
        } catch (IOException e) {
            say(describe(e));
            return false;
        }
        say("");
        if (pending == null) {
            return false;
        }
        OpenMails.Piece piece = mails.read(pending.lines(), times);
        try {
            save(piece, failures < TRIES);
            failures = 0;
        } catch (RuntimeException e) {
            failures = isAnswering() ? failures + 1 : 0;
            throw e;
        }
        mails.keep(piece);
        pending = null;
        logs.write(piece.outcomes());
        return true;
    }

    /**
     * @param together false: one mail that cannot be booked shall not keep back all others
     */
    private void save(OpenMails.Piece piece, boolean together) {
        if (!together) {
            piece.outcomes().forEach(this::single);
        }
        database.run(
                tx -> {
                    if (together) {
                        booking.book(tx, piece.outcomes());
                    }
                    store.save(tx, piece.changes());
                    store.save(
                            tx, following.toString(), pending.position(), piece, clock.instant());
                });
    }

    private void single(Outcome outcome) {
        try {
            database.run(tx -> booking.book(tx, List.of(outcome)));
        } catch (RuntimeException e) {
            LOG.error("What the log says about a mail is left out: {}", outcome, e);
        }
    }

    private boolean isAnswering() {
        try {
            database.run(tx -> tx.sql().execute("SELECT 1"));
            return true;
        } catch (RuntimeException e) {
            return false;
        }
    }

    private void open() {
        if (reader != null) {
            return;
        }
        Path chosen =
                path.orElseGet(() -> !Files.exists(USUAL) && Files.exists(DEBIAN) ? DEBIAN : USUAL);
        database.run(
                tx -> {
                    LogPosition position = store.position(tx, chosen.toString());
                    mails =
                            new OpenMails(
                                    new MessageIds(UidKeys.ofAll(database, clock)),
                                    store.queue(tx));
                    reader = new LogReader(chosen, position);
                });
        following = chosen;
    }

    private void say(String now) {
        if (now.equals(problem)) {
            return;
        }
        if (now.isEmpty()) {
            LOG.info("Following the log of the mail server: {}", following);
        } else if (path.isEmpty() && !Files.exists(following)) {
            // Usual where mails go to the built-in mailbox or to a relay elsewhere.
            LOG.info("{}", now);
            forgetChoice();
        } else {
            LOG.warn("{}", now);
        }
        database.run(tx -> store.problem(tx, now, clock.instant()));
        problem = now;
    }

    /** A log may come into being at the other place. */
    private void forgetChoice() {
        if (Files.exists(DEBIAN)) {
            reader = null;
        }
    }

    private String describe(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "There is no log of a mail server at " + following;
        }
        if (e instanceof AccessDeniedException) {
            return "The log of the mail server may not be read by user "
                    + System.getProperty("user.name")
                    + ": "
                    + following;
        }
        return "The log of the mail server cannot be read: " + e;
    }

    @Override
    public void close() throws IOException {
        timer.shutdown();
        try {
            if (!timer.awaitTermination(1, TimeUnit.MINUTES)) {
                timer.shutdownNow();
            }
        } catch (InterruptedException e) {
            timer.shutdownNow();
            Thread.currentThread().interrupt();
        }
        if (reader != null) {
            reader.close();
        }
    }
}
