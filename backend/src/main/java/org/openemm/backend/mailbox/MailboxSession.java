package org.openemm.backend.mailbox;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openemm.mailbox.Mailbox;
import org.openemm.mailbox.Rejects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One SMTP conversation (RFC 5321 with PIPELINING, 8BITMIME, SMTPUTF8, SIZE and
 * ENHANCEDSTATUSCODES). Answers are held back while more commands are waiting to be read, so that a
 * pipelining client gets them in one piece.
 */
final class MailboxSession {
    private static final Logger LOG = LoggerFactory.getLogger(MailboxSession.class);
    private static final int MAX_MESSAGE = 50 * 1024 * 1024;
    private static final int MAX_COMMAND = 4096;
    private static final int MAX_RECIPIENTS = 1000;
    private static final int IDLE_MILLIS = 5 * 60 * 1000;
    private static final int BUFFER = 64 * 1024;
    private static final Pattern PATH =
            Pattern.compile("(?i)(?:FROM|TO):\\s*<([^<>\\s]*)>(?:\\s+(.*))?");

    private final InputStream in;
    private final OutputStream out;
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
        out = new BufferedOutputStream(socket.getOutputStream(), BUFFER);
        this.mailbox = mailbox;
        this.hostName = hostName;
        rejects = mailbox.rejects();
    }

    void run() throws IOException {
        answer("220 " + hostName + " ESMTP built-in mailbox");
        while (true) {
            flushUnlessPipelined();
            String line = readCommand();
            if (line == null) {
                return;
            }
            if (!handle(line)) {
                out.flush();
                return;
            }
        }
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
        Matcher path = PATH.matcher(rest);
        if (!greeted) {
            answer("503 5.5.1 Say EHLO first");
        } else if (sender != null) {
            answer("503 5.5.1 Sender already given");
        } else if (!path.matches() || !rest.toUpperCase(Locale.ROOT).startsWith("FROM")) {
            answer("501 5.1.7 Bad sender address syntax");
        } else if (announcedSize(path.group(2)) > MAX_MESSAGE) {
            answer("552 5.3.4 Message size exceeds fixed limit");
        } else {
            sender = path.group(1);
            answer("250 2.1.0 OK");
        }
    }

    private void recipient(String rest) throws IOException {
        Matcher path = PATH.matcher(rest);
        if (sender == null) {
            answer("503 5.5.1 Need MAIL first");
            return;
        }
        if (!path.matches()
                || !rest.toUpperCase(Locale.ROOT).startsWith("TO")
                || path.group(1).indexOf('@') < 1) {
            answer("501 5.1.3 Bad recipient address syntax");
            return;
        }
        Optional<String> refusal = rejects.answerFor(path.group(1));
        if (refusal.isPresent()) {
            answer(refusal.get());
        } else if (recipients.size() == MAX_RECIPIENTS) {
            answer("452 4.5.3 Too many recipients");
        } else {
            recipients.add(path.group(1));
            answer("250 2.1.5 OK");
        }
    }

    private void data() throws IOException {
        if (recipients.isEmpty()) {
            answer(sender == null ? "503 5.5.1 Need MAIL first" : "554 5.5.1 No valid recipients");
            return;
        }
        answer("354 End data with <CR><LF>.<CR><LF>");
        flushUnlessPipelined();
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

    /** Null at the end of the connection. */
    private String readCommand() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(128);
        while (true) {
            int next = in.read();
            if (next < 0) {
                return null;
            }
            if (next == '\n') {
                return line.toString(StandardCharsets.UTF_8).stripTrailing();
            }
            if (line.size() == MAX_COMMAND) {
                answer("500 5.5.2 Line too long");
                out.flush();
                return null;
            }
            line.write(next);
        }
    }

    private void flushUnlessPipelined() throws IOException {
        if (in.available() == 0) {
            out.flush();
        }
    }

    private void answer(String line) throws IOException {
        out.write(line.getBytes(StandardCharsets.UTF_8));
        out.write('\r');
        out.write('\n');
    }

    private void reset() {
        sender = null;
        recipients.clear();
    }

    private static long announcedSize(String parameters) {
        Matcher size =
                Pattern.compile("(?i)\\bSIZE=(\\d{1,18})\\b")
                        .matcher(parameters == null ? "" : parameters);
        return size.find() ? Long.parseLong(size.group(1)) : 0;
    }

    private static int require(int next) throws IOException {
        if (next < 0) {
            throw new IOException("Connection ended inside a message");
        }
        return next;
    }
}
