package org.openemm.bounce;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.openemm.database.Transaction;

/** What changes with the deliveries of one mailing in one transaction. */
final class MailingBooking {
    private record Mail(long customerId, long mail) {}

    /** A success to write. */
    record Success(long customerId, Instant time) {}

    private final DeliveryStore store;
    private final int company;
    private final int mailing;
    private final boolean tracked;
    private final Map<Mail, Undelivered> known = new LinkedHashMap<>();
    private final Map<Mail, Undelivered> changed = new LinkedHashMap<>();
    private final Map<Long, Integer> successes;
    private final List<Long> taken = new ArrayList<>();
    private final List<Success> given = new ArrayList<>();
    private final List<Attempt> news = new ArrayList<>();
    private int delivered;

    private MailingBooking(
            DeliveryStore store,
            int company,
            int mailing,
            boolean tracked,
            Map<Long, Integer> successes) {
        this.store = store;
        this.company = company;
        this.mailing = mailing;
        this.tracked = tracked;
        this.successes = successes;
    }

    static MailingBooking open(
            Transaction tx, DeliveryStore store, int company, int mailing, Stream<Long> whose) {
        List<Long> customers = whose.distinct().sorted().toList();
        boolean tracked = store.isTracked(tx, company);
        MailingBooking booking =
                new MailingBooking(
                        store,
                        company,
                        mailing,
                        tracked,
                        tracked ? store.successes(tx, company, mailing, customers) : Map.of());
        store.find(tx, company, mailing, customers)
                .forEach(one -> booking.known.put(new Mail(one.customerId(), one.mail()), one));
        return booking;
    }

    void add(Attempt attempt) {
        Mail mail = new Mail(attempt.customerId(), attempt.mail());
        Undelivered before = known.get(mail);
        if (before == null) {
            news.add(attempt);
            if (attempt.state() != Attempt.State.DELIVERED) {
                boolean cameBack = cameBack(attempt.customerId(), attempt.time());
                put(mail, Undelivered.of(attempt, !cameBack && take(attempt.customerId())));
            }
        } else if (!before.knows(attempt)) {
            news.add(attempt);
            Undelivered after = before.after(attempt);
            boolean failed = before.state() != Attempt.State.DELIVERED;
            if (attempt.state() == Attempt.State.DELIVERED && failed) {
                after = give(after);
            }
            put(mail, after);
        }
    }

    /** A mail that came back: of which of several nobody knows. */
    void comeBack(Bounce bounce) {
        for (Map.Entry<Mail, Undelivered> entry : List.copyOf(known.entrySet())) {
            Undelivered one = entry.getValue();
            boolean same =
                    one.customerId() == bounce.customerId() && isNear(one.last(), bounce.time());
            if (same && one.state() != Attempt.State.DELIVERED) {
                put(entry.getKey(), one.bounced(bounce.time()));
                return;
            }
        }
        put(new Mail(bounce.customerId(), 0), Undelivered.of(bounce, take(bounce.customerId())));
    }

    private boolean cameBack(long customer, Instant time) {
        Undelivered back = known.get(new Mail(customer, 0));
        return back != null && isNear(back.last(), time);
    }

    private static boolean isNear(Instant one, Instant other) {
        return Duration.between(one, other).abs().compareTo(Deliveries.sameMail()) <= 0;
    }

    private void put(Mail mail, Undelivered one) {
        known.put(mail, one);
        changed.put(mail, one);
    }

    /** True: the success is not booked yet. */
    private boolean take(long customer) {
        delivered--;
        if (!tracked) {
            return false;
        }
        int there = successes.getOrDefault(customer, 0);
        if (there == 0) {
            return true;
        }
        successes.put(customer, there - 1);
        taken.add(customer);
        return false;
    }

    private Undelivered give(Undelivered one) {
        delivered++;
        if (tracked && !one.owed()) {
            given.add(new Success(one.customerId(), one.last()));
        }
        return one.settled();
    }

    void save(Transaction tx) {
        store.save(tx, company, changed.values());
        store.deleteSuccesses(tx, company, mailing, taken);
        store.addSuccesses(tx, company, mailing, given);
        store.addDelivered(tx, company, mailing, delivered);
        store.count(tx, company, mailing, news);
    }

    List<Attempt> news() {
        return news;
    }
}
