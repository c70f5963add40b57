package org.openemm.backend.smtp;

import java.io.Closeable;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Set;

/**
 * An open, greeted and authenticated connection to a mail server. Not thread-safe.
 *
 * <p>With PIPELINING (RFC 2920) the envelope of the next mail travels together with the end of the
 * current one, so that a mail costs one round trip. The body of a mail leaves only after the answer
 * to the one before has arrived: at most one mail is in flight.
 */
public final class SmtpConnection implements Closeable {
    private static final int CONTINUE = 354;

    private final SmtpWire wire;
    private final Set<String> extensions;
    private final boolean pipelining;
    private Envelope announced;
    private boolean resetPending;
    private boolean inFlight;

    /** Only without PIPELINING: the recipient to name once the sender was accepted. */
    private String pendingRecipient;

    private SmtpConnection(SmtpWire wire, Set<String> extensions) {
        this.wire = wire;
        this.extensions = extensions;
        pipelining = extensions.contains("PIPELINING");
    }

    /**
     * Connects, greets, secures and authenticates as the route says.
     *
     * @throws RouteUnavailable saying what was in the way
     */
    public static SmtpConnection open(Route route) throws RouteUnavailable {
        SmtpWire wire = null;
        try {
            wire = SmtpWire.connect(route);
            SmtpConnection connection =
                    new SmtpConnection(wire, SmtpHandshake.perform(wire, route));
            wire.answerTimeout(route.answerTimeout());
            return connection;
        } catch (IOException e) {
            if (wire != null) {
                wire.close();
            }
            if (e instanceof RouteUnavailable known) {
                throw known;
            }
            throw new RouteUnavailable(route.label() + ": " + reason(e), e);
        }
    }

    /** Without the names of classes where people need them not. */
    private static String reason(IOException e) {
        boolean plain = e instanceof SocketException || e instanceof SocketTimeoutException;
        if (e instanceof UnknownHostException) {
            return "there is no such host";
        }
        return plain && e.getMessage() != null ? e.getMessage() : e.toString();
    }

    /**
     * Sends one mail and waits for the verdict.
     *
     * @param body complete message with CRLF line ends
     * @param dotSafe no line of it begins with a dot
     * @param next envelope of the mail that will be sent after this one, if known; must then be the
     *     next one sent
     * @throws IOException when the connection broke or the server is shutting down: the mail counts
     *     as not sent, the connection is of no use any more
     */
    public Outcome send(Envelope envelope, byte[] body, boolean dotSafe, Envelope next)
            throws IOException {
        if (announced != envelope) {
            if (announced != null) {
                throw new IllegalStateException("Another mail was announced");
            }
            if (envelope.isInternational() && !extensions.contains("SMTPUTF8")) {
                return internationalRefused();
            }
            announce(envelope);
            wire.flush();
        }
        announced = null;
        inFlight = false;
        Outcome refusal = readEnvelopeAnswers();
        if (refusal != null) {
            return refusal;
        }
        wire.writeBody(body, dotSafe);
        inFlight = true;
        if (next != null && pipelining && canTake(next)) {
            announce(next);
            announced = next;
        }
        wire.flush();
        SmtpReply answer = wire.read();
        inFlight = false;
        return verdict(answer, Outcome.Stage.CONTENT);
    }

    /**
     * After {@link #send} failed: the whole mail had been written, and the answer is missing. The
     * server may have taken it.
     */
    public boolean isInFlight() {
        return inFlight;
    }

    /** A mail has been announced whose body is not sent: the connection can only be dropped. */
    public boolean hasAnnounced() {
        return announced != null;
    }

    /** Says goodbye when that is possible without waiting, and closes. */
    @Override
    public void close() {
        if (announced == null) {
            wire.quit();
        }
        wire.close();
    }

    private boolean canTake(Envelope envelope) {
        return !envelope.isInternational() || extensions.contains("SMTPUTF8");
    }

    private void announce(Envelope envelope) throws IOException {
        if (resetPending) {
            wire.write("RSET\r\n");
        }
        wire.write(
                "MAIL FROM:<"
                        + envelope.from()
                        + ">"
                        + (extensions.contains("8BITMIME") ? " BODY=8BITMIME" : "")
                        + (envelope.isInternational() ? " SMTPUTF8" : "")
                        + "\r\n");
        if (!pipelining) {
            wire.flush();
            pendingRecipient = envelope.to();
            return;
        }
        wire.write("RCPT TO:<" + envelope.to() + ">\r\n");
        wire.write("DATA\r\n");
    }

    /** Null when the server waits for the body. */
    private Outcome readEnvelopeAnswers() throws IOException {
        if (resetPending) {
            wire.read();
            resetPending = false;
        }
        return pipelining ? readPipelinedAnswers() : askStepByStep();
    }

    private Outcome readPipelinedAnswers() throws IOException {
        SmtpReply mail = readOpen(Outcome.Stage.SENDER);
        SmtpReply recipient = readOpen(Outcome.Stage.RECIPIENT);
        SmtpReply data = readOpen(Outcome.Stage.CONTENT);
        if (mail.isPositive() && recipient.isPositive() && data.code() == CONTINUE) {
            return null;
        }
        if (data.code() == CONTINUE && !mail.isPositive()) {
            // Nobody knows what such a server would make of a body: it gets none.
            wire.close();
        } else if (data.code() == CONTINUE) {
            // The server wants a body although it has no recipient: give it an empty one.
            wire.write(".\r\n");
            wire.flush();
            wire.read();
        }
        resetPending = true;
        if (!mail.isPositive()) {
            return verdict(mail, Outcome.Stage.SENDER);
        }
        return recipient.isPositive()
                ? verdict(data, Outcome.Stage.CONTENT)
                : verdict(recipient, Outcome.Stage.RECIPIENT);
    }

    /** A server that shuts down closes the connection: it answers nothing of what follows. */
    private SmtpReply readOpen(Outcome.Stage stage) throws IOException {
        SmtpReply reply = wire.read();
        if (reply.code() == SmtpReply.SHUTTING_DOWN) {
            throw shuttingDown(reply, stage);
        }
        return reply;
    }

    private RouteUnavailable shuttingDown(SmtpReply reply, Outcome.Stage stage) {
        return new RouteUnavailable(
                wire.label() + " answered " + reply, stage != Outcome.Stage.SENDER);
    }

    private Outcome askStepByStep() throws IOException {
        SmtpReply mail = wire.read();
        if (!mail.isPositive()) {
            resetPending = true;
            return verdict(mail, Outcome.Stage.SENDER);
        }
        wire.write("RCPT TO:<" + pendingRecipient + ">\r\n");
        wire.flush();
        SmtpReply recipient = wire.read();
        if (!recipient.isPositive()) {
            resetPending = true;
            return verdict(recipient, Outcome.Stage.RECIPIENT);
        }
        wire.write("DATA\r\n");
        wire.flush();
        SmtpReply data = wire.read();
        if (data.code() != CONTINUE) {
            resetPending = true;
            return verdict(data, Outcome.Stage.CONTENT);
        }
        return null;
    }

    private Outcome verdict(SmtpReply reply, Outcome.Stage stage) throws IOException {
        if (reply.code() == SmtpReply.SHUTTING_DOWN) {
            throw shuttingDown(reply, stage);
        }
        if (reply.isPositive()) {
            return new Outcome.Accepted(reply);
        }
        if (reply.isTemporary()) {
            return new Outcome.Deferred(reply);
        }
        if (reply.isPermanent()) {
            boolean us = RouteRefusal.isAboutUs(reply);
            if (RouteRefusal.isAboutLogin(reply) || us && stage == Outcome.Stage.SENDER) {
                throw new RouteUnavailable(wire.label() + " answered " + reply);
            }
            return new Outcome.Refused(us ? Outcome.Stage.ROUTE : stage, reply);
        }
        throw new IOException(wire.label() + " gave an unexpected answer: " + reply);
    }

    private static Outcome internationalRefused() {
        return new Outcome.Refused(
                Outcome.Stage.RECIPIENT,
                new SmtpReply(553, "5.6.7 The mail server takes no international addresses"));
    }
}
