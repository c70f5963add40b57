package org.openemm.backend.mailloop;

import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.openemm.backend.smtp.MailPath;
import org.openemm.backend.smtp.ServerSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One LMTP conversation (RFC 2033) with the mail server of this machine. A message is acknowledged
 * when it and its name are on disk.
 */
final class LmtpSession extends ServerSession {
    private static final Logger LOG = LoggerFactory.getLogger(LmtpSession.class);
    private static final int MOST_RECIPIENTS = 100;
    private static final int BUFFER = 64 * 1024;

    private final Supplier<AddressBook> book;
    private final IncomingSpool spool;
    private final Limits limits;
    private final Runnable arrived;

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
        super(streams.in(), streams.out(), hostName, "LHLO", limits.bytes());
        this.book = book;
        this.spool = spool;
        this.limits = limits;
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
        run("LMTP responses");
    }

    @Override
    protected void otherHello(String verb) throws IOException {
        answer("500 5.5.1 This is LMTP: say LHLO");
    }

    @Override
    protected Optional<String> refusal(MailPath path) {
        return spool.waiting() >= limits.messages() || !spool.hasRoomFor(path.size())
                ? Optional.of(NO_ROOM)
                : Optional.empty();
    }

    @Override
    protected void recipient(MailPath path) throws IOException {
        if (recipients.size() == MOST_RECIPIENTS) {
            answer(TOO_MANY);
        } else {
            String address = Headers.bareAddress(path.address()).toLowerCase(Locale.ROOT);
            AddressBook.Answer known = book.get().lookUp(address);
            switch (known.kind()) {
                case ACCEPTED -> {
                    recipients.add(address);
                    marks.add(
                            "from=<"
                                    + from()
                                    + ">,"
                                    + known.parameters()
                                    + ",to=<"
                                    + address
                                    + ">");
                    answer(TAKEN);
                }
                case LATER -> answer("450 4.2.0 Please try again later");
                case UNKNOWN, FOREIGN -> answer("550 5.1.1 No such user");
            }
        }
    }

    @Override
    protected List<String> keep() throws IOException {
        return Collections.nCopies(recipients.size(), verdict());
    }

    /** The answer for all recipients. */
    private String verdict() throws IOException {
        Path draft = spool.draft();
        BodyReader body = new BodyReader(in, limits.bytes());
        try (FileChannel channel =
                FileChannel.open(draft, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            OutputStream file = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER);
            file.write(mark());
            body.copyTo(file);
            if (body.isTooBig()) {
                return TOO_BIG;
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
        StringBuilder mark = new StringBuilder("Return-Path: <" + from() + ">\r\n");
        marks.forEach(one -> mark.append(Headers.FOR_WHOM).append(": ").append(one).append("\r\n"));
        return mark.toString().getBytes(StandardCharsets.UTF_8);
    }

    private String from() {
        return Headers.bareAddress(sender);
    }

    @Override
    protected void reset() {
        super.reset();
        marks.clear();
    }
}
