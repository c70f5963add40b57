package org.openemm.bounce;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openemm.database.Transaction;

/**
 * Which mails were delivered, when a mail server stands between us and the recipient. A mail counts
 * as delivered when the mail server takes it (success_N_tbl, mailing_tbl.delivered); when that
 * server puts it off or gives it up, the success is taken back, and given again when it is
 * delivered after all. So a mail counts at most once, and nothing is written about the many that
 * give no trouble.
 *
 * <p>What the log says may be read before the answer of the mail server is booked, or twice, or
 * after a mail has come back: the outcome is the same.
 */
public final class Deliveries {
    /** Bounds statements and memory. */
    private static final int PART = 1000;

    private final DeliveryStore store = new DeliveryStore();

    /**
     * Books what the log says about mails to recipients of a list.
     *
     * @param attempts in the order of the log
     * @return those that were not known yet
     */
    public List<Attempt> book(Transaction tx, List<Attempt> attempts) {
        Map<Integer, List<Attempt>> byCompany = new TreeMap<>();
        attempts.forEach(
                one ->
                        byCompany
                                .computeIfAbsent(one.companyId(), company -> new ArrayList<>())
                                .add(one));
        List<Attempt> news = new ArrayList<>();
        byCompany.forEach(
                (company, own) -> {
                    for (int from = 0; from < own.size(); from += PART) {
                        int to = Math.min(own.size(), from + PART);
                        news.addAll(part(tx, company, own.subList(from, to)));
                    }
                });
        return news;
    }

    private List<Attempt> part(Transaction tx, int company, List<Attempt> attempts) {
        Set<Integer> mailings = lock(tx, company, attempts.stream().map(Attempt::mailingId));
        Map<Integer, List<Attempt>> byMailing =
                attempts.stream()
                        .filter(one -> mailings.contains(one.mailingId()))
                        .collect(
                                Collectors.groupingBy(
                                        Attempt::mailingId, TreeMap::new, Collectors.toList()));
        List<Attempt> news = new ArrayList<>();
        byMailing.forEach(
                (mailing, own) -> {
                    MailingBooking booking =
                            MailingBooking.open(
                                    tx,
                                    store,
                                    company,
                                    mailing,
                                    own.stream().map(Attempt::customerId));
                    own.forEach(booking::add);
                    booking.save(tx);
                    news.addAll(booking.news());
                });
        store.forgetDoubts(
                tx,
                company,
                news.stream()
                        .filter(one -> one.state() == Attempt.State.DELIVERED)
                        .map(Attempt::customerId)
                        .distinct()
                        .toList());
        return news;
    }

    /**
     * Takes successes back that were given up before they were booked.
     *
     * @param customers whose successes have just been booked
     */
    public void settle(Transaction tx, int company, int mailing, Collection<Long> customers) {
        List<Undelivered> owed = store.owed(tx, mailing);
        if (owed.isEmpty()) {
            return;
        }
        Set<Long> booked = new HashSet<>(customers);
        List<Undelivered> settled = new ArrayList<>();
        for (Undelivered one : owed) {
            if (booked.contains(one.customerId())) {
                settled.add(one.settled());
            }
        }
        store.deleteSuccesses(
                tx, company, mailing, settled.stream().map(Undelivered::customerId).toList());
        store.save(tx, company, settled);
    }

    /** A mail that came back was not delivered, whatever was booked. */
    void takeBack(Transaction tx, int company, List<Qualified> bounces) {
        Map<Integer, List<Bounce>> byMailing =
                bounces.stream()
                        .map(Qualified::bounce)
                        .sorted(Comparator.comparing(Bounce::time))
                        .collect(
                                Collectors.groupingBy(
                                        Bounce::mailingId, TreeMap::new, Collectors.toList()));
        byMailing.forEach(
                (mailing, own) -> {
                    MailingBooking booking =
                            MailingBooking.open(
                                    tx,
                                    store,
                                    company,
                                    mailing,
                                    own.stream().map(Bounce::customerId));
                    own.forEach(booking::comeBack);
                    booking.save(tx);
                });
    }

    /**
     * One after the other books what concerns a mailing.
     *
     * @return those of the mailings that the company has
     */
    Set<Integer> lock(Transaction tx, int company, Stream<Integer> mailings) {
        return store.lock(tx, company, mailings.distinct().sorted().toList());
    }

    /** How long a mail that came back and a line of the log may speak of the same mail. */
    static Duration sameMail() {
        return Earlier.SPEAKS;
    }
}
