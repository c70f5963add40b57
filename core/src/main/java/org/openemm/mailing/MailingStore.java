package org.openemm.mailing;

import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.Optional;
import org.openemm.NotFound;
import org.openemm.account.Actor;
import org.openemm.content.LinkTags;
import org.openemm.database.Transaction;

/** mailing_tbl and mailing_mt_tbl, one company at a time. */
final class MailingStore {
    private MailingStore() {}

    /**
     * The row of a mailing or template that is not deleted.
     *
     * @throws NotFound also when it is another company's
     */
    static MailingRow get(Transaction tx, Actor actor, int mailingId) {
        return find(tx, actor, mailingId, LockModeType.NONE)
                .filter(row -> row.deleted == 0)
                .orElseThrow(() -> new NotFound("mailing", mailingId));
    }

    /** As {@link #get}, and nobody else changes the mailing until the transaction ends. */
    static MailingRow lock(Transaction tx, Actor actor, int mailingId) {
        return find(tx, actor, mailingId, LockModeType.PESSIMISTIC_WRITE)
                .filter(row -> row.deleted == 0)
                .orElseThrow(() -> new NotFound("mailing", mailingId));
    }

    static Optional<MailingRow> find(
            Transaction tx, Actor actor, int mailingId, LockModeType lock) {
        return Optional.ofNullable(tx.entities().find(MailingRow.class, mailingId, lock))
                .filter(row -> row.companyId == actor.companyId());
    }

    /** The e-mail settings; a mailing that has none yet gets a new row when saved. */
    static MediaRow media(Transaction tx, int mailingId, Instant now) {
        MediaRow row =
                tx.entities().find(MediaRow.class, new MediaRow.Key(mailingId, MediaRow.EMAIL));
        return row != null ? row : new MediaRow(mailingId, now);
    }

    static void save(Transaction tx, MediaRow media) {
        if (!tx.entities().contains(media)) {
            tx.entities().persist(media);
        }
    }

    static boolean mailingExists(Transaction tx, Actor actor, int mailingId) {
        return tx.sql()
                .createQuery(
                        """
                        SELECT COUNT(*) FROM mailing_tbl
                        WHERE mailing_id = :mailing AND company_id = :company AND deleted = 0
                          AND is_template = 0
                        """)
                .bind("mailing", mailingId)
                .bind("company", actor.companyId())
                .mapTo(boolean.class)
                .one();
    }

    static boolean targetExists(Transaction tx, Actor actor, int targetId) {
        return tx.sql()
                .createQuery(
                        """
                        SELECT COUNT(*) FROM dyn_target_tbl
                        WHERE target_id = :target AND company_id = :company AND deleted = 0
                        """)
                .bind("target", targetId)
                .bind("company", actor.companyId())
                .mapTo(boolean.class)
                .one();
    }

    /** True when it is on its way to the list, was sent to it, or is active. */
    static boolean isLaunched(Transaction tx, int mailingId) {
        return tx.sql()
                .createQuery(
                        """
                        SELECT EXISTS (SELECT 1 FROM maildrop_status_tbl
                                       WHERE mailing_id = :mailing
                                         AND status_field IN ('W', 'R', 'E', 'D') AND genstatus <> 4)
                            OR EXISTS (SELECT 1 FROM mailing_account_tbl
                                       WHERE mailing_id = :mailing AND status_field = 'W')
                        """)
                .bind("mailing", mailingId)
                .mapTo(boolean.class)
                .one();
    }

    /** Where the links of the product itself lead; the list's domain goes before the company's. */
    static LinkTags.Domain linkDomain(Transaction tx, MailingRow row) {
        return tx.sql()
                .createQuery(
                        """
                        SELECT COALESCE(NULLIF(l.rdir_domain, ''), c.rdir_domain, ''),
                               COALESCE(c.company_token, '')
                        FROM company_tbl c
                        LEFT JOIN mailinglist_tbl l
                               ON l.mailinglist_id = :list AND l.company_id = c.company_id
                        WHERE c.company_id = :company
                        """)
                .bind("list", row.mailinglistId)
                .bind("company", row.companyId)
                .map(
                        (found, context) ->
                                new LinkTags.Domain(
                                        found.getString(1), row.companyId, found.getString(2)))
                .findOne()
                .orElseGet(() -> new LinkTags.Domain("", row.companyId, ""));
    }
}
