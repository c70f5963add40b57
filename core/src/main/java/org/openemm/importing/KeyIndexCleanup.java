package org.openemm.importing;

import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.openemm.database.Database;
import org.openemm.database.Transaction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes the indexes of imports that are not at work any more, see {@link KeyIndex}. */
final class KeyIndexCleanup {
    private static final Logger LOG = LoggerFactory.getLogger(KeyIndexCleanup.class);

    /** A table in use is asked for again. */
    private static final long PAUSE_SECONDS = 20;

    private final Database database;
    private final ScheduledExecutorService executor;

    KeyIndexCleanup(Database database, ScheduledExecutorService executor) {
        this.database = database;
        this.executor = executor;
    }

    /** At once, or as soon as nobody has the recipients for himself. */
    void drop(Import task) {
        drop(new Left(task.id(), StageTable.customers(task.companyId())));
    }

    /** What crashes and failures have left. */
    void dropLeft() {
        try {
            database.inTransaction(KeyIndexCleanup::left).forEach(this::drop);
        } catch (RuntimeException e) {
            LOG.warn("Indexes of imports that have ended: {}", e.getMessage());
            later(this::dropLeft);
        }
    }

    private void drop(Left index) {
        if (!KeyIndex.drop(database, index.importId(), index.customers())) {
            later(() -> drop(index));
        }
    }

    private void later(Runnable task) {
        if (!executor.isShutdown()) {
            executor.schedule(task, PAUSE_SECONDS, TimeUnit.SECONDS);
        }
    }

    private record Left(long importId, String customers) {}

    private static List<Left> left(Transaction tx) {
        return tx.sql()
                .createQuery(
                        """
                        SELECT s.table_name, CAST(SUBSTRING(s.index_name, :skip) AS UNSIGNED) AS import_id
                          FROM information_schema.statistics s
                         WHERE s.table_schema = DATABASE() AND s.table_name LIKE 'customer%tbl'
                           AND s.index_name REGEXP '^import_key_[0-9]+$' AND s.seq_in_index = 1
                           AND NOT EXISTS (SELECT 1 FROM recipient_import_tbl i
                                            WHERE i.import_id = CAST(SUBSTRING(s.index_name, :skip) AS UNSIGNED)
                                              AND (i.state IN ('CHECKING', 'RUNNING') OR i.results = 1))
                        """)
                .bind("skip", KeyIndex.PREFIX.length() + 1)
                .map((row, context) -> new Left(row.getLong("import_id"), row.getString(1)))
                .list();
    }
}
