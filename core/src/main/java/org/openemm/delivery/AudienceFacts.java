package org.openemm.delivery;

import org.openemm.NotFound;
import org.openemm.content.MediaParameters;
import org.openemm.database.Transaction;
import org.openemm.mailing.FollowUp;
import org.openemm.mailing.MailingType;

/**
 * What a mailing says about who gets it.
 *
 * @param splitId target group that is one part of a divided list; 0: the list is not divided
 */
record AudienceFacts(
        int mailinglistId,
        MailingType type,
        String targetExpression,
        int splitId,
        boolean removeDuplicates,
        FollowUp followUp) {

    /**
     * @throws NotFound for a mailing that does not exist any more
     */
    static AudienceFacts of(Transaction tx, int companyId, int mailingId) {
        return tx.sql()
                .createQuery(
                        """
                        SELECT m.mailinglist_id, m.mailing_type,
                               COALESCE(m.target_expression, '') AS expression,
                               m.split_id, COALESCE(t.param, '') AS param
                          FROM mailing_tbl m
                          LEFT JOIN mailing_mt_tbl t
                            ON t.mailing_id = m.mailing_id AND t.mediatype = 0
                         WHERE m.mailing_id = :mailing AND m.company_id = :company
                           AND m.deleted = 0
                        """)
                .bind("mailing", mailingId)
                .bind("company", companyId)
                .map(
                        (row, context) -> {
                            MediaParameters parameters =
                                    MediaParameters.parse(row.getString("param"));
                            MailingType type = MailingType.of(row.getInt("mailing_type"));
                            return new AudienceFacts(
                                    row.getInt("mailinglist_id"),
                                    type,
                                    row.getString("expression"),
                                    row.getInt("split_id"),
                                    parameters.isTrue("remove_dups"),
                                    type == MailingType.FOLLOW_UP
                                            ? FollowUp.read(parameters)
                                            : FollowUp.NONE);
                        })
                .findOne()
                .orElseThrow(() -> new NotFound("mailing", mailingId));
    }
}
