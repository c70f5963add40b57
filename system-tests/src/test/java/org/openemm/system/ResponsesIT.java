package org.openemm.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.dbcp2.BasicDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openemm.Core;
import org.openemm.account.Actor;
import org.openemm.config.DbCfg;
import org.openemm.config.Home;
import org.openemm.content.NamedAddress;
import org.openemm.delivery.Distribution;
import org.openemm.delivery.SendOptions;
import org.openemm.mailbox.Mailbox;
import org.openemm.mailbox.StoredMessage;
import org.openemm.mailing.EmailSettings;
import org.openemm.mailing.MailingDraft;
import org.openemm.mailloop.FilterDraft;
import org.openemm.statistics.MailingSummary;
import org.openemm.testsupport.FreePort;
import org.openemm.testsupport.MailloopHome;
import org.openemm.testsupport.Postfix;

/**
 * A mailing through a real Postfix, and everything that comes back to it, counted to the last: in
 * the database, in the statistics, and on the pages that people look at.
 */
class ResponsesIT {
    private static final Actor ACTOR = Actor.system("system tests", 1);
    private static final int RECIPIENTS = 1000;
    private static final String MAILING = "Garden news";
    private static final Pattern NUMBER = Pattern.compile("r(\\d+)@list\\.example");

    @TempDir private Path folder;
    private RunningSystem system;
    private Mailbox mailbox;
    private Core core;
    private Postfix postfix;
    private BrowserSession session;

    @BeforeEach
    void open() throws IOException {
        Optional<String> obstacle = Postfix.obstacle();
        obstacle.ifPresent(reason -> System.out.println("ResponsesIT is left out: " + reason));
        assumeTrue(obstacle.isEmpty());
        assumeTrue(BrowserSession.chromium().isPresent(), "no Chromium on this machine");
        int port = FreePort.next();
        Path log = Files.createFile(folder.resolve("mail.log"));
        system =
                RunningSystem.start(
                        Map.of(
                                "OPENEMM_SMTP_HOST",
                                "127.0.0.1",
                                "OPENEMM_SMTP_PORT",
                                "" + port,
                                "OPENEMM_MAILLOG",
                                log.toString(),
                                "OPENEMM_ADMIN_PASSWORD_FINAL",
                                "true"),
                        "mailloop-transport = lmtp:unix:%s/var/run/lmtp.sock\n");
        Home home = new Home(system.home());
        MailloopHome.open(system.home());
        core = open(home);
        system.execute(
                "UPDATE company_tbl SET mailloop_domain = 'loop.example' WHERE company_id = 1");
        mailbox = new Mailbox(home.mailbox(), Clock.systemUTC());
        mailbox.saveRejects(rejects());
        RunningSystem.await(
                "files for Postfix",
                () -> Files.exists(system.home().resolve("var/run/transport.maps.db")));
        postfix =
                Postfix.start(
                        system.mailboxPort(),
                        MailloopHome.mainLines(system.home()),
                        List.of(
                                "lmtp unix - - n - - lmtp",
                                "127.0.0.1:" + port + " inet n - n - 100 smtpd"));
        Files.delete(log);
        Files.createSymbolicLink(log, postfix.logFile());
    }

    @AfterEach
    void close() throws IOException {
        if (session != null) {
            session.close();
        }
        if (postfix != null) {
            postfix.close();
        }
        if (core != null) {
            core.close();
        }
        if (system != null) {
            system.close();
        }
    }

    @Test
    void everythingThatComesBackToAMailingIsCountedExactly() throws IOException {
        int filter =
                core.mailloop()
                        .filters()
                        .create(
                                ACTOR,
                                FilterDraft.named("News", "", "news@sender.example")
                                        .withForward("team@house.example"));
        int list = core.mailinglists().create(ACTOR, "Friends", "");
        addRecipients(list);
        int mailing = mailing(list);
        RunningSystem.await(
                "the filter is known",
                () -> text(system.home().resolve("var/lib/bav.conf")).contains("news@sender"));

        core.sending().world(ACTOR, mailing, SendOptions.now());
        RunningSystem.await(
                "the mailing is sent",
                () -> core.sending().progress(ACTOR, mailing).distribution() == Distribution.SENT);
        RunningSystem.await("all is delivered", () -> mailbox.count() == RECIPIENTS - 100);
        RunningSystem.await(
                "the log tells the first hundred",
                () -> grouped("detail", "bounce_tbl").equals("420=50 511=50"));
        Answers.send(postfix.port(), filter, mails());
        RunningSystem.await(
                "all came back", () -> messages() == 50 + 20 + 10 + 5 + 5 + 1 + bouncesOfPostfix());
        RunningSystem.await("replies are passed on", () -> mailbox.count() == RECIPIENTS - 90);
        RunningSystem.await(
                "bounces are booked", () -> grouped("detail", "bounce_tbl").contains("511=100"));

        inTheDatabase();
        inTheStatistics(mailing);
        onThePages(mailing);
    }

    private void inTheDatabase() {
        assertEquals(
                "AUTO_REPLY=20 BOUNCE=101 COMPLAINT=5 REPLY=10 UNSUBSCRIBE=5",
                grouped("kind", "mailloop_message_tbl"));
        assertEquals("420=50 511=100", grouped("detail", "bounce_tbl"));
        assertEquals(
                "1=890 2=100 4=10",
                grouped("user_status", "customer_1_binding_tbl WHERE user_type = 'W'"));
        assertEquals(
                0,
                system.number(
                        "SELECT COUNT(*) FROM (SELECT customer_id FROM bounce_tbl GROUP BY"
                                + " customer_id HAVING COUNT(*) > 1) twice"));
    }

    private void inTheStatistics(int mailing) {
        MailingSummary figures = core.mailingStatistics().summary(ACTOR, mailing);
        assertEquals(RECIPIENTS, figures.sent());
        assertEquals(100, figures.hardBounces());
        assertEquals(50, figures.softBounces());
        assertEquals(10, figures.optOuts());
    }

    private void onThePages(int mailing) {
        session = BrowserSession.open(BrowserSession.chromium().orElseThrow(), system.address());
        Page page = session.page();
        page.navigate("/logon.action");
        page.fill("#username", RunningSystem.MASTER);
        page.fill("#password", RunningSystem.FIRST_PASSWORD);
        page.click("button[type=submit]");
        page.waitForURL("**/dashboard.action");
        says(page, "#tile-growth", "Opt-outs 10 ", "Bounces 100 ");

        page.navigate("/statistics/mailing/" + mailing + "/view.action");
        says(page, "#figures", "Sent 1,000 ", "Delivered 850 ");
        says(page, "#figures", "Opt-outs 10 ", "Hard bounces 100 ", "Soft bounces 50 ");
        says(page, "#bounces", "Unknown address 100 ", "Mailbox full or not available 50 ");
        says(page, "#bounces", "list.example 100 50");

        Map<String, Integer> kinds =
                Map.of(
                        "BOUNCE",
                        101,
                        "AUTO_REPLY",
                        20,
                        "REPLY",
                        10,
                        "COMPLAINT",
                        5,
                        "UNSUBSCRIBE",
                        5);
        kinds.forEach(
                (kind, count) -> {
                    page.navigate("/administration/bounce/messages.action?kind=" + kind);
                    String shown = shown(page, "main");
                    assertTrue(
                            shown.contains(count + " in total ")
                                    || shown.contains(" of " + count + " "),
                            kind + ": " + shown);
                });

        bounces(page, 1, "Hard bounce", "unknown address, 5.1.1", "No such user here");
        bounces(page, 60, "Soft bounce", "mailbox, 4.2.2", "Mailbox full");
        bounces(page, 101, "Hard bounce", "unknown address, 5.1.1", "No such user here");
        assertTrue(page.locator("main a[href*='/administration/bounce/message/']").count() > 0);
        bounces(page, 200, "Nothing has come back");
        assertEquals(List.of(), session.complaints());
    }

    private void bounces(Page page, int number, String... words) {
        long id =
                system.number(
                        "SELECT customer_id FROM customer_1_tbl WHERE email = ?",
                        "r" + number + "@list.example");
        page.navigate("/recipient/" + id + "/bounces.action");
        says(page, "main", words);
    }

    /** The words stand on the page, white space aside. */
    private static void says(Page page, String where, String... words) {
        for (String one : words) {
            try {
                RunningSystem.await(one, () -> shown(page, where).contains(one));
            } catch (AssertionError e) {
                throw new AssertionError(one + " is not in: " + shown(page, where), e);
            }
        }
    }

    private static String shown(Page page, String where) {
        return page.innerText(where).replaceAll("\\s+", " ") + " ";
    }

    /** Mails as they were delivered, by the number of the recipient. */
    private Map<Integer, String> mails() {
        Map<Integer, String> mails = new HashMap<>();
        for (StoredMessage message : mailbox.page("", 1, RECIPIENTS).messages()) {
            Matcher number = NUMBER.matcher(message.to());
            if (number.find()) {
                mails.put(
                        Integer.parseInt(number.group(1)),
                        new String(
                                mailbox.content(message.id()).orElseThrow(),
                                StandardCharsets.UTF_8));
            }
        }
        return mails;
    }

    /** The first fifty do not exist, the next fifty have no room. */
    private static String rejects() {
        StringBuilder rules = new StringBuilder();
        for (int i = 1; i <= 100; i++) {
            rules.append("r").append(i).append("@list.example ");
            rules.append(i <= 50 ? "550 5.1.1 No such user here\n" : "452 4.2.2 Mailbox full\n");
        }
        return rules.toString();
    }

    private void addRecipients(int list) {
        system.execute(
                "INSERT INTO customer_1_tbl (email, gender, mailtype, creation_date, timestamp)"
                        + " SELECT CONCAT('r', seq, '@list.example'), 2, 1, NOW(), NOW() FROM"
                        + " seq_1_to_"
                        + RECIPIENTS);
        system.execute(
                "INSERT INTO customer_1_binding_tbl (customer_id, mailinglist_id, user_type,"
                        + " user_status, mediatype, creation_date, timestamp) SELECT customer_id,"
                        + " ?, 'W', 1, 0, NOW(), NOW() FROM customer_1_tbl WHERE email LIKE"
                        + " 'r%@list.example'",
                list);
    }

    private int mailing(int list) {
        int id =
                core.mailings()
                        .create(
                                ACTOR,
                                MailingDraft.of(
                                        MAILING,
                                        list,
                                        EmailSettings.of(
                                                MAILING,
                                                NamedAddress.parse("News <news@sender.example>"))));
        core.mailingContents().save(ACTOR, id, "<p>Hello</p>", "Hello\n", null);
        return id;
    }

    private int messages() {
        return (int) system.number("SELECT COUNT(*) FROM mailloop_message_tbl");
    }

    /** Reports that Postfix writes itself for what was refused at once. */
    private static int bouncesOfPostfix() {
        return 50;
    }

    private String grouped(String column, String table) {
        return system.value(
                        "SELECT GROUP_CONCAT(one ORDER BY one SEPARATOR ' ') FROM (SELECT"
                                + " CONCAT(%1$s, '=', COUNT(*)) AS one FROM %2$s GROUP BY %1$s) all_of"
                                        .formatted(column, table))
                .orElse("");
    }

    private static String text(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return String.join("\n", lines.toList());
        } catch (IOException e) {
            return "";
        }
    }

    private static Core open(Home home) {
        DbCfg dbCfg = DbCfg.find(home).orElseThrow();
        BasicDataSource pool = new BasicDataSource();
        pool.setUrl(dbCfg.jdbcUrl());
        pool.setUsername(dbCfg.user());
        pool.setPassword(dbCfg.password());
        return Core.open(pool, home, Clock.systemUTC());
    }
}
