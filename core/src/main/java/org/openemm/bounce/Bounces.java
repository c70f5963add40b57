package org.openemm.bounce;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.openemm.database.Transaction;
import org.openemm.delivery.CompanyInfo;

/**
 * Books bounces: the row in bounce_tbl, and what follows for the recipient. The only way in, from
 * wherever a bounce comes. Thread-safe; meant for many at a time.
 *
 * <ul>
 *   <li>A bounce told twice, by the log and by a mail or because a log was read again, is kept
 *       once. A soft bounce within three days of a hard one of the same mailing is not kept.
 *   <li>A hard bounce ends the bindings of the recipient on all lists, also of others with the same
 *       address unless company_info {@code bounce-mark-duplicate} says no.
 *   <li>A hard bounce told by a temporary code waits for a day; a delivery in between ends it.
 *   <li>A hard bounce told by a mail takes the delivery back.
 * </ul>
 */
public final class Bounces {
    private static final String MARK_DUPLICATE = "bounce-mark-duplicate";

    /** Bounds statements and memory. */
    private static final int PART = 1000;

    private final RuleBook rules = new RuleBook();
    private final BounceStore store = new BounceStore();
    private final Deliveries deliveries = new Deliveries();

    /**
     * Books bounces of mails to recipients of a list; bounces of test and admin mails are none of
     * its business and must not be given. Those that say nothing, or nothing about a recipient, are
     * left out.
     */
    public void record(Transaction tx, List<Bounce> bounces) {
        Map<Integer, List<Bounce>> byCompany = new TreeMap<>();
        for (Bounce bounce : bounces) {
            if (bounce.customerId() != 0 && bounce.companyId() != 0) {
                byCompany
                        .computeIfAbsent(bounce.companyId(), company -> new ArrayList<>())
                        .add(bounce);
            }
        }
        byCompany.forEach((company, own) -> record(tx, company, own));
    }

    /**
     * Whether a bounce means that an address is dead, by the rules of its company. Books nothing.
     */
    public boolean isHard(Transaction tx, Bounce bounce) {
        return Qualified.of(bounce, rules.of(tx, bounce.companyId())).detail().isHard();
    }

    private void record(Transaction tx, int company, List<Bounce> bounces) {
        BounceRules book = rules.of(tx, company);
        List<Qualified> kept = new ArrayList<>();
        List<Qualified> doubtful = new ArrayList<>();
        for (Bounce bounce : bounces) {
            Qualified qualified = Qualified.of(bounce, book);
            if (qualified.isDoubtful()) {
                doubtful.add(qualified);
            } else if (qualified.detail().isKept()) {
                kept.add(qualified);
            }
        }
        store.hold(tx, doubtful);
        book(tx, company, kept);
    }

    /** Books what is beyond doubt. */
    void book(Transaction tx, int company, List<Qualified> bounces) {
        // The same order everywhere, so that two of us wait for each other instead of deadlocking.
        List<Qualified> sorted = new ArrayList<>(bounces);
        sorted.sort(
                Comparator.<Qualified>comparingInt(one -> one.bounce().mailingId())
                        .thenComparingLong(one -> one.bounce().customerId())
                        .thenComparing(one -> one.bounce().time()));
        for (int from = 0; from < sorted.size(); from += PART) {
            part(tx, company, sorted.subList(from, Math.min(sorted.size(), from + PART)));
        }
    }

    private void part(Transaction tx, int company, List<Qualified> bounces) {
        deliveries.lock(tx, company, bounces.stream().map(one -> one.bounce().mailingId()));
        Earlier earlier = store.earlier(tx, company, bounces);
        List<Qualified> fresh = new ArrayList<>();
        for (Qualified bounce : bounces) {
            if (earlier.addIfNew(bounce)) {
                fresh.add(bounce);
            }
        }
        store.insert(tx, fresh);
        List<Qualified> hard = fresh.stream().filter(one -> one.detail().isHard()).toList();
        if (!hard.isEmpty()) {
            boolean duplicates = CompanyInfo.of(tx, company, 0).isTrue(MARK_DUPLICATE, true);
            store.endBindings(tx, company, hard, duplicates);
            deliveries.takeBack(
                    tx,
                    company,
                    hard.stream()
                            .filter(one -> one.bounce().source() == Bounce.Source.MAIL)
                            .toList());
        }
        store.forbidEncryption(
                tx,
                company,
                fresh.stream()
                        .filter(one -> one.detail() == BounceDetail.HARD_NOT_ENCRYPTED)
                        .toList());
    }
}
