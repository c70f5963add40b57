package org.openemm.backend.mailloop;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openemm.mailloop.Acceptance;
import org.openemm.response.Finding;
import org.openemm.response.Finding.Kind;
import org.openemm.response.IncomingMail;
import org.openemm.uid.Uid;

/**
 * A message that was taken, read and understood.
 *
 * @param raw as it lies in the spool, marks of its way here included
 * @param acceptance the filter or service it was sent to; empty when nobody can tell
 * @param addressee the address it was delivered to, as far as known
 */
record Letter(
        IncomingSpool.Taken taken,
        byte[] raw,
        IncomingMail mail,
        Finding finding,
        Optional<Acceptance> acceptance,
        String addressee) {
    private static final Pattern TO = Pattern.compile(",to=<([^<>]*)>");
    private static final Pattern ADDRESS = Pattern.compile("[^\\s<>\",;:]+@[^\\s<>\",;:]+");
    private static final int MOST_ADDRESSES = 200;

    /** Number of the filter, 0 for none and for one of another company. */
    int rid() {
        return acceptance
                .filter(found -> found.companyId() == companyId())
                .map(Acceptance::filterId)
                .orElse(0);
    }

    /** As the log names it: number of the filter, or {@code fbl}. */
    String ridName() {
        return acceptance.map(Acceptance::rid).orElse("0");
    }

    Optional<Uid> uid() {
        return finding.uid();
    }

    /**
     * Company that it is about. What is written to a filter belongs to its company; of everything
     * else what is signed says more than where it was sent to.
     */
    int companyId() {
        Optional<Integer> filter =
                acceptance.map(Acceptance::companyId).filter(company -> company > 0);
        Optional<Integer> signed = uid().map(Uid::company);
        boolean written = finding.kind() == Kind.REPLY || finding.kind() == Kind.AUTO_REPLY;
        return (written ? filter.or(() -> signed) : signed.or(() -> filter)).orElse(0);
    }

    /** The recipient who wrote, when he belongs to the company of the filter; 0 otherwise. */
    long customerOfFilter() {
        int company = acceptance.map(Acceptance::companyId).orElse(0);
        return uid().filter(uid -> uid.company() == company).map(Uid::recipient).orElse(0L);
    }

    /**
     * Addresses that it may have been delivered to, the surest first: those of our own mark, of the
     * mail server, then those that its author wrote.
     */
    static List<String> addressees(IncomingMail mail) {
        List<String> found = new ArrayList<>();
        for (String mark : mail.headers(Headers.FOR_WHOM)) {
            Matcher to = TO.matcher(mark);
            while (to.find()) {
                found.add(to.group(1));
            }
        }
        for (String name : List.of("X-Original-To", "Delivered-To", "Envelope-To", "To", "Cc")) {
            for (String value : mail.headers(name)) {
                Matcher address = ADDRESS.matcher(value);
                while (found.size() < MOST_ADDRESSES && address.find()) {
                    found.add(address.group());
                }
            }
        }
        return found;
    }

    /** Has been here before: somebody sends back what we forward. */
    static boolean isLoop(IncomingMail mail) {
        return !mail.headers(Headers.LOOP).isEmpty() && mail.headers(Headers.FOR_WHOM).isEmpty();
    }
}
