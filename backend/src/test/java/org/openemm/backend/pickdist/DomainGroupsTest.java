package org.openemm.backend.pickdist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.openemm.route.Rates;

/** Limits for groups of receiving domains hold nobody else. */
class DomainGroupsTest extends PickdistCase {
    @Test
    void aLimitedGroupOfDomainsHoldsNobodyElse() throws IOException {
        groups.save(ACTOR, 0, "Slow", "slow.example *.slow.example", 0, new Rates(5, 0, 0));
        for (int block = 1; block <= 4; block++) {
            int first = block * 1000;
            // All the slow ones come first.
            write(
                    mailing,
                    block,
                    150,
                    i -> "r" + (first + i) + (i < 50 ? "@x.slow.example" : "@b.example"));
        }
        start(Rates.UNLIMITED, 4, (verb, line) -> null);

        await(() -> received("@b.example").size() == 400);

        int slow = received("slow.example").size();
        assertTrue(slow < 150, "of the 200 slow ones " + slow);
        groups.all(ACTOR).forEach(group -> groups.delete(ACTOR, group.id()));
        await(() -> archived() == 4);
        assertEveryoneOnce(600);
    }

    @Test
    void ofAGroupNoMoreMailsAreOnTheirWayThanItTakes() throws IOException {
        groups.save(ACTOR, 0, "One at a time", "one.example", 1, Rates.UNLIMITED);
        write(mailing, 1, 200, i -> "r" + i + (i % 2 == 0 ? "@one.example" : "@b.example"));
        Set<String> open = ConcurrentHashMap.newKeySet();
        AtomicInteger most = new AtomicInteger();
        start(
                Rates.UNLIMITED,
                6,
                (verb, line) -> {
                    if (verb.equals("RCPT") && line.contains("@one.example")) {
                        open.add(line.substring(line.indexOf('<') + 1, line.indexOf('>')));
                    } else if (verb.equals("END") && line.contains("@one.example")) {
                        most.accumulateAndGet(open.size(), Math::max);
                        LockSupport.parkNanos(1_000_000);
                        open.remove(line);
                    }
                    return null;
                });

        await(() -> archived() == 1);

        assertEveryoneOnce(200);
        assertEquals(1, most.get());
    }

    @Test
    void a421ForARecipientRestsItsGroupAndNotTheRoute() throws IOException {
        groups.save(ACTOR, 0, "Busy", "busy.example", 10, Rates.UNLIMITED);
        write(mailing, 1, 200, i -> "r" + i + (i < 100 ? "@busy.example" : "@b.example"));
        AtomicInteger refusals = new AtomicInteger();
        boolean[] busy = {true};
        start(
                Rates.UNLIMITED,
                2,
                (verb, line) -> {
                    if (busy[0] && verb.equals("RCPT") && line.contains("@busy.example")) {
                        refusals.incrementAndGet();
                        return "421 4.7.0 busy.example wants a rest";
                    }
                    return null;
                });

        await(() -> received("@b.example").size() == 100);
        await(() -> waits(mailing).stream().anyMatch(w -> w.key().reason().equals("group")));
        Waits.Wait wait =
                waits(mailing).stream()
                        .filter(w -> w.key().reason().equals("group"))
                        .findFirst()
                        .orElseThrow();
        assertEquals("Busy", wait.key().subject());
        // Two may be tried at this moment.
        assertTrue(wait.mails() >= 98 && wait.mails() <= 100, wait.mails() + " mails");
        assertTrue(wait.answer().contains("wants a rest"), wait.answer());
        assertTrue(refusals.get() < 30, "asked " + refusals.get() + " times");
        busy[0] = false;

        await(() -> archived() == 1);
        assertEveryoneOnce(200);
    }
}
