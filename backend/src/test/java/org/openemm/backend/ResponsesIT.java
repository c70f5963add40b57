package org.openemm.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openemm.backend.smtp.SinkServer;
import org.openemm.config.SystemCfg;
import org.openemm.delivery.SendOptions;
import org.openemm.mailloop.FilterDraft;
import org.openemm.statistics.MailingSummary;
import org.openemm.testsupport.FreePort;
import org.openemm.testsupport.Postfix;

/** A mailing through a real Postfix, and everything that comes back to it, counted to the last. */
class ResponsesIT {
    private static final int RECIPIENTS = 1000;
    private static final Pattern NUMBER = Pattern.compile("r(\\d+)@list\\.example");
    private static final Pattern UNSUBSCRIBE =
            Pattern.compile("<mailto:([^?>]+)\\?subject=([^>]+)>");

    @TempDir private Path folder;
    private SendFixture fixture;
    private SinkServer receiver;
    private Postfix postfix;
    private Backend backend;

    @BeforeAll
    static void needPostfix() {
        PostfixNeeded.by(ResponsesIT.class, Postfix.obstacle());
    }

    @AfterEach
    void end() throws IOException {
        if (backend != null) {
            backend.close();
        }
        if (postfix != null) {
            postfix.close();
        }
        if (receiver != null) {
            receiver.close();
        }
        if (fixture != null) {
            fixture.close();
        }
    }

    @Test
    void everythingThatComesBackToAMailingIsCountedExactly() throws IOException {
        receiver = new SinkServer(true, ResponsesIT::answer);
        MailloopHome.open(folder);
        fixture = new SendFixture(folder);
        domain();
        int filter =
                fixture.core
                        .mailloop()
                        .filters()
                        .create(
                                SendFixture.ACTOR,
                                FilterDraft.named("News", "", "news@sender.example")
                                        .withForward("team@house.example"));
        Path log = Files.createFile(folder.resolve("mail.log"));
        int port = FreePort.next();
        settings(port, log);
        backend =
                Backend.start(
                        fixture.home, SystemCfg.read(fixture.home), Clock.systemDefaultZone());
        SendFixture.await(() -> Files.exists(folder.resolve("var/run/transport.maps.db")));
        postfix =
                Postfix.start(
                        receiver.port(),
                        MailloopHome.mainLines(folder),
                        List.of(
                                "lmtp unix - - n - - lmtp",
                                "127.0.0.1:" + port + " inet n - n - 100 smtpd"));
        Files.delete(log);
        Files.createSymbolicLink(log, postfix.logFile());
        fixture.addRecipients(RECIPIENTS);
        int mailing = fixture.mailing("Garden news");

        fixture.core.sending().world(SendFixture.ACTOR, mailing, SendOptions.now());
        SendFixture.await(() -> fixture.isSent(mailing));
        SendFixture.await(() -> receiver.count() == RECIPIENTS - 100);
        Map<Integer, SinkServer.Received> mails =
                receiver.received().stream()
                        .collect(Collectors.toMap(mail -> number(mail.to()), Function.identity()));
        SendFixture.await(() -> messages() == 50);

        comeBack(filter, mails);
        SendFixture.await(() -> messages() == 50 + 50 + 20 + 10 + 5 + 5 + 1);
        SendFixture.await(() -> receiver.count() == RECIPIENTS - 100 + 10);

        assertEquals(
                "AUTO_REPLY=20 BOUNCE=101 COMPLAINT=5 REPLY=10 UNSUBSCRIBE=5",
                grouped("kind", "mailloop_message_tbl"));
        SendFixture.await(() -> grouped("detail", "bounce_tbl").contains("511=100"));
        assertEquals("420=50 511=100", grouped("detail", "bounce_tbl"));
        assertEquals("1=890 2=100 4=10", grouped("user_status", "customer_1_binding_tbl"));
        assertEquals(
                "0",
                fixture.value(
                        "SELECT COUNT(*) FROM (SELECT customer_id FROM bounce_tbl GROUP BY"
                                + " customer_id HAVING COUNT(*) > 1) twice"));
        MailingSummary figures =
                fixture.core.mailingStatistics().summary(SendFixture.ACTOR, mailing);
        assertEquals(RECIPIENTS, figures.sent());
        assertEquals(100, figures.hardBounces());
        assertEquals(50, figures.softBounces());
        assertEquals(10, figures.optOuts());
        assertEquals(
                10,
                receiver.recipients().stream()
                        .filter(to -> to.equals("team@house.example"))
                        .count());
    }

    /** What people and mail servers answer, from far away. */
    private void comeBack(int filter, Map<Integer, SinkServer.Received> mails) throws IOException {
        String news = "news@sender.example";
        try (SmtpVisitor far = new SmtpVisitor(postfix.port(), "192.0.2.7")) {
            for (int i = 101; i <= 150; i++) {
                accepted(far, "", news, report(mails.get(i).body(), "r" + i + "@list.example"));
            }
            for (int i = 151; i <= 170; i++) {
                accepted(
                        far,
                        "",
                        news,
                        reply(i, mails.get(i), "Auto-Submitted: auto-replied\n", "I am away."));
            }
            for (int i = 171; i <= 180; i++) {
                accepted(
                        far,
                        "r" + i + "@list.example",
                        "reply_" + filter + "@loop.example",
                        reply(i, mails.get(i), "", "Thank you!"));
            }
            for (int i = 181; i <= 185; i++) {
                Matcher address =
                        UNSUBSCRIBE.matcher(mails.get(i).body().replaceAll("\r?\n[ \t]+", ""));
                assertTrue(address.find(), mails.get(i).body());
                accepted(
                        far,
                        "r" + i + "@list.example",
                        address.group(1),
                        "From: r%d@list.example\nSubject: %s\n\n".formatted(i, address.group(2)));
            }
            for (int i = 186; i <= 190; i++) {
                accepted(
                        far, "abuse@provider.example", "fbl@loop.example", complaint(mails.get(i)));
            }
            // Somebody makes up a bounce of another recipient: the signature does not fit.
            String id = header(mails.get(199), "Message-ID");
            String other = header(mails.get(200), "Message-ID");
            String forged =
                    "Message-ID: "
                            + id.substring(0, id.lastIndexOf('.', id.indexOf('@')))
                            + other.substring(other.lastIndexOf('.', other.indexOf('@')));
            assertTrue(!forged.contains(id) && !forged.contains(other));
            accepted(far, "", news, report(forged, "r200@list.example"));
        }
    }

    private static void accepted(SmtpVisitor far, String from, String to, String message)
            throws IOException {
        String answer = far.send(from, to, message);
        assertTrue(answer.startsWith("250 "), to + ": " + answer);
    }

    private static String report(String original, String recipient) {
        return """
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

        Final-Recipient: rfc822; %s
        Action: failed
        Status: 5.1.1
        Diagnostic-Code: smtp; 550 5.1.1 No such user here

        --=b=
        Content-Type: message/rfc822

        %s

        --=b=--
        """
                .formatted(recipient, original.replace("\r\n", "\n"));
    }

    private static String reply(int number, SinkServer.Received mail, String more, String text) {
        return """
        From: r%d@list.example
        To: news@sender.example
        Subject: Re: Garden news
        In-Reply-To: %s
        %s
        %s
        """
                .formatted(number, header(mail, "Message-ID"), more, text);
    }

    private static String complaint(SinkServer.Received mail) {
        return """
        From: abuse@provider.example
        To: fbl@loop.example
        Subject: complaint
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=feedback-report; boundary="=b="

        --=b=
        Content-Type: text/plain

        This is an abuse report.

        --=b=
        Content-Type: message/feedback-report

        Feedback-Type: abuse
        User-Agent: Provider/1.0
        Version: 1

        --=b=
        Content-Type: message/rfc822

        %s

        --=b=--
        """
                .formatted(mail.body().replace("\r\n", "\n"));
    }

    private static String header(SinkServer.Received mail, String name) {
        Matcher header = Pattern.compile("(?mi)^" + name + ":\\s*(\\S+)").matcher(mail.body());
        assertTrue(header.find(), mail.body());
        return header.group(1);
    }

    /** The first fifty do not exist, the next fifty have no room. */
    private static String answer(String verb, String line) {
        Matcher recipient = NUMBER.matcher(line);
        if (!verb.equals("RCPT") || !recipient.find()) {
            return null;
        }
        int number = Integer.parseInt(recipient.group(1));
        if (number <= 50) {
            return "550 5.1.1 No such user here";
        }
        return number <= 100 ? "452 4.2.2 Mailbox full" : null;
    }

    private static int number(String address) {
        Matcher number = NUMBER.matcher(address);
        return number.find() ? Integer.parseInt(number.group(1)) : 0;
    }

    private void domain() {
        fixture.core
                .database()
                .run(
                        tx ->
                                tx.sql()
                                        .execute(
                                                "UPDATE company_tbl SET mailloop_domain ="
                                                        + " 'loop.example' WHERE company_id = 1"));
    }

    private void settings(int port, Path log) throws IOException {
        fixture.settings(
                """
                smtp-host = 127.0.0.1
                smtp-port = %d
                maillog = %s
                mailloop-transport = lmtp:unix:%s/var/run/lmtp.sock
                """
                        .formatted(port, log, folder));
    }

    private int messages() {
        return Integer.parseInt(fixture.value("SELECT COUNT(*) FROM mailloop_message_tbl"));
    }

    /** Values and how often they occur, e.g. {@code 1=890 2=100}. */
    private String grouped(String column, String table) {
        return fixture
                .core
                .database()
                .inTransaction(
                        tx ->
                                tx.sql()
                                        .createQuery(
                                                "SELECT CONCAT(%1$s, '=', COUNT(*)) FROM %2$s GROUP BY %1$s ORDER BY %1$s"
                                                        .formatted(column, table))
                                        .mapTo(String.class)
                                        .list())
                .stream()
                .collect(Collectors.joining(" "));
    }
}
