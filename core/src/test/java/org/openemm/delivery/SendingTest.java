package org.openemm.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openemm.Core;
import org.openemm.InvalidInput;
import org.openemm.NotFound;
import org.openemm.NotPermitted;
import org.openemm.account.Actor;
import org.openemm.config.Home;
import org.openemm.content.NamedAddress;
import org.openemm.mailing.EmailSettings;
import org.openemm.mailing.MailingDraft;
import org.openemm.testsupport.TestDatabase;

/** Without a merger that answers: jobs wait for the scheduler. */
class SendingTest {
    private static final Actor ACTOR = Actor.system("test", 1);

    @TempDir private static Path folder;
    private static TestDatabase database;
    private static Core core;
    private static Sending sending;
    private static int list;

    @BeforeAll
    static void open() {
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
        list = core.mailinglists().create(ACTOR, "Trial", "");
        sql(
                "INSERT INTO customer_1_tbl (customer_id, email, firstname) VALUES (1,"
                        + " 'a@b.example', 'Anna'), (2, 'x_y@b.example', 'a:b?<c>'), (3,"
                        + " 'xzy@b.example', NULL)");
        sql(
                "INSERT INTO customer_1_binding_tbl (customer_id, mailinglist_id, user_type,"
                    + " user_status, mediatype) VALUES (1, ?, 'W', 1, 0), (2, ?, 'T', 1, 0), (3, ?,"
                    + " 't', 1, 0)",
                list,
                list,
                list);
    }

    @AfterAll
    static void close() {
        core.close();
        database.close();
    }

    @Test
    void aMailingOfTheNextHourIsReadyAtOnceAndOneOfNextWeekIsScheduled() {
        int soon = mailing();
        int later = mailing();
        Instant nextWeek = Instant.now().plus(Duration.ofDays(7));

        Maildrop now = job(sending.world(ACTOR, soon, SendOptions.now()));
        Maildrop scheduled = job(sending.world(ACTOR, later, SendOptions.at(nextWeek)));

        assertEquals(GenerationStatus.READY, now.status());
        assertEquals(GenerationStatus.SCHEDULED, scheduled.status());
        assertEquals(
                Duration.ofMinutes(60),
                Duration.between(scheduled.generateAt(), scheduled.sendAt()));
        assertEquals(Distribution.SCHEDULED, sending.progress(ACTOR, later).distribution());
    }

    @Test
    void aCancelledPlanCanBeMadeAgainWithTheSameJob() {
        int mailing = mailing();
        SendOptions plan = SendOptions.at(Instant.now().plus(Duration.ofDays(2)));
        int first = sending.world(ACTOR, mailing, plan);
        assertThrows(InvalidInput.class, () -> sending.world(ACTOR, mailing, plan));

        sending.stop(ACTOR, mailing);
        assertEquals(Distribution.NOT_SENT, sending.progress(ACTOR, mailing).distribution());
        assertThrows(InvalidInput.class, () -> sending.stop(ACTOR, mailing));
        int second = sending.world(ACTOR, mailing, plan.withSpeed(MailsPerHour.UP_TO_5000));

        assertEquals(first, second);
        assertEquals(1250, job(second).blockSize());
        assertEquals(15, job(second).stepMinutes());
    }

    @Test
    void badInputChangesNothing() {
        int mailing = mailing();
        for (SendOptions wrong :
                List.of(
                        SendOptions.at(Instant.now().minus(Duration.ofMinutes(10))),
                        new SendOptions(null, -1, 0, 0),
                        new SendOptions(null, 0, -1, 0),
                        SendOptions.now().withMaxRecipients(-1))) {
            assertThrows(InvalidInput.class, () -> sending.world(ACTOR, mailing, wrong));
        }
        assertThrows(NotFound.class, () -> sending.world(ACTOR, 987654, SendOptions.now()));
        assertEquals(Distribution.NOT_SENT, sending.progress(ACTOR, mailing).distribution());
    }

    @Test
    void onlyNormalMailingsAreSentToAList() {
        int mailing = mailing();
        sql("UPDATE mailing_tbl SET mailing_type = 2 WHERE mailing_id = ?", mailing);

        assertThrows(InvalidInput.class, () -> sending.world(ACTOR, mailing, SendOptions.now()));
    }

    @Test
    void aTrialForHalfTheListIsRefused() {
        int other = core.mailinglists().create(ACTOR, "Everybody a tester", "");
        sql(
                "INSERT INTO customer_1_tbl (customer_id, email) SELECT 1000 + seq, CONCAT('t',"
                        + " seq, '@b.example') FROM seq_1_to_26");
        sql(
                "INSERT INTO customer_1_binding_tbl (customer_id, mailinglist_id, user_type,"
                    + " user_status, mediatype) SELECT 1000 + seq, ?, 'T', 1, 0 FROM seq_1_to_26",
                other);
        int mailing = mailing();
        sql("UPDATE mailing_tbl SET mailinglist_id = ? WHERE mailing_id = ?", other, mailing);

        assertThrows(InvalidInput.class, () -> sending.test(ACTOR, mailing));
        assertTrue(sending.admin(ACTOR, mailing) > 0);
    }

    @Test
    void anotherCompanyAndAPersonWithoutTheRightGetNothing() {
        int mailing = mailing();
        Actor stranger = Actor.system("test", 2);
        Actor reader =
                new Actor(
                        Actor.Kind.USER, 5, "reader", 1, Set.of(), Locale.ENGLISH, ZoneOffset.UTC);

        assertThrows(NotFound.class, () -> sending.world(stranger, mailing, SendOptions.now()));
        assertThrows(NotFound.class, () -> sending.admin(stranger, mailing));
        assertThrows(NotFound.class, () -> sending.pause(stranger, mailing));
        assertThrows(NotFound.class, () -> sending.progress(stranger, mailing));
        assertThrows(NotPermitted.class, () -> sending.world(reader, mailing, SendOptions.now()));
        assertThrows(NotPermitted.class, () -> sending.test(reader, mailing));
        assertThrows(NotPermitted.class, () -> sending.stop(reader, mailing));
    }

    @Test
    void aFailedCheckLeavesTheMailingAsItIs() {
        int mailing = mailing();
        Sending strict =
                new Sending(
                        core.database(),
                        core.activityLog(),
                        core.settings(),
                        new MergerClient("127.0.0.1", 1),
                        (tx, actor, id) -> {
                            throw new InvalidInput("content", "wrong");
                        },
                        Clock.systemUTC());

        assertThrows(InvalidInput.class, () -> strict.world(ACTOR, mailing, SendOptions.now()));
        assertEquals(Distribution.NOT_SENT, strict.progress(ACTOR, mailing).distribution());
    }

    @Test
    void typesOfRecipientsAreToldApartByCase() {
        int mailing = mailing();
        Maildrop world = job(sending.world(ACTOR, mailing, SendOptions.now()));
        Maildrop test = job(sending.test(ACTOR, mailing));

        assertEquals(new Audience.Count(2, 1), count(world, ""));
        assertEquals(new Audience.Count(2, 0), count(test, ""));
    }

    @Test
    void textInTargetGroupsIsNeverAPlaceholder() {
        int mailing = mailing();
        sql("UPDATE mailing_tbl SET target_expression = '1' WHERE mailing_id = ?", mailing);
        Maildrop world = job(sending.world(ACTOR, mailing, SendOptions.now()));

        assertEquals(1, count(world, "cust.firstname = 'a:b?<c>'").total());
        assertEquals(0, count(world, "cust.firstname = 'a:list?<list>'").total());
    }

    @Test
    void anUnderscoreOnTheBlocklistIsNoPattern() {
        Maildrop world = job(sending.world(ACTOR, mailing(), SendOptions.now()));
        sql("INSERT INTO cust1_ban_tbl (email) VALUES ('x_y@*')");

        assertEquals(1, count(world, "").total());
        core.database()
                .run(
                        tx ->
                                assertEquals(
                                        1,
                                        Blocked.endBindings(
                                                tx, 1, world.mailingId(), Instant.now())));
        sql("DELETE FROM cust1_ban_tbl");
        sql("UPDATE customer_1_binding_tbl SET user_status = 1");
        assertTrue(count(world, "").total() > 1);
    }

    private static Audience.Count count(Maildrop job, String targetSql) {
        return core.database()
                .inTransaction(
                        tx ->
                                Audience.of(tx, job, (t, company, expression) -> targetSql)
                                        .count(tx));
    }

    private static Maildrop job(int statusId) {
        return sending.job(ACTOR, statusId).orElseThrow();
    }

    private static int mailing() {
        return core.mailings()
                .create(
                        ACTOR,
                        MailingDraft.of(
                                "Mailing",
                                list,
                                EmailSettings.of(
                                        "Subject", NamedAddress.parse("News <a@b.example>"))));
    }

    private static void sql(String statement, Object... values) {
        core.database().run(tx -> tx.sql().execute(statement, values));
    }
}
