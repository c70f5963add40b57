package org.openemm.backend.mailloop;

import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.openemm.backend.smtp.MailPath;
import org.openemm.backend.smtp.ServerDialogue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One LMTP conversation (RFC 2033 with PIPELINING, 8BITMIME, SMTPUTF8, SIZE and
 * ENHANCEDSTATUSCODES) with the mail server of this machine. A message is acknowledged when it and
 * its name are on disk.
 */
final class LmtpSession {
    private static final Logger LOG = LoggerFactory.getLogger(LmtpSession.class);
    private static final int MOST_RECIPIENTS = 100;
    private static final int BUFFER = 64 * 1024;
    private static final String NO_ROOM = "452 4.3.1 Insufficient system storage";

    private final InputStream in;
    private final ServerDialogue client;
    private final Supplier<AddressBook> book;
    private final IncomingSpool spool;
    private final Limits limits;
    private final String hostName;
    private final Runnable arrived;

    private boolean greeted;
    private String sender;
    private final List<String> recipients = new ArrayList<>();
    private final List<String> marks = new ArrayList<>();

    /**
     * @param arrived told of each message that was taken
     */
    LmtpSession(
            ChannelStreams streams,
            Supplier<AddressBook> book,
            IncomingSpool spool,
            Limits limits,
            String hostName,
            Runnable arrived) {
        in = streams.in();
        client = new ServerDialogue(in, streams.out());
        this.book = book;
        this.spool = spool;
        this.limits = limits;
        this.hostName = hostName;
        this.arrived = arrived;
    }

    /**
     * What is taken at most.
     *
     * @param bytes of one message
     * @param messages that may wait to be worked with
     */
    record Limits(long bytes, long messages) {}

    void run() throws IOException {
        answer("220 " + hostName + " LMTP responses");
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
            case "LHLO" -> hello();
            case "HELO", "EHLO" -> answer("500 5.5.1 This is LMTP: say LHLO");
            case "MAIL" -> mail(rest);
            case "RCPT" -> recipient(rest);
            case "DATA" -> data();
            case "RSET" -> {
                reset();
                answer("250 2.0.0 OK");
            }
            case "NOOP" -> answer("250 2.0.0 OK");
            case "VRFY" -> answer("252 2.5.2 Cannot verify");
            case "QUIT" -> {
                answer("221 2.0.0 Bye");
                return false;
            }
            default -> answer("500 5.5.1 Command not recognised");
        }
        return true;
    }

    private void hello() throws IOException {
        reset();
        greeted = true;
        answer("250-" + hostName);
        answer("250-PIPELINING");
        answer("250-SIZE " + limits.bytes());
        answer("250-8BITMIME");
        answer("250-ENHANCEDSTATUSCODES");
        answer("250 SMTPUTF8");
    }

    private void mail(String rest) throws IOException {
        MailPath path = MailPath.parse("FROM", rest).orElse(null);
        if (!greeted) {
            answer("503 5.5.1 Say LHLO first");
        } else if (sender != null) {
            answer("503 5.5.1 Sender already given");
        } else if (path == null) {
            answer("501 5.1.7 Bad sender address syntax");
        } else if (path.size() > limits.bytes()) {
            answer("552 5.3.4 Message size exceeds fixed limit");
        } else if (spool.waiting() >= limits.messages() || !spool.hasRoomFor(path.size())) {
            answer(NO_ROOM);
        } else {
            sender = Headers.bareAddress(path.address());
            answer("250 2.1.0 OK");
        }
    }

    private void recipient(String rest) throws IOException {
        MailPath path = MailPath.parse("TO", rest).orElse(null);
        if (sender == null) {
            answer("503 5.5.1 Need MAIL first");
        } else if (path == null) {
            answer("501 5.1.3 Bad recipient address syntax");
        } else if (recipients.size() == MOST_RECIPIENTS) {
            answer("452 4.5.3 Too many recipients");
        } else {
            String address = Headers.bareAddress(path.address()).toLowerCase(Locale.ROOT);
            AddressBook.Answer known = book.get().lookUp(address);
            switch (known.kind()) {
                case ACCEPTED -> {
                    recipients.add(address);
                    marks.add(
                            "from=<"
                                    + sender
                                    + ">,"
                                    + known.parameters()
                                    + ",to=<"
                                    + address
                                    + ">");
                    answer("250 2.1.5 OK");
                }
                case LATER -> answer("450 4.2.0 Please try again later");
                case UNKNOWN, FOREIGN -> answer("550 5.1.1 No such user");
            }
        }
    }

    private void data() throws IOException {
        if (recipients.isEmpty()) {
            answer(sender == null ? "503 5.5.1 Need MAIL first" : "554 5.5.1 No valid recipients");
            return;
        }
        answer("354 End data with <CR><LF>.<CR><LF>");
        client.flushUnlessPipelined();
        String verdict = keep();
        for (int i = 0; i < recipients.size(); i++) {
            answer(verdict);
        }
        reset();
    }

    /** The answer for all recipients. */
    private String keep() throws IOException {
        Path draft = spool.draft();
        BodyReader body = new BodyReader(in, limits.bytes());
        try (FileChannel channel =
                FileChannel.open(draft, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            OutputStream file = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER);
            file.write(mark());
            body.copyTo(file);
            if (body.isTooBig()) {
                return "552 5.3.4 Message size exceeds fixed limit";
            }
            if (body.isLoop()) {
                return "500 5.4.6 Loop detected";
            }
            file.flush();
            spool.commit(draft, channel);
            arrived.run();
            return "250 2.0.0 OK";
        } catch (EOFException e) {
            throw e;
        } catch (IOException e) {
            // The conversation can only go on when the end of the message was seen.
            body.skip();
            LOG.error("A message could not be kept: {}", e.toString());
            return NO_ROOM;
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private byte[] mark() {
        StringBuilder mark = new StringBuilder("Return-Path: <" + sender + ">\r\n");
        marks.forEach(one -> mark.append(Headers.FOR_WHOM).append(": ").append(one).append("\r\n"));
        return mark.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void answer(String line) throws IOException {
        client.answer(line);
    }

    private void reset() {
        sender = null;
        recipients.clear();
        marks.clear();
    }
}
