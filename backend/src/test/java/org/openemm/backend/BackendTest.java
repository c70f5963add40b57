package org.openemm.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openemm.InvalidInput;
import org.openemm.config.SystemCfg;
import org.openemm.delivery.Distribution;
import org.openemm.delivery.MailsPerHour;
import org.openemm.delivery.Progress;
import org.openemm.delivery.SendOptions;
import org.openemm.mailbox.StoredMessage;

class BackendTest {
    @TempDir private Path folder;
    private SendFixture fixture;
    private Backend backend;

    @BeforeEach
    void start() throws IOException {
        fixture = new SendFixture(folder);
        backend = startBackend();
    }

    @AfterEach
    void stop() {
        backend.close();
        fixture.close();
    }

    @Test
    void aMailingReachesEverybodyOnTheListOnceAndIsCounted() {
        fixture.addRecipients(300);
        int mailing = fixture.mailing("Grüße an alle 🎉");

        fixture.core.sending().world(SendFixture.ACTOR, mailing, SendOptions.now());
        await(mailing, Distribution.SENT);

        Progress progress = progress(mailing);
        assertEquals(300, progress.total());
        assertEquals(300, progress.generated());
        assertEquals(300, progress.sent());
        assertEquals(100, progress.percent());
        List<StoredMessage> messages = fixture.core.mailbox().page("", 1, 1000).messages();
        assertEquals(300, messages.size());
        assertEquals(300, new HashSet<>(messages.stream().map(StoredMessage::to).toList()).size());
        assertEquals("Grüße an alle 🎉", messages.get(0).subject());
        String mail =
                new String(
                        fixture.core.mailbox().content(messages.get(0).id()).orElseThrow(),
                        StandardCharsets.UTF_8);
        assertTrue(mail.contains("r.html?uid=3DF."), mail);
        assertEquals("300", fixture.value("SELECT COUNT(*) FROM mailtrack_1_tbl"));
        assertEquals("300", fixture.value("SELECT COUNT(*) FROM success_1_tbl"));
        assertEquals(
                "300",
                fixture.value("SELECT delivered FROM mailing_tbl WHERE mailing_id = " + mailing));
        assertEquals(
                "300",
                fixture.value(
                        "SELECT COUNT(*) FROM customer_1_tbl WHERE lastsend_date IS NOT NULL"));
        assertThrows(
                InvalidInput.class,
                () -> fixture.core.sending().world(SendFixture.ACTOR, mailing, SendOptions.now()));
    }

    @Test
    void adminAndTestMailsReachTheirRecipientsOnly() {
        fixture.addRecipients(20);
        fixture.setType("r3@list.example", "A");
        fixture.setType("r4@list.example", "T");
        fixture.setType("r5@list.example", "t");
        int mailing = fixture.mailing("Trial mail");

        fixture.core.sending().admin(SendFixture.ACTOR, mailing);
        SendFixture.await(() -> fixture.core.mailbox().count() == 1);
        fixture.core.sending().test(SendFixture.ACTOR, mailing);
        SendFixture.await(() -> fixture.core.mailbox().count() == 4);

        assertEquals(Set.of("r3@list.example", "r4@list.example", "r5@list.example"), recipients());
        assertEquals(Distribution.NOT_SENT, progress(mailing).distribution());
    }

    @Test
    void adminAndTestRecipientsOfTheListAreCountedWithAllOthers() {
        fixture.addRecipients(20);
        fixture.setType("r3@list.example", "A");
        fixture.setType("r4@list.example", "T");
        int mailing = fixture.mailing("To everybody");

        fixture.core.sending().world(SendFixture.ACTOR, mailing, SendOptions.now());
        SendFixture.await(() -> fixture.core.mailbox().count() == 20);

        assertEquals("20", fixture.value("SELECT COUNT(*) FROM mailtrack_1_tbl"));
        assertEquals("20", fixture.value("SELECT MAX(current_mails) FROM mailing_backend_log_tbl"));
    }

    @Test
    void refusedRecipientsBecomeBouncesAndGetNothingMore() {
        fixture.addRecipients(10);
        fixture.core.mailbox().saveRejects("r7@*\nr8@* 550 5.2.2 Mailbox full\n");
        int mailing = fixture.mailing("Bounces");

        fixture.core.sending().world(SendFixture.ACTOR, mailing, SendOptions.now());
        await(mailing, Distribution.SENT);

        assertEquals(8, fixture.core.mailbox().count());
        assertEquals(2, progress(mailing).bounced());
        assertEquals(
                "511",
                fixture.value(
                        "SELECT detail FROM bounce_tbl JOIN customer_1_tbl USING (customer_id)"
                                + " WHERE email LIKE 'r7@%'"));
        assertEquals(
                "2",
                fixture.value(
                        "SELECT user_status FROM customer_1_binding_tbl JOIN customer_1_tbl USING"
                                + " (customer_id) WHERE email LIKE 'r7@%'"));
        assertEquals(
                "1",
                fixture.value(
                        "SELECT user_status FROM customer_1_binding_tbl JOIN customer_1_tbl USING"
                                + " (customer_id) WHERE email LIKE 'r8@%'"));
    }

    @Test
    void blockedAddressesDuplicatesAndTheMaximumAreKept() {
        fixture.addRecipients(40);
        sql("UPDATE customer_1_tbl SET email = 'R2@list.example' WHERE email = 'r9@list.example'");
        sql("INSERT INTO cust1_ban_tbl (email) VALUES ('r1@list.example'), ('r3*@list.example')");
        int mailing = fixture.mailing("Chosen");
        sql(
                "UPDATE mailing_mt_tbl SET param = CONCAT(param, ', remove_dups=\"true\"') WHERE"
                        + " mailing_id = "
                        + mailing);

        fixture.core
                .sending()
                .world(SendFixture.ACTOR, mailing, SendOptions.now().withMaxRecipients(20));
        await(mailing, Distribution.SENT);

        Set<String> got = recipients();
        assertEquals(20, fixture.core.mailbox().count());
        assertEquals(20, got.size());
        assertTrue(
                got.stream().noneMatch(to -> to.startsWith("r3") || to.equals("r1@list.example")));
        assertTrue(!got.contains("R2@list.example"));
        assertEquals(
                "6",
                fixture.value(
                        "SELECT user_status FROM customer_1_binding_tbl JOIN customer_1_tbl USING"
                                + " (customer_id) WHERE email = 'r31@list.example'"));
    }

    @Test
    void pausedMailsWaitAndAStoppedMailingIsNeverSent() throws IOException {
        fixture.addRecipients(50);
        int paused = fixture.mailing("Paused");
        fixture.core.sending().pause(SendFixture.ACTOR, paused);
        fixture.core.sending().world(SendFixture.ACTOR, paused, SendOptions.now());
        await(paused, Distribution.DELIVERY_STOPPED);
        SendFixture.await(() -> "3".equals(status(paused)));
        assertEquals(0, fixture.core.mailbox().count());
        fixture.core.sending().stop(SendFixture.ACTOR, paused);
        fixture.core.sending().resume(SendFixture.ACTOR, paused);
        SendFixture.await(() -> !Files.exists(fixture.home.spool("META")) || metaIsEmpty());

        assertEquals(0, fixture.core.mailbox().count());
        assertEquals(Distribution.CANCELLED, progress(paused).distribution());
    }

    @Test
    void speedLimitsBecomeTheTimesOfPackages() throws IOException {
        fixture.addRecipients(600);
        fixture.setType("r5@list.example", "T");
        int mailing = fixture.mailing("Slow");

        fixture.core
                .sending()
                .world(
                        SendFixture.ACTOR,
                        mailing,
                        SendOptions.at(Instant.now().plusSeconds(600))
                                .withSpeed(MailsPerHour.UP_TO_1000));
        SendFixture.await(() -> "3".equals(status(mailing)));

        List<String> names;
        try (var files = Files.list(fixture.home.meta())) {
            names =
                    files.map(f -> f.getFileName().toString())
                            .filter(f -> f.endsWith(".xml.gz"))
                            .sorted()
                            .toList();
        }
        assertEquals(4, names.size(), names.toString());
        List<java.time.LocalDateTime> times =
                names.stream()
                        .map(
                                n ->
                                        org.openemm.backend.spool.PackageName.parse(n)
                                                .orElseThrow()
                                                .earliest())
                        .toList();
        assertEquals(times.get(0), times.get(1), "test recipients do not count");
        assertEquals(times.get(1).plusMinutes(15), times.get(2));
        assertEquals(times.get(2).plusMinutes(15), times.get(3));
        assertEquals(Distribution.GENERATED, progress(mailing).distribution());
    }

    @Test
    void scheduledJobsAreFoundWithoutACall() throws IOException {
        fixture.addRecipients(5);
        int mailing = fixture.mailing("Later");
        backend.close();
        fixture.core.sending().world(SendFixture.ACTOR, mailing, SendOptions.now());
        assertEquals(Distribution.SCHEDULED, progress(mailing).distribution());

        backend = startBackend();
        await(mailing, Distribution.SENT);

        assertEquals(5, fixture.core.mailbox().count());
    }

    @Test
    void aGenerationThatDiedBeginsAgainAndOneThatWasCompleteIsOnlyMarked() throws IOException {
        fixture.addRecipients(5);
        int mailing = fixture.mailing("Died");
        backend.close();
        int job = fixture.core.sending().world(SendFixture.ACTOR, mailing, SendOptions.now());
        sql(
                "UPDATE maildrop_status_tbl SET genstatus = 2, processed_by = '"
                        + java.net.InetAddress.getLocalHost().getCanonicalHostName()
                        + "' WHERE status_id = "
                        + job);
        String left = "AgnMail-0=D20260101000000=1=" + job + "W" + mailing + "=0001=liaMngA";
        Files.writeString(fixture.home.meta().resolve(left + ".xml.gz"), "half a package");
        Files.writeString(fixture.home.meta().resolve(left + ".stamp"), "");

        backend = startBackend();
        await(mailing, Distribution.SENT);

        assertEquals(5, fixture.core.mailbox().count());
        assertTrue(metaIsEmptyOfPackages());
    }

    private boolean metaIsEmpty() {
        try (var files = Files.list(fixture.home.meta())) {
            return files.findAny().isEmpty();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private boolean metaIsEmptyOfPackages() {
        try (var files = Files.list(fixture.home.meta())) {
            return files.noneMatch(file -> file.toString().endsWith(".xml.gz"));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private Set<String> recipients() {
        return new HashSet<>(
                fixture.core.mailbox().page("", 1, 10_000).messages().stream()
                        .map(StoredMessage::to)
                        .toList());
    }

    private String status(int mailing) {
        return fixture.value(
                "SELECT genstatus FROM maildrop_status_tbl WHERE status_field = 'W' AND mailing_id"
                        + " = "
                        + mailing);
    }

    private Progress progress(int mailing) {
        return fixture.core.sending().progress(SendFixture.ACTOR, mailing);
    }

    private void await(int mailing, Distribution distribution) {
        SendFixture.await(() -> progress(mailing).distribution() == distribution);
    }

    private void sql(String statement) {
        fixture.core.database().run(tx -> tx.sql().execute(statement));
    }

    private Backend startBackend() throws IOException {
        return Backend.start(fixture.home, SystemCfg.read(fixture.home), Clock.systemDefaultZone());
    }
}
