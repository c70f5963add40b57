package org.openemm.backend.results;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.openemm.backend.spool.PackageName;
import org.openemm.backend.spool.ResumeLine;
import org.openemm.database.Transaction;
import org.openemm.rendering.MailCopy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Blind copies in the accounts (bcc_mailing_account_tbl), beside the mails they are copies of. What
 * a mail server says about a copy is no bounce of the recipient.
 */
final class CopyBookings {
    private static final Logger LOG = LoggerFactory.getLogger(CopyBookings.class);
    private static final int ANSWER_LENGTH = 300;

    void book(Transaction tx, PackageName name, List<ResumeLine> lines) {
        Map<Integer, Sum> sums = new TreeMap<>();
        for (ResumeLine line : lines) {
            if (MailCopy.isBlind(line.copy())) {
                sums.merge(line.mailtype(), Sum.of(line), Sum::plus);
            } else if (line.copy() > 0 && line.refusal().isPresent()) {
                LOG.warn("{}: a sample was refused: {}", name.base(), text(line));
            }
        }
        sums.forEach((mailtype, sum) -> add(tx, name, mailtype, sum));
    }

    /** The mail itself was booked before: copies leave when it was taken over. */
    private static void add(Transaction tx, PackageName name, int mailtype, Sum sum) {
        if (sum.refused() > 0) {
            LOG.warn(
                    "{}: {} blind copies were refused, the last with: {}",
                    name.base(),
                    sum.refused(),
                    sum.answer());
        }
        tx.sql()
                .createUpdate(
                        """
                        INSERT INTO bcc_mailing_account_tbl
                               (mailing_account_id, no_of_mailings, no_of_bytes, refused, last_answer)
                        SELECT MAX(mailing_account_id), :mails, :bytes, :refused, :answer
                          FROM mailing_account_tbl
                         WHERE maildrop_id = :maildrop AND blocknr = :block AND mailtype = :mailtype
                        HAVING MAX(mailing_account_id) IS NOT NULL
                            ON DUPLICATE KEY UPDATE
                               no_of_mailings = no_of_mailings + VALUES(no_of_mailings),
                               no_of_bytes = no_of_bytes + VALUES(no_of_bytes),
                               refused = bcc_mailing_account_tbl.refused + VALUES(refused),
                               last_answer = COALESCE(VALUES(last_answer), last_answer)
                        """)
                .bind("mails", sum.mails())
                .bind("bytes", sum.bytes())
                .bind("refused", sum.refused())
                .bind("answer", sum.answer())
                .bind("maildrop", name.run())
                .bind("block", name.block())
                .bind("mailtype", mailtype)
                .execute();
    }

    private static String text(ResumeLine line) {
        String text = line.refusal().map(ResumeLine.Refusal::text).orElse(null);
        return text == null ? null : text.substring(0, Math.min(ANSWER_LENGTH, text.length()));
    }

    /**
     * @param answer to the last one that was refused; null: none was
     */
    private record Sum(int mails, long bytes, int refused, String answer) {
        static Sum of(ResumeLine line) {
            boolean sent = line.isAccepted();
            return new Sum(
                    sent ? 1 : 0,
                    sent ? line.bytes() : 0,
                    line.refusal().isPresent() ? 1 : 0,
                    CopyBookings.text(line));
        }

        Sum plus(Sum other) {
            return new Sum(
                    mails + other.mails,
                    bytes + other.bytes,
                    refused + other.refused,
                    other.answer == null ? answer : other.answer);
        }
    }
}
