package org.openemm.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openemm.Core;
import org.openemm.NotFound;
import org.openemm.NotPermitted;
import org.openemm.account.Actor;
import org.openemm.config.Home;
import org.openemm.job.Job;
import org.openemm.job.JobContext;
import org.openemm.statistics.MailingSummary.DeviceShare;
import org.openemm.statistics.MailingSummary.HourFigures;
import org.openemm.statistics.MailingSummary.LinkFigures;
import org.openemm.testsupport.TestDatabase;
import org.openemm.tracking.Tracking;

/**
 * Figures worked out by hand, from events that came in by signed addresses as readers send them.
 */
class MailingStatisticsTest {
    private static final String DESKTOP =
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/120.0"
                    + " Safari/537.36";
    private static final String PHONE =
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15"
                    + " Version/17.0 Mobile/15E148 Safari/604.1";
    private static final Instant TEN = Instant.parse("2026-10-01T10:00:00Z");
    private static final int MAILING = 2001;
    private static final int FOREIGN = 2002;
    private static final int QUIET = 2003;
    private static final int SHOP = 201;
    private static final int OFFER = 202;
    private static final int LEAVE = 203;
    private static final int DELETED_CLICKED = 204;

    private static final Actor READER =
            new Actor(
                    Actor.Kind.USER,
                    1,
                    "reader",
                    1,
                    Set.of("stats.mailing"),
                    Locale.ENGLISH,
                    ZoneOffset.UTC);

    @TempDir static Path folder;
    private static TestDatabase server;
    private static Core core;
    private static Instant now = TEN;
    private static MailingSummary summary;

    @BeforeAll
    static void aMailingWasSentOpenedAndClicked() throws IOException {
        server = TestDatabase.create();
        Files.createDirectories(folder.resolve("conf/keys"));
        Clock clock = InstantSource.system().withZone(ZoneOffset.UTC);
        core = Core.open(server.dataSource(), new Home(folder), clock);
        mailings();
        deliveries();
        readers();
        summary = core.mailingStatistics().summary(READER, MAILING);
    }

    @AfterAll
    static void close() {
        core.close();
        server.close();
    }

    @Test
    void mailsToAdminsAndTestersAreNotSentMails() {
        assertEquals(19, summary.sent());
        assertEquals(Map.of(0, 4L, 1, 15L), summary.sentByFormat());
    }

    @Test
    void deliveredIsWhatTheServersAccepted() {
        assertEquals(13, summary.delivered());
    }

    @Test
    void withoutMailTrackingDeliveredIsSentWithoutHardBounces() {
        sql("UPDATE company_tbl SET mailtracking = 0 WHERE company_id = 1");
        try {
            assertEquals(17, core.mailingStatistics().summary(READER, MAILING).delivered());
        } finally {
            sql("UPDATE company_tbl SET mailtracking = 1 WHERE company_id = 1");
        }
    }

    @Test
    void everyOpeningCountsOnceGrossAndEveryRecipientOnceNet() {
        assertEquals(15, summary.openingsGross());
        assertEquals(1, summary.openingsAnonymous());
        assertEquals(7, summary.openers());
    }

    @Test
    void anonymousClicksAreClicksButNoClickers() {
        assertEquals(9, summary.clicksGross());
        assertEquals(2, summary.clicksAnonymous());
        assertEquals(4, summary.clickers());
    }

    @Test
    void invisibleOpenersAreEstimatedFromClickersWithoutOpening() {
        // 3 of 7 openers clicked, one clicker has no opening: 7 * 1 / 3, rounded down.
        assertEquals(2, summary.invisibleOpeners());
        assertEquals(9, summary.openersTotal());
        assertEquals(Optional.of(9.0 / 13), summary.rate(summary.openersTotal()));
    }

    @Test
    void recipientsWithSeveralKindsOfDevicesAreMixed() {
        assertEquals(new DeviceShare(4, 2, 0, 0, 1), summary.openerDevices());
        assertEquals(new DeviceShare(2, 1, 0, 0, 1), summary.clickerDevices());
    }

    @Test
    void leavingCountsForTheMailingsOwnListOnly() {
        assertEquals(2, summary.optOuts());
    }

    @Test
    void aRecipientBouncesOncePerKind() {
        assertEquals(2, summary.hardBounces());
        assertEquals(1, summary.softBounces());
    }

    @Test
    void linksAreRankedAndDeletedOnesShownOnlyWhenClicked() {
        assertEquals(
                List.of(
                        new LinkFigures(SHOP, "Shop", "https://x.example/1", false, 5, 3, 1, 0),
                        new LinkFigures(OFFER, "Offer", "https://x.example/2", false, 3, 2, 1, 2),
                        new LinkFigures(
                                DELETED_CLICKED,
                                "https://x.example/4",
                                "https://x.example/4",
                                false,
                                1,
                                1,
                                0,
                                0),
                        new LinkFigures(LEAVE, "Leave", "https://x.example/3", true, 0, 0, 0, 0)),
                summary.links());
    }

    @Test
    void theCourseHasOneEntryPerHourWithEvents() {
        assertEquals(
                List.of(
                        new HourFigures(TEN, 9, 4, 0, 0),
                        new HourFigures(TEN.plus(Duration.ofHours(1)), 6, 3, 7, 3),
                        new HourFigures(TEN.plus(Duration.ofHours(30)), 0, 0, 2, 1)),
                summary.hours());
    }

    @Test
    void aMailingWithoutEventsHasZerosAndNoRates() {
        MailingSummary quiet = core.mailingStatistics().summary(READER, QUIET);

        assertEquals(0, quiet.sent());
        assertEquals(0, quiet.openersTotal());
        assertEquals(Optional.empty(), quiet.rate(0));
        assertTrue(quiet.links().isEmpty());
        assertTrue(quiet.hours().isEmpty());
        assertEquals(0, quiet.openerDevices().total());
    }

    @Test
    void ofAnIntervalMailingEachSendingToEachRecipientCounts() {
        sql(
                "INSERT INTO mailing_tbl (mailing_id, company_id, shortname, mailing_type,"
                        + " work_status) VALUES (2090, 1, 'Weekly', 4, 'mailing.status.active')",
                "INSERT INTO interval_track_1_tbl (customer_id, mailing_id, send_date) SELECT seq,"
                        + " 2090, NOW() FROM seq_21_to_23",
                "INSERT INTO interval_track_1_tbl (customer_id, mailing_id, send_date) VALUES (21,"
                        + " 2090, NOW() + INTERVAL 7 DAY)");

        assertEquals(4, core.mailingStatistics().summary(READER, 2090).sent());
    }

    @Test
    void mailingsOfOthersTemplatesAndDeletedOnesDoNotExist() {
        for (int id : new int[] {FOREIGN, 2004, 2005, 0, -1, Integer.MAX_VALUE}) {
            assertThrows(NotFound.class, () -> core.mailingStatistics().summary(READER, id));
        }
    }

    @Test
    void figuresNeedTheRight() {
        Actor blind =
                new Actor(
                        Actor.Kind.USER,
                        1,
                        "blind",
                        1,
                        Set.of("mailing.show"),
                        Locale.ENGLISH,
                        ZoneOffset.UTC);
        assertThrows(NotPermitted.class, () -> core.mailingStatistics().summary(blind, MAILING));
        assertThrows(NotPermitted.class, () -> core.mailingStatistics().sent(blind, "", 1, 10));
    }

    @Test
    void theOverviewHasSentMailingsOfTheOwnCompany() {
        SentMailing.Page page = core.mailingStatistics().sent(READER, "", 1, 10);

        assertEquals(1, page.total());
        assertEquals(
                new SentMailing(MAILING, "Autumn", "Readers", TEN, "mailing.status.sent", 19, 7, 4),
                page.rows().get(0));
        assertEquals(0, core.mailingStatistics().sent(READER, "%", 1, 10).total());
        assertEquals(1, core.mailingStatistics().sent(READER, "AUTUM", 1, 10).total());
    }

    @Test
    void theNightlyRecountNamesCountersThatDifferFromTheEvents() {
        // Two hours after the last event: three days back are all of them.
        Clock night = Clock.fixed(TEN.plus(Duration.ofHours(32)), ZoneOffset.UTC);
        RollupRecount recount = new RollupRecount(core.database(), core.settings(), night);
        assertEquals(Job.OK, run(recount));

        sql("UPDATE tracking_rollup_mailing_tbl SET openers = openers + 1 WHERE mailing_id = 2001");
        try {
            assertEquals(
                    "Counters differ from events: mailing 2001 openers: 8 kept, 7 counted",
                    run(recount));
        } finally {
            sql(
                    "UPDATE tracking_rollup_mailing_tbl SET openers = openers - 1 WHERE mailing_id"
                            + " = 2001");
        }
        assertEquals(Job.OK, run(recount));
    }

    @Test
    void theRecountIsInTheQueueOfANewInstallation() {
        List<String> interval =
                core.database()
                        .inTransaction(
                                tx ->
                                        tx.sql()
                                                .createQuery(
                                                        "SELECT `interval` FROM job_queue_tbl WHERE"
                                                                + " runclass = :name AND deleted ="
                                                                + " 0")
                                                .bind("name", RollupRecount.NAME)
                                                .mapTo(String.class)
                                                .list());
        assertEquals(List.of("0330"), interval);
    }

    private static String run(RollupRecount recount) {
        return recount.run(new JobContext(1, "recount", Map.of(), Optional.empty(), () -> false));
    }

    private static void mailings() {
        sql(
                "INSERT INTO mailinglist_tbl (mailinglist_id, company_id, shortname) VALUES (71, 1,"
                        + " 'Readers')",
                "INSERT INTO mailing_tbl (mailing_id, company_id, shortname, mailinglist_id,"
                    + " work_status, send_date, deleted, is_template) VALUES (2001, 1, 'Autumn',"
                    + " 71, 'mailing.status.sent', '2026-10-01 10:00:00', 0, 0), (2002, 2,"
                    + " 'Foreign', 71, 'mailing.status.sent', '2026-10-01 10:00:00', 0, 0), (2003,"
                    + " 1, 'Quiet', 71, 'mailing.status.new', NULL, 0, 0), (2004, 1, 'Deleted', 71,"
                    + " 'mailing.status.sent', NULL, 1, 0), (2005, 1, 'Template', 71,"
                    + " 'mailing.status.new', NULL, 0, 1)",
                "INSERT INTO rdir_url_tbl (url_id, mailing_id, company_id, full_url, shortname,"
                    + " admin_link, deleted) VALUES (201, 2001, 1, 'https://x.example/1', 'Shop',"
                    + " 0, 0), (202, 2001, 1, 'https://x.example/2', 'Offer', 0, 0), (203, 2001, 1,"
                    + " 'https://x.example/3', 'Leave', 1, 0), (204, 2001, 1,"
                    + " 'https://x.example/4', ' ', 0, 1), (205, 2001, 1, 'https://x.example/5',"
                    + " 'Gone', 0, 1)",
                "INSERT INTO customer_1_tbl (customer_id, email) SELECT seq, CONCAT(seq,"
                        + " '@x.example') FROM seq_1_to_30");
    }

    private static void deliveries() {
        sql(
                "INSERT INTO mailing_account_tbl (mailing_id, company_id, mailtype, no_of_mailings,"
                        + " no_of_bytes, status_field, timestamp) VALUES (2001, 1, 1, 10, 1, 'W',"
                        + " '2026-10-01 10:00:00'), (2001, 1, 1, 5, 1, 'W', '2026-10-01 10:05:00'),"
                        + " (2001, 1, 0, 4, 1, 'W', '2026-10-01 10:05:00'), (2001, 1, 1, 1, 1, 'A',"
                        + " '2026-09-30 09:00:00'), (2001, 1, 1, 2, 1, 'T', '2026-09-30 09:30:00'),"
                        + " (2002, 2, 1, 99, 1, 'W', '2026-10-01 10:00:00')",
                "INSERT INTO success_1_tbl (customer_id, mailing_id) SELECT seq, 2001 FROM"
                        + " seq_2_to_14",
                "INSERT INTO bounce_tbl (company_id, customer_id, mailing_id, detail, dsn) VALUES"
                    + " (1, 15, 2001, 511, 511), (1, 15, 2001, 512, 512), (1, 16, 2001, 510, 510),"
                    + " (1, 17, 2001, 420, 420), (1, 17, 2001, 420, 420), (2, 18, 2001, 511, 511),"
                    + " (1, 18, 2003, 511, 511)",
                "INSERT INTO customer_1_binding_tbl (customer_id, mailinglist_id, user_type,"
                    + " user_status, exit_mailing_id, mediatype) VALUES (3, 71, 'W', 4, 2001, 0),"
                    + " (4, 71, 'W', 3, 2001, 0), (5, 1, 'W', 4, 2001, 0), (6, 71, 'W', 2, 2001,"
                    + " 0), (7, 71, 'W', 4, 2003, 0)");
    }

    private static void readers() throws IOException {
        String secret =
                core.database()
                        .inTransaction(
                                tx ->
                                        tx.sql()
                                                .createQuery(
                                                        "SELECT secret_key FROM company_tbl WHERE"
                                                                + " company_id = 1")
                                                .mapTo(String.class)
                                                .one());
        Clock moving = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
        try (Tracking tracking =
                Tracking.open(
                        core.database(),
                        core.profileFields(),
                        new Home(folder),
                        moving,
                        Tracking.DURABILITY_WINDOW)) {
            Readers readers = new Readers(tracking, secret, MAILING);
            readers.open(2, DESKTOP, DESKTOP, PHONE);
            readers.open(3, DESKTOP);
            readers.open(5, DESKTOP, DESKTOP);
            readers.open(7, PHONE);
            readers.open(Readers.NOBODY, DESKTOP);
            readers.preview(8);
            // One more by somebody who opened before: no new opener.
            readers.open(3, DESKTOP);
            now = TEN.plus(Duration.ofMinutes(70));
            readers.open(9, PHONE, PHONE, PHONE, PHONE);
            readers.open(16, DESKTOP);
            readers.open(25, DESKTOP);
            readers.click(2, SHOP, DESKTOP);
            readers.click(2, SHOP, DESKTOP);
            readers.click(2, OFFER, PHONE);
            readers.click(3, SHOP, DESKTOP);
            readers.click(9, OFFER, PHONE);
            readers.click(Readers.NOBODY, SHOP, DESKTOP);
            readers.click(Readers.NOBODY, OFFER, DESKTOP);
            now = TEN.plus(Duration.ofHours(30));
            readers.click(10, SHOP, DESKTOP);
            readers.click(10, DELETED_CLICKED, DESKTOP);
            awaitClicks(9);
        }
    }

    private static void awaitClicks(long clicks) {
        long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (core.mailingStatistics().summary(READER, MAILING).clicksGross() < clicks) {
            assertTrue(System.nanoTime() < deadline, "the events did not reach the database");
            LockSupport.parkNanos(5_000_000);
        }
    }

    private static void sql(String... statements) {
        core.database()
                .run(
                        tx -> {
                            for (String statement : statements) {
                                tx.sql().execute(statement);
                            }
                        });
    }
}
