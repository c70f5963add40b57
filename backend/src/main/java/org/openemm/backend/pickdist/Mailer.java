package org.openemm.backend.pickdist;

import java.io.IOException;
import java.time.Duration;
import java.util.regex.Pattern;
import org.openemm.backend.smtp.Outcome;
import org.openemm.backend.smtp.Route;
import org.openemm.backend.smtp.RouteUnavailable;
import org.openemm.backend.smtp.SmtpConnection;
import org.openemm.backend.smtp.SmtpReply;
import org.openemm.backend.spool.PackageReader;
import org.openemm.backend.xmlback.MailTemplate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection of a lane, with a thread of its own: takes receivers, makes their mails, sends
 * them and books the answers. At most one mail is in flight at any time.
 */
final class Mailer implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Mailer.class);
    private static final Pattern ADDRESS = Pattern.compile("<[^<>\\s]+@[^<>\\s]+>:? ?");
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
    private static final long IDLE_NANOS = Duration.ofSeconds(10).toNanos();

    private final Lane lane;
    private final Route route;
    private final RouteHealth health;
    private volatile boolean ended;
    private SmtpConnection connection;
    private long lastUse;
    private MailTemplate template;
    private MailTemplate.Maker maker;

    Mailer(Lane lane, Route route, RouteHealth health) {
        this.lane = lane;
        this.route = route;
        this.health = health;
    }

    @Override
    public void run() {
        try {
            while (!ended) {
                try {
                    if (!work()) {
                        lane.await(lane.patience(POLL));
                    }
                } catch (RuntimeException e) {
                    LOG.error("A connection failed", e);
                    disconnect();
                    lane.await(AFTER_FAILURE);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            disconnect();
        }
    }

    /** Ends after the mail in flight. Never by interrupt: that would close the resume record. */
    void end() {
        ended = true;
    }

    /** False: nothing to do at the moment. */
    private boolean work() {
        if (health.isBlocked()) {
            lane.settled();
            disconnect();
            return false;
        }
        Prepared first = prepare();
        if (first == null) {
            if (connection != null && System.nanoTime() - lastUse > IDLE_NANOS) {
                disconnect();
            }
            return false;
        }
        if (!connect(first)) {
            return false;
        }
        if (lane.isForbidden(first.run())) {
            lane.giveBack(first.job());
        } else if (first.run().begin(first.job().picked().receiver())) {
            stream(first);
        } else {
            takeBack(first, false);
        }
        return true;
    }

    private boolean connect(Prepared first) {
        if (connection != null) {
            return true;
        }
        try {
            connection = SmtpConnection.open(route);
            return true;
        } catch (IOException e) {
            LOG.warn("No connection: {}", e.getMessage());
            health.unavailable(e.getMessage());
            lane.giveBack(first.job());
            return false;
        }
    }

    /**
     * Sends one mail after the other.
     *
     * @param first is on record as begun, as are all others before they leave
     */
    private void stream(Prepared first) {
        Prepared current = first;
        while (current != null) {
            Prepared next = ended ? null : prepare();
            Outcome outcome;
            try {
                outcome =
                        connection.send(
                                current.mail().envelope(),
                                current.mail().body(),
                                current.mail().dotSafe(),
                                next == null ? null : next.mail().envelope());
            } catch (IOException e) {
                lost(current, e);
                if (next != null) {
                    lane.giveBack(next.job());
                }
                return;
            }
            Standing.Meaning meaning = lane.judge(current.job(), domain(current), outcome);
            if (meaning instanceof Standing.Meaning.Mail mail) {
                current = settle(current, mail.outcome(), next);
            } else if (meaning instanceof Standing.Meaning.Route all) {
                refused(current, all.reply());
                if (next != null) {
                    lane.giveBack(next.job());
                }
                return;
            }
        }
        lastUse = System.nanoTime();
    }

    private static String domain(Prepared mail) {
        String to = mail.mail().envelope().to();
        return to.substring(to.lastIndexOf('@') + 1);
    }

    /** It takes no mails from us, whoever they are for. */
    private void refused(Prepared current, SmtpReply reply) {
        LOG.warn("{} takes nothing from us: {}", route.label(), reply);
        // It is about none of them, and the page of the mailing shows it to many.
        String answer = ADDRESS.matcher(reply.toString()).replaceAll("");
        health.unavailable(route.label() + " refuses all mails: " + answer);
        disconnect();
        takeBack(current, false);
    }

    private void lost(Prepared current, IOException cause) {
        String why = cause.getMessage() == null ? cause.toString() : cause.getMessage();
        LOG.warn("Connection lost: {}", why);
        DomainLimit limit = current.job().picked().limit();
        if (limit != null && cause instanceof RouteUnavailable said && said.isAboutRecipient()) {
            limit.health().unavailable(why);
        } else {
            health.unavailable(why);
        }
        boolean uncertain = connection.isInFlight();
        disconnect();
        takeBack(current, uncertain);
    }

    /** Books the answer; the next mail if it may leave, which is on record then. */
    private Prepared settle(Prepared sent, Outcome outcome, Prepared next) {
        boolean allowed = next != null && !lane.isForbidden(next.run());
        boolean together = allowed && next.run() == sent.run();
        boolean goesOn =
                sent.run()
                        .settle(
                                sent.job().picked(),
                                sent.mail(),
                                outcome,
                                together ? next.job().picked().receiver() : null);
        if (allowed && !together) {
            goesOn = next.run().begin(next.job().picked().receiver());
        }
        boolean deferred = outcome instanceof Outcome.Deferred;
        DomainLimit limit = sent.job().picked().limit();
        (limit == null ? health : limit.health()).answered(deferred, answer(outcome));
        if (limit != null && !deferred) {
            health.answered(false, "");
        }
        if (sent.run().isOver()) {
            lane.settled();
        }
        if (next == null || goesOn) {
            return next;
        }
        takeBack(next, false);
        if (connection.hasAnnounced()) {
            disconnect();
        }
        return null;
    }

    private static String answer(Outcome outcome) {
        return outcome instanceof Outcome.Deferred put ? put.reply().toString() : "";
    }

    private void takeBack(Prepared begun, boolean uncertain) {
        PackageRun.Picked picked = begun.job().picked();
        begun.run().takeBack(picked.receiver(), picked.limit(), uncertain);
        lane.settled();
    }

    /** The next receiver with a mail; those without are settled on the way. */
    private Prepared prepare() {
        for (Lane.Job job = lane.next(); job != null; job = lane.next()) {
            PackageRun run = job.run();
            PackageRun.Picked picked = job.picked();
            try {
                PackageReader.Receiver receiver = picked.receiver();
                MailTemplate.Made made = make(maker(run.template()), receiver);
                if (made instanceof MailTemplate.Made.Mail mail) {
                    return new Prepared(job, mail);
                }
                if (made instanceof MailTemplate.Made.Nothing nothing) {
                    run.leftOut(picked, nothing.mailtype());
                } else if (made instanceof MailTemplate.Made.Unaddressable bad) {
                    run.unaddressable(picked, bad.mailtype(), bad.reason());
                }
            } catch (IOException | RuntimeException e) {
                run.unmade(picked, e);
            }
        }
        return null;
    }

    private static MailTemplate.Made make(MailTemplate.Maker maker, PackageReader.Receiver receiver)
            throws IOException {
        return receiver.copy() == 0
                ? maker.make(receiver.customerId(), receiver.row())
                : maker.copy(receiver.customerId(), receiver.row(), receiver.copy());
    }

    private MailTemplate.Maker maker(MailTemplate wanted) {
        if (template != wanted) {
            template = wanted;
            maker = wanted.maker();
        }
        return maker;
    }

    private void disconnect() {
        if (connection != null) {
            connection.close();
            connection = null;
        }
    }

    private record Prepared(Lane.Job job, MailTemplate.Made.Mail mail) {
        PackageRun run() {
            return job.run();
        }
    }
}
