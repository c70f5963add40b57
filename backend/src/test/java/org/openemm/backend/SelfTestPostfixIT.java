package org.openemm.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openemm.Core;
import org.openemm.backend.mailloop.Mailloop;
import org.openemm.backend.smtp.Route;
import org.openemm.backend.smtp.SinkServer;
import org.openemm.bouncecheck.SelfTest;
import org.openemm.bouncecheck.SelfTest.State;
import org.openemm.bouncecheck.SelfTests;
import org.openemm.config.SystemCfg;
import org.openemm.mailloop.FilterDraft;
import org.openemm.mailloop.IncomingMessage;
import org.openemm.testsupport.MailloopHome;
import org.openemm.testsupport.Postfix;

/** The self-test through a real Postfix: out to a server that refuses, and back by LMTP. */
class SelfTestPostfixIT {
    private static final SelfTests.Words WORDS = new SelfTests.Words("Test", "Nothing to do.");

    @TempDir private Path folder;
    private SendFixture fixture;
    private SinkServer far;
    private Mailloop mailloop;
    private Postfix postfix;
    private Core core;

    @BeforeAll
    static void needPostfix() {
        PostfixNeeded.by(SelfTestPostfixIT.class, Postfix.obstacle());
    }

    @BeforeEach
    void start() throws IOException {
        MailloopHome.open(folder);
        fixture = new SendFixture(folder);
        execute("UPDATE company_tbl SET mailloop_domain = 'loop.example' WHERE company_id = 1");
        fixture.core
                .mailloop()
                .filters()
                .create(SendFixture.ACTOR, FilterDraft.named("Bounces", ""));
        far = new SinkServer(true, SelfTestPostfixIT::answer);
        String lmtp = "mailloop-transport = lmtp:unix:%s/var/run/lmtp.sock".formatted(folder);
        fixture.settings(lmtp);
        SystemCfg cfg = SystemCfg.read(fixture.home);
        mailloop =
                Mailloop.start(
                        fixture.core,
                        cfg,
                        Route.of(cfg, fixture.mailboxPort, "here.example"),
                        "here");
        mailloop.refresh();
        postfix =
                Postfix.start(
                        far.port(),
                        MailloopHome.mainLines(folder),
                        List.of("lmtp unix - - n - - lmtp"));
        fixture.settings(lmtp + "\nsmtp-host = 127.0.0.1\nsmtp-port = " + postfix.port());
        core = Core.open(fixture.database.dataSource(), fixture.home, Clock.systemDefaultZone());
    }

    @AfterEach
    void end() throws IOException {
        if (core != null) {
            core.close();
        }
        if (postfix != null) {
            postfix.close();
        }
        if (mailloop != null) {
            mailloop.close();
        }
        far.close();
        fixture.close();
    }

    @Test
    void theRefusedMailComesBackAsAHardBounceAndNothingIsBooked() {
        SelfTest begun = tests().start(SendFixture.ACTOR, "far.example", WORDS);
        assertEquals(State.UNDER_WAY, begun.state(), begun.said());

        SendFixture.await(() -> latest().state() != State.UNDER_WAY);

        SelfTest back = latest();
        assertEquals(State.HARD, back.state(), back.said());
        assertEquals(511, back.dsn());
        IncomingMessage message = core.messages().get(SendFixture.ACTOR, back.messageId());
        assertEquals("BOUNCE", message.kind().name());
        assertEquals(begun.rid(), message.rid());
        assertEquals(0, message.customerId());
        assertEquals("0", fixture.value("SELECT COUNT(*) FROM bounce_tbl"));
    }

    @Test
    void aFullMailboxIsASoftBounce() {
        tests().start(SendFixture.ACTOR, "full.example", WORDS);
        SendFixture.await(() -> latest().state() != State.UNDER_WAY);
        assertEquals(State.SOFT, latest().state(), latest().said());
    }

    private SelfTests tests() {
        return core.mailloop().selfTests();
    }

    private SelfTest latest() {
        return tests().latest(SendFixture.ACTOR).orElseThrow();
    }

    private void execute(String sql) {
        fixture.core.database().run(tx -> tx.sql().execute(sql));
    }

    private static String answer(String verb, String line) {
        if (!verb.equals("RCPT")) {
            return null;
        }
        return line.contains("@full.example")
                ? "552 5.2.2 Mailbox full"
                : "550 5.1.1 No such user here";
    }
}
