package org.openemm.backend.mailloop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openemm.config.Home;

class LmtpTest {
    private static final int MOST = 100_000;

    @TempDir private Path folder;
    private IncomingSpool spool;
    private Listener listener;
    private LmtpClient client;

    @BeforeEach
    void listen() throws IOException {
        AddressBook book =
                AddressBook.parse(
                        "reply_7@loop.example accept:rid=7,cid=1\nlate@loop.example tempfail\n");
        spool = new IncomingSpool(new Home(folder), Clock.systemUTC());
        listener =
                Listener.start(
                        "lmtp",
                        folder.resolve("lmtp.sock"),
                        0,
                        Clock.systemUTC(),
                        streams ->
                                new LmtpSession(
                                                streams,
                                                () -> book,
                                                spool,
                                                new LmtpSession.Limits(MOST, 3),
                                                "here.example",
                                                () -> {})
                                        .run());
        client = new LmtpClient(folder.resolve("lmtp.sock"));
    }

    @AfterEach
    void end() throws IOException {
        client.close();
        listener.close();
    }

    @Test
    void aMessageIsOnDiskAsItWasSentWhenItIsAcknowledged() throws IOException {
        String answer =
                client.deliver("", "reply_7@loop.example", "Subject: x\n\nHello\n.\n.dot\nGrüße\n");

        assertEquals("250 2.0.0 OK", answer);
        assertEquals(
                "Return-Path: <>\r\n"
                        + "X-AGNMailloop: from=<>,rid=7,cid=1,to=<reply_7@loop.example>\r\n"
                        + "Subject: x\r\n\r\nHello\r\n.\r\n.dot\r\nGrüße\r\n",
                Files.readString(spool.take().get(0).file()));
    }

    @Test
    void onlyFilterAddressesAreTaken() throws IOException {
        assertEquals("550 5.1.1 No such user", client.deliver("", "reply_8@loop.example", "x\n\n"));
        assertEquals("550 5.1.1 No such user", client.deliver("", "x@elsewhere.example", "x\n\n"));
        assertTrue(client.deliver("", "late@loop.example", "x\n\n").startsWith("450 "));
        assertEquals(List.of(), spool.take());
    }

    @Test
    void eachRecipientGetsAnAnswerOfHisOwn() throws IOException {
        client.ask("MAIL FROM:<>");
        client.ask("RCPT TO:<reply_7@loop.example>");
        client.ask("RCPT TO:<nobody@loop.example>");
        client.ask("RCPT TO:<REPLY_7@loop.example>");
        client.ask("DATA");
        client.write("Subject: x\r\n\r\n.\r\n");

        assertEquals("250 2.0.0 OK", client.answer());
        assertEquals("250 2.0.0 OK", client.answer());
        assertEquals("250 2.0.0 OK", client.ask("NOOP"));
        assertEquals(1, spool.take().size());
    }

    @Test
    void nobodySmugglesASecondMessageIn() throws IOException {
        client.ask("MAIL FROM:<>");
        client.ask("RCPT TO:<reply_7@loop.example>");
        client.ask("DATA");
        client.write("Subject: x\r\n\r\none\n.\nMAIL FROM:<x>\n.\r\ntwo\r\n.\r\n");

        assertEquals("250 2.0.0 OK", client.answer());
        assertEquals("250 2.0.0 OK", client.ask("NOOP"));
        assertEquals(1, spool.take().size());
    }

    @Test
    void whatIsTooLongOrWasHereBeforeIsRefusedAndLeavesNothing() throws IOException {
        assertTrue(
                client.deliver("", "reply_7@loop.example", "Subject: x\n\n" + "x".repeat(MOST))
                        .startsWith("552 "));
        assertTrue(client.ask("MAIL FROM:<> SIZE=100001").startsWith("552 "));
        assertEquals(
                "500 5.4.6 Loop detected",
                client.deliver("", "reply_7@loop.example", "X-AGNLoop: set\n\nHello\n"));
        assertEquals(
                "250 2.0.0 OK",
                client.deliver(
                        "",
                        "reply_7@loop.example",
                        "X-AGNMailloop: from our milter\nX-AGNLoop: set\n\nHello\n"));

        assertEquals(1, spool.take().size());
        assertEquals(List.of(), drafts());
    }

    @Test
    void aConnectionThatBreaksLeavesNothing() throws IOException {
        client.ask("MAIL FROM:<>");
        client.ask("RCPT TO:<reply_7@loop.example>");
        client.ask("DATA");
        client.write("Subject: half");
        client.close();
        while (listener.connections() > 0) {
            Thread.onSpinWait();
        }

        assertEquals(List.of(), spool.take());
        assertEquals(List.of(), drafts());
    }

    @Test
    void noMoreIsTakenThanMayWait() throws IOException {
        for (int i = 0; i < 3; i++) {
            client.deliver("", "reply_7@loop.example", "Subject: x\n\n");
        }

        assertTrue(client.deliver("", "reply_7@loop.example", "Subject: x\n\n").startsWith("452 "));

        for (IncomingSpool.Taken message : spool.take()) {
            spool.remove(message);
        }
        assertEquals("250 2.0.0 OK", client.deliver("", "reply_7@loop.example", "Subject: x\n\n"));
    }

    @Test
    void whatProcmailDeliversIsTakenAndPackagesOfMailingsAreNot() throws IOException {
        Path incoming = new Home(folder).incoming();
        Files.writeString(incoming.resolve("new/1795293327.21654_0.vm"), "Subject: whole\n\n");
        Files.writeString(incoming.resolve("AgnMail-0=D20261121=1=1W1=0001=liaMngA.xml.gz"), "x");
        Files.writeString(incoming.resolve("1"), "Subject: being writ");
        Files.writeString(incoming.resolve("2"), "Subject: numbered\n\n");
        Files.setLastModifiedTime(
                incoming.resolve("2"), FileTime.from(Instant.now().minusSeconds(60)));
        Files.createFile(incoming.resolve("3"));

        assertEquals(2, spool.take().size());
        assertTrue(Files.exists(incoming.resolve("1")));
        assertTrue(Files.exists(incoming.resolve("3")));
        assertTrue(Files.exists(incoming.resolve("AgnMail-0=D20261121=1=1W1=0001=liaMngA.xml.gz")));
    }

    @Test
    void namesAreKeptOverRestartsAndTriesAreCounted() throws IOException {
        client.deliver("", "reply_7@loop.example", "Subject: x\n\n");
        IncomingSpool.Taken first = spool.take().get(0);
        spool.failed(first);

        IncomingSpool.Taken later =
                new IncomingSpool(new Home(folder), Clock.systemUTC()).take().get(0);

        assertEquals(first.name(), later.name());
        assertEquals(1, later.tries());
    }

    private List<Path> drafts() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("var/spool/mail/workspace"))) {
            return files.filter(file -> file.getFileName().toString().startsWith(".")).toList();
        }
    }
}
