package org.openemm.mailloop;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.openemm.InvalidInput;
import org.openemm.account.Actor;
import org.openemm.address.EmailAddress;
import org.openemm.database.Transaction;
import org.openemm.mailinglist.Mailinglists;

/** What a filter must look like. */
final class FilterRules {
    private static final int MIN_NAME = 3;
    private static final int MAX_NAME = 99;
    private static final int MAX_DESCRIPTION = 4000;
    private static final int MAX_FORWARD = 100;
    private static final int MAX_SUBJECT = 200;
    private static final int MAX_ADDRESSES = 15;

    private final List<InvalidInput.Problem> problems = new ArrayList<>();

    /** What can be said of the draft alone. */
    static void check(FilterDraft draft) {
        FilterRules rules = new FilterRules();
        int name = draft.name().length();
        if (name < MIN_NAME || name > MAX_NAME) {
            rules.add("name", "mailloop.error.name", MIN_NAME, MAX_NAME);
        }
        if (draft.description().length() > MAX_DESCRIPTION) {
            rules.add("description", "mailloop.error.long", MAX_DESCRIPTION);
        }
        if (draft.addresses().size() > MAX_ADDRESSES) {
            rules.add("addresses", "mailloop.error.many", MAX_ADDRESSES);
        } else {
            draft.addresses().forEach(rules::address);
        }
        rules.forward(draft);
        if (draft.answering() && draft.answerMailingId() == 0) {
            rules.add("answerMailing", "mailloop.error.answer.none");
        }
        rules.words(draft.subscription());
        rules.done();
    }

    /**
     * What depends on the others.
     *
     * @param others all filters but this one
     * @param addresses theirs
     */
    static void check(
            Transaction tx,
            Actor actor,
            FilterDraft draft,
            FilterStore store,
            List<Filter> others,
            FilterAddresses addresses) {
        FilterRules rules = new FilterRules();
        others.stream()
                .filter(other -> other.companyId() == actor.companyId())
                .filter(other -> other.name().equalsIgnoreCase(draft.name()))
                .findFirst()
                .ifPresent(other -> rules.add("name", "mailloop.error.taken", other.name()));
        for (String address : draft.addresses()) {
            rules.free(address, others, actor, addresses);
        }
        rules.noLoop(draft, addresses);
        if (draft.answering()
                && !store.isActiveEventMailing(tx, actor.companyId(), draft.answerMailingId())) {
            rules.add("answerMailing", "mailloop.error.answer.inactive");
        }
        MailSubscription subscription = draft.subscription();
        if (subscription.on()) {
            if (!Mailinglists.exists(tx, actor, subscription.mailinglistId())) {
                rules.add("mailinglist", "mailloop.error.list");
            } else if (!store.hasPublicAddress(
                    tx, actor.companyId(), subscription.mailinglistId())) {
                rules.add("mailinglist", "mailloop.error.subscribe.domain");
            }
        }
        rules.done();
    }

    private void address(String address) {
        EmailAddress.Outcome outcome = EmailAddress.check(address);
        if (!outcome.isValid()) {
            add("addresses", "mailloop.error.address", shorten(address));
        } else if (FilterAddresses.isReserved(outcome.address().localPart())) {
            add("addresses", "mailloop.error.reserved", address);
        }
    }

    private void forward(FilterDraft draft) {
        if (draft.forwarding() && draft.forward().isEmpty()) {
            add("forward", "mailloop.error.forward.none");
        } else if (draft.forward().length() > MAX_FORWARD
                || (!draft.forward().isEmpty() && !EmailAddress.check(draft.forward()).isValid())) {
            add("forward", "mailloop.error.address", shorten(draft.forward()));
        }
    }

    /** Without the link nobody could confirm. */
    private void words(MailSubscription subscription) {
        if (subscription.subject().length() > MAX_SUBJECT) {
            add("confirmSubject", "mailloop.error.long", MAX_SUBJECT);
        }
        if (subscription.text().length() > MAX_DESCRIPTION) {
            add("confirmText", "mailloop.error.long", MAX_DESCRIPTION);
        } else if (!subscription.text().isEmpty()
                && !subscription.text().contains(MailSubscription.LINK)) {
            add("confirmText", "mailloop.error.subscribe.link", MailSubscription.LINK);
        }
    }

    private void free(String address, List<Filter> others, Actor actor, FilterAddresses addresses) {
        String domain = address.substring(address.indexOf('@') + 1);
        if (addresses.isTaken(address)) {
            add("addresses", "mailloop.error.address.taken", address);
            return;
        }
        Optional<Filter> stranded =
                others.stream()
                        .filter(other -> other.companyId() == actor.companyId())
                        .filter(other -> other.settings().forwarding())
                        .filter(other -> isIn(domain, other.settings().forward()))
                        .findFirst();
        stranded.ifPresent(
                other ->
                        add(
                                "addresses",
                                "mailloop.error.address.stranded",
                                domain,
                                other.name(),
                                other.settings().forward()));
    }

    /** Mails to a domain of filter addresses come back to us, whatever stands before the @. */
    private void noLoop(FilterDraft draft, FilterAddresses addresses) {
        if (!draft.forwarding()) {
            return;
        }
        String forward = draft.forward();
        String domain = forward.substring(forward.indexOf('@') + 1);
        boolean own = draft.addresses().stream().anyMatch(address -> isIn(domain, address));
        if (own || addresses.isOurDomain(domain)) {
            add("forward", "mailloop.error.loop", forward);
        }
    }

    private static boolean isIn(String domain, String address) {
        return address.substring(address.indexOf('@') + 1).equalsIgnoreCase(domain);
    }

    private static String shorten(String text) {
        return text.length() > MAX_NAME ? text.substring(0, MAX_NAME) + "…" : text;
    }

    private void add(String field, String key, Object... arguments) {
        problems.add(new InvalidInput.Problem(field, key, arguments));
    }

    private void done() {
        if (!problems.isEmpty()) {
            throw new InvalidInput(problems);
        }
    }
}
