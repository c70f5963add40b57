package org.openemm.backend.pickdist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.openemm.backend.smtp.SinkServer;
import org.openemm.backend.spool.PackageName;
import org.openemm.delivery.SendKind;
import org.openemm.route.Rates;
import org.openemm.route.RouteDraft;
import org.openemm.route.RouteUse;
import org.openemm.route.Security;
import org.openemm.testsupport.FreePort;

/** Which route a mailing takes, and that routes and lanes hold each other not. */
class DispatcherTest extends PickdistCase {
    @Test
    void aSingleMailArrivesWhileAListUsesUpTheRateOfItsRoute() throws IOException {
        int list = mailing();
        write(list, 1, 1000, i -> "r" + i + "@b.example");
        start(new Rates(40, 0, 0), 4, (verb, line) -> null);
        await(() -> received("@b.example").size() > 5);

        PackageName single =
                new PackageName(
                        0, LocalDateTime.of(2026, 1, 1, 0, 0), 1, 9, SendKind.ADMIN, mailing(), 1);
        write(single, 1, i -> "single@c.example");
        writeFinal(single);
        dispatcher.wake();
        await(() -> received("single@").size() == 1);

        assertTrue(received("@b.example").size() < 1000, "the list was done before");
    }

    @Test
    void aSingleMailArrivesWhileAllConnectionsForListsWaitForTheirAnswers() throws IOException {
        write(mailing, 1, 300, i -> "r" + i + "@b.example");
        CountDownLatch answers = new CountDownLatch(1);
        AtomicInteger waiting = new AtomicInteger();
        start(
                Rates.UNLIMITED,
                4,
                (verb, line) -> {
                    if (verb.equals("END") && line.contains("@b.example")) {
                        waiting.incrementAndGet();
                        awaitOpen(answers);
                    }
                    return null;
                });
        await(() -> waiting.get() == 4);

        PackageName single =
                new PackageName(
                        0, LocalDateTime.of(2026, 1, 1, 0, 0), 1, 9, SendKind.ADMIN, mailing(), 1);
        write(single, 1, i -> "single@c.example");
        writeFinal(single);
        dispatcher.wake();
        await(() -> received("single@").size() == 1);

        assertEquals(List.of(), received("@b.example"));
        answers.countDown();
        await(() -> archived() == 2);
        assertEveryoneOnce(301);
    }

    @Test
    void aRouteThatCannotBeReachedHoldsNoOtherAndSaysWhy() throws IOException {
        int port = FreePort.next();
        int route = routes.create(ACTOR, draft("Dead", port));
        int dead = mailing();
        int alive = mailing();
        routes.choose(ACTOR, RouteUse.Level.MAILING, dead, route);
        write(dead, 1, 50, i -> "r" + i + "@dead.example");
        write(alive, 1, 50, i -> "r" + i + "@b.example");
        start(Rates.UNLIMITED, 2, (verb, line) -> null);

        await(() -> received("@b.example").size() == 50);
        await(() -> !waits(dead).isEmpty());
        Waits.Wait wait = waits(dead).get(0);
        assertEquals("route", wait.key().reason());
        assertEquals("Dead", wait.key().subject());
        assertTrue(wait.answer().contains("127.0.0.1:" + port), wait.answer());
        assertTrue(waits(alive).isEmpty());

        routes.update(ACTOR, route, draft("Dead", sink.port()));
        await(() -> received("@dead.example").size() == 50);
        await(() -> archived() == 2);
        assertEveryoneOnce(100);
    }

    @Test
    void theChoiceOfTheMailingWinsOverThatOfItsListAndThatOverTheTenants() throws IOException {
        try (SinkServer tenant = new SinkServer(true, (verb, line) -> null);
                SinkServer ofList = new SinkServer(true, (verb, line) -> null);
                SinkServer own = new SinkServer(true, (verb, line) -> null)) {
            routes.choose(
                    ACTOR,
                    RouteUse.Level.TENANT,
                    0,
                    routes.create(ACTOR, draft("T", tenant.port())));
            sql(
                    "INSERT INTO mailinglist_tbl (mailinglist_id, company_id, shortname) VALUES"
                            + " (77, 1, 'L')");
            routes.choose(
                    ACTOR,
                    RouteUse.Level.LIST,
                    77,
                    routes.create(ACTOR, draft("L", ofList.port())));
            int plain = mailing();
            int listed = mailing();
            int chosen = mailing();
            sql(
                    "UPDATE mailing_tbl SET mailinglist_id = 77 WHERE mailing_id IN (%d, %d)",
                    listed, chosen);
            routes.choose(
                    ACTOR,
                    RouteUse.Level.MAILING,
                    chosen,
                    routes.create(ACTOR, draft("M", own.port())));
            for (int mailing : List.of(plain, listed, chosen)) {
                write(mailing, 1, 3, i -> "r" + i + "@m" + mailing + ".example");
            }
            start(Rates.UNLIMITED, 2, (verb, line) -> null);

            await(() -> archived() == 3);
            assertEquals(Set.of("m" + plain + ".example"), domains(tenant));
            assertEquals(Set.of("m" + listed + ".example"), domains(ofList));
            assertEquals(Set.of("m" + chosen + ".example"), domains(own));
            assertEquals(List.of(), sink.received());
        }
    }

    private static RouteDraft draft(String name, int port) {
        return new RouteDraft(
                name,
                "127.0.0.1",
                port,
                Security.NONE,
                true,
                "",
                "",
                "",
                2,
                1,
                Rates.UNLIMITED,
                30 * 24);
    }

    private static Set<String> domains(SinkServer server) {
        return server.received().stream()
                .map(mail -> mail.to().substring(mail.to().indexOf('@') + 1))
                .collect(Collectors.toSet());
    }

    private static void awaitOpen(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
