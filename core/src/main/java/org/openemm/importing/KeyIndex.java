package org.openemm.importing;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.openemm.database.Database;
import org.openemm.database.DatabaseFailure;
import org.openemm.database.Transaction;
import org.openemm.profilefield.ProfileField;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The index of the recipients by which an import recognises them. Where its key has none, it makes
 * one for the time of its work: without it every recipient would be compared with every row. The
 * server keeps it right whoever changes recipients meanwhile. It carries the number of the import
 * in its name and serves this import alone, so nobody misses it when it goes.
 */
final class KeyIndex {
    static final String PREFIX = "import_key_";

    private static final Logger LOG = LoggerFactory.getLogger(KeyIndex.class);

    /** Comparisons that cost less than to make an index: a few seconds. */
    private static final long WORTH = 200_000_000;

    /** A table in use is asked for that often: some ten minutes, then it is done without. */
    private static final int ATTEMPTS = 100;

    private static final long PAUSE_MILLIS = 4_000;
    private static final int IN_USE = 1205;

    /** Index is there already, or not any more; column or table is gone. */
    private static final Set<Integer> SETTLED = Set.of(1061, 1072, 1091, 1146);

    private final String name;
    private final String customers;
    private final List<ProfileField> keys;

    /**
     * @param customers name of the table
     */
    KeyIndex(long importId, String customers, List<ProfileField> keys) {
        name = PREFIX + importId;
        this.customers = customers;
        this.keys = List.copyOf(keys);
    }

    /**
     * Says to the server which index to take, where there is one that lasts until the import has
     * ended. It would choose by statistics that an import makes wrong within seconds.
     */
    String forced(Transaction tx) {
        return tx.sql()
                .createQuery(
                        """
                        SELECT index_name FROM information_schema.statistics
                         WHERE table_schema = DATABASE() AND table_name = :table AND seq_in_index = 1
                           AND column_name IN (<keys>)
                           AND (index_name = :own OR LEFT(index_name, :length) <> :prefix)
                         ORDER BY non_unique, cardinality DESC LIMIT 1
                        """)
                .bind("table", customers)
                .bindList("keys", keys.stream().map(ProfileField::column).toList())
                .bind("own", name)
                .bind("length", PREFIX.length())
                .bind("prefix", PREFIX)
                .mapTo(String.class)
                .findOne()
                .map("FORCE INDEX (`%s`)"::formatted)
                .orElse("");
    }

    /**
     * Makes the index if it is worth it and none is there; others go on reading and writing.
     *
     * @param rows that will be looked up
     * @param added how many recipients will be added meanwhile
     */
    void provide(Database database, long rows, long added) {
        boolean there = database.inTransaction(tx -> !forced(tx).isEmpty());
        if (there || rows * (database.inTransaction(this::recipients) + added) < WORTH) {
            return;
        }
        String columns = keys.stream().map(StageTable::indexed).collect(Collectors.joining(", "));
        LOG.info("{} of {} comes for {} rows", name, columns, rows);
        String sql =
                "ALTER TABLE %s WAIT 2 ADD INDEX %s (%s), ALGORITHM=INPLACE, LOCK=NONE"
                        .formatted(customers, name, columns);
        for (int attempt = 1; !tried(database, sql); attempt++) {
            if (attempt == ATTEMPTS) {
                LOG.warn("{} does not come, the recipients are in use: the import is slow", name);
                return;
            }
            pause();
        }
    }

    /**
     * @return false while the table is in use
     */
    static boolean drop(Database database, long importId, String customers) {
        return !isThere(database, importId, customers)
                || tried(
                        database,
                        "ALTER TABLE %s WAIT 2 DROP INDEX %s, ALGORITHM=INPLACE, LOCK=NONE"
                                .formatted(customers, PREFIX + importId));
    }

    private static boolean isThere(Database database, long importId, String customers) {
        return database.inTransaction(
                tx ->
                        tx.sql()
                                .createQuery(
                                        """
                                        SELECT COUNT(*) > 0 FROM information_schema.statistics
                                         WHERE table_schema = DATABASE() AND table_name = :table AND index_name = :name
                                        """)
                                .bind("table", customers)
                                .bind("name", PREFIX + importId)
                                .mapTo(boolean.class)
                                .one());
    }

    /** About as many; the server counts them now and then. */
    private long recipients(Transaction tx) {
        return tx.sql()
                .createQuery(
                        """
                        SELECT COALESCE(MAX(table_rows), 0) FROM information_schema.tables
                         WHERE table_schema = DATABASE() AND table_name = :table
                        """)
                .bind("table", customers)
                .mapTo(Long.class)
                .one();
    }

    /** False when the table is in use. */
    private static boolean tried(Database database, String sql) {
        return database.inTransaction(
                tx -> {
                    try (Statement statement = tx.connection().createStatement()) {
                        statement.execute(sql);
                        return true;
                    } catch (SQLException e) {
                        if (SETTLED.contains(e.getErrorCode())) {
                            return true;
                        }
                        if (e.getErrorCode() == IN_USE) {
                            return false;
                        }
                        throw new DatabaseFailure(e);
                    }
                });
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ImportWork.Interrupted();
        }
    }
}
