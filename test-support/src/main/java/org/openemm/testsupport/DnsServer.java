package org.openemm.testsupport;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A name server for tests that knows TXT records only, by UDP on a random port of loopback. */
public final class DnsServer implements AutoCloseable {
    private static final int HEADER = 12;
    private static final int ANSWER_FLAGS = 0x8180;
    private static final int NO_SUCH_NAME = 3;
    private static final int TXT = 16;
    private static final int INTERNET = 1;
    private static final int STRING = 255;

    private final DatagramSocket socket;
    private final Map<String, List<String>> records = new ConcurrentHashMap<>();

    public DnsServer() {
        try {
            socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread thread = new Thread(this::serve, "dns");
        thread.setDaemon(true);
        thread.start();
    }

    /** {@code host:port}. */
    public String address() {
        return "127.0.0.1:" + socket.getLocalPort();
    }

    /** Publishes TXT records, in place of those of that name. */
    public DnsServer publish(String name, String... texts) {
        records.put(name.toLowerCase(Locale.ROOT), List.of(texts));
        return this;
    }

    /** Takes the records of a name away. */
    public void remove(String name) {
        records.remove(name.toLowerCase(Locale.ROOT));
    }

    @Override
    public void close() {
        socket.close();
    }

    private void serve() {
        byte[] buffer = new byte[4096];
        while (!socket.isClosed()) {
            try {
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                socket.receive(packet);
                byte[] answer = answer(ByteBuffer.wrap(buffer, 0, packet.getLength()));
                socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
            } catch (IOException | RuntimeException e) {
                // Closed, or a question that nobody here asks.
            }
        }
    }

    private byte[] answer(ByteBuffer question) throws IOException {
        int id = question.getShort(0) & 0xffff;
        question.position(HEADER);
        StringBuilder name = new StringBuilder();
        for (int length = question.get(); length > 0; length = question.get()) {
            byte[] label = new byte[length];
            question.get(label);
            name.append(name.isEmpty() ? "" : ".").append(new String(label, ISO_8859_1));
        }
        int end = question.position() + 4;
        List<String> texts =
                records.getOrDefault(name.toString().toLowerCase(Locale.ROOT), List.of());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeShort(id);
        out.writeShort(ANSWER_FLAGS | (texts.isEmpty() ? NO_SUCH_NAME : 0));
        out.writeShort(1);
        out.writeShort(texts.size());
        out.writeInt(0);
        out.write(question.array(), HEADER, end - HEADER);
        for (String text : texts) {
            out.writeShort(0xc000 | HEADER);
            out.writeShort(TXT);
            out.writeShort(INTERNET);
            out.writeInt(0);
            byte[] data = strings(text);
            out.writeShort(data.length);
            out.write(data);
        }
        return bytes.toByteArray();
    }

    private static byte[] strings(String text) {
        byte[] content = text.getBytes(ISO_8859_1);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int at = 0;
        do {
            int length = Math.min(STRING, content.length - at);
            out.write(length);
            out.write(content, at, length);
            at += length;
        } while (at < content.length);
        return out.toByteArray();
    }
}
