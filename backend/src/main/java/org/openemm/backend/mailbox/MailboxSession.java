package org.openemm.backend.mailbox;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.util.List;
import java.util.Optional;
import org.openemm.backend.smtp.MailPath;
import org.openemm.backend.smtp.ServerSession;
import org.openemm.mailbox.Mailbox;
import org.openemm.mailbox.Rejects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One SMTP conversation whose messages the built-in mailbox keeps. */
final class MailboxSession extends ServerSession {
    private static final Logger LOG = LoggerFactory.getLogger(MailboxSession.class);
    private static final int MAX_MESSAGE = 50 * 1024 * 1024;
    private static final int MAX_RECIPIENTS = 1000;
    private static final int IDLE_MILLIS = 5 * 60 * 1000;
    private static final int BUFFER = 64 * 1024;

    private final Mailbox mailbox;
    private final Rejects rejects;

    MailboxSession(Socket socket, Mailbox mailbox, String hostName) throws IOException {
        super(
                new BufferedInputStream(socket.getInputStream(), BUFFER),
                new BufferedOutputStream(socket.getOutputStream(), BUFFER),
                hostName,
                "EHLO",
                MAX_MESSAGE);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(IDLE_MILLIS);
        this.mailbox = mailbox;
        rejects = mailbox.rejects();
    }

    void run() throws IOException {
        run("ESMTP built-in mailbox");
    }

    @Override
    protected void otherHello(String verb) throws IOException {
        greet();
        answer("250 " + hostName());
    }

    @Override
    protected Optional<String> refusal(MailPath path) {
        return Optional.empty();
    }

    @Override
    protected void recipient(MailPath path) throws IOException {
        if (path.address().indexOf('@') < 1) {
            answer("501 5.1.3 Bad recipient address syntax");
            return;
        }
        Optional<String> refusal = rejects.answerFor(path.address());
        if (refusal.isPresent()) {
            answer(refusal.get());
        } else if (recipients.size() == MAX_RECIPIENTS) {
            answer(TOO_MANY);
        } else {
            recipients.add(path.address());
            answer(TAKEN);
        }
    }

    @Override
    protected List<String> keep() throws IOException {
        byte[] content = readBody();
        if (content == null) {
            return List.of(TOO_BIG);
        }
        try {
            return List.of("250 2.0.0 OK, kept as " + mailbox.store(sender, recipients, content));
        } catch (UncheckedIOException e) {
            LOG.error("A mail could not be kept in the built-in mailbox", e);
            return List.of(NO_ROOM);
        }
    }

    /**
     * The message up to the line with the single dot, dots at line starts undone. Null: it was too
     * long and is thrown away.
     */
    private byte[] readBody() throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream(BUFFER / 2);
        boolean lineStart = true;
        int previous = '\n';
        while (true) {
            int next = require(in.read());
            if (lineStart && next == '.') {
                next = require(in.read());
                if (next == '\r') {
                    next = require(in.read());
                    if (next == '\n') {
                        return content.size() > MAX_MESSAGE ? null : content.toByteArray();
                    }
                    content.write('\r');
                }
            }
            if (content.size() <= MAX_MESSAGE) {
                content.write(next);
            }
            lineStart = next == '\n' && previous == '\r';
            previous = next;
        }
    }

    private static int require(int next) throws IOException {
        if (next < 0) {
            throw new IOException("Connection ended inside a message");
        }
        return next;
    }
}
