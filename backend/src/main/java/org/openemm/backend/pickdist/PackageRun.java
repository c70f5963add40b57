package org.openemm.backend.pickdist;

import java.io.IOException;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.openemm.backend.smtp.Outcome;
import org.openemm.backend.smtp.SmtpReply;
import org.openemm.backend.spool.PackageName;
import org.openemm.backend.spool.PackageReader;
import org.openemm.backend.spool.PackageReader.Receiver;
import org.openemm.backend.spool.ResumeNote;
import org.openemm.backend.spool.ResumeRecord;
import org.openemm.backend.xmlback.MailTemplate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A package in work: hands out receivers to connections and keeps account of every one of them.
 * Receivers whose domains take no more at the moment are set aside, so that those behind them need
 * not wait; of a package with very many of them the rest is left behind in the file. Thread-safe.
 */
final class PackageRun {
    private static final Logger LOG = LoggerFactory.getLogger(PackageRun.class);
    private static final int BAD_ADDRESS = 513;

    /** Delivery time expired (RFC 3463). */
    private static final int EXPIRED = 547;

    /** Bounds memory. */
    static final int MAX_ASIDE = 2000;

    /** Bounds the time others wait while this one looks for somebody who may go. */
    private static final int MAX_LOOKED_AT = 500;

    private final PackageName name;
    private final PackageReader reader;
    private final ResumeRecord resume;
    private final MailTemplate template;
    private final LaneSettings settings;
    private final Clock clock;
    private final BooleanSupplier expired;
    private final Deque<Receiver> returned = new ArrayDeque<>();
    private final Map<DomainLimit, Deque<Receiver>> aside = new LinkedHashMap<>();
    private final Leftovers leftovers = new Leftovers();
    private int asideCount;
    private boolean touched;
    private boolean exhausted;
    private boolean halted;
    private int outstanding;
    private String failure = "";
    private String diskProblem = "";

    /** A receiver to be sent to, and the limit that was taken for it; null: none. */
    record Picked(Receiver receiver, DomainLimit limit) {}

    /**
     * @param expired mails put off now are given up
     */
    PackageRun(
            PackageName name,
            PackageReader reader,
            ResumeRecord resume,
            MailTemplate template,
            LaneSettings settings,
            Clock clock,
            BooleanSupplier expired) {
        this.name = name;
        this.reader = reader;
        this.resume = resume;
        this.template = template;
        this.settings = settings;
        this.clock = clock;
        this.expired = expired;
    }

    PackageName name() {
        return name;
    }

    MailTemplate template() {
        return template;
    }

    /** The next receiver without a mail who may get one now; null when there is none. */
    synchronized Picked next(RouteLimits limits) {
        if (halted || !writesAgain()) {
            return null;
        }
        touched = true;
        try {
            Picked picked = fromAside();
            if (picked == null && !returned.isEmpty()) {
                picked = new Picked(returned.poll(), null);
            }
            if (picked == null) {
                picked = fromFile(limits);
            }
            if (picked != null) {
                outstanding++;
            }
            return picked;
        } catch (IOException e) {
            fail("cannot be read: " + e.getMessage());
            return null;
        }
    }

    private Picked fromAside() {
        for (Map.Entry<DomainLimit, Deque<Receiver>> entry : aside.entrySet()) {
            if (!entry.getValue().isEmpty() && entry.getKey().tryEnter(isSingle())) {
                asideCount--;
                return new Picked(entry.getValue().poll(), entry.getKey());
            }
        }
        return null;
    }

    private Picked fromFile(RouteLimits limits) throws IOException {
        boolean grouped = limits.hasGroups(name.companyId());
        for (int looked = 0; !exhausted && looked < MAX_LOOKED_AT; looked++) {
            Receiver read = reader.next();
            if (read == null) {
                exhausted = true;
            } else if (!resume.contains(read.customerId()) && !waits(read)) {
                DomainLimit limit =
                        grouped
                                ? limits.of(
                                        name.companyId(),
                                        template.domain(read.customerId(), read.row()))
                                : null;
                if (limit == null || limit.tryEnter(isSingle())) {
                    return new Picked(read, limit);
                }
                setAside(read, limit, false);
            }
        }
        return null;
    }

    /** Put off by the server not long ago. */
    private boolean waits(Receiver receiver) {
        ResumeRecord.Deferral deferral = resume.deferral(receiver.customerId()).orElse(null);
        if (deferral == null) {
            return false;
        }
        long wait = settings.wait(deferral.attempts()).toMillis();
        // Those that are nearly due go along: else the package were opened for each of them.
        if (clock.millis() >= deferral.at() + wait - wait / 4) {
            return false;
        }
        leftovers.deferred(deferral.answer(), deferral.at() + wait);
        return true;
    }

    private void setAside(Receiver receiver, DomainLimit limit, boolean first) {
        if (asideCount >= MAX_ASIDE && !first) {
            leftovers.left(limit);
            return;
        }
        Deque<Receiver> queue = aside.computeIfAbsent(limit, key -> new ArrayDeque<>());
        if (first) {
            queue.addFirst(receiver);
        } else {
            queue.add(receiver);
        }
        asideCount++;
    }

    /** Nothing was handed out yet. */
    synchronized boolean isUntouched() {
        return !touched;
    }

    /** Nothing more is handed out. */
    synchronized void halt() {
        halted = true;
    }

    /** Those set aside stay in the file, for when the package is opened again. */
    synchronized void leaveBehind() {
        aside.forEach((limit, queue) -> queue.forEach(receiver -> leftovers.left(limit)));
        aside.clear();
        asideCount = 0;
    }

    synchronized boolean isHalted() {
        return halted;
    }

    /** The mail did not leave: somebody else has to send it. */
    synchronized void giveBack(Receiver receiver, DomainLimit limit) {
        giveBackLimit(limit, true);
        putBack(receiver, limit);
    }

    private void putBack(Receiver receiver, DomainLimit limit) {
        if (limit == null) {
            returned.add(receiver);
        } else {
            setAside(receiver, limit, true);
        }
        outstanding--;
    }

    /**
     * The mail leaves in a moment.
     *
     * @return false: it must not, because that cannot be written down
     */
    synchronized boolean begin(Receiver receiver) {
        resume.begun(receiver.customerId());
        return write();
    }

    /** As {@link #giveBack} for a mail that was begun. */
    synchronized void takeBack(Receiver receiver, DomainLimit limit, boolean uncertain) {
        if (uncertain) {
            resume.uncertain(receiver.customerId(), ResumeNote.CONNECTION);
        } else {
            resume.takenBack(receiver.customerId());
        }
        write();
        giveBackLimit(limit, !uncertain);
        putBack(receiver, limit);
    }

    /**
     * Books the server's verdict; it is on record when this returns.
     *
     * @param next the mail that leaves in a moment, of this package, too; null: none
     * @return false: the next mail must not leave
     */
    synchronized boolean settle(
            Picked sent, MailTemplate.Made.Mail mail, Outcome outcome, Receiver next) {
        long customer = sent.receiver().customerId();
        int bytes = mail.body().length;
        if (outcome instanceof Outcome.Accepted) {
            resume.finished(customer, bytes, mail.mailtype(), 1);
        } else if (outcome instanceof Outcome.Deferred put) {
            putOff(customer, bytes, mail.mailtype(), put.reply());
        } else if (outcome instanceof Outcome.Refused refusal) {
            if (refusal.stage() == Outcome.Stage.SENDER) {
                resume.takenBack(customer);
                fail("the mail server refuses its sender: " + refusal.reply());
            } else {
                SmtpReply reply = refusal.reply();
                resume.refused(customer, bytes, mail.mailtype(), reply.dsn(), reply.toString());
            }
        }
        boolean goesOn = next != null && !halted;
        if (goesOn) {
            resume.begun(next.customerId());
        }
        boolean written = write();
        giveBackLimit(sent.limit(), false);
        outstanding--;
        return goesOn && written;
    }

    private void putOff(long customer, int bytes, int mailtype, SmtpReply reply) {
        if (expired.getAsBoolean()) {
            resume.refused(customer, bytes, mailtype, EXPIRED, "Given up, still: " + reply);
            return;
        }
        int attempts = resume.deferral(customer).map(ResumeRecord.Deferral::attempts).orElse(0) + 1;
        long now = clock.millis();
        resume.deferred(customer, new ResumeRecord.Deferral(attempts, now, reply.toString()));
        leftovers.deferred(reply.toString(), now + settings.wait(attempts).toMillis());
    }

    /** There is no mail for this receiver. */
    synchronized void leftOut(Picked picked, int mailtype) {
        resume.finished(picked.receiver().customerId(), 0, mailtype, 0);
        write();
        giveBackLimit(picked.limit(), true);
        outstanding--;
    }

    synchronized void unaddressable(Picked picked, int mailtype, String reason) {
        resume.refused(picked.receiver().customerId(), 0, mailtype, BAD_ADDRESS, reason);
        write();
        giveBackLimit(picked.limit(), true);
        outstanding--;
    }

    /** The mail could not be made: the package needs an administrator. */
    synchronized void unmade(Picked picked, Exception cause) {
        long customer = picked.receiver().customerId();
        LOG.error("{}: mail for recipient {} failed", name.base(), customer, cause);
        failure = "the mail for recipient " + customer + " failed: " + cause;
        giveBackLimit(picked.limit(), true);
        outstanding--;
    }

    /** No connection works on it any more, and nothing is to be handed out. */
    synchronized boolean isOver() {
        return outstanding == 0
                && (halted || exhausted && returned.isEmpty() && asideCount == 0)
                && writesAgain();
    }

    /** All receivers have their verdict. */
    synchronized boolean isComplete() {
        return isOver()
                && exhausted
                && returned.isEmpty()
                && asideCount == 0
                && leftovers.isEmpty()
                && failure.isEmpty();
    }

    /** All that is left waits for its domains. */
    synchronized boolean isHeld() {
        return outstanding == 0 && exhausted && returned.isEmpty() && asideCount > 0;
    }

    /** Who waits for what, at this moment. */
    synchronized Leftovers leftovers() {
        Leftovers all = leftovers.copy();
        aside.forEach((limit, queue) -> all.left(limit, queue.size()));
        return all;
    }

    synchronized int asideCount() {
        return asideCount;
    }

    synchronized int asideFor(DomainLimit limit) {
        Deque<Receiver> queue = aside.get(limit);
        return queue == null ? 0 : queue.size();
    }

    /** Why it cannot go on; empty: it can. */
    synchronized String failure() {
        return failure;
    }

    /** Why nothing can be written at present; empty: it can. */
    synchronized String diskProblem() {
        return diskProblem;
    }

    synchronized void close() {
        try {
            resume.close();
            reader.close();
        } catch (IOException e) {
            LOG.warn("{} could not be closed: {}", name.base(), e.toString());
        }
    }

    private boolean isSingle() {
        return name.kind().isSingle();
    }

    private void giveBackLimit(DomainLimit limit, boolean unsent) {
        if (limit != null) {
            limit.leave(isSingle(), unsent);
        }
    }

    /** Lines that the disk took not are kept and tried again; nothing is sent meanwhile. */
    private boolean write() {
        try {
            resume.write();
            diskProblem = "";
            return true;
        } catch (IOException e) {
            if (diskProblem.isEmpty()) {
                LOG.error("{}: its resume record cannot be written: {}", name.base(), e.toString());
            }
            diskProblem = e.getMessage() == null ? e.toString() : e.getMessage();
            return false;
        }
    }

    private boolean writesAgain() {
        return !resume.hasUnwritten() || write();
    }

    private void fail(String why) {
        failure = why;
        halted = true;
    }
}
