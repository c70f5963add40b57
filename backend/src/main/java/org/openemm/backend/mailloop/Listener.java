package org.openemm.backend.mailloop;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes connections at a socket file and, when wanted, at a port of this machine; a thread for
 * each. Those that say nothing for a long time are closed, so that nobody can use all of them up. A
 * socket file that somebody removed is made again.
 */
final class Listener implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(Listener.class);
    private static final int BACKLOG = 200;
    private static final int MOST_CONNECTIONS = 500;
    private static final Duration LONGEST_SILENCE = Duration.ofMinutes(15);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(20);

    private final String name;
    private final Path file;
    private final Clock clock;
    private final Conversation conversation;
    private final Map<SocketChannel, Instant> open = new ConcurrentHashMap<>();
    private final ScheduledExecutorService watch;
    private SocketFile socket;
    private ServerSocketChannel port;
    private boolean told;
    private boolean closed;

    private Listener(String name, Path file, Clock clock, Conversation conversation) {
        this.name = name;
        this.file = file;
        this.clock = clock;
        this.conversation = conversation;
        watch =
                Executors.newSingleThreadScheduledExecutor(
                        task -> {
                            Thread thread = new Thread(task, name + "-watch");
                            thread.setDaemon(true);
                            return thread;
                        });
    }

    /** What is done with a connection; it is closed afterwards. */
    @FunctionalInterface
    interface Conversation {
        void with(ChannelStreams streams) throws IOException;
    }

    /**
     * Begins to listen. When the socket file cannot be made now it is tried again and again: mails
     * that leave must not wait for those that come in.
     *
     * @param portNumber 0 for none
     * @throws IOException when the port is taken
     */
    static Listener start(
            String name, Path file, int portNumber, Clock clock, Conversation conversation)
            throws IOException {
        Listener listener = new Listener(name, file, clock, conversation);
        if (portNumber > 0) {
            ServerSocketChannel channel = ServerSocketChannel.open();
            channel.bind(
                    new InetSocketAddress(InetAddress.getByName("127.0.0.1"), portNumber), BACKLOG);
            listener.port = channel;
            listener.begin(channel);
        }
        listener.keepSocket();
        listener.watch.scheduleWithFixedDelay(
                listener::look,
                LOOK_EVERY.toMillis(),
                LOOK_EVERY.toMillis(),
                TimeUnit.MILLISECONDS);
        return listener;
    }

    /** Whether the socket file is there. */
    synchronized boolean isListening() {
        return socket != null && socket.isInPlace();
    }

    int connections() {
        return open.size();
    }

    @Override
    public void close() throws IOException {
        watch.shutdownNow();
        synchronized (this) {
            closed = true;
            if (port != null) {
                port.close();
            }
            if (socket != null) {
                socket.close();
            }
        }
        for (SocketChannel channel : open.keySet()) {
            channel.close();
        }
    }

    private void look() {
        try {
            keepSocket();
            Instant limit = clock.instant().minus(LONGEST_SILENCE);
            for (Map.Entry<SocketChannel, Instant> entry : open.entrySet()) {
                if (entry.getValue().isBefore(limit)) {
                    entry.getKey().close();
                }
            }
        } catch (IOException | RuntimeException e) {
            LOG.warn("While looking after {}: {}", file, e.toString());
        }
    }

    private synchronized void keepSocket() {
        if (closed || socket != null && socket.isInPlace()) {
            return;
        }
        try {
            if (socket != null) {
                LOG.warn("{} is gone and is made again", file);
                socket.close();
            }
            socket = SocketFile.listen(file);
            begin(socket.channel());
            told = false;
        } catch (IOException e) {
            if (!told) {
                LOG.error("No incoming mails by {}: {}", file, e.getMessage());
            }
            told = true;
        }
    }

    private void begin(ServerSocketChannel channel) {
        Thread thread = new Thread(() -> accept(channel), name + "-accept");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept(ServerSocketChannel server) {
        while (server.isOpen()) {
            try {
                SocketChannel channel = server.accept();
                if (open.size() >= MOST_CONNECTIONS) {
                    channel.close();
                    continue;
                }
                open.put(channel, clock.instant());
                Thread thread = new Thread(() -> serve(channel), name);
                thread.setDaemon(true);
                thread.start();
            } catch (IOException e) {
                if (server.isOpen()) {
                    LOG.warn("{} could not take a connection: {}", name, e.toString());
                }
            }
        }
    }

    private void serve(SocketChannel channel) {
        try (channel) {
            conversation.with(
                    new ChannelStreams(
                            Channels.newInputStream(channel),
                            Channels.newOutputStream(channel),
                            () -> open.replace(channel, clock.instant())));
        } catch (IOException e) {
            LOG.info("Connection of {} ended: {}", name, e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("{} failed", name, e);
        } finally {
            open.remove(channel);
        }
    }
}
