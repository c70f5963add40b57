package org.openemm.exporting;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import org.openemm.InvalidInput;
import org.openemm.account.Actor;
import org.openemm.database.Database;
import org.openemm.database.Transaction;
import org.openemm.tabular.RowWriter;

/** Writes the rows of one export. */
final class ExportWork {
    /** Enough that a round trip does not count, little enough that the heap stays flat. */
    static final int FETCH = 2_000;

    private static final int LOOK = 0x3FF;

    /**
     * MariaDB: no such column, no such table, the table was changed after the picture was taken.
     */
    private static final List<Integer> CHANGED = List.of(1054, 1146, 1412);

    private final Database database;
    private final ExportQueries queries;
    private final ExportFiles files;

    ExportWork(Database database, ExportQueries queries, ExportFiles files) {
        this.database = database;
        this.queries = queries;
        this.files = files;
    }

    /**
     * @param rows written
     * @param losses what the form of the file could not hold
     */
    record Written(long rows, RowWriter.Losses losses) {}

    /**
     * Writes the unfinished file from its beginning to its end.
     *
     * @param maxRows negative for any number
     * @throws InvalidInput the data has changed, the disk is full, or there are too many
     * @throws Pulse.Stopped when it was stopped
     */
    Written write(Actor actor, Export task, Pulse pulse, long maxRows) {
        FileFormat format = task.settings().format();
        try {
            return database.inTransaction(
                    tx -> {
                        ExportQuery query = queries.of(tx, actor, task.settings());
                        RowWriter out = files.open(task.id(), task.name(), task.fileName(), format);
                        long rows;
                        try (out) {
                            out.heading(query.headings());
                            rows = rows(tx, query, out, pulse, maxRows);
                        }
                        return new Written(rows, out.losses());
                    });
        } catch (IOException | UncheckedIOException e) {
            throw pulse.isStopped() ? new Pulse.Stopped() : diskProblem(e);
        } catch (Pulse.Stopped | InvalidInput e) {
            throw e;
        } catch (RuntimeException e) {
            if (pulse.isStopped()) {
                throw new Pulse.Stopped();
            }
            throw isChange(e) ? new InvalidInput("", "exporting.wrong.changed") : e;
        }
    }

    private static long rows(
            Transaction tx, ExportQuery query, RowWriter out, Pulse pulse, long maxRows)
            throws IOException {
        long highest = tx.sql().createQuery(query.lastId()).mapTo(Long.class).one();
        try {
            return tx.sql()
                    .createQuery(query.sql())
                    .bindMap(query.values())
                    .setFetchSize(FETCH)
                    .scanResultSet(
                            (result, context) -> {
                                ResultSet row = result.get();
                                Statement statement = context.getStatement();
                                pulse.begin(statement, highest);
                                boolean done = false;
                                try {
                                    long rows = each(row, query, out, pulse, maxRows);
                                    done = true;
                                    return rows;
                                } catch (IOException e) {
                                    throw new UncheckedIOException(e);
                                } finally {
                                    if (!done) {
                                        pulse.kill();
                                    }
                                    pulse.end();
                                }
                            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static long each(
            ResultSet row, ExportQuery query, RowWriter out, Pulse pulse, long maxRows)
            throws SQLException, IOException {
        Cell[] cells = query.cells().toArray(Cell[]::new);
        long rows = 0;
        goOn(pulse);
        while (row.next()) {
            for (Cell cell : cells) {
                cell.write(row, out);
            }
            out.endRow();
            rows++;
            if (rows == maxRows + 1 && maxRows >= 0) {
                throw new InvalidInput("", "exporting.rows", maxRows);
            }
            if ((rows & LOOK) == 0) {
                pulse.at(rows, row.getLong(1));
                goOn(pulse);
            }
        }
        goOn(pulse);
        return rows;
    }

    private static void goOn(Pulse pulse) {
        if (pulse.isStopped()) {
            throw new Pulse.Stopped();
        }
    }

    private static InvalidInput diskProblem(Exception e) {
        String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        boolean full = message.contains("no space") || message.contains("quota");
        return new InvalidInput("", full ? "exporting.disk.full" : "exporting.disk");
    }

    private static boolean isChange(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && CHANGED.contains(sql.getErrorCode())) {
                return true;
            }
        }
        return false;
    }
}
