package org.openemm.backend.mailloop;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.openemm.backend.smtp.Envelope;
import org.openemm.backend.smtp.Outcome;
import org.openemm.backend.smtp.Route;
import org.openemm.backend.smtp.SmtpConnection;

/**
 * Sends replies of people on to the address of their filter, and to no other. The message stays as
 * it is but for marks of its way: what we added on the way in is taken off, and it is marked so
 * that it is refused when it comes back. The envelope names no sender: whatever goes wrong with the
 * copy, nothing comes back here, where it could be taken for a bounce of the mailing. Thread-safe.
 */
final class Forwarder {
    private static final List<String> LEFT_OUT =
            List.of("return-path:", Headers.FOR_WHOM.toLowerCase(Locale.ROOT) + ":");

    private final Route route;

    Forwarder(Route route) {
        this.route = route.withConnections(1);
    }

    /** The mail server takes it later, perhaps. */
    static final class NotNow extends Exception {
        private static final long serialVersionUID = 1L;

        NotNow(String reason, Throwable cause) {
            super(reason, cause);
        }
    }

    /**
     * @throws NotNow when it is worth trying again later
     */
    Deed forward(Letter letter, String address) throws NotNow {
        Envelope envelope;
        try {
            envelope = Envelope.of("", address);
        } catch (IllegalArgumentException e) {
            return Deed.failed("forward", e.getMessage());
        }
        byte[] copy = copy(letter.raw(), letter.customerOfFilter());
        try (SmtpConnection connection = SmtpConnection.open(route)) {
            Outcome outcome = connection.send(envelope, copy, false, null);
            if (outcome instanceof Outcome.Deferred deferred) {
                throw new NotNow(deferred.reply().toString(), null);
            }
            if (outcome instanceof Outcome.Refused refused) {
                return Deed.failed("forward", "to " + address + ": " + refused.reply());
            }
            return Deed.done("forward", "to " + address);
        } catch (IOException e) {
            throw new NotNow(e.getMessage(), e);
        }
    }

    /** With CR LF line ends, as SMTP wants them. */
    static byte[] copy(byte[] raw, long customerId) {
        ByteArrayOutputStream copy = new ByteArrayOutputStream(raw.length + raw.length / 32 + 128);
        boolean inHead = true;
        boolean skipping = false;
        boolean marked = false;
        int start = 0;
        while (start < raw.length) {
            int end = start;
            while (end < raw.length && raw[end] != '\n') {
                end++;
            }
            int length = end > start && raw[end - 1] == '\r' ? end - 1 - start : end - start;
            if (inHead) {
                boolean folded = length > 0 && (raw[start] == ' ' || raw[start] == '\t');
                if (length == 0) {
                    addMarks(copy, customerId, marked);
                    inHead = false;
                    skipping = false;
                } else if (!folded) {
                    String name = name(raw, start, length);
                    skipping = LEFT_OUT.contains(name) || isMailboxLine(raw, start, length, copy);
                    marked |= name.equals(Headers.LOOP.toLowerCase(Locale.ROOT) + ":");
                }
            }
            if (!skipping) {
                copyLine(raw, start, length, copy);
            }
            start = end + 1;
        }
        if (inHead) {
            addMarks(copy, customerId, marked);
            copy.writeBytes(new byte[] {'\r', '\n'});
        }
        return copy.toByteArray();
    }

    /** Without a CR inside, which some servers take for the end of a line. */
    private static void copyLine(byte[] raw, int start, int length, ByteArrayOutputStream copy) {
        for (int i = start; i < start + length; i++) {
            if (raw[i] != '\r') {
                copy.write(raw[i]);
            }
        }
        copy.write('\r');
        copy.write('\n');
    }

    /** {@code From name date}, with which mailbox files begin. */
    private static boolean isMailboxLine(
            byte[] raw, int start, int length, ByteArrayOutputStream before) {
        return before.size() == 0
                && length > 5
                && new String(raw, start, 5, StandardCharsets.ISO_8859_1).equals("From ");
    }

    private static void addMarks(ByteArrayOutputStream copy, long customerId, boolean marked) {
        String marks =
                (marked ? "" : Headers.LOOP + ": set\r\n")
                        + (customerId > 0 ? Headers.CUSTOMER + ": " + customerId + "\r\n" : "");
        copy.writeBytes(marks.getBytes(StandardCharsets.US_ASCII));
    }

    private static String name(byte[] raw, int start, int length) {
        for (int i = 0; i < length; i++) {
            if (raw[start + i] == ':') {
                return new String(raw, start, i, StandardCharsets.ISO_8859_1)
                                .strip()
                                .toLowerCase(Locale.ROOT)
                        + ":";
            }
        }
        return "";
    }
}
