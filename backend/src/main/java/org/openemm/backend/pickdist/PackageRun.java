package org.openemm.backend.pickdist;

import java.io.IOException;
import java.time.Clock;
import java.util.OptionalLong;
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
 * Thread-safe.
 */
final class PackageRun {
    private static final Logger LOG = LoggerFactory.getLogger(PackageRun.class);
    private static final int BAD_ADDRESS = 513;

    /** Delivery time expired (RFC 3463). */
    private static final int EXPIRED = 547;

    private final PackageName name;
    private final PackageQueue queue;
    private final ResumeRecord resume;
    private final MailTemplate template;
    private final LaneSettings settings;
    private final Clock clock;
    private final BooleanSupplier expired;
    private boolean touched;
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
        queue = new PackageQueue(name, reader, resume, template, settings, clock);
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
            Picked picked = queue.next(limits);
            if (picked != null) {
                outstanding++;
            }
            return picked;
        } catch (IOException e) {
            fail("cannot be read: " + e.getMessage());
            return null;
        }
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
        queue.leaveBehind();
    }

    synchronized boolean isHalted() {
        return halted;
    }

    /** The mail did not leave: somebody else has to send it. */
    synchronized void giveBack(Receiver receiver, DomainLimit limit) {
        giveBackLimit(limit, true);
        queue.putBack(receiver, limit);
        outstanding--;
    }

    /**
     * The mail leaves in a moment.
     *
     * @return false: it must not, because that cannot be written down
     */
    synchronized boolean begin(Receiver receiver) {
        resume.begun(receiver.mail());
        return write();
    }

    /** As {@link #giveBack} for a mail that was begun. */
    synchronized void takeBack(Receiver receiver, DomainLimit limit, boolean uncertain) {
        if (uncertain) {
            resume.uncertain(receiver.mail(), ResumeNote.CONNECTION);
        } else {
            resume.takenBack(receiver.mail());
        }
        write();
        giveBackLimit(limit, !uncertain);
        queue.putBack(receiver, limit);
        outstanding--;
    }

    /**
     * Books the server's verdict; it is on record when this returns.
     *
     * @param next the mail that leaves in a moment, of this package, too; null: none
     * @return false: the next mail must not leave
     */
    synchronized boolean settle(
            Picked sent, MailTemplate.Made.Mail mail, Outcome outcome, Receiver next) {
        long settled = sent.receiver().mail();
        int bytes = mail.body().length;
        if (outcome instanceof Outcome.Accepted) {
            resume.finished(settled, bytes, mail.mailtype(), 1);
            if (sent.receiver().copy() == 0) {
                queue.addCopies(sent.receiver());
            }
        } else if (outcome instanceof Outcome.Deferred put) {
            putOff(settled, bytes, mail.mailtype(), put.reply());
        } else if (outcome instanceof Outcome.Refused refusal) {
            if (refusal.stage() == Outcome.Stage.SENDER) {
                resume.takenBack(settled);
                fail("the mail server refuses its sender: " + refusal.reply());
            } else {
                SmtpReply reply = refusal.reply();
                resume.refused(settled, bytes, mail.mailtype(), reply.dsn(), reply.toString());
            }
        }
        boolean goesOn = next != null && !halted;
        if (goesOn) {
            resume.begun(next.mail());
        }
        boolean written = write();
        giveBackLimit(sent.limit(), false);
        outstanding--;
        return goesOn && written;
    }

    /** When a mail was last put off, milliseconds since 1970; empty: never. */
    synchronized OptionalLong putOffAt(Receiver receiver) {
        return resume.deferral(receiver.mail())
                .map(put -> OptionalLong.of(put.at()))
                .orElse(OptionalLong.empty());
    }

    private void putOff(long mail, int bytes, int mailtype, SmtpReply reply) {
        if (expired.getAsBoolean()) {
            resume.refused(mail, bytes, mailtype, EXPIRED, "Given up, still: " + reply);
            return;
        }
        int attempts = resume.deferral(mail).map(ResumeRecord.Deferral::attempts).orElse(0) + 1;
        long now = clock.millis();
        resume.deferred(mail, new ResumeRecord.Deferral(attempts, now, reply.toString()));
        queue.deferred(reply.toString(), now + settings.wait(attempts).toMillis());
    }

    /** There is no mail for this receiver. */
    synchronized void leftOut(Picked picked, int mailtype) {
        resume.finished(picked.receiver().mail(), 0, mailtype, 0);
        write();
        giveBackLimit(picked.limit(), true);
        outstanding--;
    }

    synchronized void unaddressable(Picked picked, int mailtype, String reason) {
        resume.refused(picked.receiver().mail(), 0, mailtype, BAD_ADDRESS, reason);
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
        return outstanding == 0 && (halted || queue.isEmpty()) && writesAgain();
    }

    /** All receivers have their verdict. */
    synchronized boolean isComplete() {
        return isOver() && queue.isEmpty() && queue.nobodyLeft() && failure.isEmpty();
    }

    /** All that is left waits for its domains. */
    synchronized boolean isHeld() {
        return outstanding == 0 && queue.isHeld();
    }

    /** Who waits for what, at this moment. */
    synchronized Leftovers leftovers() {
        return queue.leftovers();
    }

    synchronized int asideCount() {
        return queue.asideCount();
    }

    synchronized int asideFor(DomainLimit limit) {
        return queue.asideFor(limit);
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
            queue.close();
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
