package org.openemm.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openemm.account.Actor;
import org.openemm.recipient.RecipientTestBase;
import org.openemm.route.Rates;
import org.openemm.route.RouteDraft;
import org.openemm.route.Security;

class AttentionTest extends RecipientTestBase {
    private static final Actor ALL =
            user(
                    "mailing.show",
                    "stats.mailing",
                    "wizard.importclassic",
                    "server.status",
                    "recipient.show",
                    "mailinglist.show");

    @BeforeEach
    void nothingHasHappened() {
        for (String table :
                List.of(
                        "maildrop_status_tbl",
                        "serverprio_tbl",
                        "delivery_wait_tbl",
                        "delivery_host_tbl",
                        "bounce_tbl",
                        "mailing_account_tbl",
                        "mailing_account_sum_tbl",
                        "mailing_mt_tbl",
                        "mailing_tbl",
                        "recipient_import_tbl")) {
            execute("DELETE FROM " + table);
        }
        execute("UPDATE job_queue_tbl SET lastresult = 'OK', running = 0");
    }

    @Test
    void allIsWellAtFirst() {
        assertEquals(List.of(), concerns(ALL));
    }

    @Test
    void aFailedJobIsToldWithItsReasonToThoseWhoLookAfterTheSystem() {
        execute(
                "UPDATE job_queue_tbl SET lastresult = 'No space left', startaftererror = 0 WHERE"
                        + " description = 'DBCleaner'");

        Concern concern = core.dashboard().attention().of(ALL).get(0);
        assertEquals(Concern.Kind.JOB_FAILED, concern.kind());
        assertEquals("No space left", concern.detail());
        assertEquals(null, concern.when());
        assertEquals(List.of(), concerns(user("mailing.show", "stats.mailing")));
    }

    @Test
    void aPausedMailingIsTold() {
        mailing(11, "Paused", "mailing.status.sending");
        job(11, 3);
        execute("INSERT INTO serverprio_tbl (company_id, mailing_id, priority) VALUES (0, 11, 0)");

        assertEquals(List.of("PAUSED Paused"), concerns(ALL));
        assertEquals(List.of(), concerns(user("stats.mailing")));
    }

    @Test
    void mailsThatWaitAreToldWithTheReason() {
        mailing(12, "Waiting", "mailing.status.sending");
        job(12, 3);
        execute(
                "INSERT INTO delivery_wait_tbl (hostname, mailing_id, company_id, reason, answer)"
                        + " VALUES ('a', 12, 1, 'route', 'No route to host')");
        assertEquals(List.of(), concerns(ALL), "that backend was killed");
        execute("INSERT INTO delivery_host_tbl (hostname) VALUES ('a')");

        assertEquals(List.of("WAITING Waiting"), concerns(ALL));
        assertEquals("No route to host", core.dashboard().attention().of(ALL).get(0).detail());
    }

    @Test
    void aSenderWithoutSignatureIsToldAsSoonAsMailsLeave() {
        mailing(14, "Unsigned", "mailing.status.new");
        execute(
                "INSERT INTO mailing_mt_tbl (mailing_id, mediatype, priority, status, param) VALUES"
                        + " (14, 0, 1, 2, 'from=\"News <news@unsigned.example>\", subject=\"x\"')");
        execute("UPDATE mailing_tbl SET plan_date = '%s'".formatted(sqlNow()));
        assertEquals(List.of(), concerns(ALL));

        Actor system = Actor.system("test", 1);
        int route =
                core.dispatch()
                        .routes()
                        .create(
                                system,
                                new RouteDraft(
                                        "Relay",
                                        "relay.example",
                                        25,
                                        Security.NONE,
                                        true,
                                        "",
                                        "",
                                        "",
                                        2,
                                        1,
                                        Rates.UNLIMITED,
                                        120));
        try {
            assertEquals(List.of("UNSIGNED unsigned.example"), concerns(ALL));
        } finally {
            core.dispatch().routes().delete(system, route);
        }
    }

    private static String sqlNow() {
        return java.sql.Timestamp.from(core.clock().instant()).toString();
    }

    @Test
    void aScheduledMailingThatCannotBeSentIsTold() {
        mailing(13, "Without anything", "mailing.status.scheduled");
        job(13, 0);

        assertEquals(List.of("UNSENDABLE Without anything"), concerns(ALL));
    }

    @Test
    void moreBouncesThanUsualAreTold() {
        for (int id = 21; id <= 23; id++) {
            sent(id, "Mailing " + id, 1000, "2026-11-%02d 08:00:00".formatted(id - 10));
        }
        // One of a hundred is usual, then three of a hundred bounce.
        bounces(21, 10);
        bounces(22, 10);
        bounces(23, 30);

        List<Concern> concerns = core.dashboard().attention().of(ALL);
        assertEquals(List.of("BOUNCES Mailing 23"), concerns(ALL));
        assertEquals(0.03, concerns.get(0).share(), 1e-9);
        assertEquals(0.01, concerns.get(0).usual(), 1e-9);

        execute("DELETE FROM bounce_tbl WHERE mailing_id = 23 AND customer_id > 20");
        assertEquals(List.of(), concerns(ALL));
    }

    @Test
    void aFewMailsSayNothingAboutBounces() {
        sent(24, "Small", 50, "2026-11-20 08:00:00");
        bounces(24, 30);
        assertEquals(List.of(), concerns(ALL));
    }

    @Test
    void anImportThatFailedOrWaitsIsToldForAWeek() {
        importing("failed.csv", "FAILED", "2026-11-20 10:00:00");
        importing("checked.csv", "CHECKED", "2026-11-20 11:00:00");
        importing("old.csv", "FAILED", "2026-11-10 10:00:00");
        importing("done.csv", "DONE", "2026-11-20 10:00:00");

        assertEquals(
                List.of("IMPORT_FAILED failed.csv", "IMPORT_WAITING checked.csv"), concerns(ALL));
        assertEquals(List.of(), concerns(user("mailing.show")));
    }

    @Test
    void whatHappensInAnotherCompanyIsNotTold() {
        mailing(31, "Paused", "mailing.status.sending");
        job(31, 3);
        execute("INSERT INTO serverprio_tbl (company_id, mailing_id, priority) VALUES (0, 31, 0)");

        assertEquals(List.of(), core.dashboard().attention().of(otto));
    }

    @Test
    void theFirstStepsAreGoneOnceAMailingIsSent() {
        execute("DELETE FROM customer_1_binding_tbl");
        List<FirstSteps.State> steps = core.dashboard().firstSteps().of(ALL);
        assertEquals(5, steps.size());
        assertTrue(steps.stream().noneMatch(FirstSteps.State::done));

        mailing(41, "First", "mailing.status.new");
        assertEquals(
                2,
                core.dashboard().firstSteps().of(ALL).stream()
                        .filter(FirstSteps.State::done)
                        .count());
        job(41, 3);
        assertEquals(List.of(), core.dashboard().firstSteps().of(ALL));
    }

    private static List<String> concerns(Actor actor) {
        return core.dashboard().attention().of(actor).stream()
                .map(concern -> concern.kind() + " " + concern.subject())
                .toList();
    }

    private static void mailing(int id, String name, String status) {
        execute(
                ("INSERT INTO mailing_tbl (mailing_id, company_id, shortname, mailinglist_id,"
                                + " work_status, deleted, is_template) VALUES (%d, 1, '%s', 1,"
                                + " '%s', 0, 0)")
                        .formatted(id, name, status));
    }

    private static void job(int mailing, int status) {
        execute(
                ("INSERT INTO maildrop_status_tbl (company_id, mailing_id, status_field, genstatus,"
                                + " senddate) VALUES (1, %d, 'W', %d, '2026-11-21 12:00:00')")
                        .formatted(mailing, status));
    }

    private static void sent(int id, String name, int mails, String when) {
        mailing(id, name, "mailing.status.sent");
        execute(
                ("INSERT INTO mailing_account_tbl (mailing_id, company_id, mailtype,"
                                + " no_of_mailings, no_of_bytes, status_field, timestamp) VALUES"
                                + " (%d, 1, 1, %d, 1, 'W', '%s')")
                        .formatted(id, mails, when));
    }

    private static void bounces(int mailing, int number) {
        execute(
                ("INSERT INTO bounce_tbl (company_id, customer_id, mailing_id, detail, dsn) SELECT"
                                + " 1, seq, %d, 511, 511 FROM seq_1_to_%d")
                        .formatted(mailing, number));
    }

    private static void importing(String name, String state, String changed) {
        long id =
                core.imports()
                        .upload(
                                ALL,
                                name,
                                new ByteArrayInputStream(
                                        "email\na@x.example\n".getBytes(StandardCharsets.UTF_8)));
        execute(
                "UPDATE recipient_import_tbl SET state = '%s', change_date = '%s' WHERE import_id = %d"
                        .formatted(state, changed, id));
    }

    private static Actor user(String... rights) {
        return new Actor(
                Actor.Kind.USER, 1, "anna", 1, Set.of(rights), Locale.ENGLISH, ZoneOffset.UTC);
    }
}
