package org.openemm.backend.smtp;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One conversation with a client that brings mail: the order of commands that SMTP (RFC 5321) and
 * LMTP (RFC 2033) share, with PIPELINING, 8BITMIME, SMTPUTF8, SIZE and ENHANCEDSTATUSCODES. What is
 * taken, and where it goes, is up to those who extend it. For one thread.
 */
public abstract class ServerSession {
    protected static final String NO_ROOM = "452 4.3.1 Insufficient system storage";
    protected static final String TOO_BIG = "552 5.3.4 Message size exceeds fixed limit";
    protected static final String TOO_MANY = "452 4.5.3 Too many recipients";
    protected static final String TAKEN = "250 2.1.5 OK";

    protected final InputStream in;
    protected String sender;
    protected final List<String> recipients = new ArrayList<>();

    private final ServerDialogue client;
    private final String hostName;
    private final String hello;
    private final long mostBytes;
    private boolean greeted;

    /**
     * @param in buffered
     * @param out buffered
     * @param hello command that begins the conversation with extensions
     * @param mostBytes of one message
     */
    protected ServerSession(
            InputStream in, OutputStream out, String hostName, String hello, long mostBytes) {
        this.in = in;
        this.client = new ServerDialogue(in, out);
        this.hostName = hostName;
        this.hello = hello;
        this.mostBytes = mostBytes;
    }

    /**
     * Answers until the client ends the conversation.
     *
     * @param protocol said in the greeting
     */
    protected final void run(String protocol) throws IOException {
        answer("220 " + hostName + " " + protocol);
        String line;
        do {
            line = client.readCommand();
        } while (line != null && handle(line));
        client.flush();
    }

    /** Answers HELO or EHLO that are not the command that begins the conversation. */
    protected abstract void otherHello(String verb) throws IOException;

    /** Why no mail can be taken now; the address of the sender is known to be well formed. */
    protected abstract Optional<String> refusal(MailPath path);

    /** Answers a recipient; the address may be empty or local. */
    protected abstract void recipient(MailPath path) throws IOException;

    /** Reads the message to its end and keeps it. Returns the answers, one for each line. */
    protected abstract List<String> keep() throws IOException;

    /** False: the conversation is over. */
    private boolean handle(String line) throws IOException {
        int blank = line.indexOf(' ');
        String verb = (blank < 0 ? line : line.substring(0, blank)).toUpperCase(Locale.ROOT);
        String rest = blank < 0 ? "" : line.substring(blank + 1).strip();
        if (verb.equals(hello)) {
            hello();
            return true;
        }
        switch (verb) {
            case "HELO", "EHLO" -> otherHello(verb);
            case "MAIL" -> mail(rest);
            case "RCPT" -> recipient(rest);
            case "DATA" -> data();
            case "RSET" -> {
                reset();
                answer("250 2.0.0 OK");
            }
            case "NOOP" -> answer("250 2.0.0 OK");
            case "VRFY" -> answer("252 2.5.2 Cannot verify, but mail will be tried");
            case "QUIT" -> {
                answer("221 2.0.0 Bye");
                return false;
            }
            default -> answer("500 5.5.1 Command not recognised");
        }
        return true;
    }

    private void hello() throws IOException {
        greet();
        answer("250-" + hostName);
        answer("250-PIPELINING");
        answer("250-SIZE " + mostBytes);
        answer("250-8BITMIME");
        answer("250-ENHANCEDSTATUSCODES");
        answer("250 SMTPUTF8");
    }

    private void mail(String rest) throws IOException {
        MailPath path = MailPath.parse("FROM", rest).orElse(null);
        if (!greeted) {
            answer("503 5.5.1 Say " + hello + " first");
        } else if (sender != null) {
            answer("503 5.5.1 Sender already given");
        } else if (path == null) {
            answer("501 5.1.7 Bad sender address syntax");
        } else if (path.size() > mostBytes) {
            answer(TOO_BIG);
        } else {
            Optional<String> refusal = refusal(path);
            if (refusal.isEmpty()) {
                sender = path.address();
            }
            answer(refusal.orElse("250 2.1.0 OK"));
        }
    }

    private void recipient(String rest) throws IOException {
        MailPath path = MailPath.parse("TO", rest).orElse(null);
        if (sender == null) {
            answer("503 5.5.1 Need MAIL first");
        } else if (path == null) {
            answer("501 5.1.3 Bad recipient address syntax");
        } else {
            recipient(path);
        }
    }

    private void data() throws IOException {
        if (recipients.isEmpty()) {
            answer(sender == null ? "503 5.5.1 Need MAIL first" : "554 5.5.1 No valid recipients");
            return;
        }
        answer("354 End data with <CR><LF>.<CR><LF>");
        client.flushUnlessPipelined();
        for (String verdict : keep()) {
            answer(verdict);
        }
        reset();
    }

    /** The conversation has begun; what was said before is forgotten. */
    protected final void greet() {
        reset();
        greeted = true;
    }

    protected final String hostName() {
        return hostName;
    }

    protected final void answer(String line) throws IOException {
        client.answer(line);
    }

    protected void reset() {
        sender = null;
        recipients.clear();
    }
}
