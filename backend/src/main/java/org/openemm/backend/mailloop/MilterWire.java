package org.openemm.backend.mailloop;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Packets of the milter protocol: length of what follows (4 bytes, most significant first), a
 * letter, data. Texts in the data end with a zero byte. Not thread-safe.
 */
final class MilterWire {
    /** The server sends bodies in pieces of 64 kB; header lines may be somewhat longer. */
    private static final int MOST = 1024 * 1024;

    private final DataInputStream in;
    private final OutputStream out;

    MilterWire(InputStream in, OutputStream out) {
        this.in = new DataInputStream(in);
        this.out = out;
    }

    /** A packet of the mail server. */
    record Packet(char command, byte[] data) {
        /** The texts in it from a place on; one without its zero byte at the end counts, too. */
        List<String> texts(int from) {
            List<String> texts = new ArrayList<>();
            int start = from;
            for (int i = from; i < data.length; i++) {
                if (data[i] == 0) {
                    texts.add(new String(data, start, i - start, StandardCharsets.UTF_8));
                    start = i + 1;
                }
            }
            if (start < data.length) {
                texts.add(new String(data, start, data.length - start, StandardCharsets.UTF_8));
            }
            return texts;
        }
    }

    /**
     * Null at the end of the connection.
     *
     * @throws IOException for a packet that nobody would send who speaks this protocol
     */
    Packet read() throws IOException {
        int length;
        try {
            length = in.readInt();
        } catch (EOFException e) {
            return null;
        }
        if (length < 1 || length > MOST) {
            throw new IOException("a packet of " + length + " bytes");
        }
        char command = (char) in.readUnsignedByte();
        byte[] data = in.readNBytes(length - 1);
        if (data.length < length - 1) {
            throw new IOException("the connection ended inside a packet");
        }
        return new Packet(command, data);
    }

    /** An answer without data. */
    void write(char command) throws IOException {
        write(command, new byte[0]);
    }

    /** An answer of texts, each with its zero byte. */
    void write(char command, String... texts) throws IOException {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        for (String text : texts) {
            data.writeBytes(text.getBytes(StandardCharsets.UTF_8));
            data.write(0);
        }
        write(command, data.toByteArray());
    }

    void write(char command, byte[] data) throws IOException {
        ByteBuffer packet = ByteBuffer.allocate(5 + data.length);
        packet.putInt(1 + data.length).put((byte) command).put(data);
        out.write(packet.array());
    }

    void flush() throws IOException {
        out.flush();
    }
}
