package org.openemm.delivery;

import java.util.Optional;
import org.openemm.database.Transaction;

/** Send jobs as the backend reads them. */
public final class Maildrops {
    private Maildrops() {}

    public static Optional<Maildrop> find(Transaction tx, int statusId) {
        return new MaildropStore().find(tx, statusId);
    }
}
