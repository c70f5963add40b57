package org.openemm.recipient;

import org.openemm.database.Transaction;

/**
 * Keeps two transactions from both finding "not there yet" and both storing the same recipient.
 *
 * <p>customer_N_tbl cannot have a unique key on the address (duplicates are allowed where somebody
 * asks for them), and a locking read of a missing row only produces deadlocks. So who checks before
 * storing first takes a row of recipient_guard_tbl, chosen by the value, until its commit. It must
 * be the first statement of the transaction: what is read before belongs to an older snapshot.
 */
public final class DuplicateGuard {
    /** Rows in recipient_guard_tbl. */
    private static final int SLOTS = 64;

    private DuplicateGuard() {}

    /** For one value: the others wait only if they hit the same of the 64 slots. */
    public static void take(Transaction tx, int companyId, String column, String value) {
        int slot = Math.floorMod((companyId + "/" + column + "/" + value).hashCode(), SLOTS);
        tx.sql()
                .createQuery("SELECT slot FROM recipient_guard_tbl WHERE slot = :slot FOR UPDATE")
                .bind("slot", slot)
                .mapTo(Integer.class)
                .first();
    }

    /** For many values at once. */
    public static void takeAll(Transaction tx) {
        tx.sql()
                .createQuery("SELECT slot FROM recipient_guard_tbl ORDER BY slot FOR UPDATE")
                .mapTo(Integer.class)
                .list();
    }
}
