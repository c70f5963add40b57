package org.openemm.backend.pickdist;

import java.io.IOException;
import java.time.Duration;
import org.openemm.backend.smtp.Outcome;
import org.openemm.backend.smtp.Route;
import org.openemm.backend.smtp.SmtpConnection;
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
                        lane.await(POLL);
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
        stream(first);
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
            giveBack(first);
            return false;
        }
    }

    private void stream(Prepared first) {
        Prepared current = first;
        while (current != null) {
            if (lane.isForbidden(current.job().run())) {
                giveBack(current);
                if (connection.hasAnnounced()) {
                    disconnect();
                }
                return;
            }
            Prepared next = prepare();
            try {
                Outcome outcome =
                        connection.send(
                                current.mail().envelope(),
                                current.mail().body(),
                                current.mail().dotSafe(),
                                next == null ? null : next.mail().envelope());
                settle(current, outcome);
            } catch (IOException e) {
                LOG.warn("Connection lost: {}", e.getMessage());
                health.unavailable(e.getMessage() == null ? e.toString() : e.getMessage());
                disconnect();
                giveBack(current);
                if (next != null) {
                    giveBack(next);
                }
                return;
            }
            current = next;
        }
        lastUse = System.nanoTime();
    }

    private void settle(Prepared sent, Outcome outcome) {
        sent.job().run().settle(sent.job().receiver(), sent.mail(), outcome);
        health.answered(outcome instanceof Outcome.Deferred, answer(outcome));
        if (sent.job().run().isOver()) {
            lane.settled();
        }
    }

    private static String answer(Outcome outcome) {
        return outcome instanceof Outcome.Deferred put ? put.reply().toString() : "";
    }

    private void giveBack(Prepared unsent) {
        unsent.job().run().giveBack(unsent.job().receiver());
        lane.settled();
    }

    /** The next receiver with a mail; those without are settled on the way. */
    private Prepared prepare() {
        for (Lane.Job job = lane.next(); job != null; job = lane.next()) {
            PackageRun run = job.run();
            try {
                PackageReader.Receiver receiver = job.receiver();
                MailTemplate.Made made =
                        maker(run.template()).make(receiver.customerId(), receiver.row());
                if (made instanceof MailTemplate.Made.Mail mail) {
                    return new Prepared(job, mail);
                }
                if (made instanceof MailTemplate.Made.Nothing nothing) {
                    run.leftOut(job.receiver(), nothing.mailtype());
                } else if (made instanceof MailTemplate.Made.Unaddressable bad) {
                    run.unaddressable(job.receiver(), bad.mailtype(), bad.reason());
                }
            } catch (IOException | RuntimeException e) {
                run.unmade(job.receiver(), e);
            }
        }
        return null;
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

    private record Prepared(Lane.Job job, MailTemplate.Made.Mail mail) {}
}
