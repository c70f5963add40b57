package org.openemm.profilefield;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import org.openemm.InvalidInput;
import org.openemm.database.Database;
import org.openemm.database.DatabaseFailure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what profile_field_change_tbl asks for, one change of a company after the other.
 *
 * <p>Who works on a company holds a lock of that name on the connection that changes the table. It
 * goes with the connection, and stays as long as the database works for it: after the end of a
 * process another one goes on, and never beside the first. Each step looks at what is there and
 * does what is missing, so it can be done again.
 */
final class FieldWorks {
    private static final Logger LOG = LoggerFactory.getLogger(FieldWorks.class);
    private static final Duration WATCH = Duration.ofSeconds(10);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private static final int HISTORY_BLOCK = 20_000;

    /** With the longest pause a bit more than an hour. */
    private static final int MAX_ATTEMPTS = 700;

    private final Database database;
    private final Clock clock;
    private final IntConsumer changed;
    private final ProfileFieldStore fields = new ProfileFieldStore();
    private final FieldChangeStore store = new FieldChangeStore();
    private final ScheduledExecutorService executor =
            Executors.newScheduledThreadPool(1, FieldWorks::thread);

    /**
     * @param changed told the company whose fields are others now
     */
    FieldWorks(Database database, Clock clock, IntConsumer changed) {
        this.database = database;
        this.clock = clock;
        this.changed = changed;
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "profile-fields");
        thread.setDaemon(true);
        return thread;
    }

    /** Works on a company in the background. */
    void start(int companyId, Duration delay) {
        executor.schedule(() -> guarded(companyId), delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Goes on with what was cut off or had to wait, now and from time to time. */
    void watch() {
        executor.scheduleWithFixedDelay(
                () -> {
                    try {
                        database.inTransaction(store::companies).forEach(this::guarded);
                    } catch (RuntimeException e) {
                        LOG.warn("Looking for changes of profile fields: {}", e.getMessage());
                    }
                },
                1,
                WATCH.toSeconds(),
                TimeUnit.SECONDS);
    }

    void close() {
        executor.shutdownNow();
    }

    private void guarded(int companyId) {
        try {
            work(companyId);
        } catch (RuntimeException e) {
            LOG.warn("Changing profile fields of company {}: {}", companyId, e.getMessage());
        }
    }

    /** Does everything that can be done now; nothing while somebody else is at it. */
    void work(int companyId) {
        try (Connection connection = database.dataSource().getConnection()) {
            String lock = "profile fields of company " + companyId;
            if (number(connection, "SELECT GET_LOCK(CONCAT(DATABASE(), ?), 0)", lock) != 1) {
                return;
            }
            try {
                long self = number(connection, "SELECT CONNECTION_ID() + 0 * LENGTH(?)", lock);
                Optional<FieldChange> next;
                while ((next = next(companyId)).isPresent()) {
                    work(connection, self, next.get());
                }
            } finally {
                number(connection, "SELECT RELEASE_LOCK(CONCAT(DATABASE(), ?))", lock);
            }
        } catch (SQLException e) {
            throw new DatabaseFailure(e);
        }
    }

    private Optional<FieldChange> next(int companyId) {
        return database.inTransaction(tx -> store.next(tx, companyId, clock.instant()));
    }

    private void work(Connection connection, long self, FieldChange change) {
        List<InvalidInput.Problem> problems = List.of();
        try {
            begin(change, self);
            FieldDdl ddl = new FieldDdl(connection, change.companyId(), new Patient(change.id()));
            if (change.kind() == FieldChange.Kind.DELETE) {
                delete(connection, ddl, change);
            } else {
                save(connection, ddl, change);
            }
        } catch (InvalidInput e) {
            problems = e.problems();
        } catch (Interrupted e) {
            throw e;
        } catch (RuntimeException e) {
            if (executor.isShutdown()) {
                throw e;
            }
            LOG.error("Change {} of profile field {}", change.id(), change.field().column(), e);
            problems = List.of(new InvalidInput.Problem("", "profilefield.failed", change.id()));
        }
        List<InvalidInput.Problem> end = problems;
        database.run(tx -> store.end(tx, change, end, clock.instant()));
        changed.accept(change.companyId());
    }

    /** From here on a column that is there is our own. */
    private void begin(FieldChange change, long self) {
        database.run(
                tx -> {
                    boolean first = change.state() == FieldChange.State.WAITING;
                    if (first
                            && change.kind() == FieldChange.Kind.CREATE
                            && fields.column(tx, change.companyId(), change.field().column())
                                    .isPresent()) {
                        throw new InvalidInput(
                                "column", "profilefield.column.taken", change.field().column());
                    }
                    store.running(tx, change.id(), self, clock.instant());
                });
    }

    private void save(Connection connection, FieldDdl ddl, FieldChange change) {
        int company = change.companyId();
        ProfileField wanted = change.field();
        Optional<ProfileField> there =
                database.inTransaction(tx -> fields.column(tx, company, wanted.column()));
        if (there.isEmpty() && change.kind() == FieldChange.Kind.CHANGE) {
            throw new InvalidInput("column", "recipient.field.unknown", wanted.column());
        }
        if (there.isEmpty()) {
            ddl.add(wanted);
        } else if (!wanted.isStandard() && isOther(there.get(), wanted)) {
            change(connection, ddl, change, there.get(), wanted);
        }
        try {
            if (!wanted.isStandard()) {
                index(connection, ddl, company, wanted);
            }
            history(connection, ddl, company, wanted);
            database.run(tx -> fields.describe(tx, company, wanted, clock.instant()));
        } catch (Interrupted e) {
            throw e;
        } catch (RuntimeException e) {
            undo(connection, ddl, change, there);
            throw e;
        }
    }

    /** Makes the table what it was before. */
    private void undo(
            Connection connection,
            FieldDdl ddl,
            FieldChange change,
            Optional<ProfileField> before) {
        ProfileField wanted = change.field();
        if (change.kind() == FieldChange.Kind.CREATE) {
            history(connection, ddl, change.companyId(), wanted.withHistory(false));
            ddl.drop(wanted.column());
        } else if (before.isPresent() && !wanted.isStandard() && isOther(before.get(), wanted)) {
            change(connection, ddl, change, wanted, before.get());
        }
    }

    private void change(
            Connection connection,
            FieldDdl ddl,
            FieldChange change,
            ProfileField now,
            ProfileField wanted) {
        FieldCopy copy = new FieldCopy(connection, change.companyId(), ddl);
        if (change.state() == FieldChange.State.RUNNING) {
            copy.clean(now.column());
        }
        if (!ddl.change(now, wanted)) {
            dropIndex(connection, ddl, change.companyId(), now.column());
            copy.run(
                    now,
                    wanted,
                    percent -> database.run(tx -> store.percent(tx, change.id(), percent)));
        }
    }

    private static boolean isOther(ProfileField there, ProfileField wanted) {
        return there.length() != wanted.length()
                || there.nullable() != wanted.nullable()
                || !StandardValue.isSame(there, wanted);
    }

    private void index(Connection connection, FieldDdl ddl, int company, ProfileField wanted) {
        boolean indexed =
                database.inTransaction(tx -> fields.column(tx, company, wanted.column()))
                        .map(ProfileField::indexed)
                        .orElse(false);
        if (wanted.indexed() && !indexed) {
            ddl.addIndex(indexName(company, wanted.column()), wanted);
        } else if (!wanted.indexed()) {
            dropIndex(connection, ddl, company, wanted.column());
        }
    }

    private static void dropIndex(Connection connection, FieldDdl ddl, int company, String column) {
        String name = indexName(company, column);
        if (number(
                        connection,
                        "SELECT COUNT(*) FROM information_schema.statistics WHERE table_schema ="
                                + " DATABASE() AND index_name = ?",
                        name)
                > 0) {
            ddl.dropIndex(name);
        }
    }

    private static String indexName(int company, String column) {
        return "cust" + company + "_field_" + column + "_idx";
    }

    /** The triggers first: a field of which the catalogue says it is kept is kept. */
    private void history(Connection connection, FieldDdl ddl, int company, ProfileField wanted) {
        List<ProfileField> kept =
                new ArrayList<>(
                        database.inTransaction(tx -> fields.all(tx, company)).stream()
                                .filter(ProfileField::historized)
                                .filter(field -> !field.column().equals(wanted.column()))
                                .toList());
        if (wanted.historized()) {
            kept.add(wanted);
        }
        kept.sort((one, other) -> one.column().compareTo(other.column()));
        FieldTriggers.set(connection, ddl, company, kept);
    }

    private void delete(Connection connection, FieldDdl ddl, FieldChange change) {
        int company = change.companyId();
        ProfileField field = change.field();
        history(connection, ddl, company, field.withHistory(false));
        boolean there =
                database.inTransaction(tx -> fields.column(tx, company, field.column()))
                        .isPresent();
        if (there) {
            ddl.drop(field.column());
        }
        forgetHistory(company, field.column());
        database.run(tx -> fields.forget(tx, company, field.column()));
    }

    /** Another field of that name may come one day. */
    private void forgetHistory(int company, String column) {
        long last = database.inTransaction(tx -> FieldHistory.last(tx, company));
        for (long id = 0; id < last; id += HISTORY_BLOCK) {
            long from = id;
            database.run(
                    tx -> FieldHistory.forget(tx, company, column, from, from + HISTORY_BLOCK));
        }
    }

    private static long number(Connection connection, String sql, String argument) {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, argument);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        } catch (SQLException e) {
            throw new DatabaseFailure(e);
        }
    }

    private static final class Interrupted extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** Waits a little longer each time, and lets people know. */
    private final class Patient implements FieldDdl.Patience {
        private final long id;
        private int attempts;

        Patient(long id) {
            this.id = id;
        }

        @Override
        public void pause() {
            attempts++;
            if (attempts > MAX_ATTEMPTS) {
                throw new InvalidInput("column", "profilefield.busy");
            }
            database.run(tx -> store.attempted(tx, id, attempts));
            long pause = Math.min(LONGEST_PAUSE.toMillis(), 100L << Math.min(10, attempts));
            try {
                Thread.sleep(pause);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new Interrupted();
            }
        }
    }
}
