package org.openemm.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openemm.backend.mailbox.MailboxServer;
import org.openemm.backend.mailloop.LmtpClient;
import org.openemm.backend.mailloop.Mailloop;
import org.openemm.backend.smtp.Route;
import org.openemm.config.SystemCfg;
import org.openemm.mailloop.FilterDraft;
import org.openemm.mailloop.IncomingMessage;
import org.openemm.mailloop.IntakeStatus;
import org.openemm.mailloop.MessageQuery;
import org.openemm.uid.Uid;
import org.openemm.uid.UidCodec;

class IncomingTest {
    @TempDir private static Path folder;
    private static SendFixture fixture;
    private static MailboxServer mailbox;
    private static Mailloop mailloop;
    private static LmtpClient lmtp;
    private static int filter;
    private static int mailing;
    private static long first;
    private static String secret;

    @BeforeAll
    static void start() throws IOException {
        fixture = new SendFixture(folder);
        execute("UPDATE company_tbl SET mailloop_domain = 'loop.example' WHERE company_id = 1");
        secret = fixture.value("SELECT secret_key FROM company_tbl WHERE company_id = 1");
        first = fixture.addRecipients(20);
        mailing = fixture.mailing("Garden news");
        filter = filter(FilterDraft.named("News", "").withForward("team@house.example"));
        mailbox = MailboxServer.start(fixture.core.mailbox(), fixture.mailboxPort, "here");
        begin();
    }

    @AfterAll
    static void end() throws IOException {
        lmtp.close();
        mailloop.close();
        mailbox.close();
        fixture.close();
    }

    @BeforeEach
    void nothingHasHappened() throws IOException {
        SendFixture.await(() -> waiting() == 0);
        for (String table :
                List.of(
                        "mailloop_message_tbl",
                        "mailloop_log_tbl",
                        "bounce_tbl",
                        "bounce_ar_lastsent_tbl",
                        "event_mail_tbl")) {
            execute("DELETE FROM " + table);
        }
        execute("UPDATE customer_1_binding_tbl SET user_status = 1, user_remark = ''");
        fixture.core.mailbox().deleteAll();
        Files.deleteIfExists(folder.resolve("log/mailloop.log"));
    }

    @Test
    void aReportThatAnAddressDoesNotExistIsBookedForItsRecipient() throws IOException {
        deliver(bounce(3, "5.1.1", "550 5.1.1 <r3@list.example>: User unknown"));

        assertEquals("1", bounces(3, "detail = 511"));
        assertEquals("2", status(3));
        assertEquals("1", status(4));
        IncomingMessage message = message();
        assertEquals("BOUNCE", message.kind().name());
        assertEquals("bounce", message.action());
        assertEquals(first + 2, message.customerId());
        assertEquals(mailing, message.mailingId());
        assertTrue(
                new String(
                                fixture.core
                                        .messages()
                                        .raw(SendFixture.ACTOR, message.id())
                                        .orElseThrow(),
                                StandardCharsets.UTF_8)
                        .contains("550 5.1.1 <r3@list.example>"));
        assertTrue(log().contains(";bounce;+;company=1\tmailing=" + mailing), log());
    }

    @Test
    void aForgedReportChangesNothing() throws IOException {
        String forged =
                bounce(3, "5.1.1", "550 5.1.1 User unknown").replace(uid(3), otherKeys(uid(3)));
        deliver(forged);

        assertEquals("0", bounces(3, "1 = 1"));
        assertEquals("1", status(3));
        assertEquals(0, message().customerId());
    }

    @Test
    void theSameFileIsBookedOnceEvenWhenItComesBackAfterACrash() throws IOException {
        Path workspace = folder.resolve("var/spool/mail/workspace");
        lmtp.close();
        mailloop.close();
        String name = "1795293327123-00000a-000001";
        Path copy = folder.resolve("copy");
        Files.writeString(copy, "Return-Path: <>\r\n" + bounce(3, "5.1.1", "User unknown"));
        Files.copy(copy, workspace.resolve(name));
        begin();
        SendFixture.await(() -> !Files.exists(workspace.resolve(name)));
        Files.copy(copy, workspace.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        SendFixture.await(() -> !Files.exists(workspace.resolve(name)));

        assertEquals("1", bounces(3, "1 = 1"));
        assertEquals("1", fixture.value("SELECT COUNT(*) FROM mailloop_log_tbl"));
    }

    @Test
    void aMailToTheUnsubscribeAddressEndsTheSubscription() throws IOException {
        execute(
                "UPDATE customer_1_binding_tbl SET user_status = 6 WHERE customer_id = "
                        + (first + 7));

        deliver(plain("r5@list.example", "unsubscribe:" + uid(5), "", ""));
        deliver(plain("r8@list.example", "unsubscribe:" + uid(8), "", ""));
        deliver(plain("r6@list.example", "unsubscribe:" + otherKeys(uid(6)), "", ""));

        assertEquals("4", status(5));
        assertEquals(
                "Opt-out by mandatory CSA link (mailto)/" + mailing,
                fixture.value(
                        "SELECT CONCAT(user_remark, '/', exit_mailing_id) FROM"
                                + " customer_1_binding_tbl WHERE customer_id = "
                                + (first + 4)));
        assertEquals("6", status(8));
        assertEquals("1", status(6));
    }

    @Test
    void whoCallsAMailingSpamLeavesItsList() throws IOException {
        deliver(complaint(9));

        assertEquals("4", status(9));
        assertEquals("COMPLAINT", message().kind().name());
        assertEquals(
                "Opt-out by complaint (feedback loop)",
                fixture.value(
                        "SELECT user_remark FROM customer_1_binding_tbl WHERE customer_id = "
                                + (first + 8)));
    }

    @Test
    void aReplyOfAPersonGoesToTheFeedbackAddressAsItIs() throws IOException {
        deliver(plain("r2@list.example", "Re: Garden news", reference(2), "Thank you!\n.\n"));

        SendFixture.await(() -> fixture.core.mailbox().count() == 1);
        String id = fixture.core.mailbox().page("", 1, 1).messages().get(0).id();
        String copy =
                new String(
                        fixture.core.mailbox().content(id).orElseThrow(), StandardCharsets.UTF_8);
        assertTrue(copy.startsWith("Return-Path: <>\r\nDelivered-To: team@house.example\r\n"));
        assertTrue(copy.contains("From: r2@list.example\r\n"), copy);
        assertTrue(copy.contains("X-AGNLoop: set\r\n"), copy);
        assertTrue(copy.contains("X-AGNCustomer: " + (first + 1) + "\r\n"), copy);
        assertFalse(copy.toLowerCase(Locale.ROOT).contains("x-agnmailloop"), copy);
        assertTrue(copy.endsWith("\r\n\r\nThank you!\r\n.\r\n"), copy);
        assertEquals("forward", message().action());
    }

    @Test
    void automaticAnswersAreKeptAndGoNowhere() throws IOException {
        deliver(
                plain(
                        "r2@list.example",
                        "Out of office",
                        reference(2) + "Auto-Submitted: auto-replied\n",
                        "I am away."));

        assertEquals("AUTO_REPLY", message().kind().name());
        assertEquals(0, fixture.core.mailbox().count());
        assertEquals("1", status(2));
    }

    @Test
    void aRecipientWhoWritesIsAnsweredOnceADayAndMachinesNever() throws IOException {
        int answer = answerMailing();
        int answering = filter(FilterDraft.named("Answers", "").withAnswer(answer));
        mailloop.refresh();
        String to = "reply_" + answering + "@loop.example";

        deliver(to, "r2@list.example", plain("r2@list.example", "Hi", reference(2), "One"));
        deliver(to, "r2@list.example", plain("r2@list.example", "Hi", reference(2), "Two"));
        deliver(to, "r4@list.example", plain("r4@list.example", "Hi", reference(4), "Three"));
        deliver(to, "", plain("r5@list.example", "Hi", reference(5), "Empty return path"));
        deliver(
                to,
                "r6@list.example",
                plain("r6@list.example", "Hi", reference(6) + "Precedence: bulk\n", "List"));
        deliver(to, "x@far.example", plain("x@far.example", "Hi", "", "A stranger"));

        assertEquals(
                (first + 1) + "," + (first + 3),
                fixture.value(
                        "SELECT GROUP_CONCAT(customer_id ORDER BY customer_id) FROM"
                                + " event_mail_tbl"));
        assertEquals("2", fixture.value("SELECT COUNT(*) FROM bounce_ar_lastsent_tbl"));
    }

    @Test
    void aMailSubscribesItsSenderWhoThenWaitsForConfirmation() throws IOException {
        int joining = filter(FilterDraft.named("Join", ""));
        execute(
                "UPDATE mailloop_tbl SET subscribe_enable = 1, mailinglist_id = %d WHERE rid = %d"
                        .formatted(fixture.list, joining));
        mailloop.refresh();
        String to = "reply_" + joining + "@loop.example";

        deliver(to, "new@far.example", plain("new@far.example", "Join", "", "me, too"));
        deliver(to, "new@far.example", plain("new@far.example", "Join", "", "again"));
        deliver(to, "r1@list.example", plain("r1@list.example", "Join", "", "am in"));

        assertEquals(
                "5/Subscribe via mailloop #" + joining,
                fixture.value(
                        "SELECT CONCAT(user_status, '/', user_remark) FROM customer_1_binding_tbl"
                                + " JOIN customer_1_tbl USING (customer_id) WHERE email ="
                                + " 'new@far.example'"));
        assertEquals("1", status(1));
        assertEquals(
                "1",
                fixture.value(
                        "SELECT COUNT(*) FROM customer_1_tbl WHERE email IN ('new@far.example')"));
    }

    @Test
    void aForwardedMessageThatComesBackIsNotForwardedAgain() throws IOException {
        Files.writeString(
                folder.resolve("var/spool/mail/incoming/new/1.2.3"),
                "X-AGNLoop: set\n" + plain("r2@list.example", "Re: Re:", reference(2), "round"));
        await(1);

        assertEquals("loop", message().action());
        assertFalse(message().done());
        assertEquals(0, fixture.core.mailbox().count());
    }

    @Test
    void aReplyWaitsForAMailServerThatIsAway() throws IOException {
        mailbox.close();
        lmtp.deliver(
                "r2@list.example",
                address(),
                plain("r2@list.example", "Re: Garden", reference(2), "Hello"));
        deliver(bounce(3, "5.1.1", "User unknown"));

        assertEquals("1", bounces(3, "1 = 1"));
        assertEquals(1, waiting());
        assertEquals(
                "0",
                fixture.value("SELECT COUNT(*) FROM mailloop_log_tbl WHERE action = 'forward'"));
        mailbox = MailboxServer.start(fixture.core.mailbox(), fixture.mailboxPort, "here");
    }

    @Test
    void garbageIsKeptAndHoldsNobodyUp() throws IOException {
        byte[] noise = new byte[70_000];
        new Random(1).nextBytes(noise);
        Files.write(folder.resolve("var/spool/mail/incoming/new/1.2.3"), noise);
        Files.write(folder.resolve("var/spool/mail/incoming/new/1.2.4"), new byte[0]);
        await(2);

        assertEquals("2", fixture.value("SELECT COUNT(*) FROM mailloop_message_tbl"));
        assertEquals("1", status(1));
    }

    @Test
    void theMailServerLearnsOfDomainsAndAddressesByItsFiles() throws IOException {
        filter(FilterDraft.named("Own", "", "news@own.example"));
        mailloop.refresh();

        assertEquals(
                "loop.example\tdummy\nown.example\tdummy\n",
                Files.readString(folder.resolve("var/run/relay.domains")));
        assertEquals(
                "loop.example\tmailloop:\nown.example\tmailloop:\n",
                Files.readString(folder.resolve("var/run/transport.maps")));
        assertTrue(
                Files.readString(folder.resolve("var/lib/bav.conf"))
                        .contains("reply_" + filter + "@loop.example\taccept:rid=" + filter));
        deliver("news@own.example", "", plain("x@far.example", "Hi", "", "Hi"));
    }

    @Test
    void othersSeeHowItGoes() throws IOException {
        deliver(bounce(3, "5.1.1", "User unknown"));
        SendFixture.await(
                () ->
                        IntakeStatus.read(fixture.home)
                                .filter(status -> status.counts().getOrDefault("bounce", 0L) > 0)
                                .filter(status -> status.waiting() == 0)
                                .isPresent());

        IntakeStatus status = IntakeStatus.read(fixture.home).orElseThrow();
        assertTrue(status.milter());
        assertTrue(status.lmtp());
        assertEquals(0, status.waiting());
        assertTrue(status.lastMessage().isPresent());
    }

    private static void begin() throws IOException {
        fixture.settings("smtp-host = 127.0.0.1\nsmtp-port = " + fixture.mailboxPort);
        SystemCfg settings = SystemCfg.read(fixture.home);
        mailloop =
                Mailloop.start(
                        fixture.core,
                        settings,
                        Route.of(settings, fixture.mailboxPort, "here.example"),
                        "here.example");
        mailloop.refresh();
        lmtp = new LmtpClient(folder.resolve("var/run/lmtp.sock"));
    }

    private static int filter(FilterDraft draft) {
        return fixture.core.mailloop().filters().create(SendFixture.ACTOR, draft);
    }

    private int answerMailing() {
        int id = fixture.mailing("Thank you");
        execute("UPDATE mailing_tbl SET mailing_type = 1 WHERE mailing_id = " + id);
        fixture.core.sendings().activations().activate(SendFixture.ACTOR, id);
        return id;
    }

    private String address() {
        return "reply_" + filter + "@loop.example";
    }

    private void deliver(String message) throws IOException {
        deliver(address(), message.contains("multipart/report") ? "" : "r@list.example", message);
    }

    /** Hands a message over and waits until all was done with it. */
    private void deliver(String to, String from, String message) throws IOException {
        long before = done();
        assertEquals("250 2.0.0 OK", lmtp.deliver(from, to, message));
        SendFixture.await(() -> done() > before);
    }

    private void await(int messages) {
        SendFixture.await(() -> done() == messages);
    }

    private long done() {
        return Long.parseLong(fixture.value("SELECT COUNT(*) FROM mailloop_message_tbl"));
    }

    private static long waiting() {
        try (Stream<Path> files = Files.list(folder.resolve("var/spool/mail/workspace"))) {
            return files.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private IncomingMessage message() {
        return fixture.core
                .messages()
                .page(SendFixture.ACTOR, MessageQuery.all(), 1, 1)
                .messages()
                .get(0);
    }

    private String log() throws IOException {
        return Files.readString(folder.resolve("log/mailloop.log"));
    }

    private String bounces(int recipient, String condition) {
        return fixture.value(
                "SELECT COUNT(*) FROM bounce_tbl WHERE customer_id = %d AND mailing_id = %d AND %s"
                        .formatted(first + recipient - 1, mailing, condition));
    }

    private String status(int recipient) {
        return fixture.value(
                "SELECT user_status FROM customer_1_binding_tbl WHERE customer_id = "
                        + (first + recipient - 1));
    }

    private String uid(int recipient) {
        return UidCodec.encode(
                Uid.of(1, mailing, first + recipient - 1, 1_795_293_327, 0, 0), secret);
    }

    /** The same, signed by somebody else. */
    private String otherKeys(String uid) {
        return UidCodec.encode(UidCodec.decode(uid).uid(), secret + "x");
    }

    private String reference(int recipient) {
        return "In-Reply-To: <" + uid(recipient) + "@sender.example>\n";
    }

    private static String plain(String from, String subject, String headers, String text) {
        return "From: %s\nTo: news@sender.example\nSubject: %s\n%s\n%s"
                .formatted(from, subject, headers, text);
    }

    private String bounce(int recipient, String status, String said) {
        return """
        From: MAILER-DAEMON@mx.far.example (Mail Delivery System)
        To: news@loop.example
        Subject: Undelivered Mail Returned to Sender
        Auto-Submitted: auto-replied
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=delivery-status; boundary="b"

        --b
        Content-Type: text/plain

        Your message could not be delivered.

        --b
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mx.far.example

        Final-Recipient: rfc822; r%d@list.example
        Action: failed
        Status: %s
        Diagnostic-Code: smtp; %s

        --b
        Content-Type: text/rfc822-headers

        Message-ID: <%s@sender.example>
        From: news@sender.example
        Subject: Garden news

        --b--
        """
                .formatted(recipient, status, said, uid(recipient));
    }

    private String complaint(int recipient) {
        return """
        From: abuse@provider.example
        To: fbl@loop.example
        Subject: FW: Garden news
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=feedback-report; boundary="b"

        --b
        Content-Type: text/plain

        This is an email abuse report.

        --b
        Content-Type: message/feedback-report

        Feedback-Type: abuse
        User-Agent: Provider/1.0
        Version: 1

        --b
        Content-Type: message/rfc822

        Message-ID: <%s@sender.example>
        From: news@sender.example
        To: r%d@list.example
        Subject: Garden news

        Hello
        --b--
        """
                .formatted(uid(recipient), recipient);
    }

    private static void execute(String sql) {
        fixture.core.database().run(tx -> tx.sql().execute(sql));
    }
}
