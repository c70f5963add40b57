package org.openemm.backend.pickdist;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.openemm.backend.smtp.Outcome;
import org.openemm.backend.smtp.SmtpReply;
import org.openemm.backend.spool.PackageName;
import org.openemm.backend.spool.PackageReader;
import org.openemm.backend.spool.PackageReader.Receiver;
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

    private final PackageName name;
    private final PackageReader reader;
    private final ResumeRecord resume;
    private final MailTemplate template;
    private final boolean lastChance;
    private final Deque<Receiver> returned = new ArrayDeque<>();
    private boolean touched;
    private boolean exhausted;
    private boolean halted;
    private int outstanding;
    private int deferred;
    private String failure = "";

    /**
     * @param lastChance mails put off now are refused
     */
    PackageRun(
            PackageName name,
            PackageReader reader,
            ResumeRecord resume,
            MailTemplate template,
            boolean lastChance) {
        this.name = name;
        this.reader = reader;
        this.resume = resume;
        this.template = template;
        this.lastChance = lastChance;
    }

    PackageName name() {
        return name;
    }

    MailTemplate template() {
        return template;
    }

    /** The next receiver without a mail; null when there is none at the moment. */
    synchronized Receiver next() {
        if (halted) {
            return null;
        }
        touched = true;
        Receiver receiver = returned.poll();
        try {
            while (receiver == null && !exhausted) {
                Receiver read = reader.next();
                if (read == null) {
                    exhausted = true;
                } else if (!resume.contains(read.customerId())) {
                    receiver = read;
                }
            }
        } catch (IOException e) {
            fail("cannot be read: " + e.getMessage());
            return null;
        }
        if (receiver != null) {
            outstanding++;
        }
        return receiver;
    }

    /** Nothing was handed out yet. */
    synchronized boolean isUntouched() {
        return !touched;
    }

    /** Nothing more is handed out. */
    synchronized void halt() {
        halted = true;
    }

    synchronized boolean isHalted() {
        return halted;
    }

    /** The mail did not reach the server: somebody else has to send it. */
    synchronized void giveBack(Receiver receiver) {
        returned.add(receiver);
        outstanding--;
    }

    /** Books the server's verdict; it is on record when this returns. */
    synchronized void settle(Receiver receiver, MailTemplate.Made.Mail mail, Outcome outcome) {
        long customer = receiver.customerId();
        int bytes = mail.body().length;
        try {
            if (outcome instanceof Outcome.Accepted) {
                resume.finished(customer, bytes, mail.mailtype(), 1);
            } else if (outcome instanceof Outcome.Deferred put) {
                if (lastChance) {
                    refused(customer, bytes, mail.mailtype(), put.reply());
                } else {
                    deferred++;
                }
            } else if (outcome instanceof Outcome.Refused refusal) {
                if (refusal.stage() == Outcome.Stage.SENDER) {
                    fail("the mail server refuses its sender: " + refusal.reply());
                } else {
                    refused(customer, bytes, mail.mailtype(), refusal.reply());
                }
            }
        } catch (IOException e) {
            fail("its resume record cannot be written: " + e.getMessage());
        }
        outstanding--;
    }

    /** There is no mail for this receiver. */
    synchronized void leftOut(Receiver receiver, int mailtype) {
        try {
            resume.finished(receiver.customerId(), 0, mailtype, 0);
        } catch (IOException e) {
            fail("its resume record cannot be written: " + e.getMessage());
        }
        outstanding--;
    }

    synchronized void unaddressable(Receiver receiver, int mailtype, String reason) {
        try {
            resume.refused(receiver.customerId(), 0, mailtype, BAD_ADDRESS, reason);
        } catch (IOException e) {
            fail("its resume record cannot be written: " + e.getMessage());
        }
        outstanding--;
    }

    /** The mail could not be made: the package needs an administrator. */
    synchronized void unmade(Receiver receiver, Exception cause) {
        LOG.error("{}: mail for recipient {} failed", name.base(), receiver.customerId(), cause);
        failure = "the mail for recipient " + receiver.customerId() + " failed: " + cause;
        outstanding--;
    }

    /** No connection works on it any more, and nothing is to be handed out. */
    synchronized boolean isOver() {
        return outstanding == 0 && (halted || exhausted && returned.isEmpty());
    }

    /** All receivers have their verdict. */
    synchronized boolean isComplete() {
        return isOver() && exhausted && returned.isEmpty() && deferred == 0 && failure.isEmpty();
    }

    /** Why it cannot go on; empty: it can. */
    synchronized String failure() {
        return failure;
    }

    synchronized void close() {
        try {
            resume.close();
            reader.close();
        } catch (IOException e) {
            LOG.warn("{} could not be closed: {}", name.base(), e.toString());
        }
    }

    private void refused(long customer, int bytes, int mailtype, SmtpReply reply)
            throws IOException {
        resume.refused(customer, bytes, mailtype, reply.dsn(), reply.toString());
    }

    private void fail(String why) {
        failure = why;
        halted = true;
    }
}
