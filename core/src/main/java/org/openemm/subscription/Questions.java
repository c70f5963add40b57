package org.openemm.subscription;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.openemm.database.Database;
import org.openemm.database.Transaction;
import org.openemm.dkim.SenderKeys;
import org.openemm.mailloop.Filter;
import org.openemm.mailloop.FilterDirectory;
import org.openemm.mailloop.Filters;
import org.openemm.mailloop.MailSubscription;

/** Questions that are due, for whoever sends them. Thread-safe, also across processes. */
public final class Questions {
    private static final int BATCH = 20;
    private static final Duration CLAIMED = Duration.ofMinutes(15);
    private static final Duration LONGEST = Duration.ofDays(3);

    private final Database database;
    private final Filters filters;
    private final FilterDirectory directory;
    private final SenderKeys keys;
    private final Clock clock;
    private final RequestStore store = new RequestStore();
    private final QuestionWords words = new QuestionWords();

    public Questions(
            Database database,
            Filters filters,
            FilterDirectory directory,
            SenderKeys keys,
            Clock clock) {
        this.database = database;
        this.filters = filters;
        this.directory = directory;
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * Takes those that are due. Each must be answered by {@link #sent}, {@link #refused} or {@link
     * #later}; one that is not, because the process was killed, comes again after 15 minutes.
     */
    public List<Question> take() {
        Instant now = clock.instant();
        return database.inTransaction(
                tx ->
                        store.claim(tx, now, now.plus(CLAIMED), BATCH).stream()
                                .flatMap(request -> question(tx, request, now).stream())
                                .toList());
    }

    /** A mail server took it. */
    public void sent(Question question) {
        database.run(tx -> store.setSent(tx, question.requestId(), clock.instant()));
    }

    /** It will never be sent. */
    public void refused(Question question) {
        database.run(tx -> store.setDue(tx, question.requestId(), null));
    }

    /** It is tried again, for three days. */
    public void later(Question question, Duration pause) {
        database.run(
                tx -> {
                    Instant next = clock.instant().plus(pause);
                    boolean givenUp =
                            store.find(tx, question.companyId(), question.requestId(), true)
                                    .filter(row -> row.requested().plus(LONGEST).isAfter(next))
                                    .isEmpty();
                    store.setDue(tx, question.requestId(), givenUp ? null : next);
                });
    }

    /** Empty when there is nobody or nothing to ask about any more. */
    private Optional<Question> question(Transaction tx, Request request, Instant now) {
        int company = request.companyId();
        Optional<Filter> filter = filters.find(tx, company, request.filterId());
        Optional<String> list = store.listName(tx, company, request.mailinglistId());
        String domain = store.publicAddress(tx, company, request.mailinglistId());
        if (filter.isEmpty() || list.isEmpty() || domain.isEmpty()) {
            store.setDue(tx, request.id(), null);
            return Optional.empty();
        }
        MailSubscription settings = filter.get().settings().subscription();
        String token = Tokens.write(tx, request, now);
        String link = domain + "/confirm.html?uid=" + token;
        String sender = sender(tx, request);
        return Optional.of(
                new Question(
                        request.id(),
                        company,
                        request.mailinglistId(),
                        sender,
                        list.get(),
                        request.email(),
                        token,
                        request.askedBy(),
                        words.subject(settings, list.get(), request.email()),
                        words.text(settings, link, list.get(), request.email()),
                        keys.find(tx, company, SenderKeys.settings(tx, company), sender, now)));
    }

    /** The address that was written to, as long as it still is one of the filter. */
    private String sender(Transaction tx, Request request) {
        FilterDirectory.Contents contents = directory.read(tx);
        boolean ours =
                !request.filterAddress().isEmpty()
                        && contents.addresses().lookup(request.filterAddress()).isOurs();
        return ours
                ? request.filterAddress()
                : Filters.address(request.filterId(), directory.domainOf(tx, request.companyId()));
    }
}
