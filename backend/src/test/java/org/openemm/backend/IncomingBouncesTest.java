package org.openemm.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openemm.mailloop.IncomingMessage;
import org.openemm.mailloop.IntakeStatus;

/** Reports, complaints and wishes to be unsubscribed. */
class IncomingBouncesTest {
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
    void aReportThatAnAddressDoesNotExistIsBookedForItsRecipient() throws IOException {
        world.deliver(world.bounce(3, "5.1.1", "550 5.1.1 <r3@list.example>: User unknown"));

        assertEquals("1", world.bounces(3, "detail = 511"));
        assertEquals("2", world.status(3));
        assertEquals("1", world.status(4));
        IncomingMessage message = world.message();
        assertEquals("BOUNCE", message.kind().name());
        assertEquals("bounce", message.action());
        assertEquals(world.first + 2, message.customerId());
        assertEquals(world.mailing, message.mailingId());
        assertTrue(
                new String(
                                world.fixture
                                        .core
                                        .messages()
                                        .raw(SendFixture.ACTOR, message.id())
                                        .orElseThrow(),
                                StandardCharsets.UTF_8)
                        .contains("550 5.1.1 <r3@list.example>"));
        assertTrue(
                world.log().contains(";bounce;+;company=1\tmailing=" + world.mailing), world.log());
    }

    @Test
    void aForgedReportChangesNothing() throws IOException {
        String forged =
                world.bounce(3, "5.1.1", "550 5.1.1 User unknown")
                        .replace(world.uid(3), world.otherKeys(world.uid(3)));
        world.deliver(forged);

        assertEquals("0", world.bounces(3, "1 = 1"));
        assertEquals("1", world.status(3));
        assertEquals(0, world.message().customerId());
    }

    @Test
    void theSameFileIsBookedOnceEvenWhenItComesBackAfterACrash() throws IOException {
        Path workspace = folder.resolve("var/spool/mail/workspace");
        world.end();
        String name = "1795293327123-00000a-000001";
        Path copy = folder.resolve("copy");
        Files.writeString(copy, "Return-Path: <>\r\n" + world.bounce(3, "5.1.1", "User unknown"));
        Files.copy(copy, workspace.resolve(name));
        world.begin();
        SendFixture.await(() -> !Files.exists(workspace.resolve(name)));
        Files.copy(copy, workspace.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        SendFixture.await(() -> !Files.exists(workspace.resolve(name)));

        assertEquals("1", world.bounces(3, "1 = 1"));
        assertEquals("1", world.fixture.value("SELECT COUNT(*) FROM mailloop_log_tbl"));
    }

    @Test
    void aMailToTheUnsubscribeAddressEndsTheSubscription() throws IOException {
        world.execute(
                "UPDATE customer_1_binding_tbl SET user_status = 6 WHERE customer_id = "
                        + (world.first + 7));

        world.deliver(world.plain("r5@list.example", "unsubscribe:" + world.uid(5), "", ""));
        world.deliver(world.plain("r8@list.example", "unsubscribe:" + world.uid(8), "", ""));
        world.deliver(
                world.plain(
                        "r6@list.example", "unsubscribe:" + world.otherKeys(world.uid(6)), "", ""));

        assertEquals("4", world.status(5));
        assertEquals(
                "Opt-out by mandatory CSA link (mailto)/" + world.mailing,
                world.fixture.value(
                        "SELECT CONCAT(user_remark, '/', exit_mailing_id) FROM"
                                + " customer_1_binding_tbl WHERE customer_id = "
                                + (world.first + 4)));
        assertEquals("6", world.status(8));
        assertEquals("1", world.status(6));
    }

    @Test
    void whoCallsAMailingSpamLeavesItsList() throws IOException {
        world.deliver(world.complaint(9));

        assertEquals("4", world.status(9));
        assertEquals("COMPLAINT", world.message().kind().name());
        assertEquals(
                "Opt-out by complaint (feedback loop)",
                world.fixture.value(
                        "SELECT user_remark FROM customer_1_binding_tbl WHERE customer_id = "
                                + (world.first + 8)));
    }

    @Test
    void garbageIsKeptAndHoldsNobodyUp() throws IOException {
        byte[] noise = new byte[70_000];
        new Random(1).nextBytes(noise);
        Files.write(folder.resolve("var/spool/mail/incoming/new/1.2.3"), noise);
        Files.write(folder.resolve("var/spool/mail/incoming/new/1.2.4"), new byte[0]);
        world.await(2);

        assertEquals("2", world.fixture.value("SELECT COUNT(*) FROM mailloop_message_tbl"));
        assertEquals("1", world.status(1));
    }

    @Test
    void othersSeeHowItGoes() throws IOException {
        world.deliver(world.bounce(3, "5.1.1", "User unknown"));
        SendFixture.await(
                () ->
                        IntakeStatus.read(world.fixture.home)
                                .filter(status -> status.counts().getOrDefault("bounce", 0L) > 0)
                                .filter(status -> status.waiting() == 0)
                                .isPresent());

        IntakeStatus status = IntakeStatus.read(world.fixture.home).orElseThrow();
        assertTrue(status.milter());
        assertTrue(status.lmtp());
        assertEquals(0, status.waiting());
        assertTrue(status.lastMessage().isPresent());
    }
}
