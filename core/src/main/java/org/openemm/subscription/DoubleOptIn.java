package org.openemm.subscription;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openemm.account.Actor;
import org.openemm.address.EmailAddress;
import org.openemm.blocklist.Blocklist;
import org.openemm.config.Settings;
import org.openemm.database.Database;
import org.openemm.database.Transaction;
import org.openemm.recipient.Binding;
import org.openemm.recipient.BindingStatus;
import org.openemm.recipient.Bindings;
import org.openemm.recipient.Recipients;
import org.openemm.recipient.UserType;
import org.openemm.subscription.Confirmation.State;
import org.openemm.uid.Uid;

/**
 * Subscribes whoever writes to a filter, after he confirmed it. Who is new waits for confirmation
 * (status 5). Who opted out before stays opted out until he confirms himself: a forged mail changes
 * nothing for him. Who bounced or is on the blocklist is never asked. Thread-safe.
 *
 * <p>Settings: {@code mailloop.confirmations.address} and {@code mailloop.confirmations.filter} say
 * how many questions go to one mailbox in a day and out by one filter in an hour; {@code
 * expire.recipient} how many days there are to confirm.
 */
public final class DoubleOptIn {
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final int DAYS_TO_CONFIRM = 30;
    private static final String ACTOR = "mailloop";

    private final Database database;
    private final Recipients recipients;
    private final Bindings bindings;
    private final Blocklist blocklist;
    private final Settings settings;
    private final Clock clock;
    private final RequestStore store = new RequestStore();

    public DoubleOptIn(
            Database database,
            Recipients recipients,
            Bindings bindings,
            Blocklist blocklist,
            Settings settings,
            Clock clock) {
        this.database = database;
        this.recipients = recipients;
        this.bindings = bindings;
        this.blocklist = blocklist;
        this.settings = settings;
        this.clock = clock;
    }

    /** Notes that somebody is to be asked, or says why not. The question is sent later. */
    public Answer ask(Transaction tx, Wish wish) {
        EmailAddress.Outcome checked = EmailAddress.check(wish.email());
        if (!checked.isValid()) {
            return Answer.refused("no address to subscribe: " + wish.email());
        }
        String email = checked.address().toString();
        if (store.listName(tx, wish.companyId(), wish.mailinglistId()).isEmpty()) {
            return Answer.refused("the list " + wish.mailinglistId() + " is gone");
        }
        if (store.publicAddress(tx, wish.companyId(), wish.mailinglistId()).isEmpty()) {
            return Answer.refused("the company has no redirect domain for the link");
        }
        if (blocklist.covers(tx, wish.companyId(), email)) {
            return Answer.done(email + " stays on the blocklist");
        }
        Optional<Long> known = store.recipient(tx, wish.companyId(), email);
        Actor actor = Actor.system(ACTOR, wish.companyId());
        List<Binding> all =
                known.map(customer -> bindings.of(tx, actor, customer)).orElse(List.of());
        Optional<BindingStatus> status = statusIn(all, wish.mailinglistId());
        if (isOutOfReach(all, wish.mailinglistId())) {
            return Answer.done(email + " stays as it is: " + status.orElse(BindingStatus.BOUNCED));
        }
        if (status.equals(Optional.of(BindingStatus.ACTIVE))) {
            return Answer.done(email + " is on the list already");
        }
        Optional<Answer> limited = limited(tx, wish, email);
        if (limited.isPresent()) {
            return limited.get();
        }
        long customer =
                known.orElseGet(() -> recipients.create(tx, actor, Map.of("email", email), 0));
        if (status.isEmpty() || status.get() == BindingStatus.WAITING) {
            bindings.set(
                    tx,
                    actor,
                    Binding.of(
                            customer,
                            wish.mailinglistId(),
                            userType(all, wish.mailinglistId()),
                            BindingStatus.WAITING,
                            "Subscribe via mailloop #" + wish.filterId()));
        }
        store.insert(tx, wish, customer, email, clock.instant());
        return Answer.done(email + " is asked to confirm");
    }

    /** Number of the request that a verified UID stands for is in it. */
    public static boolean isToken(Uid uid) {
        return Tokens.request(uid).isPresent();
    }

    /** How it stands with the request that a token is about. Changes nothing. */
    public Confirmation look(String token) {
        return database.inTransaction(
                tx ->
                        Tokens.verify(tx, token)
                                .map(claim -> look(tx, claim, false))
                                .map(Found::confirmation)
                                .orElse(Confirmation.UNKNOWN));
    }

    /** Confirms; doing it again changes nothing. */
    public Confirmation confirm(String token, Proof proof) {
        return database.inTransaction(
                tx ->
                        Tokens.verify(tx, token)
                                .map(claim -> confirm(tx, claim, proof))
                                .orElse(Confirmation.UNKNOWN));
    }

    /**
     * As {@link #confirm(String, Proof)}, for a reply whose UID was verified already.
     *
     * @param from address in From of the reply: must be the one that was asked
     */
    public Confirmation confirm(Transaction tx, Uid uid, String from, Proof proof) {
        long request = Tokens.request(uid).orElse(0);
        Tokens.Claim claim = Tokens.claim(uid, request);
        EmailAddress.Outcome sender = EmailAddress.check(from);
        boolean asked =
                sender.isValid()
                        && store.find(tx, uid.company(), request, false)
                                .filter(row -> row.email().equals(sender.address().toString()))
                                .isPresent();
        return asked ? confirm(tx, claim, proof) : Confirmation.UNKNOWN;
    }

    private Confirmation confirm(Transaction tx, Tokens.Claim claim, Proof proof) {
        Found found = look(tx, claim, true);
        if (found.confirmation().state() != State.OPEN) {
            return found.confirmation();
        }
        Request request = found.request();
        bindings.set(
                tx,
                Actor.system(ACTOR, request.companyId()),
                Binding.of(
                        request.customerId(),
                        request.mailinglistId(),
                        found.userType(),
                        BindingStatus.ACTIVE,
                        proof.remark()));
        store.setConfirmed(tx, request.id(), proof, clock.instant());
        return found.confirmation().with(State.CONFIRMED);
    }

    private record Found(Request request, UserType userType, Confirmation confirmation) {
        static final Found NOTHING = new Found(null, null, Confirmation.UNKNOWN);
    }

    private Found look(Transaction tx, Tokens.Claim claim, boolean lock) {
        int company = claim.companyId();
        Optional<Request> row = store.find(tx, company, claim.requestId(), lock);
        if (row.isEmpty() || row.get().customerId() != claim.customerId()) {
            return Found.NOTHING;
        }
        Request request = row.get();
        Optional<String> list = store.listName(tx, company, request.mailinglistId());
        boolean sameAddress =
                store.email(tx, company, request.customerId())
                        .filter(request.email()::equalsIgnoreCase)
                        .isPresent();
        if (list.isEmpty()) {
            return Found.NOTHING;
        }
        List<Binding> all =
                sameAddress
                        ? bindings.of(tx, Actor.system(ACTOR, company), request.customerId())
                        : List.of();
        Confirmation confirmation =
                new Confirmation(state(tx, request, all, sameAddress), request.email(), list.get());
        return new Found(request, userType(all, request.mailinglistId()), confirmation);
    }

    private State state(Transaction tx, Request request, List<Binding> all, boolean sameAddress) {
        if (!sameAddress) {
            // The job deleted who did not confirm in time, or the address was changed.
            return State.EXPIRED;
        }
        boolean active =
                statusIn(all, request.mailinglistId()).equals(Optional.of(BindingStatus.ACTIVE));
        if (active) {
            return State.CONFIRMED;
        }
        if (request.confirmed() != null) {
            return State.USED;
        }
        if (isOutOfReach(all, request.mailinglistId())
                || blocklist.covers(tx, request.companyId(), request.email())) {
            return State.IMPOSSIBLE;
        }
        int days = settings.intValue(request.companyId(), "expire.recipient", DAYS_TO_CONFIRM);
        Duration time = Duration.ofDays(days > 0 ? days : DAYS_TO_CONFIRM);
        return request.requested().plus(time).isBefore(clock.instant())
                ? State.EXPIRED
                : State.OPEN;
    }

    private Optional<Answer> limited(Transaction tx, Wish wish, String email) {
        store.lockFilter(tx, wish.filterId());
        Instant now = clock.instant();
        if (store.wasAsked(tx, wish, email, now.minus(DAY))) {
            return Optional.of(Answer.done(email + " was asked today already"));
        }
        int most = settings.intValue(wish.companyId(), "mailloop.confirmations.address", 3);
        if (store.countToMailbox(tx, email, now.minus(DAY)) >= most) {
            return Optional.of(Answer.refused(email + " was asked " + most + " times today"));
        }
        int mostOfFilter =
                settings.intValue(wish.companyId(), "mailloop.confirmations.filter", 100);
        if (store.countOfFilter(tx, wish.filterId(), now.minus(HOUR)) >= mostOfFilter) {
            return Optional.of(
                    Answer.refused(
                            "the filter asks at most %d in an hour: %s may write again later"
                                    .formatted(mostOfFilter, email)));
        }
        return Optional.empty();
    }

    private static Optional<BindingStatus> statusIn(List<Binding> all, int mailinglistId) {
        return all.stream()
                .filter(binding -> binding.mailinglistId() == mailinglistId)
                .map(Binding::status)
                .findFirst();
    }

    private static UserType userType(List<Binding> all, int mailinglistId) {
        return all.stream()
                .filter(binding -> binding.mailinglistId() == mailinglistId)
                .map(Binding::userType)
                .findFirst()
                .orElse(UserType.WORLD);
    }

    /** Bounced on any list, or blocked or suspended on this one. */
    private static boolean isOutOfReach(List<Binding> all, int mailinglistId) {
        return all.stream()
                .anyMatch(
                        binding ->
                                binding.status() == BindingStatus.BOUNCED
                                        || binding.mailinglistId() == mailinglistId
                                                && (binding.status() == BindingStatus.BLOCKLISTED
                                                        || binding.status()
                                                                == BindingStatus.SUSPENDED));
    }
}
