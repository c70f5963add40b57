package org.openemm.backend.pickdist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openemm.backend.smtp.Envelope;
import org.openemm.backend.smtp.SinkServer;
import org.openemm.backend.spool.PackageHead;
import org.openemm.backend.spool.PackageName;
import org.openemm.backend.spool.PackageWriter;
import org.openemm.backend.spool.Spool;
import org.openemm.backend.xmlback.MailTemplate;
import org.openemm.config.Home;
import org.openemm.database.Database;
import org.openemm.delivery.SendKind;
import org.openemm.testsupport.TestDatabase;

class LaneTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static TestDatabase testDatabase;
    private static Database database;
    private static int nextMailing = 500;

    @TempDir private Path folder;
    private Home home;
    private Spool spool;
    private Gate gate;
    private MailingStates states;
    private SinkServer sink;
    private LaneService service;
    private int mailing;
    private List<String> copies = List.of();

    @BeforeAll
    static void openDatabase() {
        testDatabase = TestDatabase.create();
        database = Database.over(testDatabase.dataSource(), List.of());
    }

    @AfterAll
    static void closeDatabase() {
        database.close();
        testDatabase.close();
    }

    @BeforeEach
    void prepare() throws IOException {
        home = new Home(folder);
        spool = new Spool(home, Clock.systemDefaultZone());
        gate = new Gate(home);
        states = new MailingStates(database, Clock.systemUTC());
        states.start();
        mailing = nextMailing++;
        sql(
                "INSERT INTO mailing_tbl (mailing_id, company_id, shortname, work_status) VALUES"
                        + " (%d, 1, 'x', 'mailing.status.generation-finished')",
                mailing);
    }

    @AfterEach
    void end() throws IOException {
        gate.shut();
        if (service != null) {
            service.close();
            sink.close();
        }
        states.close();
        gate.close();
    }

    @Test
    void everyReceiverOfAllPackagesGetsOneMailAndPackagesAreArchived() throws IOException {
        for (int block = 1; block <= 5; block++) {
            write(block, 100);
        }
        writeFinal(5);

        send(usual(), 4);

        await(() -> archived() == 5);
        assertEveryoneOnce(500);
        // The resume record follows its package.
        await(() -> resumeLines() == 500);
        assertEquals(List.of(), files(spool.incoming()));
    }

    @Test
    void aPackageIsSentWithItsStampEvenWhileOthersAreStillMade() throws IOException {
        write(1, 10);
        Path stamp = spool.meta().resolve(name(1).base() + ".stamp");
        Files.delete(stamp);

        send(usual(), 2);
        awaitLook();
        assertEquals(0, sink.received().size());
        Files.createFile(stamp);

        await(() -> archived() == 1);
        assertEveryoneOnce(10);
    }

    @Test
    void mailsPutOffAreSentLaterAndTheOthersOnce() throws IOException {
        write(1, 60);
        writeFinal(1);
        Set<String> asked = new HashSet<>();

        send(
                (verb, line) -> {
                    synchronized (asked) {
                        return verb.equals("RCPT") && line.contains("5@") && asked.add(line)
                                ? "451 4.2.0 later"
                                : null;
                    }
                },
                3);

        await(() -> archived() == 1);
        assertEveryoneOnce(60);
    }

    @Test
    void refusedReceiversAreOnRecordWithTheReason() throws IOException {
        write(1, 20);
        writeFinal(1);

        send(
                (verb, line) ->
                        verb.equals("RCPT") && line.contains("r7@") ? "550 5.1.1 unknown" : null,
                2);

        await(() -> archived() == 1);
        assertEquals(19, sink.received().size());
        String record = Files.readString(spool.results().resolve(name(1).base() + ".SYNC"));
        assertTrue(record.contains("7;8;0;1;1;511;550 5.1.1 unknown\n"), record);
    }

    @Test
    void brokenConnectionsCostNobodyHisMail() throws IOException {
        write(1, 200);
        write(2, 200);
        writeFinal(2);
        AtomicInteger ends = new AtomicInteger();
        Set<Integer> told = ConcurrentHashMap.newKeySet();

        send(
                (verb, line) -> {
                    if (verb.equals("END") && ends.incrementAndGet() % 50 == 0) {
                        return SinkServer.DROP;
                    }
                    return verb.equals("MAIL") && ends.get() % 70 == 33 && told.add(ends.get())
                            ? "421 4.3.2 bye"
                            : null;
                },
                4);

        await(() -> archived() == 2);
        assertEveryoneOnce(400);
    }

    @Test
    void stopReturnsWhenNothingIsInFlightAndADeletedPackageIsNeverSent() throws IOException {
        for (int block = 1; block <= 10; block++) {
            write(block, 100);
        }
        writeFinal(10);
        send(slow(), 4);
        PickdistCommand command = new PickdistCommand(home);

        await(() -> sink.received().size() > 150);
        assertTrue(
                command.status().startsWith("running")
                        || command.status().startsWith("stopped (the"));
        assertTrue(command.status().contains("in work: AgnMail-0="), command.status());
        stop();
        int sent = sink.received().size();
        assertEquals("stopped", command.status());
        Files.delete(spool.meta().resolve(name(10).base() + ".xml.gz"));
        awaitLook();
        assertEquals(sent, sink.received().size());
        command.start();

        await(() -> archived() == 9);
        assertEveryoneOnce(900);
    }

    @Test
    void aPausedMailingWaitsInTheMiddleOfAPackage() throws IOException {
        write(1, 400);
        writeFinal(1);
        send(slow(), 2);

        await(() -> sink.received().size() > 50);
        sql(
                "INSERT INTO serverprio_tbl (company_id, mailing_id, priority) VALUES (0, %d, 0)",
                mailing);
        await(() -> files(home.varLock()).stream().noneMatch(file -> file.startsWith("AgnMail")));
        int sent = sink.received().size();
        assertTrue(sent < 400);
        awaitLook();
        assertEquals(sent, sink.received().size());
        sql("DELETE FROM serverprio_tbl WHERE mailing_id = %d", mailing);

        await(() -> archived() == 1);
        assertEveryoneOnce(400);
    }

    @Test
    void packagesOfADeletedMailingAreThrownAway() throws IOException {
        sql("UPDATE mailing_tbl SET deleted = 1 WHERE mailing_id = %d", mailing);
        write(1, 10);
        writeFinal(1);

        send(usual(), 2);

        await(() -> ended(Spool.End.DELETED) == 1);
        assertEquals(0, sink.received().size());
    }

    @Test
    void aPackageThatCannotBeReadIsKeptForAnAdministrator() throws IOException {
        write(1, 10);
        Files.writeString(spool.meta().resolve(name(1).base() + ".xml.gz"), "nonsense");
        write(2, 10);
        writeFinal(2);

        send(usual(), 2);

        await(() -> archived() == 1 && ended(Spool.End.RECOVER) == 1);
        assertEquals(10, sink.received().size());
    }

    @Test
    void aPackageThatCannotBeLockedOrWrittenAboutWaitsUntilItCan() throws IOException {
        write(1, 10);
        writeFinal(1);
        Path inTheWay =
                Files.createDirectory(home.varLock().resolve(name(1).base() + PackageLock.ENDING));

        send(usual(), 2);
        await(() -> service.reason().startsWith("What is sent cannot be written down"));
        assertEquals(0, sink.received().size());
        Files.delete(inTheWay);

        await(() -> archived() == 1);
        assertEveryoneOnce(10);
        assertEquals("", service.reason());
    }

    @Test
    void aPackageMovedBackFromRecoverGoesOnWhereItWas() throws IOException {
        write(1, 30);
        writeFinal(1);
        boolean[] refuse = {true};
        send(
                (verb, line) ->
                        refuse[0] && verb.equals("MAIL") && sink.received().size() > 9
                                ? "553 5.7.1 sender refused"
                                : null,
                1);
        await(() -> ended(Spool.End.RECOVER) == 1);
        refuse[0] = false;
        Path day = Files.list(home.spool("RECOVER")).findFirst().orElseThrow();
        String base = name(1).base();
        // Follows its package.
        await(() -> Files.exists(day.resolve(base + ".stamp")));
        Files.move(day.resolve(base + ".stamp"), spool.meta().resolve(base + ".stamp"));
        Files.move(day.resolve(base + ".xml.gz"), spool.meta().resolve(base + ".xml.gz"));

        await(() -> archived() == 1);
        assertEveryoneOnce(30);
        assertFalse(Files.exists(day.resolve(base + ".SYNC")));
    }

    @Test
    void blindCopiesFollowMailsThatWereTakenOverOnceEachAndAreTriedAgainLikeMails()
            throws IOException {
        write(1, 40);
        writeFinal(1);
        Set<String> asked = new HashSet<>();
        copies = List.of("archive@c.example", "law@d.example");

        send(
                (verb, line) -> {
                    if (verb.equals("RCPT") && line.contains("3@b")) {
                        return "550 5.1.1 unknown";
                    }
                    synchronized (asked) {
                        return verb.equals("RCPT")
                                        && line.contains("law@")
                                        && asked.size() < 5
                                        && asked.add("" + asked.size())
                                ? "451 4.2.0 later"
                                : null;
                    }
                },
                4);

        await(() -> archived() == 1);
        assertEquals(36, sink.received().stream().filter(mail -> mail.to().contains("@b")).count());
        for (String address : copies) {
            List<String> got =
                    sink.received().stream()
                            .filter(mail -> mail.to().contains(address))
                            .map(SinkServer.Received::body)
                            .toList();
            assertEquals(36, got.size(), address);
            assertEquals(36, new HashSet<>(got).size(), address);
        }
        assertTrue(sink.received().stream().noneMatch(mail -> mail.body().contains("copy of 13.")));
    }

    @Test
    void aPackageThatIsOpenedAgainSendsTheCopiesThatAreMissingAndNoOther() throws IOException {
        write(1, 4);
        writeFinal(1);
        copies = List.of("archive@c.example", "law@d.example");
        // 1 with one copy, 2 taken over without copies, 3 refused, 4 with a copy in flight.
        Files.writeString(
                spool.meta().resolve(name(1).base() + ".SYNC"),
                """
                B;1
                1;10;0;1;1
                V1-1;10;0;1;1
                2;10;0;1;1
                3;10;0;1;1;511;no
                4;10;0;1;1
                B;V2-4
                """);

        send(usual(), 1);

        await(() -> archived() == 1);
        assertEquals(
                Set.of(
                        "V2 copy of 1.",
                        "V1 copy of 2.",
                        "V2 copy of 2.",
                        "V1 copy of 4.",
                        "V2 copy of 4."),
                sink.received().stream()
                        .map(mail -> mail.body().strip())
                        .collect(java.util.stream.Collectors.toSet()));
        assertEquals(5, sink.count());
        String record = Files.readString(spool.results().resolve(name(1).base() + ".SYNC"));
        assertTrue(record.contains("U;V2-4;killed\n"), record);
        assertTrue(record.contains("\nV2-2;"), record);
    }

    private void send(BiFunction<String, String, String> behaviour, int connections)
            throws IOException {
        sink = new SinkServer(true, behaviour);
        Lane lane =
                new Lane(
                        "bulk",
                        false,
                        name -> true,
                        RouteLimits.none(),
                        LaneTools.of(
                                home,
                                spool,
                                gate,
                                states,
                                new Templates(this::template),
                                Clock.systemDefaultZone()),
                        new LaneSettings(
                                Duration.ofMillis(50),
                                Duration.ofMillis(200),
                                Duration.ofDays(100_000),
                                0));
        service =
                LaneService.start(
                        lane, sink.route(connections), new RouteHealth(Duration.ofMillis(20)));
    }

    /** A mail says nothing but its snapshot. */
    private MailTemplate template(String snapshot) {
        return copies.isEmpty() ? plain(snapshot) : copying(plain(snapshot));
    }

    /** A copy says whose mail it repeats. */
    private MailTemplate copying(MailTemplate plain) {
        return new MailTemplate() {
            @Override
            public Maker maker() {
                Maker own = plain.maker();
                return new Maker() {
                    @Override
                    public Made make(long customerId, byte[] row) throws IOException {
                        return own.make(customerId, row);
                    }

                    @Override
                    public Made copy(long customerId, byte[] row, int number) {
                        String body = "V%d copy of %d.\r\n";
                        return new Made.Mail(
                                Envelope.of("from@a.example", copies.get(number - 1)),
                                body.formatted(number, customerId)
                                        .getBytes(java.nio.charset.StandardCharsets.US_ASCII),
                                1,
                                false);
                    }
                };
            }

            @Override
            public List<Integer> copies() {
                return List.of(1, 2);
            }
        };
    }

    private static MailTemplate plain(String snapshot) {
        byte[] body = (snapshot + "\r\n\r\n").getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        return () ->
                (customerId, row) ->
                        new MailTemplate.Made.Mail(
                                Envelope.of(
                                        "from@a.example",
                                        new String(
                                                row, java.nio.charset.StandardCharsets.US_ASCII)),
                                body,
                                1,
                                false);
    }

    /** As a process of its own, like the shell script: file locks hold between processes only. */
    private void stop() throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                PickdistCommand.class.getName(),
                                "stop")
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("OPENEMM_HOME", folder.toString());
        Process process = builder.start();
        assertEquals(0, process.onExit().join().exitValue());
    }

    private PackageName name(int block) {
        return new PackageName(
                0,
                java.time.LocalDateTime.of(2026, 1, 1, 0, 0),
                1,
                mailing,
                SendKind.WORLD,
                mailing,
                block);
    }

    private void write(int block, int count) throws IOException {
        PackageName name = name(block);
        try (PackageWriter writer =
                new PackageWriter(
                        spool.meta().resolve(name.base() + ".xml.gz"),
                        PackageHead.of(name, "X: y"))) {
            for (int i = 1; i <= count; i++) {
                int id = (block - 1) * count + i;
                byte[] row =
                        ("r" + id + "@b.example")
                                .getBytes(java.nio.charset.StandardCharsets.US_ASCII);
                writer.add(id, row, row.length);
            }
            writer.finish();
        }
        Files.createFile(spool.meta().resolve(name.base() + ".stamp"));
    }

    private void writeFinal(int block) throws IOException {
        Files.createFile(spool.meta().resolve(name(block).base() + ".final"));
    }

    private void assertEveryoneOnce(int count) {
        List<String> got = sink.received().stream().map(SinkServer.Received::to).toList();
        assertEquals(count, new HashSet<>(got).size(), "different receivers");
        Set<String> once = new HashSet<>();
        assertEquals(List.of(), got.stream().filter(to -> !once.add(to)).toList(), "got it twice");
    }

    private int archived() {
        return ended(Spool.End.ARCHIVE);
    }

    private int ended(Spool.End end) {
        try (Stream<Path> files =
                Files.exists(home.spool(end.name()))
                        ? Files.walk(home.spool(end.name()))
                        : Stream.of()) {
            return (int) files.filter(file -> file.toString().endsWith(".xml.gz")).count();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private int resumeLines() {
        try {
            int lines = 0;
            for (String file : files(spool.results())) {
                lines +=
                        (int)
                                Files.readAllLines(spool.results().resolve(file)).stream()
                                        .filter(line -> Character.isDigit(line.charAt(0)))
                                        .count();
            }
            return lines;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> files(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Long enough for the lane to have looked at the spool again. */
    private void awaitLook() {
        long until = System.nanoTime() + Duration.ofMillis(1200).toNanos();
        await(() -> System.nanoTime() > until);
    }

    private static BiFunction<String, String, String> usual() {
        return (verb, line) -> null;
    }

    private static BiFunction<String, String, String> slow() {
        return (verb, line) -> {
            if (verb.equals("END")) {
                java.util.concurrent.locks.LockSupport.parkNanos(3_000_000);
            }
            return null;
        };
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("Not within " + PATIENCE);
            }
            java.util.concurrent.locks.LockSupport.parkNanos(10_000_000);
        }
    }

    private static void sql(String statement, Object... values) {
        database.run(tx -> tx.sql().execute(statement.formatted(values)));
    }
}
