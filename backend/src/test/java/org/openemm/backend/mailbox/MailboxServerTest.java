package org.openemm.backend.mailbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openemm.backend.smtp.Envelope;
import org.openemm.backend.smtp.Outcome;
import org.openemm.backend.smtp.Route;
import org.openemm.backend.smtp.SmtpConnection;
import org.openemm.mailbox.Mailbox;
import org.openemm.mailbox.StoredMessage;

class MailboxServerTest {
    @TempDir private Path folder;
    private Mailbox mailbox;
    private MailboxServer server;

    @BeforeEach
    void start() throws IOException {
        mailbox = new Mailbox(folder, Clock.systemUTC());
        server = MailboxServer.start(mailbox, 0, "mail.example");
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @Test
    void aMailIsKeptAsItCameAndCanBeFound() throws IOException {
        String mail =
                "Subject: =?UTF-8?Q?Gr=C3=BC=C3=9Fe?=\r\n"
                        + " =?UTF-8?Q?_an_alle?=\r\n\r\n"
                        + ".\r\n"
                        + "..x\r\n"
                        + "end\r\n";

        send("anna@b.example", mail);
        send("bert@b.example", "Subject: other\r\n\r\n\r\n");

        StoredMessage found = mailbox.page("GRÜSSE AN".replace("SS", "ß"), 1, 10).messages().get(0);
        assertEquals("Grüße an alle", found.subject());
        assertEquals("anna@b.example", found.to());
        assertEquals(
                "Return-Path: <from@a.example>\r\nDelivered-To: anna@b.example\r\n" + mail,
                new String(mailbox.content(found.id()).orElseThrow(), StandardCharsets.UTF_8));
        assertEquals(
                List.of("bert@b.example", "anna@b.example"),
                mailbox.page("", 1, 10).messages().stream().map(StoredMessage::to).toList());
        mailbox.deleteAll();
        assertEquals(0, mailbox.count());
    }

    @Test
    void addressesOnTheListAreRefusedAsTold() throws IOException {
        mailbox.saveRejects("# trial\n*@gone.example\nfull@* 452 4.2.2 Mailbox full\n");

        Outcome.Refused gone =
                assertInstanceOf(Outcome.Refused.class, send("a@gone.example", "x: y\r\n\r\n"));
        assertEquals("550 5.1.1 User unknown", gone.reply().toString());
        assertInstanceOf(Outcome.Deferred.class, send("full@b.example", "x: y\r\n\r\n"));
        assertInstanceOf(Outcome.Accepted.class, send("gone@b.example", "x: y\r\n\r\n"));
    }

    @Test
    void oddCommandsGetAnswersAndHarmNobody() throws IOException {
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            String talk =
                    "RCPT TO:<a@b.example>\r\nMAIL FROM:<x@y.example>\r\nEHLO me\r\nFOO\r\n"
                            + "MAIL FROM:<x@y.example> SIZE=99999999999\r\nMAIL FROM:<>\r\n"
                            + "RCPT TO:<nobody>\r\nDATA\r\nVRFY x\r\nQUIT\r\n";
            socket.getOutputStream().write(talk.getBytes(StandardCharsets.US_ASCII));
            BufferedReader in =
                    new BufferedReader(
                            new InputStreamReader(
                                    socket.getInputStream(), StandardCharsets.US_ASCII));
            List<String> codes =
                    in.lines().filter(l -> l.charAt(3) == ' ').map(l -> l.substring(0, 3)).toList();
            assertEquals(
                    List.of(
                            "220", "503", "503", "250", "500", "552", "250", "501", "554", "252",
                            "221"),
                    codes);
        }
        assertEquals(0, mailbox.count());
    }

    @Test
    void aPageOfThousandsIsReadQuickly() {
        for (int i = 0; i < 3000; i++) {
            mailbox.store("a@a.example", List.of("r" + i + "@b.example"), new byte[] {'x'});
        }

        assertEquals(3000, mailbox.page("", 1, 50).total());
        assertEquals("r2949@b.example", mailbox.page("", 2, 50).messages().get(0).to());
        assertEquals(1, mailbox.page("R1234@", 1, 50).total());
        assertTrue(mailbox.content("../../etc/passwd").isEmpty());
    }

    @Test
    void oldMailsGoAndNewOnesStay() throws IOException {
        Clock past = Clock.offset(Clock.systemUTC(), Duration.ofDays(-40));
        String old =
                new Mailbox(folder, past).store("a@a.example", List.of("o@b.example"), new byte[1]);
        send("new@b.example", "Subject: new\r\n\r\n");

        mailbox.deleteOlderThan(Duration.ofDays(30));

        assertEquals(
                List.of("new@b.example"),
                mailbox.page("", 1, 10).messages().stream().map(StoredMessage::to).toList());
        assertTrue(mailbox.content(old).isEmpty());
    }

    private Outcome send(String to, String mail) throws IOException {
        Route route =
                new Route(
                        "127.0.0.1",
                        server.port(),
                        Route.Tls.NONE,
                        true,
                        "",
                        "",
                        1,
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(5),
                        "test.example");
        try (SmtpConnection connection = SmtpConnection.open(route)) {
            return connection.send(
                    Envelope.of("from@a.example", to),
                    mail.getBytes(StandardCharsets.UTF_8),
                    false,
                    null);
        }
    }
}
