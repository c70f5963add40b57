package org.openemm.backend.mailbox;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.openemm.mailbox.Mailbox;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Accepts mails by SMTP and keeps them in the mailbox for 30 days. A thread per connection. */
public final class MailboxServer implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(MailboxServer.class);
    private static final int MAX_CONNECTIONS = 500;
    private static final int BACKLOG = 100;
    private static final Duration KEPT = Duration.ofDays(30);

    private final ServerSocket server;
    private final Mailbox mailbox;
    private final String hostName;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService cleaner =
            Executors.newSingleThreadScheduledExecutor(
                    task -> {
                        Thread thread = new Thread(task, "mailbox-cleaner");
                        thread.setDaemon(true);
                        return thread;
                    });

    private MailboxServer(ServerSocket server, Mailbox mailbox, String hostName) {
        this.server = server;
        this.mailbox = mailbox;
        this.hostName = hostName;
    }

    /**
     * Starts to listen on the loopback address.
     *
     * @param port 0: any free one
     */
    public static MailboxServer start(Mailbox mailbox, int port, String hostName)
            throws IOException {
        ServerSocket socket = new ServerSocket();
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), BACKLOG);
        MailboxServer server = new MailboxServer(socket, mailbox, hostName);
        Thread thread = new Thread(server::accept, "mailbox-accept");
        thread.setDaemon(true);
        thread.start();
        server.cleaner.scheduleWithFixedDelay(server::clean, 0, 1, TimeUnit.HOURS);
        return server;
    }

    public int port() {
        return server.getLocalPort();
    }

    /** Stops listening and drops open connections; what was answered with 250 is kept. */
    @Override
    public void close() throws IOException {
        cleaner.shutdown();
        server.close();
        for (Socket socket : open) {
            socket.close();
        }
    }

    private void clean() {
        try {
            mailbox.deleteOlderThan(KEPT);
        } catch (RuntimeException e) {
            LOG.warn("Old mails could not be removed: {}", e.toString());
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                if (open.size() >= MAX_CONNECTIONS) {
                    socket.close();
                    continue;
                }
                open.add(socket);
                Thread thread = new Thread(() -> serve(socket), "mailbox-" + socket.getPort());
                thread.setDaemon(true);
                thread.start();
            } catch (IOException e) {
                if (!server.isClosed()) {
                    LOG.warn("Built-in mailbox could not take a connection: {}", e.toString());
                }
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            new MailboxSession(socket, mailbox, hostName).run();
        } catch (IOException e) {
            LOG.debug("Connection to the built-in mailbox ended: {}", e.toString());
        } catch (RuntimeException e) {
            LOG.error("Built-in mailbox failed", e);
        } finally {
            open.remove(socket);
        }
    }
}
