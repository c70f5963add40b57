package org.openemm.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openemm.mailloop.FilterDraft;

/** What people and their machines write to a filter. */
class IncomingRepliesTest {
    @TempDir private static Path folder;
    private static IncomingWorld world;

    @BeforeAll
    static void start() throws IOException {
        world = new IncomingWorld(folder);
    }

    @AfterAll
    static void end() throws IOException {
        world.close();
    }

    @BeforeEach
    void nothingHasHappened() throws IOException {
        world.clear();
    }

    @Test
    void aReplyOfAPersonGoesToTheFeedbackAddressAsItIs() throws IOException {
        world.deliver(
                world.plain(
                        "r2@list.example",
                        "Re: Garden news",
                        world.reference(2),
                        "Thank you!\n.\n"));

        SendFixture.await(() -> world.fixture.core.mailbox().count() == 1);
        String id = world.fixture.core.mailbox().page("", 1, 1).messages().get(0).id();
        String copy =
                new String(
                        world.fixture.core.mailbox().content(id).orElseThrow(),
                        StandardCharsets.UTF_8);
        assertTrue(copy.startsWith("Return-Path: <>\r\nDelivered-To: team@house.example\r\n"));
        assertTrue(copy.contains("From: r2@list.example\r\n"), copy);
        assertTrue(copy.contains("X-AGNLoop: set\r\n"), copy);
        assertTrue(copy.contains("X-AGNCustomer: " + (world.first + 1) + "\r\n"), copy);
        assertFalse(copy.toLowerCase(Locale.ROOT).contains("x-agnmailloop"), copy);
        assertTrue(copy.endsWith("\r\n\r\nThank you!\r\n.\r\n"), copy);
        assertEquals("forward", world.message().action());
    }

    @Test
    void automaticAnswersAreKeptAndGoNowhere() throws IOException {
        world.deliver(
                world.plain(
                        "r2@list.example",
                        "Out of office",
                        world.reference(2) + "Auto-Submitted: auto-replied\n",
                        "I am away."));

        assertEquals("AUTO_REPLY", world.message().kind().name());
        assertEquals(0, world.fixture.core.mailbox().count());
        assertEquals("1", world.status(2));
    }

    @Test
    void aRecipientWhoWritesIsAnsweredOnceADayAndMachinesNever() throws IOException {
        int answer = world.answerMailing();
        int answering = world.filter(FilterDraft.named("Answers", "").withAnswer(answer));
        world.refresh();
        String to = "reply_" + answering + "@loop.example";

        world.deliver(
                to,
                "r2@list.example",
                world.plain("r2@list.example", "Hi", world.reference(2), "One"));
        world.deliver(
                to,
                "r2@list.example",
                world.plain("r2@list.example", "Hi", world.reference(2), "Two"));
        world.deliver(
                to,
                "r4@list.example",
                world.plain("r4@list.example", "Hi", world.reference(4), "Three"));
        world.deliver(
                to,
                "",
                world.plain("r5@list.example", "Hi", world.reference(5), "Empty return path"));
        world.deliver(
                to,
                "r6@list.example",
                world.plain(
                        "r6@list.example",
                        "Hi",
                        world.reference(6) + "Precedence: bulk\n",
                        "List"));
        world.deliver(to, "x@far.example", world.plain("x@far.example", "Hi", "", "A stranger"));

        assertEquals(
                (world.first + 1) + "," + (world.first + 3),
                world.fixture.value(
                        "SELECT GROUP_CONCAT(customer_id ORDER BY customer_id) FROM"
                                + " event_mail_tbl"));
        assertEquals("2", world.fixture.value("SELECT COUNT(*) FROM bounce_ar_lastsent_tbl"));
    }

    @Test
    void aForwardedMessageThatComesBackIsNotForwardedAgain() throws IOException {
        Files.writeString(
                folder.resolve("var/spool/mail/incoming/new/1.2.3"),
                "X-AGNLoop: set\n"
                        + world.plain("r2@list.example", "Re: Re:", world.reference(2), "round"));
        world.await(1);

        assertEquals("loop", world.message().action());
        assertFalse(world.message().done());
        assertEquals(0, world.fixture.core.mailbox().count());
    }

    @Test
    void aReplyWaitsForAMailServerThatIsAway() throws IOException {
        world.closeMailbox();
        world.handOver(
                "r2@list.example",
                world.address(),
                world.plain("r2@list.example", "Re: Garden", world.reference(2), "Hello"));
        world.deliver(world.bounce(3, "5.1.1", "User unknown"));

        assertEquals("1", world.bounces(3, "1 = 1"));
        assertEquals(1, world.waiting());
        assertEquals(
                "0",
                world.fixture.value(
                        "SELECT COUNT(*) FROM mailloop_log_tbl WHERE action = 'forward'"));
        world.openMailbox();
        world.end();
        world.begin();
        SendFixture.await(() -> world.fixture.core.mailbox().count() == 1);
    }

    @Test
    void theMailServerLearnsOfDomainsAndAddressesByItsFiles() throws IOException {
        world.filter(FilterDraft.named("Own", "", "news@own.example"));
        world.refresh();

        assertEquals(
                "loop.example\tdummy\nown.example\tdummy\n",
                Files.readString(folder.resolve("var/run/relay.domains")));
        assertEquals(
                "loop.example\tmailloop:\nown.example\tmailloop:\n",
                Files.readString(folder.resolve("var/run/transport.maps")));
        assertTrue(
                Files.readString(folder.resolve("var/lib/bav.conf"))
                        .contains(
                                "reply_"
                                        + world.filter
                                        + "@loop.example\taccept:rid="
                                        + world.filter));
        world.deliver("news@own.example", "", world.plain("x@far.example", "Hi", "", "Hi"));
    }
}
