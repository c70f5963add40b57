package org.openemm.backend.mailloop;

import java.time.Clock;
import org.openemm.database.Transaction;
import org.openemm.mailloop.Acceptance;
import org.openemm.subscription.Answer;
import org.openemm.subscription.Confirmation;
import org.openemm.subscription.DoubleOptIn;
import org.openemm.subscription.Proof;
import org.openemm.subscription.Wish;
import org.openemm.uid.Uid;

/** Who joins and leaves mailing lists by mail. */
final class Subscriptions {
    private static final String UNSUBSCRIBED = "Opt-out by mandatory CSA link (mailto)";
    private static final String COMPLAINED = "Opt-out by complaint (feedback loop)";

    private static final int MAX_MESSAGE_ID = 250;

    private final DoubleOptIn doubleOptIn;
    private final FilterWatch filters;
    private final Clock clock;

    Subscriptions(DoubleOptIn doubleOptIn, FilterWatch filters, Clock clock) {
        this.doubleOptIn = doubleOptIn;
        this.filters = filters;
        this.clock = clock;
    }

    Deed unsubscribe(Transaction tx, Uid uid) {
        return leave(tx, uid, "unsubscribe", UNSUBSCRIBED);
    }

    /** Who calls a mailing spam does not want its list any more. */
    Deed complain(Transaction tx, Uid uid) {
        return leave(tx, uid, "complaint", COMPLAINED);
    }

    /** The list of the mailing; whoever is on the blocklist stays there. */
    private Deed leave(Transaction tx, Uid uid, String action, String remark) {
        int left =
                tx.sql()
                        .createUpdate(
                                """
                                UPDATE customer_<company>_binding_tbl
                                   SET user_status = 4, user_remark = :remark,
                                       exit_mailing_id = :mailing, timestamp = :now
                                 WHERE customer_id = :customer AND mediatype = 0
                                   AND user_status IN (1, 2, 5, 7)
                                   AND mailinglist_id = (SELECT mailinglist_id FROM mailing_tbl
                                                          WHERE mailing_id = :mailing
                                                            AND company_id = :company)
                                """)
                        .define("company", uid.company())
                        .bind("remark", remark)
                        .bind("mailing", uid.mailing())
                        .bind("now", clock.instant())
                        .bind("customer", uid.recipient())
                        .bind("company", uid.company())
                        .execute();
        return Deed.done(action, left > 0 ? "left the list" : "was not on the list");
    }

    /** The sender is asked to confirm, when he can be. */
    Deed subscribe(Transaction tx, Acceptance filter, Letter letter) {
        String from = letter.mail().from();
        if (filters.isOurs(from)) {
            return Deed.failed("subscribe", from + " is a filter address itself");
        }
        Answer answer =
                doubleOptIn.ask(
                        tx,
                        new Wish(
                                filter.companyId(),
                                filter.filterId(),
                                filter.mailinglistId(),
                                from,
                                letter.addressee(),
                                messageId(letter)));
        return new Deed("subscribe", answer.done(), answer.remark());
    }

    /** The sender answered the question with yes. */
    Deed confirm(Transaction tx, Letter letter) {
        Confirmation confirmation =
                doubleOptIn.confirm(
                        tx,
                        letter.uid().orElseThrow(),
                        letter.mail().from(),
                        Proof.reply(messageId(letter)));
        String remark = letter.mail().from() + ": " + confirmation.state();
        return confirmation.state() == Confirmation.State.CONFIRMED
                ? Deed.done("confirm", remark)
                : Deed.failed("confirm", remark);
    }

    /** Empty for one that must not stand in a header. */
    private static String messageId(Letter letter) {
        String id = letter.mail().header("Message-ID").strip();
        return id.length() <= MAX_MESSAGE_ID && id.matches("<[\\x21-\\x7e&&[^<>]]+>") ? id : "";
    }
}
