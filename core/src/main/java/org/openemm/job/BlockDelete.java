package org.openemm.job;

import java.util.Map;
import java.util.function.BooleanSupplier;
import org.openemm.database.Database;

/**
 * Deletes many rows in small transactions, so that nobody else waits long and a stopped job loses
 * nothing.
 */
final class BlockDelete {
    /** Rows of one transaction. */
    static final int BLOCK = 5000;

    private final Database database;
    private final BooleanSupplier stop;
    private final int block;

    BlockDelete(Database database, BooleanSupplier stop, int block) {
        if (block < 1) {
            throw new IllegalArgumentException("Block size " + block);
        }
        this.database = database;
        this.stop = stop;
        this.block = block;
    }

    /**
     * Repeats a DELETE until nothing is left or the job is stopped.
     *
     * @param delete a statement on one table, without LIMIT
     * @return rows deleted
     */
    long all(String delete, Map<String, ?> values) {
        long deleted = 0;
        while (!stop.getAsBoolean()) {
            int rows =
                    database.inTransaction(
                            tx ->
                                    tx.sql()
                                            .createUpdate(delete + " LIMIT :block")
                                            .bindMap(values)
                                            .bind("block", block)
                                            .execute());
            deleted += rows;
            if (rows < block) {
                return deleted;
            }
        }
        return deleted;
    }
}
