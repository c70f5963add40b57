package org.openemm.recipient;

import static org.openemm.profilefield.CustomerTable.customerTable;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.openemm.InvalidInput;
import org.openemm.account.Actor;
import org.openemm.account.RecipientLimit;
import org.openemm.database.Transaction;

/**
 * {@link RecipientLimit} where only ids of recipients are at hand. Costs nothing for actors who may
 * know of everybody.
 */
public final class RecipientAccess {
    private RecipientAccess() {}

    /** Those of the recipients of whom the actor may know. */
    public static Set<Long> seen(Transaction tx, Actor actor, Collection<Long> ids) {
        if (actor.limit().isNone() || ids.isEmpty()) {
            return new HashSet<>(ids);
        }
        return tx.sql()
                .createQuery(
                        "SELECT cust.customer_id FROM %s cust WHERE cust.customer_id IN (<ids>)%s"
                                .formatted(customerTable(actor.companyId()), actor.limit().and()))
                .bindList("ids", List.copyOf(ids))
                .mapTo(Long.class)
                .set();
    }

    /** Whether the actor may know of the recipient; true for an id that nobody has, too. */
    public static boolean sees(Transaction tx, Actor actor, long id) {
        return actor.limit().isNone() || seen(tx, actor, List.of(id)).contains(id);
    }

    /**
     * Condition on a table that names recipients, to be put behind another one; empty for actors
     * who may know of everybody.
     *
     * @param column with the id of the recipient, qualified, e.g. {@code b.customer_id}
     */
    public static String and(Actor actor, String column) {
        return actor.limit().isNone()
                ? ""
                : " AND EXISTS (SELECT 1 FROM %s cust WHERE cust.customer_id = %s%s)"
                        .formatted(customerTable(actor.companyId()), column, actor.limit().and());
    }

    /**
     * To be asked after a recipient was stored or changed.
     *
     * @throws InvalidInput the actor would not see the recipient any more: nothing is to be kept
     */
    static void requireSeen(Transaction tx, Actor actor, long id) {
        if (!sees(tx, actor, id)) {
            throw new InvalidInput("", "recipient.limit.outside");
        }
    }
}
