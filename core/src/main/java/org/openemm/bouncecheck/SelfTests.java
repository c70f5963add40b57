package org.openemm.bouncecheck;

import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openemm.InvalidInput;
import org.openemm.account.ActivityLog;
import org.openemm.account.Actor;
import org.openemm.bounce.Bounce;
import org.openemm.bounce.Bounces;
import org.openemm.bouncecheck.SelfTest.State;
import org.openemm.database.Database;
import org.openemm.database.Transaction;
import org.openemm.mailloop.FilterDirectory;
import org.openemm.mailloop.Filters;
import org.openemm.mailloop.IncomingMessage;
import org.openemm.mailloop.MessageKind;
import org.openemm.mailloop.Messages;
import org.openemm.notification.Handover;
import org.openemm.notification.MailRoute;
import org.openemm.notification.SystemMails;
import org.openemm.response.IncomingMail;
import org.openemm.route.RouteDirectory;
import org.openemm.route.RouteDraft;

/**
 * Sends one mail to an address that does not exist, by the way of the mailings and with a filter as
 * sender, and looks for it to come back as a hard bounce. It concerns no recipient and no mailing,
 * so nothing follows from it. All that is known lies in the database. Right: server.status.
 */
public final class SelfTests {
    /** In an hour, per company. */
    public static final int MOST_PER_HOUR = 6;

    private static final Duration KEPT = Duration.ofDays(30);
    private static final Duration SKEW = Duration.ofMinutes(1);
    private static final int BATCH = 50;
    private static final int MOST_BATCHES = 20;
    private static final int LONGEST_DOMAIN = 190;
    private static final int TOKEN_LENGTH = 16;
    private static final String LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";
    private static final Pattern DOMAIN =
            Pattern.compile(
                    "(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])");
    private static final Pattern SENDER =
            Pattern.compile("\\bfrom=\"(?:[^\"\\\\]|\\\\.)*?@([A-Za-z0-9.-]+)");

    private final Database database;
    private final ActivityLog log;
    private final FilterDirectory directory;
    private final Filters filters;
    private final Messages messages;
    private final SystemMails mails;
    private final RouteDirectory routes;
    private final boolean systemRoute;
    private final Clock clock;
    private final SelfTestStore store = new SelfTestStore();
    private final Bounces bounces = new Bounces();
    private final SecureRandom random = new SecureRandom();

    /**
     * @param routes of the tenants
     * @param systemRoute whether mails leave the system without one of these
     */
    public SelfTests(
            Database database,
            ActivityLog log,
            FilterDirectory directory,
            Filters filters,
            Messages messages,
            SystemMails mails,
            RouteDirectory routes,
            boolean systemRoute,
            Clock clock) {
        this.database = database;
        this.log = log;
        this.directory = directory;
        this.filters = filters;
        this.messages = messages;
        this.mails = mails;
        this.routes = routes;
        this.systemRoute = systemRoute;
        this.clock = clock;
    }

    /** The words of the mail, for the administrator of the domain who may get to see it. */
    public record Words(String subject, String text) {}

    /** Whether mails leave the system; if not, nothing can come back. */
    public boolean hasRoute(Actor actor) {
        return systemRoute || route(actor.companyId()).isPresent();
    }

    /**
     * The route of the company's own that its mailings take; where this machine has none, any of
     * the company. Empty: that of this machine.
     */
    private Optional<RouteDirectory.Entry> route(int company) {
        Optional<RouteDirectory.Entry> chosen = routes.chosen(company, 0);
        return chosen.isPresent() || systemRoute ? chosen : routes.ofCompany(company);
    }

    private Handover hand(
            int company, String sender, String address, String messageId, Words words) {
        Optional<RouteDirectory.Entry> own = route(company);
        if (own.isEmpty()) {
            return mails.hand(sender, address, messageId, words.subject(), words.text());
        }
        if (!own.get().problem().isEmpty()) {
            return new Handover(Handover.Result.FAILED, own.get().problem());
        }
        RouteDraft settings = own.get().route().settings();
        MailRoute via =
                new MailRoute(
                        settings.host(),
                        settings.port(),
                        settings.security().name().toLowerCase(Locale.ROOT),
                        settings.user(),
                        own.get().password(),
                        settings.verifyCertificate(),
                        settings.localAddress());
        return mails.hand(via, sender, address, messageId, words.subject(), words.text());
    }

    /**
     * The domain to try: that of the test before, or of the sender of the newest mailing; empty
     * when there is none.
     */
    public String proposedDomain(Actor actor) {
        actor.require(BounceCheck.RIGHT);
        return database.inTransaction(
                tx ->
                        store.latest(tx, actor.companyId())
                                .map(test -> domainOf(test.address()))
                                .orElseGet(() -> senderDomain(tx, actor.companyId())));
    }

    private String senderDomain(Transaction tx, int company) {
        FilterDirectory.Contents contents = directory.read(tx);
        for (String settings : store.senders(tx, company)) {
            Matcher sender = SENDER.matcher(settings);
            String name = sender.find() ? sender.group(1).toLowerCase(Locale.ROOT) : "";
            if (DOMAIN.matcher(name).matches() && !contents.addresses().isOurDomain(name)) {
                return name;
            }
        }
        return "";
    }

    /**
     * Sends the mail; the answer of the mail server is waited for.
     *
     * @param domain where the address is made up
     * @throws InvalidInput field {@code domain}: no domain, one is under way, too many in an hour,
     *     or there is no filter, no mailloop domain or no mail server
     */
    public SelfTest start(Actor actor, String domain, Words words) {
        actor.require(BounceCheck.RIGHT);
        String at = domain(domain);
        if (!hasRoute(actor)) {
            throw problem("route");
        }
        int company = actor.companyId();
        int rid = filter(company).orElseThrow(() -> problem("filter"));
        String sender = Filters.address(rid, filters.domain(actor));
        if (sender.isEmpty()) {
            throw problem("mailloop");
        }
        String token = token();
        String address = "nobody-" + token + "@" + at;
        SelfTest begun = database.inTransaction(tx -> begin(tx, actor, rid, token, address));
        Handover answer =
                hand(company, sender, address, "selftest." + token + "@" + domainOf(sender), words);
        State state =
                switch (answer.result()) {
                    case TAKEN -> State.UNDER_WAY;
                    case ADDRESS_REFUSED -> State.REFUSED;
                    case FAILED -> State.NOT_SENT;
                };
        if (state == State.UNDER_WAY) {
            return begun;
        }
        SelfTest ended = begun.with(state, clock.instant(), 0, answer.said(), 0);
        database.run(
                tx -> {
                    store.lock(tx, company);
                    store.update(tx, company, ended);
                });
        return ended;
    }

    /** The newest one, after a look at what has come in; empty when there was none. */
    public Optional<SelfTest> latest(Actor actor) {
        actor.require(BounceCheck.RIGHT);
        int company = actor.companyId();
        Optional<SelfTest> known = database.inTransaction(tx -> store.latest(tx, company));
        if (known.isEmpty() || !known.get().isOpen(clock.instant())) {
            return known;
        }
        return database.inTransaction(
                tx -> {
                    store.lock(tx, company);
                    Optional<SelfTest> before = store.latest(tx, company);
                    Optional<SelfTest> seen =
                            before.filter(test -> test.isOpen(clock.instant()))
                                    .map(test -> look(tx, company, test))
                                    .or(() -> before);
                    if (!seen.equals(before)) {
                        store.update(tx, company, seen.orElseThrow());
                    }
                    return seen;
                });
    }

    private SelfTest begin(Transaction tx, Actor actor, int rid, String token, String address) {
        int company = actor.companyId();
        Instant now = clock.instant();
        store.lock(tx, company);
        if (store.latest(tx, company).filter(test -> test.isWaiting(now)).isPresent()) {
            throw problem("running");
        }
        if (store.countSince(tx, company, now.minus(Duration.ofHours(1))) >= MOST_PER_HOUR) {
            throw new InvalidInput("domain", "bouncecheck.selftest.error.often", MOST_PER_HOUR);
        }
        store.deleteBefore(tx, company, now.minus(KEPT));
        store.insert(tx, company, rid, token, address, now);
        log.record(tx, actor, "start bounce self-test", address);
        return store.latest(tx, company).orElseThrow();
    }

    private SelfTest look(Transaction tx, int company, SelfTest test) {
        Instant settled = clock.instant().minus(SKEW.multipliedBy(2));
        SelfTest seen = test;
        long after = test.looked();
        for (int i = 0; i < MOST_BATCHES && seen.state() != State.HARD; i++) {
            List<Messages.WithBytes> batch =
                    messages.unclaimed(
                            tx, company, test.rid(), test.started().minus(SKEW), after, BATCH);
            for (Messages.WithBytes found : batch) {
                after = found.message().id();
                if (found.message().received().isBefore(settled)) {
                    // Those before it are in the database for certain.
                    seen = seen.lookedUpTo(after);
                }
                if (seen.state() != State.HARD && names(found.raw(), test.token())) {
                    seen = understood(tx, company, seen, found.message());
                }
            }
            if (batch.size() < BATCH) {
                break;
            }
        }
        return seen;
    }

    private SelfTest understood(
            Transaction tx, int company, SelfTest test, IncomingMessage message) {
        State state = state(tx, company, message);
        if (state == State.DELAYED && test.state() != State.UNDER_WAY
                || message.id() <= test.messageId()) {
            return test;
        }
        return test.with(state, message.received(), message.dsn(), message.found(), message.id());
    }

    private State state(Transaction tx, int company, IncomingMessage message) {
        if (message.kind() == MessageKind.SYSTEM && message.action().equals("delayed")) {
            return State.DELAYED;
        }
        if (message.kind() != MessageKind.BOUNCE || message.dsn() == 0) {
            return State.NOT_RECOGNISED;
        }
        Bounce bounce =
                Bounce.mail(
                        company,
                        0,
                        0,
                        message.dsn(),
                        message.found(),
                        message.received(),
                        message.id());
        return bounces.isHard(tx, bounce) ? State.HARD : State.SOFT;
    }

    /** Also in a body that is encoded. */
    private static boolean names(byte[] raw, String token) {
        String text = new String(raw, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
        return text.contains(token)
                || IncomingMail.parse(raw).text().toLowerCase(Locale.ROOT).contains(token);
    }

    private OptionalInt filter(int company) {
        return directory.read().filters().stream()
                .filter(filter -> filter.companyId() == company)
                .mapToInt(filter -> filter.id())
                .min();
    }

    private static String domain(String typed) {
        String given = typed.strip();
        if (given.length() > LONGEST_DOMAIN) {
            throw problem("domain");
        }
        try {
            String ascii =
                    IDN.toASCII(given.startsWith("@") ? given.substring(1) : given)
                            .toLowerCase(Locale.ROOT);
            Matcher matcher = DOMAIN.matcher(ascii);
            if (ascii.length() <= LONGEST_DOMAIN && matcher.matches()) {
                return ascii;
            }
        } catch (IllegalArgumentException e) {
            // Said below.
        }
        throw problem("domain");
    }

    private String token() {
        StringBuilder token = new StringBuilder();
        for (int i = 0; i < TOKEN_LENGTH; i++) {
            token.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return token.toString();
    }

    private static String domainOf(String address) {
        return address.substring(address.lastIndexOf('@') + 1);
    }

    private static InvalidInput problem(String key) {
        return new InvalidInput("domain", "bouncecheck.selftest.error." + key);
    }
}
