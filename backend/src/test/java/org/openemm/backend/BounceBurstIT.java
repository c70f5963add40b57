package org.openemm.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openemm.backend.mailloop.LmtpClient;
import org.openemm.mailloop.FilterDraft;
import org.openemm.uid.Uid;
import org.openemm.uid.UidCodec;

/** Ten thousand bounces at once, on two cores, while the backend is killed again and again. */
class BounceBurstIT {
    private static final int BURST = 10_000;
    private static final String TWO_CORES = "-XX:ActiveProcessorCount=2";
    private static final String REPORT =
            """
            From: MAILER-DAEMON@mx.list.example (Mail Delivery System)
            To: news@sender.example
            Subject: Undelivered Mail Returned to Sender
            MIME-Version: 1.0
            Content-Type: multipart/report; report-type=delivery-status; boundary="=b="

            --=b=
            Content-Type: text/plain

            Your message could not be delivered.

            --=b=
            Content-Type: message/delivery-status

            Reporting-MTA: dns; mx.list.example

            Final-Recipient: rfc822; somebody@list.example
            Action: failed
            Status: 5.1.1
            Diagnostic-Code: smtp; 550 5.1.1 No such user here

            --=b=
            Content-Type: message/rfc822

            Message-ID: <%s@x>

            --=b=--
            """;

    @TempDir private Path folder;
    private SendFixture fixture;
    private Process process;

    @AfterEach
    void end() {
        if (process != null) {
            process.destroyForcibly();
        }
        if (fixture != null) {
            fixture.close();
        }
    }

    @Test
    void aBurstOfBouncesIsBookedOnceEachWhateverIsKilledWhen() throws Exception {
        fixture = new SendFixture(folder);
        fixture.core
                .database()
                .run(
                        tx ->
                                tx.sql()
                                        .execute(
                                                "UPDATE company_tbl SET mailloop_domain ="
                                                        + " 'loop.example' WHERE company_id = 1"));
        int filter =
                fixture.core
                        .mailloop()
                        .filters()
                        .create(SendFixture.ACTOR, FilterDraft.named("News", ""));
        long first = fixture.addRecipients(BURST);
        int mailing = fixture.mailing("Garden news");
        String secret = fixture.value("SELECT secret_key FROM company_tbl WHERE company_id = 1");
        String to = "reply_" + filter + "@loop.example";
        process = fixture.startBackend(TWO_CORES);
        int next = 0;
        for (int killed = 0; next < BURST; ) {
            try (LmtpClient lmtp = connected(to)) {
                while (next < BURST) {
                    String uid =
                            UidCodec.encode(
                                    Uid.of(1, mailing, first + next, 1_795_293_327, 0, 0), secret);
                    String answer = lmtp.deliver("", to, REPORT.formatted(uid));
                    assertEquals("250 2.0.0 OK", answer);
                    next++;
                    if (killed < 2 && next == (killed + 1) * BURST / 4) {
                        killed++;
                        process.destroyForcibly().waitFor();
                        process = fixture.startBackend(TWO_CORES);
                        break;
                    }
                }
            }
        }
        SendFixture.await(() -> kept() > BURST / 2);
        process.destroyForcibly().waitFor();
        process = fixture.startBackend(TWO_CORES);

        SendFixture.await(() -> kept() == BURST);
        assertEquals(
                BURST + "/" + BURST + "/511",
                fixture.value(
                        "SELECT CONCAT(COUNT(*), '/', COUNT(DISTINCT customer_id), '/',"
                                + " GROUP_CONCAT(DISTINCT detail)) FROM bounce_tbl"));
        assertEquals(
                "" + BURST,
                fixture.value("SELECT COUNT(*) FROM customer_1_binding_tbl WHERE user_status = 2"));
        assertEquals(
                BURST + "/" + BURST,
                fixture.value(
                        "SELECT CONCAT(COUNT(*), '/', (SELECT COUNT(*) FROM mailloop_log_tbl)) FROM"
                                + " mailloop_message_tbl"));
    }

    /** As soon as the backend knows the filter. */
    private LmtpClient connected(String to) {
        LmtpClient[] client = new LmtpClient[1];
        SendFixture.await(
                () -> {
                    try {
                        client[0] = new LmtpClient(folder.resolve("var/run/lmtp.sock"));
                        client[0].ask("MAIL FROM:<>");
                        boolean known = client[0].ask("RCPT TO:<" + to + ">").startsWith("250");
                        client[0].ask("RSET");
                        return known;
                    } catch (IOException e) {
                        return false;
                    }
                });
        return client[0];
    }

    private int kept() {
        return Integer.parseInt(fixture.value("SELECT COUNT(*) FROM mailloop_message_tbl"));
    }
}
