package org.openemm.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openemm.Core;
import org.openemm.NotFound;
import org.openemm.account.Actor;
import org.openemm.config.Home;
import org.openemm.content.NamedAddress;
import org.openemm.mailing.EmailSettings;
import org.openemm.mailing.MailingDraft;
import org.openemm.testsupport.TestDatabase;

/** What people are told before they send. */
class ForecastsTest {
    private static final Actor ACTOR = Actor.system("test", 1);
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

    @TempDir private Path folder;
    private TestDatabase database;
    private Core core;
    private int mailing;

    @BeforeEach
    void open() {
        database = TestDatabase.create();
        core = Core.open(database.dataSource(), new Home(folder), Clock.fixed(NOW, ZoneOffset.UTC));
        int list = core.mailinglists().create(ACTOR, "Trial", "");
        mailing =
                core.mailings()
                        .create(
                                ACTOR,
                                MailingDraft.of(
                                        "Trial",
                                        list,
                                        EmailSettings.of(
                                                "Hello [agnFIRSTNAME]",
                                                NamedAddress.parse("News <n@sender.example>"))));
        core.mailingContents()
                .save(
                        ACTOR,
                        mailing,
                        "<p>[agnFIRSTNAME] [agnLASTNAME]</p>",
                        "[agnFIRSTNAME]",
                        null);
        sql(
                "INSERT INTO customer_1_tbl (customer_id, email, firstname, lastname, mailtype)"
                        + " SELECT seq, CONCAT('r', seq, '@list.example'), IF(seq = 4, ' ',"
                        + " REPEAT('x', seq)), 'Known', IF(seq < 6, 0, 1) FROM seq_1_to_12");
        sql(
                "INSERT INTO customer_1_binding_tbl (customer_id, mailinglist_id, user_type,"
                        + " user_status, mediatype) SELECT seq, ?, 'W', IF(seq > 10, 4, 1), 0 FROM"
                        + " seq_1_to_12",
                list);
    }

    @AfterEach
    void close() {
        core.close();
        database.close();
    }

    @Test
    void sizeAndMissingValuesAreThoseOfRealRecipients() {
        Forecast forecast = forecast(ACTOR, SendOptions.now());

        assertEquals(10, forecast.recipients().recipients());
        assertEquals(Map.of(Exclusion.OPTED_OUT, 2L), forecast.recipients().excluded());
        assertEquals(10, forecast.sample().mails());
        assertTrue(forecast.sample().smallest() > 400, "" + forecast.sample());
        assertTrue(
                forecast.sample().largest() > forecast.sample().smallest() + 300,
                "HTML with text is bigger than text alone: " + forecast.sample());
        assertEquals(1, forecast.sample().gaps().size());
        Forecast.Gap gap = forecast.sample().gaps().get(0);
        assertEquals(1, gap.recipients());
        assertEquals(List.of("r4@list.example"), gap.examples());
    }

    @Test
    void addressesAreShownOnlyToThoseWhoMaySeeRecipients() {
        Actor planner =
                new Actor(
                        Actor.Kind.USER,
                        5,
                        "planner",
                        1,
                        Set.of("mailing.show"),
                        Locale.ENGLISH,
                        ZoneOffset.UTC);

        assertEquals(
                List.of(), forecast(planner, SendOptions.now()).sample().gaps().get(0).examples());
        assertThrows(
                NotFound.class,
                () ->
                        core.sendings()
                                .forecasts()
                                .of(Actor.system("other", 2), mailing, SendOptions.now()));
    }

    @Test
    void theDurationComesFromEarlierSendingsAndTheLimitPerHour() {
        assertNull(forecast(ACTOR, SendOptions.now()).duration());
        assertEquals(
                Duration.ofMinutes(45),
                Forecasts.duration(
                        new Breakdown(1000, Map.of(), 1000, 1000),
                        SendOptions.now().withSpeed(MailsPerHour.UP_TO_1000),
                        0,
                        0));

        sql(
                "INSERT INTO maildrop_status_tbl (status_id, company_id, mailing_id, status_field,"
                        + " genstatus, genchange) VALUES (50, 1, 7, 'W', 3, '2026-11-01 10:00:00'),"
                        + " (51, 1, 8, 'W', 3, '2026-11-01 10:00:00')");
        sql(
                "INSERT INTO mailing_account_tbl (company_id, mailing_id, maildrop_id,"
                        + " no_of_mailings, status_field, timestamp) VALUES (1, 7, 50, 5000, 'W',"
                        + " '2026-11-01 10:30:00'), (1, 7, 50, 5000, 'W', '2026-11-01 11:00:00'),"
                        + " (1, 8, 51, 10, 'W', '2026-11-01 20:00:00')");

        Forecast measured = forecast(ACTOR, SendOptions.now());
        assertEquals(10_000, measured.perHour());
        assertEquals(Duration.ofMillis(3600), measured.duration());
    }

    @Test
    void blindCopiesAreMailsThatTakeTheirTime() {
        Breakdown thousand = new Breakdown(1000, Map.of(), 1000, 1000);
        assertEquals(
                Duration.ofMinutes(18), Forecasts.duration(thousand, SendOptions.now(), 10_000, 2));

        sql(
                "INSERT INTO maildrop_status_tbl (status_id, company_id, mailing_id, status_field,"
                    + " genstatus, genchange) VALUES (50, 1, 7, 'W', 3, '2026-11-01 10:00:00')");
        sql(
                "INSERT INTO mailing_account_tbl (mailing_account_id, company_id, mailing_id,"
                        + " maildrop_id, no_of_mailings, status_field, timestamp) VALUES (90, 1, 7,"
                        + " 50, 5000, 'W', '2026-11-01 11:00:00')");
        sql(
                "INSERT INTO bcc_mailing_account_tbl (mailing_account_id, no_of_mailings) VALUES"
                        + " (90, 10000)");

        assertEquals(15_000, forecast(ACTOR, SendOptions.now()).perHour());
    }

    @Test
    void amongAMaximumOnlySoManyGetIt() {
        Breakdown limited = forecast(ACTOR, SendOptions.now().withMaxRecipients(3)).recipients();

        assertEquals(3, limited.recipients());
        assertEquals(7L, limited.excluded().get(Exclusion.MAXIMUM));
        assertEquals(
                limited.onList(),
                limited.recipients()
                        + limited.excluded().values().stream().mapToLong(n -> n).sum());
    }

    private Forecast forecast(Actor actor, SendOptions options) {
        return core.sendings().forecasts().of(actor, mailing, options);
    }

    private void sql(String statement, Object... values) {
        core.database().run(tx -> tx.sql().execute(statement, values));
    }
}
