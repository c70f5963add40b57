package org.openemm.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openemm.Core;
import org.openemm.account.Actor;
import org.openemm.config.Home;
import org.openemm.content.NamedAddress;
import org.openemm.job.JobContext;
import org.openemm.job.JobFailures;
import org.openemm.mailing.EmailSettings;
import org.openemm.mailing.MailingDraft;
import org.openemm.notification.Kind;
import org.openemm.notification.Notification;
import org.openemm.testsupport.TestDatabase;

class SendingNewsTest {
    private static final Actor SYSTEM = Actor.system("test", 1);
    private static final Actor ANNA =
            new Actor(
                    Actor.Kind.USER,
                    5,
                    "anna",
                    1,
                    Set.of(
                            "mailing.show",
                            "mailing.send.world",
                            "mailing.send.show",
                            "server.status"),
                    Locale.ENGLISH,
                    ZoneOffset.UTC);

    private static TestDatabase database;
    private static Core core;
    private static Sending sending;
    private static int list;

    @BeforeAll
    static void open(@TempDir Path folder) {
        database = TestDatabase.create();
        core = Core.open(database.dataSource(), new Home(folder), Clock.systemUTC());
        sending =
                new Sending(
                        core.database(),
                        core.activityLog(),
                        core.settings(),
                        new MergerClient("127.0.0.1", 1),
                        (tx, actor, mailing) -> {},
                        Clock.systemUTC());
        list = core.mailinglists().create(SYSTEM, "Newsletter", "");
    }

    @AfterAll
    static void close() {
        core.close();
        database.close();
    }

    @BeforeEach
    void empty() {
        sql("DELETE FROM notification_tbl");
    }

    @Test
    void whoGaveTheOrderIsToldTheEndWithItsNumber() {
        int mailing = mailing("Spring");
        int job = sending.world(ANNA, mailing, SendOptions.now());
        sql(
                "INSERT INTO mailing_account_tbl (mailing_id, company_id, maildrop_id,"
                        + " no_of_mailings, status_field) VALUES (?, 1, ?, 700, 'W'), (?, 1, ?, 34,"
                        + " 'W')",
                mailing,
                job,
                mailing,
                job);
        core.database()
                .run(tx -> new SendingNews(core.notifications(), core.systemMails()).sent(tx, job));

        Notification told = newest();
        assertEquals(Kind.MAILING_SENT, told.event().kind());
        assertEquals("Spring", told.event().subject());
        assertEquals(mailing, told.event().objectId());
        assertEquals(List.of(734L), told.event().numbers());
        assertTrue(told.own());
    }

    @Test
    void aTrialIsNoNews() {
        int mailing = mailing("Trial");
        int job = sending.trial(ANNA, mailing, SendKind.ADMIN, 0, List.of());
        core.database()
                .run(tx -> new SendingNews(core.notifications(), core.systemMails()).sent(tx, job));
        assertEquals(0, core.notifications().unread(ANNA).number());
    }

    @Test
    void aForgottenPauseIsToldOnce() throws Exception {
        int mailing = mailing("Paused");
        sending.world(ANNA, mailing, SendOptions.at(Instant.now().plus(Duration.ofDays(1))));
        sending.pause(ANNA, mailing);
        remind(Duration.ofMinutes(90));
        assertEquals(0, core.notifications().unread(ANNA).number());

        remind(Duration.ofHours(3));
        remind(Duration.ofHours(4));
        assertEquals(1, core.notifications().unread(ANNA).number());
        assertEquals(Kind.MAILING_PAUSED, newest().event().kind());
        assertEquals(List.of(3L), newest().event().numbers());
    }

    @Test
    void whatIsOnItsWayIsRunningAndWhatWaitsIsNot() {
        int mailing = mailing("On its way");
        int job = sending.world(ANNA, mailing, SendOptions.now());
        assertEquals(List.of(), names());
        sql("UPDATE maildrop_status_tbl SET genstatus = 2 WHERE status_id = ?", job);
        sql(
                "UPDATE mailing_tbl SET work_status = 'mailing.status.in-generation' WHERE"
                        + " mailing_id = ?",
                mailing);
        assertEquals(List.of("On its way"), names());
        assertEquals(List.of(), sending.running(Actor.system("stranger", 2)));
        sql(
                "UPDATE mailing_tbl SET work_status = 'mailing.status.sent' WHERE mailing_id = ?",
                mailing);
        assertEquals(List.of(), names());
    }

    @Test
    void aFailedJobIsToldToThoseWhoLookAfterTheServer() {
        JobFailures failures =
                ((JobFailures) (job, address, result) -> {}).andTo(core.notifications());
        core.database().run(tx -> failures.record(tx, 7, "DBCleaner"));
        assertEquals("DBCleaner", newest().event().subject());
        Actor marketer =
                new Actor(
                        Actor.Kind.USER,
                        6,
                        "bert",
                        1,
                        Set.of("mailing.show"),
                        Locale.ENGLISH,
                        ZoneOffset.UTC);
        assertEquals(0, core.notifications().unread(marketer).number());
    }

    private static void remind(Duration later) throws Exception {
        Clock clock = Clock.offset(Clock.systemUTC(), later);
        new PausedMailings(core.database(), core.notifications(), clock)
                .run(new JobContext(1, "", Map.of(), Optional.empty(), () -> false));
    }

    private static List<String> names() {
        return sending.running(ANNA).stream().map(RunningSending::name).toList();
    }

    private static Notification newest() {
        return core.notifications().list(ANNA, 0, 1).get(0);
    }

    private static int mailing(String name) {
        return core.mailings()
                .create(
                        SYSTEM,
                        MailingDraft.of(
                                name,
                                list,
                                EmailSettings.of(
                                        "Subject", NamedAddress.parse("News <a@b.example>"))));
    }

    private static void sql(String statement, Object... values) {
        core.database().run(tx -> tx.sql().execute(statement, values));
    }
}
