package org.openemm.rendering;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.openemm.rendering.mime.Bytes;

/**
 * Recipients as bytes in a package, without their id, which the package keeps itself. Only what the
 * mailing uses, in the order of its snapshot:
 *
 * <pre>
 * type (1 byte), mail type, status, tracking veto, address,
 * number of values, values, number of flags, flags (eight to a byte, the first in the lowest bit)
 * </pre>
 *
 * Numbers have seven bits to a byte, the lowest first, the highest bit says that more follow. A
 * text is its length in bytes plus one, then UTF-8; length 0 is NULL.
 */
public final class RowFormat {
    private static final int MORE = 0x80;
    private static final int SEVEN_BITS = 0x7f;
    private static final int MAX_NUMBER_BITS = 63;

    private RowFormat() {}

    /** Appends a recipient. */
    public static void write(RecipientRow row, Bytes out) {
        out.append(row.userType());
        number(row.mailtype(), out);
        number(row.userStatus(), out);
        number(row.trackingVeto() ? 1 : 0, out);
        text(row.email(), out);
        number(row.values().length, out);
        for (String value : row.values()) {
            text(value, out);
        }
        boolean[] flags = row.targetFlags();
        number(flags.length, out);
        for (int from = 0; from < flags.length; from += Byte.SIZE) {
            int bits = 0;
            for (int i = from; i < Math.min(flags.length, from + Byte.SIZE); i++) {
                if (flags[i]) {
                    bits |= 1 << i - from;
                }
            }
            out.append((char) bits);
        }
    }

    /**
     * Reads a recipient.
     *
     * @param bytes exactly what {@link #write} appended
     * @throws IOException for anything else
     */
    public static RecipientRow read(long customerId, byte[] bytes) throws IOException {
        try {
            Cursor in = new Cursor(bytes);
            char userType = (char) (in.next() & 0xff);
            int mailtype = in.number();
            int userStatus = in.number();
            boolean trackingVeto = in.number() != 0;
            String email = in.text();
            String[] values = new String[in.count()];
            for (int i = 0; i < values.length; i++) {
                values[i] = in.text();
            }
            boolean[] flags = new boolean[in.flags()];
            int bits = 0;
            for (int i = 0; i < flags.length; i++) {
                bits = i % Byte.SIZE == 0 ? in.next() & 0xff : bits >> 1;
                flags[i] = (bits & 1) != 0;
            }
            in.requireEnd();
            return new RecipientRow(
                    customerId, userType, mailtype, email, userStatus, trackingVeto, values, flags);
        } catch (IndexOutOfBoundsException | NegativeArraySizeException e) {
            throw new IOException("The row of recipient " + customerId + " is damaged", e);
        }
    }

    /**
     * Appends a number.
     *
     * @param number not negative
     */
    public static void number(long number, Bytes out) {
        long rest = number;
        while (rest > SEVEN_BITS) {
            out.append((char) (rest & SEVEN_BITS | MORE));
            rest >>>= 7;
        }
        out.append((char) rest);
    }

    private static void text(String text, Bytes out) {
        if (text == null) {
            number(0, out);
            return;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        number(bytes.length + 1L, out);
        out.append(bytes);
    }

    private static final class Cursor {
        private final byte[] bytes;
        private int at;

        Cursor(byte[] bytes) {
            this.bytes = bytes;
        }

        byte next() {
            return bytes[at++];
        }

        int number() {
            long number = 0;
            for (int shift = 0; shift < MAX_NUMBER_BITS; shift += 7) {
                byte part = next();
                number |= (long) (part & SEVEN_BITS) << shift;
                if (part >= 0) {
                    return exact(number);
                }
            }
            throw new IndexOutOfBoundsException(at);
        }

        private static int exact(long number) {
            if (number > Integer.MAX_VALUE) {
                throw new IndexOutOfBoundsException(number);
            }
            return (int) number;
        }

        /** How many texts follow: each takes a byte at least. */
        int count() {
            int count = number();
            if (count > bytes.length - at) {
                throw new IndexOutOfBoundsException(count);
            }
            return count;
        }

        int flags() {
            int count = number();
            if (count > (bytes.length - at) * Byte.SIZE) {
                throw new IndexOutOfBoundsException(count);
            }
            return count;
        }

        String text() {
            int length = number() - 1;
            if (length < 0) {
                return null;
            }
            String text = new String(bytes, at, length, StandardCharsets.UTF_8);
            at += length;
            return text;
        }

        void requireEnd() throws IOException {
            if (at != bytes.length) {
                throw new IOException("A row is longer than its values");
            }
        }
    }
}
