package org.openemm.mailing;

import java.time.Instant;
import org.openemm.InvalidInput;
import org.openemm.account.Actor;
import org.openemm.database.Transaction;

/** What every change of a mailing begins and ends with. */
final class MailingEditing {
    private MailingEditing() {}

    /**
     * Locks the mailing against other changes until the transaction ends.
     *
     * @throws InvalidInput it was sent to its list or is activated, and the actor has no right to
     *     change content always
     */
    static MailingRow begin(Transaction tx, Actor actor, int mailingId) {
        return begin(tx, actor, mailingId, "change");
    }

    /** As {@link #begin(Transaction, Actor, int)} with another right than the one to change. */
    static MailingRow beginWith(Transaction tx, Actor actor, int mailingId, String right) {
        actor.require(right);
        MailingRow row = MailingStore.lock(tx, actor, mailingId);
        requireEditable(tx, actor, row);
        return row;
    }

    static void changed(MailingRow row, Instant now) {
        row.touch(now);
        if (!row.isTemplate()) {
            row.workStatus = WorkStatus.EDIT.key();
        }
    }

    private static MailingRow begin(Transaction tx, Actor actor, int mailingId, String what) {
        MailingRow row = MailingStore.lock(tx, actor, mailingId);
        actor.require(Mailings.right(row.isTemplate(), what));
        requireEditable(tx, actor, row);
        return row;
    }

    private static void requireEditable(Transaction tx, Actor actor, MailingRow row) {
        boolean always = actor.rights().contains("mailing.content.change.always");
        if (!always && !row.isTemplate() && MailingStore.isLaunched(tx, row.id)) {
            throw new InvalidInput("", "mailing.error.alreadySent");
        }
    }
}
