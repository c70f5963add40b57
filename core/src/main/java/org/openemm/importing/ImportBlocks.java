package org.openemm.importing;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.Query;
import org.openemm.database.Transaction;

/** SQL of recipient_import_block_tbl: which blocks of an import are written. */
final class ImportBlocks {
    private static final String SELECT =
            """
            SELECT block, inserted, updated, bound, first_id, last_id, unbound
              FROM recipient_import_block_tbl
            """;

    /**
     * A block that is written.
     *
     * @param number from 0
     * @param firstId recipients that it added lie between this and the other id; 0 for none
     * @param unbound their bindings are still to be written
     */
    record Block(
            int number,
            long inserted,
            long updated,
            long bound,
            long firstId,
            long lastId,
            boolean unbound) {}

    List<Block> of(Transaction tx, long importId) {
        return read(
                tx.sql()
                        .createQuery(SELECT + " WHERE import_id = :id ORDER BY block")
                        .bind("id", importId));
    }

    Optional<Block> find(Transaction tx, long importId, int block) {
        return read(
                        tx.sql()
                                .createQuery(SELECT + " WHERE import_id = :id AND block = :block")
                                .bind("id", importId)
                                .bind("block", block))
                .stream()
                .findFirst();
    }

    private static List<Block> read(Query query) {
        return query.map(
                        (row, context) ->
                                new Block(
                                        row.getInt("block"),
                                        row.getLong("inserted"),
                                        row.getLong("updated"),
                                        row.getLong("bound"),
                                        row.getLong("first_id"),
                                        row.getLong("last_id"),
                                        row.getBoolean("unbound")))
                .list();
    }

    /** Fails when somebody else has written the block meanwhile, so it is never written twice. */
    void insert(Transaction tx, long importId, Block block) {
        tx.sql()
                .createUpdate(
                        """
                        INSERT INTO recipient_import_block_tbl
                               (import_id, block, inserted, updated, bound, first_id, last_id, unbound)
                        VALUES (:id, :block, :inserted, :updated, :bound, :first, :last, :unbound)
                        """)
                .bind("id", importId)
                .bind("block", block.number())
                .bind("inserted", block.inserted())
                .bind("updated", block.updated())
                .bind("bound", block.bound())
                .bind("first", block.firstId())
                .bind("last", block.lastId())
                .bind("unbound", block.unbound())
                .execute();
    }

    /** First of all in the transaction that binds; false when it is done already. */
    boolean bound(Transaction tx, long importId, int block) {
        return tx.sql()
                        .createUpdate(
                                """
                                UPDATE recipient_import_block_tbl SET unbound = 0
                                 WHERE import_id = :id AND block = :block AND unbound = 1
                                """)
                        .bind("id", importId)
                        .bind("block", block)
                        .execute()
                > 0;
    }

    void addBound(Transaction tx, long importId, int block, long bound) {
        tx.sql()
                .createUpdate(
                        """
                        UPDATE recipient_import_block_tbl SET bound = bound + :bound
                         WHERE import_id = :id AND block = :block
                        """)
                .bind("id", importId)
                .bind("block", block)
                .bind("bound", bound)
                .execute();
    }

    void clear(Transaction tx, long importId) {
        tx.sql()
                .createUpdate("DELETE FROM recipient_import_block_tbl WHERE import_id = :id")
                .bind("id", importId)
                .execute();
    }
}
