package org.openemm.backend.mailloop;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openemm.InvalidInput;
import org.openemm.NotFound;
import org.openemm.account.Actor;
import org.openemm.database.Transaction;
import org.openemm.mailloop.Acceptance;
import org.openemm.recipient.Binding;
import org.openemm.recipient.BindingStatus;
import org.openemm.recipient.Bindings;
import org.openemm.recipient.EmailAddress;
import org.openemm.recipient.Recipients;
import org.openemm.recipient.UserType;
import org.openemm.uid.Uid;

/** Who joins and leaves mailing lists by mail. */
final class Subscriptions {
    private static final String UNSUBSCRIBED = "Opt-out by mandatory CSA link (mailto)";
    private static final String COMPLAINED = "Opt-out by complaint (feedback loop)";

    private final Recipients recipients;
    private final Bindings bindings;
    private final Clock clock;

    Subscriptions(Recipients recipients, Bindings bindings, Clock clock) {
        this.recipients = recipients;
        this.bindings = bindings;
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

    /**
     * The sender waits for confirmation, unless he is on the list or waits already.
     *
     * @param from address in From
     */
    Deed subscribe(Transaction tx, Acceptance filter, String from) {
        EmailAddress.Outcome address = EmailAddress.check(from);
        if (!address.isValid()) {
            return Deed.failed("subscribe", "no address to subscribe: " + from);
        }
        Actor actor = Actor.system("mailloop", filter.companyId());
        String email = address.address().toString();
        try {
            long customer =
                    known(tx, filter.companyId(), email)
                            .orElseGet(
                                    () -> recipients.create(tx, actor, Map.of("email", email), 0));
            Optional<BindingStatus> status =
                    bindings.find(tx, actor, customer, filter.mailinglistId(), Binding.EMAIL)
                            .map(Binding::status);
            if (status.isPresent()
                    && List.of(
                                    BindingStatus.ACTIVE,
                                    BindingStatus.WAITING,
                                    BindingStatus.BLOCKLISTED)
                            .contains(status.get())) {
                return Deed.done("subscribe", email + " stays " + status.get());
            }
            bindings.set(
                    tx,
                    actor,
                    Binding.of(
                            customer,
                            filter.mailinglistId(),
                            UserType.WORLD,
                            BindingStatus.WAITING,
                            "Subscribe via mailloop #" + filter.filterId()));
            return Deed.done("subscribe", email + " waits for confirmation");
        } catch (InvalidInput e) {
            return Deed.failed("subscribe", email + ": " + e.problems().get(0).key());
        } catch (NotFound e) {
            return Deed.failed("subscribe", "the list " + filter.mailinglistId() + " is gone");
        }
    }

    /** Of several recipients with one address the oldest. */
    private static Optional<Long> known(Transaction tx, int companyId, String email) {
        return tx.sql()
                .createQuery(
                        """
                        SELECT MIN(customer_id) FROM customer_<company>_tbl
                         WHERE email = :email AND COALESCE(bounceload, 0) = 0
                        """)
                .define("company", companyId)
                .bind("email", email)
                .mapTo(Long.class)
                .findOne();
    }
}
