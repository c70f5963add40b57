package org.openemm.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.openemm.backend.mailbox.MailboxServer;
import org.openemm.backend.mailloop.LmtpClient;
import org.openemm.backend.mailloop.Mailloop;
import org.openemm.backend.smtp.Route;
import org.openemm.config.SystemCfg;
import org.openemm.mailloop.FilterDraft;
import org.openemm.mailloop.IncomingMessage;
import org.openemm.mailloop.MessageQuery;
import org.openemm.uid.Uid;
import org.openemm.uid.UidCodec;

/** A backend that takes messages in, with a filter, 20 recipients and a mailing they may answer. */
final class IncomingWorld implements AutoCloseable {
    final Path folder;
    final SendFixture fixture;
    final int filter;
    final int mailing;
    final long first;
    private final String secret;
    private MailboxServer mailbox;
    private Mailloop mailloop;
    private LmtpClient lmtp;

    IncomingWorld(Path folder) throws IOException {
        this.folder = folder;
        fixture = new SendFixture(folder);
        execute("UPDATE company_tbl SET mailloop_domain = 'loop.example' WHERE company_id = 1");
        secret = fixture.value("SELECT secret_key FROM company_tbl WHERE company_id = 1");
        first = fixture.addRecipients(20);
        mailing = fixture.mailing("Garden news");
        filter = filter(FilterDraft.named("News", "").withForward("team@house.example"));
        openMailbox();
        begin();
    }

    /** As before the first message. */
    void clear() throws IOException {
        SendFixture.await(() -> waiting() == 0);
        for (String table :
                List.of(
                        "mailloop_message_tbl",
                        "mailloop_log_tbl",
                        "bounce_tbl",
                        "bounce_ar_lastsent_tbl",
                        "subscription_request_tbl",
                        "event_mail_tbl")) {
            execute("DELETE FROM " + table);
        }
        execute("UPDATE customer_1_binding_tbl SET user_status = 1, user_remark = ''");
        fixture.core.mailbox().deleteAll();
        Files.deleteIfExists(folder.resolve("log/mailloop.log"));
    }

    @Override
    public void close() throws IOException {
        end();
        closeMailbox();
        fixture.close();
    }

    /** Where mails go out. */
    void openMailbox() throws IOException {
        mailbox = MailboxServer.start(fixture.core.mailbox(), fixture.mailboxPort, "here");
    }

    void closeMailbox() throws IOException {
        mailbox.close();
    }

    /** Nothing is taken in any more. */
    void end() throws IOException {
        lmtp.close();
        mailloop.close();
    }

    /** New filters take mail when this returns. */
    void refresh() {
        mailloop.refresh();
    }

    /** Hands a message over and does not wait. */
    void handOver(String from, String to, String message) throws IOException {
        assertEquals("250 2.0.0 OK", lmtp.deliver(from, to, message));
    }

    void begin() throws IOException {
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

    int filter(FilterDraft draft) {
        return fixture.core.mailloop().filters().create(SendFixture.ACTOR, draft);
    }

    int answerMailing() {
        int id = fixture.mailing("Thank you");
        execute("UPDATE mailing_tbl SET mailing_type = 1 WHERE mailing_id = " + id);
        fixture.core.sendings().activations().activate(SendFixture.ACTOR, id);
        return id;
    }

    String address() {
        return "reply_" + filter + "@loop.example";
    }

    void deliver(String message) throws IOException {
        deliver(address(), message.contains("multipart/report") ? "" : "r@list.example", message);
    }

    /** Hands a message over and waits until all was done with it. */
    void deliver(String to, String from, String message) throws IOException {
        long before = done();
        handOver(from, to, message);
        SendFixture.await(() -> done() > before);
    }

    void await(int messages) {
        SendFixture.await(() -> done() == messages);
    }

    long done() {
        return Long.parseLong(fixture.value("SELECT COUNT(*) FROM mailloop_message_tbl"));
    }

    long waiting() {
        try (Stream<Path> files = Files.list(folder.resolve("var/spool/mail/workspace"))) {
            return files.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    IncomingMessage message() {
        return fixture.core
                .messages()
                .page(SendFixture.ACTOR, MessageQuery.all(), 1, 1)
                .messages()
                .get(0);
    }

    String log() throws IOException {
        return Files.readString(folder.resolve("log/mailloop.log"));
    }

    String bounces(int recipient, String condition) {
        return fixture.value(
                "SELECT COUNT(*) FROM bounce_tbl WHERE customer_id = %d AND mailing_id = %d AND %s"
                        .formatted(first + recipient - 1, mailing, condition));
    }

    String status(int recipient) {
        return fixture.value(
                "SELECT user_status FROM customer_1_binding_tbl WHERE customer_id = "
                        + (first + recipient - 1));
    }

    String uid(int recipient) {
        return UidCodec.encode(
                Uid.of(1, mailing, first + recipient - 1, 1_795_293_327, 0, 0), secret);
    }

    /** The same, signed by somebody else. */
    String otherKeys(String uid) {
        return UidCodec.encode(UidCodec.decode(uid).uid(), secret + "x");
    }

    String reference(int recipient) {
        return "In-Reply-To: <" + uid(recipient) + "@sender.example>\n";
    }

    String plain(String from, String subject, String headers, String text) {
        return "From: %s\nTo: news@sender.example\nSubject: %s\n%s\n%s"
                .formatted(from, subject, headers, text);
    }

    String bounce(int recipient, String status, String said) {
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

    String complaint(int recipient) {
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

    void execute(String sql) {
        fixture.core.database().run(tx -> tx.sql().execute(sql));
    }
}
