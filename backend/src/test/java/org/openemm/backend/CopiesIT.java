package org.openemm.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openemm.delivery.BlindCopies;
import org.openemm.delivery.Distribution;
import org.openemm.delivery.SendOptions;
import org.openemm.mailbox.StoredMessage;
import org.openemm.mailing.Mailing;

/** Blind copies of real mailings, in the built-in mailbox. */
class CopiesIT {
    private static final List<String> ADDRESSES = List.of("archive@c.example", "law@d.example");
    private static final int CONNECTIONS = 4;
    private static final int KILLS = 4;

    @TempDir private Path folder;
    private SendFixture fixture;
    private Process backend;

    @BeforeEach
    void open() throws IOException {
        fixture = new SendFixture(folder);
        fixture.settings("smtp-connections = " + CONNECTIONS);
    }

    @AfterEach
    void close() {
        if (backend != null) {
            backend.destroyForcibly().onExit().join();
        }
        fixture.close();
    }

    @Test
    void everyAddressGetsACopyOfEveryMailAndNoneOfThemCountsAsADelivery() throws IOException {
        fixture.addRecipients(5);
        int mailing = mailing("[agnLASTNAME]");
        backend = fixture.startBackend();

        fixture.core.sending().world(SendFixture.ACTOR, mailing, SendOptions.now());
        SendFixture.await(() -> fixture.core.mailbox().count() == 15);
        SendFixture.await(() -> copies(mailing).sent() == 10);

        SendFixture.await(() -> isSent(mailing));
        assertEquals("5", fixture.value("SELECT SUM(no_of_mailings) FROM mailing_account_tbl"));
        assertEquals(
                "5",
                fixture.value("SELECT delivered FROM mailing_tbl WHERE mailing_id = " + mailing));
        assertEquals("5", fixture.value("SELECT COUNT(*) FROM success_1_tbl"));
        assertEquals("5", fixture.value("SELECT COUNT(*) FROM mailtrack_1_tbl"));
        String copy =
                messages().stream()
                        .filter(mail -> mail.to().equals("law@d.example"))
                        .filter(mail -> mail.subject().equals("Nr3"))
                        .map(mail -> fixture.core.mailbox().content(mail.id()).orElseThrow())
                        .map(mail -> new String(mail, StandardCharsets.UTF_8))
                        .findFirst()
                        .orElseThrow();
        assertTrue(copy.contains("\r\nTo: <r3@list.example>\r\n"), copy);
        assertTrue(copy.contains("\r\nBcc: <law@d.example>\r\n"), copy);
        assertTrue(copy.contains("Message-ID: <V2-"), copy);
    }

    @Test
    void adminAndTestMailsHaveNoCopies() throws IOException {
        fixture.addRecipients(2);
        fixture.setType("r1@list.example", "A");
        int mailing = mailing("Trial");
        backend = fixture.startBackend();

        fixture.core.sending().admin(SendFixture.ACTOR, mailing);
        SendFixture.await(() -> fixture.core.mailbox().count() == 1);
        fixture.core.sending().test(SendFixture.ACTOR, mailing);
        SendFixture.await(
                () ->
                        "2"
                                .equals(
                                        fixture.value(
                                                "SELECT SUM(no_of_mailings) FROM"
                                                        + " mailing_account_tbl")));

        assertEquals(2, fixture.core.mailbox().count());
    }

    @Test
    void samplesOfAMailingGoToThoseWhoWatchWhatLeaves() throws IOException {
        fixture.addRecipients(5);
        config("ini.sample_emails", "watch@c.example, 4:many@c.example, 5:more@c.example");
        config("ini.delivery_check_emails", "watch@c.example check@d.example 'odd");
        info("SpamCheckAddress", "spam@d.example");
        int mailing = fixture.mailing("[agnLASTNAME]");
        backend = fixture.startBackend();

        fixture.core.sending().world(SendFixture.ACTOR, mailing, SendOptions.now());
        SendFixture.await(() -> isSent(mailing));
        SendFixture.await(() -> fixture.core.mailbox().count() == 8);

        assertEquals(
                List.of("check@d.example", "many@c.example", "watch@c.example"),
                messages().stream()
                        .filter(mail -> !mail.to().contains("list.example"))
                        .peek(mail -> assertEquals("Nr1", mail.subject()))
                        .map(StoredMessage::to)
                        .sorted()
                        .toList());
        assertEquals("5", fixture.value("SELECT SUM(no_of_mailings) FROM mailing_account_tbl"));
        assertEquals("0", fixture.value("SELECT COUNT(*) FROM bcc_mailing_account_tbl"));
        assertEquals(0, copies(mailing).sent());
    }

    @Test
    void aTestMailIsCheckedForSpamWhereThatIsConfigured() throws IOException {
        fixture.addRecipients(3);
        fixture.setType("r2@list.example", "T");
        info("SpamCheckAddress", "spam@d.example");
        int mailing = mailing("Trial");
        backend = fixture.startBackend();

        fixture.core.sending().test(SendFixture.ACTOR, mailing);

        SendFixture.await(() -> fixture.core.mailbox().count() == 2);
        assertEquals(
                java.util.Set.of("r2@list.example", "spam@d.example"),
                messages().stream().map(StoredMessage::to).collect(Collectors.toSet()));
    }

    private void config(String name, String value) {
        fixture.core
                .database()
                .run(
                        tx ->
                                tx.sql()
                                        .execute(
                                                "INSERT INTO config_tbl (class, name, value) VALUES"
                                                        + " ('mailout', ?, ?)",
                                                name,
                                                value));
    }

    private void info(String name, String value) {
        fixture.core
                .database()
                .run(
                        tx ->
                                tx.sql()
                                        .execute(
                                                "INSERT INTO company_info_tbl (company_id, cname,"
                                                        + " cvalue) VALUES (1, ?, ?)",
                                                name,
                                                value));
    }

    @Test
    void aKilledBackendLosesNoCopyAndDoublesNoneThatIsNotOnRecord() throws IOException {
        long seed = Long.getLong("openemm.crash.seed", System.nanoTime());
        System.out.println("Copies: repeat it with -Dopenemm.crash.seed=" + seed);
        Random random = new Random(seed);
        int recipients = 2000;
        int mails = recipients * (1 + ADDRESSES.size());
        fixture.addRecipients(recipients);
        int mailing = mailing("[agnLASTNAME]");
        backend = fixture.startBackend();
        fixture.core.sending().world(SendFixture.ACTOR, mailing, SendOptions.now());
        for (int kill = 1; kill <= KILLS; kill++) {
            int at = mails * kill / (KILLS + 1) - random.nextInt(mails / 10);
            SendFixture.await(() -> fixture.core.mailbox().count() >= at);
            backend.destroyForcibly().onExit().join();
            backend = fixture.startBackend();
        }
        SendFixture.await(() -> copies(mailing).sent() == mails - recipients);
        SendFixture.await(() -> isSent(mailing));

        Map<String, Long> got =
                messages().stream()
                        .map(mail -> mail.subject() + " to " + mail.to())
                        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        assertEquals(mails, got.size(), "different mails");
        long twice = got.values().stream().mapToLong(count -> count - 1).sum();
        long uncertain =
                fixture.core.dispatch().waits().uncertain(SendFixture.ACTOR, mailing).count()
                        + copies(mailing).uncertain();
        System.out.println("Copies: " + twice + " in excess, " + uncertain + " uncertain");
        assertTrue(twice <= uncertain, twice + " too many, on record are " + uncertain);
        assertTrue(uncertain <= (long) KILLS * CONNECTIONS, uncertain + " uncertain");
        assertEquals(
                "" + recipients,
                fixture.value("SELECT SUM(no_of_mailings) FROM mailing_account_tbl"));
        assertEquals(
                "" + recipients,
                fixture.value("SELECT COUNT(DISTINCT customer_id) FROM success_1_tbl"));
    }

    private int mailing(String subject) {
        int id = fixture.mailing(subject);
        Mailing mailing = fixture.core.mailings().get(SendFixture.ACTOR, id);
        fixture.core
                .mailings()
                .update(
                        SendFixture.ACTOR,
                        id,
                        mailing.settings()
                                .withEmail(
                                        mailing.settings()
                                                .email()
                                                .withBcc(String.join(", ", ADDRESSES))),
                        null);
        return id;
    }

    private List<StoredMessage> messages() {
        return fixture.core.mailbox().page("", 1, 1_000_000).messages();
    }

    private BlindCopies.Figures copies(int mailing) {
        return fixture.core.dispatch().blindCopies().of(SendFixture.ACTOR, mailing);
    }

    private boolean isSent(int mailing) {
        return fixture.core.sending().progress(SendFixture.ACTOR, mailing).distribution()
                == Distribution.SENT;
    }
}
