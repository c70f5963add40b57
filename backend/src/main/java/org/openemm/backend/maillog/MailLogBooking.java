package org.openemm.backend.maillog;

import java.net.IDN;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.openemm.bounce.Attempt;
import org.openemm.bounce.Bounces;
import org.openemm.bounce.Deliveries;
import org.openemm.database.Transaction;

/** Brings what the log says into the database. */
final class MailLogBooking {
    private final MailLogStore store;
    private final Bounces bounces = new Bounces();
    private final Deliveries deliveries = new Deliveries();

    MailLogBooking(MailLogStore store) {
        this.store = store;
    }

    void book(Transaction tx, List<Outcome> outcomes) {
        Map<Integer, List<Outcome>> byCompany =
                outcomes.stream()
                        .filter(one -> !one.mail().trial())
                        .collect(
                                Collectors.groupingBy(
                                        one -> one.mail().companyId(),
                                        TreeMap::new,
                                        Collectors.toList()));
        byCompany.forEach((company, own) -> book(tx, company, own));
    }

    private void book(Transaction tx, int company, List<Outcome> outcomes) {
        List<Outcome> ours = ofTheRecipient(tx, company, outcomes);
        Map<Attempt, Outcome> byAttempt = new IdentityHashMap<>();
        List<Attempt> attempts = new ArrayList<>();
        for (Outcome one : ours) {
            Attempt attempt = one.attempt();
            attempts.add(attempt);
            byAttempt.put(attempt, one);
        }
        Set<Attempt> news = Collections.newSetFromMap(new IdentityHashMap<>());
        news.addAll(deliveries.book(tx, attempts));
        bounces.record(
                tx,
                attempts.stream()
                        .filter(one -> news.contains(one) && one.state() != Attempt.State.DELIVERED)
                        .map(one -> byAttempt.get(one).bounce())
                        .toList());
    }

    /**
     * Without copies that the mail server sends elsewhere, and without addresses that the recipient
     * no longer has: what becomes of those says nothing about him.
     */
    private List<Outcome> ofTheRecipient(Transaction tx, int company, List<Outcome> outcomes) {
        List<Long> customers =
                outcomes.stream()
                        .filter(MailLogBooking::isInDoubt)
                        .map(one -> one.mail().customerId())
                        .distinct()
                        .sorted()
                        .toList();
        Map<Long, String> addresses = store.addresses(tx, company, customers);
        return outcomes.stream()
                .filter(
                        one ->
                                !isInDoubt(one)
                                        || isTo(
                                                one.tried(),
                                                addresses.get(one.mail().customerId())))
                .toList();
    }

    private static boolean isInDoubt(Outcome outcome) {
        boolean named = !outcome.tried().to().isEmpty();
        return named
                && (outcome.tried().state() != Attempt.State.DELIVERED
                        || outcome.mail().recipients() > 1);
    }

    private static boolean isTo(LogEvent.Tried tried, String address) {
        if (address == null) {
            return false;
        }
        String wanted = ascii(address);
        return tried.to().equalsIgnoreCase(wanted) || tried.originalTo().equalsIgnoreCase(wanted);
    }

    /** As mail servers write it. */
    private static String ascii(String address) {
        int at = address.lastIndexOf('@');
        try {
            return at < 0
                    ? address
                    : address.substring(0, at + 1) + IDN.toASCII(address.substring(at + 1));
        } catch (IllegalArgumentException e) {
            return address;
        }
    }
}
