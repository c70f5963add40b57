package org.openemm.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.openemm.InvalidInput;
import org.openemm.NotFound;
import org.openemm.account.ActivityLog;
import org.openemm.account.Actor;
import org.openemm.database.Database;
import org.openemm.database.Transaction;

/**
 * Sends an action-based mailing to one recipient, now or after a delay. For whatever makes mails
 * happen: forms, actions, webservices.
 *
 * <p>The order is a row in the database, written in the transaction of the caller: the mail leaves
 * when that is committed, within two seconds, also while lists are being sent, and never when it is
 * rolled back. Whether the recipient gets it is decided when it is due.
 */
public final class EventMails {
    private final Database database;
    private final ActivityLog activityLog;
    private final Audience.TargetConditions targets;
    private final Clock clock;

    public EventMails(
            Database database,
            ActivityLog activityLog,
            Audience.TargetConditions targets,
            Clock clock) {
        this.database = database;
        this.activityLog = activityLog;
        this.targets = targets;
        this.clock = clock;
    }

    /**
     * What is wanted.
     *
     * @param delay not negative
     * @param statuses states on the list that get it, e.g. 5 for a mail that asks for confirmation
     * @param forced without regard to list and status; the blocklist still holds
     */
    public record Wish(Duration delay, Set<Integer> statuses, boolean forced) {
        public Wish {
            statuses = Set.copyOf(statuses);
        }

        /** At once, to somebody active on the list. */
        public static Wish now() {
            return new Wish(Duration.ZERO, Set.of(1), false);
        }

        public Wish after(Duration time) {
            return new Wish(time, statuses, forced);
        }

        public Wish to(Integer... states) {
            return new Wish(delay, Set.of(states), forced);
        }
    }

    /** As {@link #send(Transaction, Actor, int, long, Wish)} in a transaction of its own. */
    public boolean send(Actor actor, int mailingId, long customerId, Wish wish) {
        return database.inTransaction(tx -> send(tx, actor, mailingId, customerId, wish));
    }

    /**
     * Orders the mail. Right: mailing.send.world.
     *
     * @return false: as things are the recipient may not get it, and nothing was ordered. With a
     *     delay always true, because things may change
     * @throws NotFound no such mailing or recipient in the actor's company
     * @throws InvalidInput the mailing is not action-based or not active, or a wrong wish
     */
    public boolean send(Transaction tx, Actor actor, int mailingId, long customerId, Wish wish) {
        actor.require("mailing.send.world");
        requireValid(wish);
        Instant now = clock.instant();
        Maildrop job =
                EventOrders.activeJob(tx, actor.companyId(), mailingId)
                        .orElseThrow(() -> refusal(tx, actor, mailingId));
        requireRecipient(tx, actor, customerId);
        if (wish.delay().isZero()
                && Audience.ofEvent(
                                        tx,
                                        job.at(now),
                                        List.of(customerId),
                                        wish.statuses(),
                                        wish.forced(),
                                        targets)
                                .count(tx)
                                .total()
                        == 0) {
            return false;
        }
        tx.sql()
                .createUpdate(
                        """
                        INSERT INTO event_mail_tbl (company_id, mailing_id, customer_id, due,
                                                    user_status, forced, creation_date)
                        VALUES (:company, :mailing, :customer, :due, :status, :forced, :now)
                        """)
                .bind("company", actor.companyId())
                .bind("mailing", mailingId)
                .bind("customer", customerId)
                .bind("due", now.plus(wish.delay()))
                .bind(
                        "status",
                        wish.statuses().stream()
                                .sorted()
                                .map(String::valueOf)
                                .collect(Collectors.joining(",")))
                .bind("forced", wish.forced() ? 1 : 0)
                .bind("now", now)
                .execute();
        activityLog.record(
                tx, actor, "send action-based mailing", mailingId + " to recipient " + customerId);
        return true;
    }

    private static void requireValid(Wish wish) {
        if (wish.delay().isNegative() || wish.delay().compareTo(Duration.ofDays(366)) > 0) {
            throw new InvalidInput("delay", "delivery.error.delay");
        }
        if (wish.statuses().isEmpty()
                || wish.statuses().stream().anyMatch(status -> status < 1 || status > 7)) {
            throw new InvalidInput("userStatus", "delivery.error.userStatus");
        }
    }

    private static RuntimeException refusal(Transaction tx, Actor actor, int mailingId) {
        AudienceFacts mailing = AudienceFacts.of(tx, actor.companyId(), mailingId);
        return new InvalidInput(
                "mailing",
                SendKind.of(mailing.type()) == SendKind.ACTION_BASED
                        ? "delivery.error.notActive"
                        : "delivery.error.activateType");
    }

    private static void requireRecipient(Transaction tx, Actor actor, long customerId) {
        boolean exists =
                tx.sql()
                        .createQuery(
                                "SELECT EXISTS (SELECT 1 FROM customer_%d_tbl cust WHERE cust.customer_id = :customer%s)"
                                        .formatted(actor.companyId(), actor.limit().and()))
                        .bind("customer", customerId)
                        .mapTo(Boolean.class)
                        .one();
        if (!exists) {
            throw new NotFound("recipient", customerId);
        }
    }
}
