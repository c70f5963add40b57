package org.openemm.notification;

import java.time.Instant;
import org.openemm.database.Transaction;

/** What was sent lately (mail_notification_buffer_tbl). */
final class RecentMails {
    private static final int MAX_NAME = 400;
    private static final int MAX_TEXT = 1000;

    /**
     * Notes the wish to send a mail.
     *
     * @param since a mail sent after this moment is not sent again
     * @return whether it should go out now
     */
    boolean isNew(
            Transaction tx,
            String recipients,
            String subject,
            String text,
            Instant since,
            Instant now) {
        tx.sql()
                .createUpdate("DELETE FROM mail_notification_buffer_tbl WHERE send_time <= :since")
                .bind("since", since)
                .execute();
        boolean sentBefore =
                tx.sql()
                                .createUpdate(
                                        """
                                        UPDATE mail_notification_buffer_tbl
                                           SET request_count = request_count + 1, last_request_time = :now
                                         WHERE recipients = :recipients AND subject = :subject AND text = :text
                                        """)
                                .bind("now", now)
                                .bind("recipients", cut(recipients, MAX_NAME))
                                .bind("subject", cut(subject, MAX_NAME))
                                .bind("text", cut(text, MAX_TEXT))
                                .execute()
                        > 0;
        if (!sentBefore) {
            tx.sql()
                    .createUpdate(
                            """
                            INSERT INTO mail_notification_buffer_tbl
                                (recipients, subject, text, send_time, last_request_time, request_count)
                            VALUES (:recipients, :subject, :text, :now, :now, 1)
                            """)
                    .bind("now", now)
                    .bind("recipients", cut(recipients, MAX_NAME))
                    .bind("subject", cut(subject, MAX_NAME))
                    .bind("text", cut(text, MAX_TEXT))
                    .execute();
        }
        return !sentBefore;
    }

    private static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length);
    }
}
