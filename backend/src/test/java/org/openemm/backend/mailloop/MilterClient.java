package org.openemm.backend.mailloop;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Speaks the milter protocol as a mail server does. */
final class MilterClient implements AutoCloseable {
    private final SocketChannel channel;
    private final DataInputStream in;

    MilterClient(Path socket) throws IOException {
        channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
        in = new DataInputStream(Channels.newInputStream(channel));
    }

    /** As Postfix offers it; the answer is version, actions and steps. */
    List<Integer> negotiate() throws IOException {
        send('O', ByteBuffer.allocate(12).putInt(6).putInt(0x1ff).putInt(0x1fffff).array());
        in.readInt();
        in.readByte();
        return List.of(in.readInt(), in.readInt(), in.readInt());
    }

    String connect(String name, String address) throws IOException {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        data.writeBytes((name + "\0").getBytes(StandardCharsets.UTF_8));
        data.write(address.contains(":") ? '6' : '4');
        data.writeBytes(new byte[] {0, 25});
        data.writeBytes((address + "\0").getBytes(StandardCharsets.UTF_8));
        send('C', data.toByteArray());
        return answer();
    }

    String command(char command, String... texts) throws IOException {
        tell(command, texts);
        return answer();
    }

    /** Without waiting for an answer. */
    void tell(char command, String... texts) throws IOException {
        send(command, (String.join("\0", texts) + "\0").getBytes(StandardCharsets.UTF_8));
    }

    /** All answers to the end of a message, the last one is the verdict. */
    List<String> endOfMessage() throws IOException {
        send('E', new byte[0]);
        List<String> answers = new ArrayList<>();
        do {
            answers.add(answer());
        } while (answers.get(answers.size() - 1).matches("(?s)[hm].*"));
        return answers;
    }

    void send(char command, byte[] data) throws IOException {
        raw(
                ByteBuffer.allocate(5 + data.length)
                        .putInt(1 + data.length)
                        .put((byte) command)
                        .put(data)
                        .array());
    }

    void raw(byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    boolean isClosedByServer() throws IOException {
        return in.read() < 0;
    }

    /** Letter and data, zero bytes as |. */
    private String answer() throws IOException {
        byte[] packet = in.readNBytes(in.readInt());
        return new String(packet, StandardCharsets.UTF_8).replace('\0', '|');
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
