package org.openemm.delivery;

import org.openemm.account.Actor;
import org.openemm.database.Database;

/** What became of the blind copies of mailings. */
public final class BlindCopies {
    private final Database database;

    public BlindCopies(Database database) {
        this.database = database;
    }

    /**
     * Copies of one mailing.
     *
     * @param refused not taken by a mail server
     * @param answer to the last one that was refused; empty: none was
     * @param uncertain copies that may have arrived twice
     */
    public record Figures(long sent, long refused, String answer, long uncertain) {
        public boolean isNone() {
            return sent + refused + uncertain == 0;
        }
    }

    /** The blind copies of a mailing so far. */
    public Figures of(Actor actor, int mailingId) {
        actor.require("mailing.show");
        return database.inTransaction(
                tx ->
                        tx.sql()
                                .createQuery(
                                        """
                                        SELECT COALESCE(SUM(c.no_of_mailings), 0) AS sent,
                                               COALESCE(SUM(c.refused), 0) AS refused,
                                               COALESCE(MAX(c.last_answer), '') AS answer,
                                               (SELECT COUNT(*) FROM bcc_uncertain_tbl u
                                                 WHERE u.mailing_id = :mailing
                                                   AND u.company_id = :company) AS uncertain
                                          FROM mailing_account_tbl a
                                          JOIN bcc_mailing_account_tbl c
                                            ON c.mailing_account_id = a.mailing_account_id
                                         WHERE a.mailing_id = :mailing AND a.company_id = :company
                                        """)
                                .bind("mailing", mailingId)
                                .bind("company", actor.companyId())
                                .map(
                                        (row, context) ->
                                                new Figures(
                                                        row.getLong("sent"),
                                                        row.getLong("refused"),
                                                        row.getString("answer"),
                                                        row.getLong("uncertain")))
                                .one());
    }
}
