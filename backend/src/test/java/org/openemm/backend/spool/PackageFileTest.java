package org.openemm.backend.spool;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openemm.delivery.SendKind;

class PackageFileTest {
    private static final PackageName NAME =
            new PackageName(
                    0, LocalDateTime.of(2026, 11, 21, 9, 8, 7), 1, 3, SendKind.WORLD, 17, 42);

    @TempDir private Path folder;

    @Test
    void aListPackageIsNamedAsAdministratorsKnowIt() {
        assertEquals("AgnMail-0=D20261121090807=1=3W17=0042=liaMngA", NAME.base());
        assertEquals(Optional.of(NAME), PackageName.parse(NAME.base() + ".xml.gz"));
        assertEquals(Optional.of(NAME), PackageName.parse(NAME.base() + ".stamp"));
    }

    @Test
    void aTrialHasFiveDigitsForItsNumber() {
        PackageName trial =
                new PackageName(
                        0, LocalDateTime.of(2026, 1, 2, 3, 4, 5), 1, 8, SendKind.ADMIN, 17, 1);

        assertEquals("AgnMail-0=D20260102030405=1=8A17=00001=liaMngA", trial.base());
        assertTrue(trial.compareTo(NAME) < 0, "single mails go first");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "AgnMail",
                "AgnMail-0=D20261121090807=1=3W17=0042",
                "AgnMail-0=D20261341090807=1=3W17=0042=liaMngA",
                "AgnMail-0=D20261121090807=1=3X17=0042=liaMngA",
                "AgnMail-0=D20261121090807=1=3W17=0042=liaMngA.xml.gz.tmp",
                "1732180000-12345-7"
            })
    void anythingElseIsNoPackage(String fileName) {
        assertEquals(Optional.empty(), PackageName.parse(fileName));
    }

    @Test
    void whatGoesInComesOut() throws IOException {
        String mailing = "{\"html\":\"<b>]]>&amp; \\u0000\"}" + "&<>\"'".repeat(100_000);
        Path file = folder.resolve(NAME.base() + ".xml.gz");
        try (PackageWriter writer = new PackageWriter(file, PackageHead.of(NAME, mailing))) {
            for (int i = 1; i <= 5000; i++) {
                byte[] row = row(i);
                writer.add(i * 1000L, row, row.length);
            }
            writer.finish();
        }

        try (PackageReader reader = new PackageReader(file)) {
            assertEquals(mailing, reader.snapshotJson());
            for (int i = 1; i <= 5000; i++) {
                PackageReader.Receiver receiver = reader.next();
                assertEquals(i * 1000L, receiver.customerId());
                assertArrayEquals(row(i), receiver.row());
            }
            assertNull(reader.next());
            assertNull(reader.next());
        }
    }

    @Test
    void anUnfinishedPackageLeavesNothing() throws IOException {
        try (PackageWriter writer =
                new PackageWriter(
                        folder.resolve(NAME.base() + ".xml.gz"), PackageHead.of(NAME, "{}"))) {
            writer.add(1, new byte[] {1}, 1);
        }

        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of(), files.toList());
        }
    }

    @Test
    void aDamagedPackageIsNoticed() throws IOException {
        Path file = folder.resolve("x.xml.gz");
        try (PackageWriter writer = new PackageWriter(file, PackageHead.of(NAME, "{}"))) {
            for (int i = 0; i < 1000; i++) {
                byte[] row = row(i);
                writer.add(i, row, row.length);
            }
            writer.finish();
        }
        byte[] content = Files.readAllBytes(file);
        Files.write(file, java.util.Arrays.copyOf(content, content.length / 2));

        assertThrows(IOException.class, () -> readAll(file));
    }

    @Test
    void aPackageThatLostItsEndIsNoticedEvenWhereItsCompressionEnds() throws IOException {
        Path file = folder.resolve("x.xml.gz");
        Path bare = folder.resolve("bare.xml.gz");
        try (PackageWriter writer = new PackageWriter(file, PackageHead.of(NAME, "{}"))) {
            writer.add(7, new byte[] {1, 2, 3}, 3);
            writer.finish();
        }
        byte[] content;
        try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            content = in.readAllBytes();
        }
        for (int cut = 1; cut < 7; cut++) {
            try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(bare))) {
                out.write(content, 0, content.length - cut);
            }
            assertThrows(IOException.class, () -> readAll(bare), "without " + cut + " bytes");
        }
    }

    @Test
    void aPackageOfTheFormerFormatIsRefused() throws IOException {
        Path file = folder.resolve("x.xml.gz");
        try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(
                    "<blockmail version=\"1\"><snapshot digest=\"a\">{}</snapshot></blockmail>\n\0\0\0"
                            .getBytes(StandardCharsets.US_ASCII));
        }

        assertThrows(IOException.class, () -> readAll(file));
    }

    private static byte[] row(int i) {
        return ("row " + i + "\n\0<>" + "x".repeat(i % 300)).getBytes(StandardCharsets.US_ASCII);
    }

    private static void readAll(Path file) throws IOException {
        try (PackageReader reader = new PackageReader(file)) {
            while (reader.next() != null) {
                // To the end.
            }
        }
    }

    @Test
    void theResumeRecordSurvivesACutLine() throws IOException {
        Path file = folder.resolve("x.SYNC");
        try (ResumeRecord record = ResumeRecord.open(file, 0)) {
            record.finished(7, 1234, 1, 1);
            record.refused(8, 99, 0, 511, "550 5.1.1 no; such\r\nuser ü");
            record.write();
        }
        Files.writeString(file, Files.readString(file) + "9;12");

        try (ResumeRecord record = ResumeRecord.open(file, 1)) {
            assertTrue(record.contains(7));
            assertTrue(record.contains(8));
            assertFalse(record.contains(9));
            record.finished(9, 5, 0, 0);
            record.write();
        }
        assertEquals(
                """
                7;1234;0;1;1
                8;99;0;0;1;511;550 5.1.1 no, such  user ?
                9;5;0;0;0
                """
                        .replace('?', ' '),
                Files.readString(file));
        assertEquals(
                511,
                ResumeLine.parse(Files.readAllLines(file).get(1)).refusal().orElseThrow().dsn());
    }

    @Test
    void mailsInFlightWhenTheBackendWasKilledAreNotedAsUncertainOnce() throws IOException {
        Path file = folder.resolve("x.SYNC");
        try (ResumeRecord record = ResumeRecord.open(file, 0)) {
            record.begun(1);
            record.finished(1, 10, 1, 1);
            record.begun(2);
            record.begun(3);
            record.takenBack(3);
            record.begun(4);
            record.deferred(4, new ResumeRecord.Deferral(1, 5000, "451 4.7.1 later; please"));
            record.write();
        }
        for (int start = 0; start < 2; start++) {
            try (ResumeRecord record = ResumeRecord.open(file, 0)) {
                assertTrue(record.contains(1));
                assertFalse(record.contains(2));
                assertFalse(record.contains(4));
                assertEquals(
                        new ResumeRecord.Deferral(1, 5000, "451 4.7.1 later, please"),
                        record.deferral(4).orElseThrow());
            }
        }

        assertEquals(
                List.of("U;2;killed"),
                Files.readAllLines(file).stream().filter(line -> line.startsWith("U")).toList());
    }
}
