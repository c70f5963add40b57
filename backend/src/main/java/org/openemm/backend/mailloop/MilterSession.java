package org.openemm.backend.mailloop;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * One connection of a mail server that asks whom to accept (milter protocol, version 2 to 6).
 *
 * <p>Mails from this machine and from hosts of the house are not looked at. Of all others each
 * recipient is looked up: filter addresses are accepted, unknown ones in our domains refused, and
 * what is none of ours is left to the mail server. A message that we have seen before is refused as
 * a loop. What we accept gets a header that says for whom it is.
 */
final class MilterSession {
    private static final int VERSION = 6;
    private static final int ADD_HEADERS = 0x01;
    private static final int CHANGE_HEADERS = 0x10;
    private static final int NO_HELO = 0x02;
    private static final int NO_BODY = 0x10;
    private static final int NO_HEADER_ANSWER = 0x80;
    private static final int NO_UNKNOWN = 0x100;
    private static final int NO_DATA = 0x200;
    private static final int MOST_RECIPIENTS = 100;

    private static final char CONTINUE = 'c';
    private static final char ACCEPT = 'a';
    private static final char REPLY = 'y';

    private final MilterWire wire;
    private final Supplier<AddressBook> book;
    private final LocalHosts localHosts;
    private final Runnable accepted;

    private boolean headerAnswers = true;
    private String sender = "";
    private final List<String> accepting = new ArrayList<>();
    private int ownHeaders;
    private boolean loop;

    /**
     * @param accepted told of each message that was accepted for us
     */
    MilterSession(
            MilterWire wire, Supplier<AddressBook> book, LocalHosts localHosts, Runnable accepted) {
        this.wire = wire;
        this.book = book;
        this.localHosts = localHosts;
        this.accepted = accepted;
    }

    /**
     * Until the mail server goes.
     *
     * @throws IOException when it breaks the protocol: it falls back to its milter_default_action
     */
    void run() throws IOException {
        MilterWire.Packet packet = wire.read();
        while (packet != null && packet.command() != 'Q') {
            handle(packet);
            wire.flush();
            packet = wire.read();
        }
    }

    private void handle(MilterWire.Packet packet) throws IOException {
        switch (packet.command()) {
            case 'O' -> negotiate(packet);
            case 'C' -> wire.write(isLocal(packet) ? ACCEPT : CONTINUE);
            case 'M' -> {
                reset();
                sender = address(packet);
                wire.write(CONTINUE);
            }
            case 'R' -> recipient(address(packet));
            case 'L' -> {
                header(packet);
                if (headerAnswers) {
                    wire.write(CONTINUE);
                }
            }
            case 'E' -> endOfMessage();
            case 'H', 'T', 'N', 'B', 'U' -> wire.write(CONTINUE);
            case 'A', 'K' -> reset();
            case 'D' -> {
                // Macros need no answer.
            }
            default -> throw new IOException("a command " + (int) packet.command());
        }
    }

    private void negotiate(MilterWire.Packet packet) throws IOException {
        if (packet.data().length < 12) {
            throw new IOException("an offer of " + packet.data().length + " bytes");
        }
        ByteBuffer offer = ByteBuffer.wrap(packet.data());
        int version = offer.getInt();
        int actions = offer.getInt();
        int steps = offer.getInt();
        int wanted = ADD_HEADERS | CHANGE_HEADERS;
        if (version < 2 || (actions & wanted) != wanted) {
            throw new IOException("version " + version + ", actions " + actions);
        }
        int left = steps & (NO_HELO | NO_BODY | NO_HEADER_ANSWER | NO_UNKNOWN | NO_DATA);
        headerAnswers = (left & NO_HEADER_ANSWER) == 0;
        wire.write(
                'O',
                ByteBuffer.allocate(12)
                        .putInt(Math.min(version, VERSION))
                        .putInt(wanted)
                        .putInt(left)
                        .array());
    }

    /** Data: name, zero, family, port, address. */
    private boolean isLocal(MilterWire.Packet packet) throws IOException {
        byte[] data = packet.data();
        int end = 0;
        while (end < data.length && data[end] != 0) {
            end++;
        }
        if (end + 1 >= data.length) {
            throw new IOException("a connection without its address");
        }
        String name = new String(data, 0, end, StandardCharsets.UTF_8);
        char family = (char) data[end + 1];
        List<String> rest = packet.texts(Math.min(data.length, end + 4));
        return family == 'L'
                || localHosts.contains(name, family == 'U' || rest.isEmpty() ? "" : rest.get(0));
    }

    private void recipient(String address) throws IOException {
        AddressBook.Answer answer = book.get().lookUp(address);
        switch (answer.kind()) {
            case ACCEPTED -> {
                if (accepting.size() == MOST_RECIPIENTS) {
                    wire.write(REPLY, "452 4.5.3 Too many recipients");
                    return;
                }
                accepting.add(answer.parameters() + ",to=<" + address + ">");
                wire.write(CONTINUE);
            }
            case FOREIGN -> wire.write(CONTINUE);
            case LATER -> wire.write(REPLY, "400 4.0.0 Please try again later");
            case UNKNOWN -> wire.write(REPLY, "550 5.1.1 No such user");
        }
    }

    private void header(MilterWire.Packet packet) {
        List<String> texts = packet.texts(0);
        String name = texts.isEmpty() ? "" : texts.get(0).strip();
        if (name.equalsIgnoreCase(Headers.FOR_WHOM)) {
            ownHeaders++;
        } else if (name.equalsIgnoreCase(Headers.LOOP)) {
            loop = true;
        }
    }

    private void endOfMessage() throws IOException {
        if (loop && !accepting.isEmpty()) {
            wire.write(REPLY, "500 5.4.6 Loop detected");
            reset();
            return;
        }
        for (int index = ownHeaders; index > 0; index--) {
            wire.write(
                    'm',
                    ByteBuffer.allocate(4 + Headers.FOR_WHOM.length() + 2)
                            .putInt(index)
                            .put(Headers.FOR_WHOM.getBytes(StandardCharsets.US_ASCII))
                            .array());
        }
        for (String one : accepting) {
            wire.write('h', Headers.FOR_WHOM, "from=<" + sender + ">," + one);
        }
        if (!accepting.isEmpty()) {
            wire.write('h', Headers.LOOP, "set");
            accepted.run();
        }
        wire.write(CONTINUE);
        reset();
    }

    private void reset() {
        sender = "";
        accepting.clear();
        ownHeaders = 0;
        loop = false;
    }

    /** The bare address of a MAIL or RCPT argument; parameters after it do not matter. */
    private static String address(MilterWire.Packet packet) throws IOException {
        List<String> arguments = packet.texts(0);
        if (arguments.isEmpty()) {
            throw new IOException("a command without an address");
        }
        return Headers.bareAddress(arguments.get(0)).toLowerCase(Locale.ROOT);
    }
}
