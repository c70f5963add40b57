package org.openemm.backend.mailloop;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.openemm.InvalidInput;
import org.openemm.NotFound;
import org.openemm.account.Actor;
import org.openemm.database.Transaction;
import org.openemm.delivery.EventMails;
import org.openemm.mailloop.Acceptance;

/**
 * Answers a recipient who wrote, with the mailing of the filter: once a day, those who test
 * mailings as often as they like. Only recipients are answered, at the address that is stored for
 * them, so that nobody can make us write to strangers.
 */
final class AutomaticAnswers {
    private static final String ACTION = "autoresponder";
    private static final Duration PAUSE = Duration.ofDays(1);

    private final EventMails mails;
    private final Clock clock;

    AutomaticAnswers(EventMails mails, Clock clock) {
        this.mails = mails;
        this.clock = clock;
    }

    Deed answer(Transaction tx, Acceptance filter, long customerId) {
        if (customerId == 0) {
            return Deed.done(ACTION, "no answer: the sender is no known recipient");
        }
        Instant now = clock.instant();
        if (!isTester(tx, filter.companyId(), customerId)
                && lastAnswer(tx, filter.filterId(), customerId)
                        .filter(last -> last.isAfter(now.minus(PAUSE)))
                        .isPresent()) {
            return Deed.done(ACTION, "no answer: there was one today");
        }
        try {
            boolean ordered =
                    mails.send(
                            tx,
                            Actor.system("mailloop", filter.companyId()),
                            filter.answerMailingId(),
                            customerId,
                            new EventMails.Wish(
                                    Duration.ZERO, EventMails.Wish.now().statuses(), true));
            if (!ordered) {
                return Deed.done(ACTION, "no answer: the recipient may not get it");
            }
        } catch (InvalidInput e) {
            return Deed.failed(
                    ACTION,
                    "mailing %d: %s"
                            .formatted(filter.answerMailingId(), e.problems().get(0).key()));
        } catch (NotFound e) {
            return Deed.failed(ACTION, e.getMessage());
        }
        tx.sql()
                .createUpdate(
                        """
                        INSERT INTO bounce_ar_lastsent_tbl (rid, customer_id, lastsent)
                        VALUES (:rid, :customer, :now)
                        ON DUPLICATE KEY UPDATE lastsent = VALUES(lastsent)
                        """)
                .bind("rid", filter.filterId())
                .bind("customer", customerId)
                .bind("now", now)
                .execute();
        return Deed.done(ACTION, "mailing " + filter.answerMailingId());
    }

    private static Optional<Instant> lastAnswer(Transaction tx, int rid, long customerId) {
        return tx.sql()
                .createQuery(
                        """
                        SELECT lastsent FROM bounce_ar_lastsent_tbl
                         WHERE rid = :rid AND customer_id = :customer FOR UPDATE
                        """)
                .bind("rid", rid)
                .bind("customer", customerId)
                .map((row, context) -> row.getTimestamp("lastsent").toInstant())
                .findOne();
    }

    private static boolean isTester(Transaction tx, int companyId, long customerId) {
        return tx.sql()
                .createQuery(
                        """
                        SELECT EXISTS (SELECT 1 FROM customer_<company>_binding_tbl
                                        WHERE customer_id = :customer AND user_type IN ('A', 'T', 't'))
                        """)
                .define("company", companyId)
                .bind("customer", customerId)
                .mapTo(Boolean.class)
                .one();
    }
}
