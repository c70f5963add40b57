package org.openemm.notification;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openemm.config.Home;
import org.openemm.config.Settings;
import org.openemm.database.Database;
import org.openemm.testsupport.TestDatabase;

class SystemMailsTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    private static TestDatabase server;
    private static Database database;

    private MailServer mailServer;

    @BeforeAll
    static void open() {
        server = TestDatabase.create();
        database = Database.over(server.dataSource(), List.of());
    }

    @AfterAll
    static void close() {
        database.close();
        server.close();
    }

    @BeforeEach
    void listen() throws IOException {
        database.run(tx -> tx.sql().execute("DELETE FROM mail_notification_buffer_tbl"));
        mailServer = new MailServer();
        mailServer.start();
    }

    @AfterEach
    void stopListening() throws IOException {
        mailServer.socket.close();
    }

    @Test
    void aMailReachesEveryAddressThatIsOne() throws Exception {
        assertTrue(
                mails(NOON)
                        .send(
                                "a@example.com; nonsense,b@example.com",
                                "Fehler: Größe\r\nBcc: x@y.z",
                                "Zeile ä"));
        List<String> lines = mailServer.received.take();
        assertTrue(lines.contains("RCPT TO:<a@example.com>"), lines.toString());
        assertTrue(lines.contains("RCPT TO:<b@example.com>"), lines.toString());
        assertEquals(2, lines.stream().filter(line -> line.startsWith("RCPT")).count());
        assertTrue(lines.contains("Auto-Submitted: auto-generated"), lines.toString());
        assertFalse(lines.stream().anyMatch(line -> line.startsWith("Bcc:")), lines.toString());
    }

    @Test
    void theSameMailGoesOutOnceADay() throws Exception {
        assertTrue(mails(NOON).send("a@example.com", "s", "t"));
        assertFalse(mails(NOON.plus(Duration.ofHours(23))).send("a@example.com", "s", "t"));
        assertTrue(mails(NOON).send("a@example.com", "s", "something else"));
        assertTrue(mails(NOON.plus(Duration.ofHours(24))).send("a@example.com", "s", "t"));
    }

    @Test
    void withoutAnAddressOrAServerNothingFails() throws IOException {
        assertFalse(mails(NOON).send("", "s", "t"));
        assertFalse(mails(NOON).send("[to be defined]", "s", "t"));
        mailServer.socket.close();
        assertFalse(mails(NOON).send("a@example.com", "s", "t"));
    }

    private SystemMails mails(Instant now) {
        Clock clock = Clock.fixed(now, ZoneOffset.UTC);
        Settings settings = new Settings(database, new Home(Path.of("/tmp")), clock);
        return new SystemMails(
                database,
                settings,
                new MailRoute("127.0.0.1", mailServer.socket.getLocalPort(), "none", "", ""),
                clock);
    }

    /** As much SMTP as one plain mail per connection needs. */
    private static final class MailServer extends Thread {
        final ServerSocket socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        final BlockingQueue<List<String>> received = new LinkedBlockingQueue<>();

        MailServer() throws IOException {
            setDaemon(true);
        }

        @Override
        public void run() {
            while (!socket.isClosed()) {
                try (Socket client = socket.accept()) {
                    serve(client);
                } catch (IOException e) {
                    return;
                }
            }
        }

        private void serve(Socket client) throws IOException {
            BufferedReader in =
                    new BufferedReader(
                            new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
            PrintWriter out =
                    new PrintWriter(client.getOutputStream(), true, StandardCharsets.UTF_8);
            out.print("220 test\r\n");
            out.flush();
            List<String> lines = new ArrayList<>();
            boolean data = false;
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                lines.add(line);
                if (data && !line.equals(".")) {
                    continue;
                }
                data = line.equals("DATA");
                out.print(data ? "354 go\r\n" : "250 ok\r\n");
                out.flush();
                if (line.equals(".")) {
                    received.add(List.copyOf(lines));
                }
            }
        }
    }
}
