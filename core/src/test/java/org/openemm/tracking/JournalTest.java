package org.openemm.tracking;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openemm.tracking.TrackingEvent.Kind;

class JournalTest {
    private static final long BIG = 1 << 20;
    @TempDir Path folder;

    @Test
    void whatWasAppendedIsReadInOrder() throws IOException {
        try (Journal journal = Journal.open(folder, BIG, Duration.ZERO)) {
            List<TrackingEvent> events = append(journal, 0, 100);

            assertEquals(events, readAll(journal));
        }
    }

    @Test
    void eventsSurviveReopeningAndGoOnInANewFile() throws IOException {
        List<TrackingEvent> events = new ArrayList<>();
        try (Journal journal = Journal.open(folder, BIG, Duration.ZERO)) {
            events.addAll(append(journal, 0, 10));
        }
        try (Journal journal = Journal.open(folder, BIG, Duration.ZERO)) {
            events.addAll(append(journal, 10, 10));

            assertEquals(events, readAll(journal));
            assertEquals(2, Segments.all(folder).size());
        }
    }

    @Test
    void smallFilesAreReadOneAfterTheOther() throws IOException {
        try (Journal journal = Journal.open(folder, 200, Duration.ofMillis(1))) {
            List<TrackingEvent> events = append(journal, 0, 50);

            assertEquals(events, readAll(journal));
        }
    }

    @Test
    void anEventTornByAKilledProcessIsSkippedAndTheRestIsRead() throws IOException {
        List<TrackingEvent> events = new ArrayList<>();
        try (Journal journal = Journal.open(folder, BIG, Duration.ZERO)) {
            events.addAll(append(journal, 0, 5));
        }
        Path file = Segments.file(folder, 1);
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
            channel.write(ByteBuffer.allocate(20).putInt(60).putInt(1234).put((byte) 1).rewind());
        }
        try (Journal journal = Journal.open(folder, BIG, Duration.ZERO)) {
            events.addAll(append(journal, 5, 5));

            assertEquals(events, readAll(journal));
        }
    }

    @Test
    void twoProcessesCannotShareAJournal() throws IOException {
        try (Journal journal = Journal.open(folder, BIG, Duration.ZERO)) {
            assertThrows(Exception.class, () -> Journal.open(folder, BIG, Duration.ZERO));
            assertEquals(List.of(), readAll(journal));
        }
    }

    @Test
    void aLongUserAgentIsCut() throws IOException {
        try (Journal journal = Journal.open(folder, BIG, Duration.ZERO)) {
            journal.append(
                    new TrackingEvent(Kind.OPENING, 1, 2, 3, 0, 4, "::1", "ü".repeat(100_000)));

            assertEquals("ü".repeat(500), readAll(journal).get(0).userAgent());
        }
    }

    private static List<TrackingEvent> append(Journal journal, int first, int count) {
        List<TrackingEvent> events =
                IntStream.range(first, first + count)
                        .mapToObj(
                                i ->
                                        new TrackingEvent(
                                                Kind.CLICK,
                                                1,
                                                2,
                                                4_000_000_000L + i,
                                                i,
                                                1_795_176_000_000L,
                                                "10.0.0.1",
                                                "Agent " + i))
                        .toList();
        events.forEach(journal::append);
        return events;
    }

    private static List<TrackingEvent> readAll(Journal journal) throws IOException {
        JournalReader reader = new JournalReader(journal);
        List<TrackingEvent> events = new ArrayList<>();
        JournalPosition position = JournalPosition.START;
        while (true) {
            JournalReader.Batch batch = reader.read(position, 7);
            if (batch.events().isEmpty()) {
                return events;
            }
            events.addAll(batch.events());
            position = batch.next();
        }
    }
}
