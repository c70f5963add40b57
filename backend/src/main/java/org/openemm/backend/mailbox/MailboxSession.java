package org.openemm.backend.mailbox;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.openemm.backend.smtp.MailPath;
import org.openemm.backend.smtp.ServerDialogue;
import org.openemm.mailbox.Mailbox;
import org.openemm.mailbox.Rejects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One SMTP conversation (RFC 5321 with PIPELINING, 8BITMIME, SMTPUTF8, SIZE and
 * ENHANCEDSTATUSCODES).
 */
final class MailboxSession {
    private static final Logger LOG = LoggerFactory.getLogger(MailboxSession.class);
    private static final int MAX_MESSAGE = 50 * 1024 * 1024;
    private static final int MAX_RECIPIENTS = 1000;
    private static final int IDLE_MILLIS = 5 * 60 * 1000;
    private static final int BUFFER = 64 * 1024;

    private final InputStream in;
    private final ServerDialogue client;
    private final Mailbox mailbox;
    private final Rejects rejects;
    private final String hostName;
    private String sender;
    private final List<String> recipients = new ArrayList<>();
    private boolean greeted;

    MailboxSession(Socket socket, Mailbox mailbox, String hostName) throws IOException {
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(IDLE_MILLIS);
        in = new BufferedInputStream(socket.getInputStream(), BUFFER);
        OutputStream out = new BufferedOutputStream(socket.getOutputStream(), BUFFER);
        client = new ServerDialogue(in, out);
        this.mailbox = mailbox;
        this.hostName = hostName;
        rejects = mailbox.rejects();
    }

    void run() throws IOException {
        answer("220 " + hostName + " ESMTP built-in mailbox");
        String line;
        do {
            line = client.readCommand();
        } while (line != null && handle(line));
        client.flush();
    }

    /** False: the conversation is over. */
    private boolean handle(String line) throws IOException {
        int blank = line.indexOf(' ');
        String verb = (blank < 0 ? line : line.substring(0, blank)).toUpperCase(Locale.ROOT);
        String rest = blank < 0 ? "" : line.substring(blank + 1).strip();
        switch (verb) {
            case "EHLO" -> hello(true);
            case "HELO" -> hello(false);
            case "MAIL" -> mail(rest);
            case "RCPT" -> recipient(rest);
            case "DATA" -> data();
            case "RSET" -> {
                reset();
                answer("250 2.0.0 OK");
            }
            case "NOOP" -> answer("250 2.0.0 OK");
            case "VRFY" -> answer("252 2.1.5 Send some mail, I will try my best");
            case "QUIT" -> {
                answer("221 2.0.0 Bye");
                return false;
            }
            default -> answer("500 5.5.2 Command not recognised");
        }
        return true;
    }

    private void hello(boolean extended) throws IOException {
        reset();
        greeted = true;
        if (!extended) {
            answer("250 " + hostName);
            return;
        }
        answer("250-" + hostName);
        answer("250-PIPELINING");
        answer("250-SIZE " + MAX_MESSAGE);
        answer("250-8BITMIME");
        answer("250-ENHANCEDSTATUSCODES");
        answer("250 SMTPUTF8");
    }

    private void mail(String rest) throws IOException {
        MailPath path = MailPath.parse("FROM", rest).orElse(null);
        if (!greeted) {
            answer("503 5.5.1 Say EHLO first");
        } else if (sender != null) {
            answer("503 5.5.1 Sender already given");
        } else if (path == null) {
            answer("501 5.1.7 Bad sender address syntax");
        } else if (path.size() > MAX_MESSAGE) {
            answer("552 5.3.4 Message size exceeds fixed limit");
        } else {
            sender = path.address();
            answer("250 2.1.0 OK");
        }
    }

    private void recipient(String rest) throws IOException {
        MailPath path = MailPath.parse("TO", rest).orElse(null);
        if (sender == null) {
            answer("503 5.5.1 Need MAIL first");
            return;
        }
        if (path == null || path.address().indexOf('@') < 1) {
            answer("501 5.1.3 Bad recipient address syntax");
            return;
        }
        Optional<String> refusal = rejects.answerFor(path.address());
        if (refusal.isPresent()) {
            answer(refusal.get());
        } else if (recipients.size() == MAX_RECIPIENTS) {
            answer("452 4.5.3 Too many recipients");
        } else {
            recipients.add(path.address());
            answer("250 2.1.5 OK");
        }
    }

    private void data() throws IOException {
        if (recipients.isEmpty()) {
            answer(sender == null ? "503 5.5.1 Need MAIL first" : "554 5.5.1 No valid recipients");
            return;
        }
        answer("354 End data with <CR><LF>.<CR><LF>");
        client.flushUnlessPipelined();
        byte[] content = readBody();
        if (content == null) {
            answer("552 5.3.4 Message too big");
        } else {
            keep(content);
        }
        reset();
    }

    private void keep(byte[] content) throws IOException {
        try {
            answer("250 2.0.0 OK, kept as " + mailbox.store(sender, recipients, content));
        } catch (UncheckedIOException e) {
            LOG.error("A mail could not be kept in the built-in mailbox", e);
            answer("452 4.3.1 Insufficient system storage");
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

    private void answer(String line) throws IOException {
        client.answer(line);
    }

    private void reset() {
        sender = null;
        recipients.clear();
    }

    private static int require(int next) throws IOException {
        if (next < 0) {
            throw new IOException("Connection ended inside a message");
        }
        return next;
    }
}
