package org.openemm.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openemm.backend.mailloop.Mailloop;
import org.openemm.backend.smtp.Route;
import org.openemm.backend.smtp.SinkServer;
import org.openemm.config.SystemCfg;
import org.openemm.mailloop.FilterDraft;
import org.openemm.mailloop.IncomingMessage;
import org.openemm.mailloop.MessageQuery;
import org.openemm.testsupport.MailloopHome;
import org.openemm.testsupport.Postfix;
import org.openemm.testsupport.SmtpVisitor;

/** From a mail server far away through a real Postfix, set up as the guide says, to us. */
class MailloopPostfixIT {
    private static final String PROCMAIL = "/usr/bin/procmail";
    private static final String LMTP = "mailloop-transport = lmtp:unix:%s/var/run/lmtp.sock";
    private static final List<String> LMTP_SERVICE = List.of("lmtp unix - - n - - lmtp");

    @TempDir private Path folder;
    private SendFixture fixture;
    private SinkServer feedback;
    private Mailloop mailloop;
    private Postfix postfix;
    private int filter;

    @BeforeAll
    static void needPostfix() {
        PostfixNeeded.by(MailloopPostfixIT.class, Postfix.obstacle());
    }

    @BeforeEach
    void start() throws IOException {
        MailloopHome.open(folder);
        fixture = new SendFixture(folder);
        fixture.core
                .database()
                .run(
                        tx ->
                                tx.sql()
                                        .execute(
                                                "UPDATE company_tbl SET mailloop_domain ="
                                                        + " 'loop.example' WHERE company_id = 1"));
        filter =
                fixture.core
                        .mailloop()
                        .filters()
                        .create(
                                SendFixture.ACTOR,
                                FilterDraft.named("News", "", "news@own.example")
                                        .withForward("team@house.example"));
        feedback = new SinkServer(true, (verb, line) -> null);
    }

    @AfterEach
    void end() throws IOException {
        if (postfix != null) {
            postfix.close();
        }
        if (mailloop != null) {
            mailloop.close();
        }
        feedback.close();
        fixture.close();
    }

    @Test
    void milterAndProcmailBringRepliesInAndRefuseWhatNobodyHas() throws IOException {
        boolean procmail = Files.isExecutable(Path.of(PROCMAIL));
        if (!procmail) {
            System.out.println("MailloopPostfixIT is skipped in part: procmail is not installed");
        }
        assumeTrue(procmail, "skipped: procmail is not installed");
        Files.writeString(
                folder.resolve("lib/bav.rc"),
                Files.readString(Path.of("../conf/bav.rc")).replace("@HOME@", folder.toString()));
        begin("");
        postfix =
                Postfix.start(
                        feedback.port(),
                        MailloopHome.mainLines(folder),
                        List.of(
                                "mailloop unix - n n - - pipe\n  flags=RX user=nobody argv="
                                        + PROCMAIL
                                        + " "
                                        + folder.resolve("lib/bav.rc")));

        theWayIn();
    }

    @Test
    void milterAndLmtpDoTheSame() throws IOException {
        begin(LMTP.formatted(folder));
        postfix = Postfix.start(feedback.port(), MailloopHome.mainLines(folder), LMTP_SERVICE);

        theWayIn();
    }

    @Test
    void whileWeAreDownMailServersAreToldToComeAgain() throws IOException {
        begin(LMTP.formatted(folder));
        postfix = Postfix.start(feedback.port(), MailloopHome.mainLines(folder), LMTP_SERVICE);
        mailloop.close();

        try (SmtpVisitor far = new SmtpVisitor(postfix.port(), "192.0.2.7")) {
            assertTrue(far.send("eva@far.example", address(), "Subject: no\n\n").startsWith("4"));
        }
        begin(LMTP.formatted(folder));
        try (SmtpVisitor far = new SmtpVisitor(postfix.port(), "192.0.2.7")) {
            assertTrue(
                    far.send("eva@far.example", address(), "From: eva@far.example\n\nHi\n")
                            .startsWith("250"));
        }

        SendFixture.await(() -> count() == 1);
        assertEquals("REPLY", message().kind().name());
    }

    private void theWayIn() throws IOException {
        try (SmtpVisitor far = new SmtpVisitor(postfix.port(), "192.0.2.7")) {
            assertTrue(
                    far.send(
                                    "eva@far.example",
                                    "News@Own.example",
                                    "From: Eva <eva@far.example>\n"
                                            + "X-AGNMailloop: from=<>,rid=9,to=<reply_9@x>\n"
                                            + "Subject: Question\n\nHow are you?\n")
                            .startsWith("250"));
            assertTrue(
                    far.send("eva@far.example", "reply_99@loop.example", "Subject: x\n\n")
                            .startsWith("550 5.1.1 "));
            assertTrue(
                    far.send("eva@far.example", "nobody@own.example", "Subject: x\n\n")
                            .startsWith("550 5.1.1 "));
            assertTrue(
                    far.send("eva@far.example", address(), "X-AGNLoop: set\nSubject: x\n\n")
                            .startsWith("500 5.4.6 "));
            assertTrue(
                    far.send("eva@far.example", "thief@elsewhere.example", "Subject: x\n\n")
                            .contains("Relay access denied"));
        }
        SendFixture.await(() -> feedback.count() == 1);
        SendFixture.await(() -> count() == 1);

        IncomingMessage message = message();
        assertEquals("REPLY", message.kind().name());
        assertEquals(filter, message.rid());
        assertEquals("news@own.example", message.addressee());
        assertEquals("eva@far.example", message.sender());
        SinkServer.Received copy = feedback.received().get(0);
        assertEquals("team@house.example", copy.to());
        assertEquals("", copy.from());
        assertTrue(copy.body().contains("X-AGNLoop: set"), copy.body());
        assertTrue(copy.body().stripTrailing().endsWith("How are you?"), copy.body());
    }

    private void begin(String settings) throws IOException {
        fixture.settings("smtp-host = 127.0.0.1\nsmtp-port = " + feedback.port() + "\n" + settings);
        SystemCfg cfg = SystemCfg.read(fixture.home);
        mailloop =
                Mailloop.start(
                        fixture.core,
                        cfg,
                        Route.of(cfg, fixture.mailboxPort, "here.example"),
                        "here");
        mailloop.refresh();
    }

    private String address() {
        return "reply_" + filter + "@loop.example";
    }

    private int count() {
        return Integer.parseInt(fixture.value("SELECT COUNT(*) FROM mailloop_message_tbl"));
    }

    private IncomingMessage message() {
        return fixture.core
                .messages()
                .page(SendFixture.ACTOR, MessageQuery.all(), 1, 1)
                .messages()
                .get(0);
    }
}
