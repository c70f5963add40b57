package org.openemm.tracking;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads a journal from a position on. Not thread-safe. */
final class JournalReader {
    private static final Logger LOG = LoggerFactory.getLogger(JournalReader.class);
    private static final int BUFFER = 1 << 20;
    private final Journal journal;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);

    JournalReader(Journal journal) {
        this.journal = journal;
    }

    /**
     * Events that follow each other in the journal.
     *
     * @param next where to go on reading
     */
    record Batch(List<TrackingEvent> events, JournalPosition next) {}

    /**
     * Reads at most {@code limit} complete events behind {@code from}, all of one segment. Goes on
     * with the next segment when one is finished. A torn frame at the end of a segment that is no
     * longer written is what a process left that was killed while writing: it was never answered,
     * and is skipped.
     */
    Batch read(JournalPosition from, int limit) throws IOException {
        JournalPosition end = journal.end();
        JournalPosition position = from;
        while (position.compareTo(end) < 0) {
            Path file = Segments.file(journal.folder(), position.segment());
            long readable = size(file, position.segment(), end);
            List<TrackingEvent> events = new ArrayList<>();
            long offset = readFrames(file, position.offset(), readable, limit, events);
            if (!events.isEmpty()) {
                return new Batch(events, new JournalPosition(position.segment(), offset));
            }
            if (position.segment() >= end.segment()) {
                break;
            }
            if (offset < readable) {
                LOG.warn("{} ends with an incomplete event at byte {}", file, offset);
            }
            position = new JournalPosition(following(position.segment()), 0);
        }
        return new Batch(List.of(), position);
    }

    private long following(long segment) throws IOException {
        return Segments.all(journal.folder()).stream()
                .filter(number -> number > segment)
                .findFirst()
                .orElse(segment + 1);
    }

    private static long size(Path file, long segment, JournalPosition end) throws IOException {
        if (segment == end.segment()) {
            return end.offset();
        }
        return Files.exists(file) ? Files.size(file) : 0;
    }

    private long readFrames(
            Path file, long start, long readable, int limit, List<TrackingEvent> events)
            throws IOException {
        if (start >= readable) {
            return start;
        }
        buffer.clear().limit((int) Math.min(buffer.capacity(), readable - start));
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            while (buffer.hasRemaining() && channel.read(buffer, start + buffer.position()) >= 0) {
                // Filled by the condition.
            }
        }
        buffer.flip();
        while (events.size() < limit && buffer.remaining() >= Journal.HEADER) {
            buffer.mark();
            int length = buffer.getInt();
            int crc = buffer.getInt();
            if (length <= 0 || length > Journal.MAX_FRAME || length > buffer.remaining()) {
                buffer.reset();
                break;
            }
            byte[] bytes = new byte[length];
            buffer.get(bytes);
            CRC32C actual = new CRC32C();
            actual.update(bytes);
            if ((int) actual.getValue() != crc) {
                buffer.reset();
                break;
            }
            events.add(TrackingEvent.fromBytes(ByteBuffer.wrap(bytes)));
        }
        return start + buffer.position();
    }
}
