package org.openemm.backend.pickdist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.openemm.backend.smtp.SinkServer;

/** From packages to mails, and from answers to records. */
class LaneTest extends PickdistCase {
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
        String record = record(1);
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
}
