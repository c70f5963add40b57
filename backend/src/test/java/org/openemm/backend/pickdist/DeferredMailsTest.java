package org.openemm.backend.pickdist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.openemm.backend.smtp.SinkServer;
import org.openemm.route.Rates;

/** Mails that were put off, or whose answer was lost. */
class DeferredMailsTest extends PickdistCase {
    @Test
    void mailsPutOffAreToldWithTheirAnswerAndBecomeBouncesWhenTheirTimeIsOver() throws IOException {
        write(mailing, 1, 30, i -> "r" + i + "@b.example");
        sink =
                new SinkServer(
                        true,
                        (verb, line) ->
                                verb.equals("RCPT") && line.contains("7@")
                                        ? "451 4.7.1 greylisted"
                                        : null);
        dispatch(Rates.UNLIMITED, 2, FOR_EVER, Duration.ofMinutes(1));
        await(() -> !waits(mailing).isEmpty() && waits(mailing).get(0).mails() == 3);
        Waits.Wait wait = waits(mailing).get(0);
        assertEquals("deferred", wait.key().reason());
        assertEquals("451 4.7.1 greylisted", wait.answer());
        assertTrue(wait.next().isAfter(CLOCK.instant()));
        await(() -> sink.count() == 27);
        dispatcher.close();

        // The time of the package, which is of January, is long over.
        forgetStates();
        dispatch(Rates.UNLIMITED, 2, Duration.ofHours(1), Duration.ofMillis(1));
        await(() -> archived() == 1);

        await(() -> !resume(mailing).isEmpty());
        assertEquals(
                3,
                resume(mailing).stream()
                        .filter(line -> line.contains(";547;Given up, still: 451 4.7.1"))
                        .count());
        assertEquals(27, sink.count());
    }

    @Test
    void aMailWhoseAnswerWasLostIsSentOnceMoreAndNotedAsUncertain() throws IOException {
        write(mailing, 1, 40, i -> "r" + i + "@b.example");
        Set<String> dropped = ConcurrentHashMap.newKeySet();
        Set<String> lostEarly = ConcurrentHashMap.newKeySet();
        start(
                Rates.UNLIMITED,
                2,
                (verb, line) -> {
                    if (verb.equals("END") && line.contains("r11@") && dropped.add(line)
                            || verb.equals("RCPT")
                                    && line.contains("r22@")
                                    && lostEarly.add(line)) {
                        return SinkServer.DROP;
                    }
                    return null;
                });

        await(() -> archived() == 1);
        await(() -> !resume(mailing).isEmpty());
        assertEveryoneOnce(40);
        assertEquals(
                List.of("U;11;connection"),
                resume(mailing).stream().filter(line -> line.startsWith("U")).toList());
    }

    private List<String> resume(int mailing) {
        Path record = spool.results().resolve(name(mailing, 1).base() + ".SYNC");
        try {
            return Files.exists(record) ? Files.readAllLines(record) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
