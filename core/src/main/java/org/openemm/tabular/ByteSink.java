package org.openemm.tabular;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Bytes on their way to a stream, gathered in one array. */
final class ByteSink {
    private static final int SIZE = 1 << 16;
    private static final int MOST_DIGITS = 20;

    private final OutputStream out;
    private final byte[] buffer = new byte[SIZE];
    private int length;

    ByteSink(OutputStream out) {
        this.out = out;
    }

    void write(int b) throws IOException {
        if (length == SIZE) {
            flush();
        }
        buffer[length++] = (byte) b;
    }

    void write(byte[] bytes) throws IOException {
        write(bytes, 0, bytes.length);
    }

    void write(byte[] bytes, int from, int count) throws IOException {
        if (count > SIZE - length) {
            flush();
            if (count > SIZE) {
                out.write(bytes, from, count);
                return;
            }
        }
        System.arraycopy(bytes, from, buffer, length, count);
        length += count;
    }

    /** Text of the product itself, ASCII. */
    void ascii(String text) throws IOException {
        int count = text.length();
        if (count > SIZE - length) {
            write(text.getBytes(StandardCharsets.US_ASCII));
            return;
        }
        for (int i = 0; i < count; i++) {
            buffer[length++] = (byte) text.charAt(i);
        }
    }

    void integer(long number) throws IOException {
        if (number == Long.MIN_VALUE) {
            ascii(Long.toString(number));
            return;
        }
        if (SIZE - length < MOST_DIGITS) {
            flush();
        }
        long rest = number;
        if (rest < 0) {
            buffer[length++] = '-';
            rest = -rest;
        }
        int digits = 1;
        for (long more = rest / 10; more > 0; more /= 10) {
            digits++;
        }
        length += digits;
        int place = length;
        do {
            buffer[--place] = (byte) ('0' + rest % 10);
            rest /= 10;
        } while (rest > 0);
    }

    /** A number with leading zeros, cut to so many digits. */
    void digits(long number, int count) throws IOException {
        if (SIZE - length < count) {
            flush();
        }
        long rest = number;
        for (int place = length + count - 1; place >= length; place--) {
            buffer[place] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += count;
    }

    void flush() throws IOException {
        out.write(buffer, 0, length);
        length = 0;
    }

    void close() throws IOException {
        try (OutputStream last = out) {
            flush();
            last.flush();
        }
    }
}
