package org.openemm.backend.mailloop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MilterTest {
    private static final AddressBook BOOK =
            AddressBook.parse(
                    """
                    @mail.example accept:rid=local
                    reply_7@loop.example\taccept:rid=7,cid=1
                    aml_7@loop.example\taccept:rid=7,cid=1
                    News@Own.Example\talias:aml_7@loop.example
                    chain@own.example\talias:news@own.example
                    full@own.example\ttempfail
                    """);

    @TempDir private Path folder;
    private final AtomicInteger accepted = new AtomicInteger();
    private Listener listener;

    @BeforeEach
    void listen() throws IOException {
        listener = listener(socket());
    }

    @AfterEach
    void end() throws IOException {
        listener.close();
    }

    @Test
    void filterAddressesAreAcceptedUnknownOnesRefusedAndForeignOnesLeftToTheMailServer()
            throws IOException {
        try (MilterClient client = session()) {
            client.command('M', "<eva@far.example>", "SIZE=100");

            assertEquals("c", client.command('R', "<reply_7@loop.example>"));
            assertEquals("c", client.command('R', "<REPLY_7@Loop.Example>"));
            assertEquals("c", client.command('R', "<news@own.example>", "NOTIFY=NEVER"));
            assertEquals("c", client.command('R', "<somebody@elsewhere.example>"));
            assertEquals("c", client.command('R', "<root@mail.example>"));
            assertEquals("y550 5.1.1 No such user|", client.command('R', "<reply_8@loop.example>"));
            assertEquals("y550 5.1.1 No such user|", client.command('R', "<chain@own.example>"));
            assertTrue(client.command('R', "<full@own.example>").startsWith("y400 4.0.0 "));
        }
    }

    @Test
    void aMessageGetsAMarkThatSaysForWhomItIsAndLosesForgedOnes() throws IOException {
        try (MilterClient client = session()) {
            client.command('M', "<eva@far.example>");
            client.command('R', "<news@own.example>");
            client.tell('L', "X-AGNMailloop", "from=<>,rid=1,fwd=thief@far.example,to=<x>");
            client.tell('L', "Subject", "Hello");
            client.tell('L', "x-agnmailloop", "again");

            assertEquals(
                    List.of(
                            "m|||\2X-AGNMailloop||",
                            "m|||\1X-AGNMailloop||",
                            "hX-AGNMailloop|from=<eva@far.example>,rid=7,cid=1,to=<news@own.example>|",
                            "hX-AGNLoop|set|",
                            "c"),
                    client.endOfMessage());
            assertEquals(1, accepted.get());
        }
    }

    @Test
    void aMessageThatWasHereBeforeIsRefused() throws IOException {
        try (MilterClient client = session()) {
            client.command('M', "<eva@far.example>");
            client.command('R', "<reply_7@loop.example>");
            client.tell('L', "X-AGNLoop", "set");

            assertEquals(List.of("y500 5.4.6 Loop detected|"), client.endOfMessage());

            client.command('M', "<eva@far.example>");
            client.command('R', "<reply_7@loop.example>");
            assertEquals(3, client.endOfMessage().size());
        }
    }

    @Test
    void whatIsNotForUsIsLeftAsItIsButForForgedMarks() throws IOException {
        try (MilterClient client = session()) {
            client.command('M', "<eva@far.example>");
            client.command('R', "<somebody@elsewhere.example>");
            client.tell('L', "X-AGNLoop", "set");

            assertEquals(List.of("c"), client.endOfMessage());
            assertEquals(0, accepted.get());
        }
    }

    @Test
    void nothingOfAMessageIsLeftForTheNextOne() throws IOException {
        try (MilterClient client = session()) {
            client.command('M', "<eva@far.example>");
            client.command('R', "<reply_7@loop.example>");
            client.tell('L', "X-AGNLoop", "set");
            client.send('A', new byte[0]);
            client.command('M', "<otto@far.example>");
            client.command('R', "<somebody@elsewhere.example>");

            assertEquals(List.of("c"), client.endOfMessage());
        }
    }

    @Test
    void mailsFromThisMachineAndFromTheHouseAreNotLookedAt() throws IOException {
        for (List<String> host :
                List.of(
                        List.of("localhost", "127.0.0.1"),
                        List.of("localhost", "IPv6:::1"),
                        List.of("x", "IPv6:::ffff:127.0.0.9"),
                        List.of("web.house.example", "192.0.2.1"),
                        List.of("[10.1.2.3]", "10.1.2.3"))) {
            try (MilterClient client = new MilterClient(socket())) {
                client.negotiate();
                assertEquals("a", client.connect(host.get(0), host.get(1)), host.get(0));
            }
        }
        for (List<String> host :
                List.of(
                        List.of("localhost", "192.0.2.1"),
                        List.of("127.0.0.1", "192.0.2.1"),
                        List.of("web.house.example.evil.example", "192.0.2.1"))) {
            try (MilterClient client = new MilterClient(socket())) {
                client.negotiate();
                assertEquals("c", client.connect(host.get(0), host.get(1)), host.get(0));
            }
        }
    }

    @Test
    void theMailServerIsAskedForNoMoreThanIsNeeded() throws IOException {
        try (MilterClient client = new MilterClient(socket())) {
            assertEquals(List.of(6, 0x11, 0x2 | 0x10 | 0x80 | 0x100 | 0x200), client.negotiate());
        }
    }

    @Test
    void brokenPacketsEndTheirOwnConnectionOnly() throws IOException {
        try (MilterClient good = session()) {
            for (byte[] bytes :
                    List.of(
                            new byte[] {0, 0, 0, 0},
                            new byte[] {0x7f, -1, -1, -1, 'O'},
                            new byte[] {-1, -1, -1, -1, 'O'},
                            new byte[] {0, 0, 0, 1, 'z'},
                            new byte[] {0, 0, 0, 3, 'O', 0, 6},
                            new byte[] {0, 0, 0, 1, 'C'},
                            new byte[] {0, 0, 0, 1, 'R'},
                            "GET / HTTP/1.1\r\n\r\n".getBytes())) {
                try (MilterClient bad = new MilterClient(socket())) {
                    bad.raw(bytes);
                    assertTrue(bad.isClosedByServer());
                }
            }
            good.command('M', "<eva@far.example>");
            assertEquals("c", good.command('R', "<reply_7@loop.example>"));
        }
    }

    @Test
    void hundredsOfMailServerProcessesAskAtOnce() throws IOException {
        List<MilterClient> clients = new ArrayList<>();
        try {
            for (int i = 0; i < 300; i++) {
                clients.add(session());
            }
            for (MilterClient client : clients) {
                client.command('M', "<eva@far.example>");
            }
            for (MilterClient client : clients) {
                assertEquals("c", client.command('R', "<reply_7@loop.example>"));
            }
        } finally {
            for (MilterClient client : clients) {
                client.close();
            }
        }
    }

    @Test
    void everyUserOfTheMachineMayAsk() throws IOException {
        assertEquals(
                "rw-rw-rw-",
                PosixFilePermissions.toString(Files.getPosixFilePermissions(socket())));
    }

    @Test
    void aSocketThatAProcessLeftIsReplacedOneThatIsInUseIsNot() throws IOException {
        Path left = folder.resolve("left.sock");
        ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        dead.bind(UnixDomainSocketAddress.of(left));
        dead.close();
        assertTrue(Files.exists(left));

        try (SocketFile mine = SocketFile.listen(left)) {
            assertTrue(mine.isInPlace());
            assertThrows(IOException.class, () -> SocketFile.listen(left));
            assertTrue(mine.isInPlace());
        }
        assertFalse(Files.exists(left));

        Files.writeString(left, "precious");
        assertThrows(IOException.class, () -> SocketFile.listen(left));
        assertEquals("precious", Files.readString(left));
    }

    private MilterClient session() throws IOException {
        MilterClient client = new MilterClient(socket());
        client.negotiate();
        assertEquals("c", client.connect("far.example", "192.0.2.7"));
        client.tell('D', "Mi", "macro");
        return client;
    }

    private Path socket() {
        return folder.resolve("bav.sock");
    }

    private Listener listener(Path path) throws IOException {
        LocalHosts hosts = LocalHosts.of(".*\\.house\\.example, 10\\..* ((");
        return Listener.start(
                "milter",
                path,
                0,
                Clock.systemUTC(),
                streams ->
                        new MilterSession(
                                        new MilterWire(streams.in(), streams.out()),
                                        () -> BOOK,
                                        hosts,
                                        accepted::incrementAndGet)
                                .run());
    }
}
