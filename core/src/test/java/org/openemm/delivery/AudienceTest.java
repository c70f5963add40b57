package org.openemm.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openemm.Core;
import org.openemm.InvalidInput;
import org.openemm.account.Actor;
import org.openemm.config.Home;
import org.openemm.content.NamedAddress;
import org.openemm.mailing.EmailSettings;
import org.openemm.mailing.MailingDraft;
import org.openemm.testsupport.TestDatabase;

/** Who gets a sending, and why all others do not. */
class AudienceTest {
    private static final Actor ACTOR = Actor.system("test", 1);
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

    @TempDir private Path folder;
    private TestDatabase database;
    private Core core;
    private int list;
    private int mailing;

    @BeforeEach
    void open() {
        database = TestDatabase.create();
        core = Core.open(database.dataSource(), new Home(folder), Clock.fixed(NOW, ZoneOffset.UTC));
        list = core.mailinglists().create(ACTOR, "Trial", "");
        mailing =
                core.mailings()
                        .create(
                                ACTOR,
                                MailingDraft.of(
                                        "Trial",
                                        list,
                                        EmailSettings.of(
                                                "Subject",
                                                NamedAddress.parse("News <n@sender.example>"))));
        sql(
                "INSERT INTO customer_1_tbl (customer_id, email, firstname) SELECT seq,"
                        + " CONCAT('r', seq, '@list.example'), 'Anna' FROM seq_1_to_40");
        sql(
                "INSERT INTO customer_1_binding_tbl (customer_id, mailinglist_id, user_type,"
                        + " user_status, mediatype) SELECT seq, ?, 'W', 1, 0 FROM seq_1_to_40",
                list);
    }

    @AfterEach
    void close() {
        core.close();
        database.close();
    }

    @Test
    void everybodyOnTheListIsARecipientOrIsLeftOutForOneReason() {
        status(1, 2);
        status(2, 3);
        status(3, 4);
        status(4, 5);
        status(5, 6);
        status(6, 7);
        type(7, "t");
        type(8, "A");
        sql("UPDATE customer_1_tbl SET firstname = 'Bert' WHERE customer_id IN (9, 10)");
        sql("INSERT INTO cust1_ban_tbl (email) VALUES ('R11@list.example'), ('r12@*')");
        bouncedElsewhere(13, "2026-11-01 00:00:00");
        bouncedElsewhere(14, "2026-01-01 00:00:00");
        sql("UPDATE customer_1_tbl SET email = 'R20@LIST.example' WHERE customer_id IN (21, 22)");
        sql("UPDATE mailing_tbl SET target_expression = ?", anna());
        parameters("remove_dups=\"true\"");

        Breakdown found = core.sendings().expected().breakdown(ACTOR, mailing);

        assertEquals(
                Map.ofEntries(
                        Map.entry(Exclusion.BOUNCED, 1L),
                        Map.entry(Exclusion.OPTED_OUT, 2L),
                        Map.entry(Exclusion.UNCONFIRMED, 1L),
                        Map.entry(Exclusion.BLOCKED_BEFORE, 1L),
                        Map.entry(Exclusion.SUSPENDED, 1L),
                        Map.entry(Exclusion.OTHER_TYPE, 1L),
                        Map.entry(Exclusion.TARGET_GROUPS, 2L),
                        Map.entry(Exclusion.BLOCKLIST, 2L),
                        Map.entry(Exclusion.BOUNCE_BLEED, 1L),
                        Map.entry(Exclusion.DUPLICATE, 2L)),
                found.excluded());
        assertEquals(40, found.onList());
        assertEquals(26, found.recipients());
        assertEquals(25, found.world());
        assertEquals(found.recipients(), count(SendKind.WORLD).total());
        assertEquals(found.world(), count(SendKind.WORLD).world());
        assertEquals(Map.of(Exclusion.MAXIMUM, 15L), onlyMaximum(found.limitedTo(10)));
        assertEquals(11, found.limitedTo(10).recipients());
        assertEquals(found, found.limitedTo(0));
    }

    @Test
    void whoBouncedOnAnotherListIsBookedOutOfThisOneBeforeASending() {
        bouncedElsewhere(13, "2026-11-01 00:00:00");
        bouncedElsewhere(14, "2026-01-01 00:00:00");

        assertEquals(1, bled());

        assertEquals(
                "2",
                value(
                        "SELECT user_status FROM customer_1_binding_tbl WHERE customer_id = 13 AND"
                                + " mailinglist_id = "
                                + list));
        assertTrue(
                value(
                                "SELECT user_remark FROM customer_1_binding_tbl WHERE customer_id ="
                                        + " 13 AND mailinglist_id = "
                                        + list)
                        .startsWith("bounce:bleed:"));
        info("bounce-bleed", "false");
        bouncedElsewhere(15, "2026-11-01 00:00:00");
        assertEquals(0, bled());
        assertEquals(39, count(SendKind.WORLD).total());
    }

    @Test
    void aFollowUpGoesToThoseWhoDidOrDidNotOpenOrClickTheOtherMailing() {
        int first = core.mailings().create(ACTOR, core.mailings().get(ACTOR, mailing).settings());
        sql("UPDATE mailing_tbl SET mailing_type = 3 WHERE mailing_id = ?", mailing);
        sql("UPDATE company_tbl SET mailtracking = 1");
        follow(first, "non-opener");
        assertThrows(
                InvalidInput.class, () -> core.sendings().expected().breakdown(ACTOR, mailing));

        sql(
                "INSERT INTO maildrop_status_tbl (status_id, company_id, mailing_id, status_field,"
                        + " genstatus) VALUES (77, 1, ?, 'W', 3)",
                first);
        sql(
                "INSERT INTO mailtrack_1_tbl (maildrop_status_id, customer_id, mailing_id,"
                        + " mediatype) SELECT 77, seq, ?, 0 FROM seq_1_to_10",
                first);
        sql(
                "INSERT INTO onepixellog_1_tbl (customer_id, mailing_id, company_id) VALUES (1, ?,"
                        + " 1), (2, ?, 1)",
                first,
                first);
        sql(
                "INSERT INTO rdirlog_1_tbl (customer_id, mailing_id, company_id, url_id) VALUES"
                        + " (2, ?, 1, 5), (3, ?, 1, 5)",
                first,
                first);

        assertEquals(7, recipients());
        follow(first, "opener");
        assertEquals(3, recipients());
        follow(first, "non-clicker");
        assertEquals(8, recipients());
        follow(first, "clicker");
        assertEquals(2, recipients());
        assertEquals(
                38L,
                core.sendings()
                        .expected()
                        .breakdown(ACTOR, mailing)
                        .excluded()
                        .get(Exclusion.FOLLOW_UP));
    }

    @Test
    void nobodyGetsMoreMailsADayThanTheCompanyAllows() {
        sql("UPDATE company_tbl SET mails_per_day = 'W:2;3;TZ:Pacific/Kiritimati'");
        MailsPerDay limit = run(tx -> MailsPerDay.of(tx, 1));
        // In Kiritimati it is already the 22nd.
        received(limit, SendKind.WORLD, 900, List.of(1L, 2L));
        received(limit, SendKind.WORLD, 901, List.of(2L));
        received(limit, SendKind.DATE_BASED, 902, List.of(3L));
        received(limit, SendKind.DATE_BASED, 903, List.of(3L));
        received(limit, SendKind.ACTION_BASED, 904, List.of(3L));
        assertEquals(38, recipients());

        sql("UPDATE company_tbl SET mails_per_day = 'W:2;3;TZ:Europe/Berlin'");
        assertEquals(40, recipients());
        sql("UPDATE company_tbl SET mails_per_day = 'nonsense;X:1;W:x;TZ:Nowhere'");
        assertEquals(40, recipients());
        assertEquals(
                new MailsPerDay(
                        Map.of(SendKind.WORLD, 2, SendKind.DATE_BASED, 1),
                        5,
                        ZoneId.of("Europe/Berlin")),
                MailsPerDay.parse("W:2;R:1;5;TZ:Europe/Berlin"));
    }

    @Test
    void anAdministratorsOwnConditionHoldsForOneMailingAKindOrAll() {
        info("fixed-target-clause[" + mailing + "]", "cust.customer_id > 10");
        info("fixed-target-clause-world", "cust.customer_id < 31");
        info("fixed-target-clause-date", "FALSE");

        assertEquals(20, recipients());
        assertEquals(
                20L,
                core.sendings()
                        .expected()
                        .breakdown(ACTOR, mailing)
                        .excluded()
                        .get(Exclusion.FIXED_CLAUSE));
    }

    @Test
    void aPartOfADividedListIsTakenAfterDuplicatesAreGone() {
        int half =
                Integer.parseInt(
                        value(
                                "SELECT target_id FROM dyn_target_tbl WHERE target_shortname ="
                                        + " '__listsplit_5050_1'"));
        sql("UPDATE mailing_tbl SET split_id = ?", half);
        long part = recipients();
        assertTrue(part > 0 && part < 40);
        assertEquals(
                40 - part,
                core.sendings()
                        .expected()
                        .breakdown(ACTOR, mailing)
                        .excluded()
                        .get(Exclusion.OTHER_PART));
    }

    @Test
    void anActionBasedMailGoesToWhomTheListAllowsIt() {
        status(2, 5);
        status(3, 4);
        sql("INSERT INTO cust1_ban_tbl (email) VALUES ('r4@list.example')");
        sql("INSERT INTO customer_1_tbl (customer_id, email) VALUES (50, 'x@other.example')");
        sql("UPDATE mailing_tbl SET mailing_type = 1, target_expression = ?", anna());
        sql("UPDATE customer_1_tbl SET firstname = 'Bert' WHERE customer_id = 1");
        List<Long> all = List.of(1L, 2L, 3L, 4L, 50L);

        assertEquals(1, event(all, Set.of(1), false));
        assertEquals(2, event(all, Set.of(1, 5), false));
        assertEquals(4, event(all, Set.of(1), true));
        info("campaign-enable-target-groups", "true");
        assertEquals(0, event(all, Set.of(1), false));
        info("force-sending", "true");
        assertEquals(2, event(all, Set.of(1), false));
    }

    private int bled() {
        return run(tx -> BounceBleed.endBindings(tx, 1, mailing, NOW));
    }

    private long event(List<Long> customers, Set<Integer> statuses, boolean forced) {
        return run(
                tx ->
                        Audience.ofEvent(
                                        tx,
                                        Expected.job(1, mailing, SendKind.ACTION_BASED, NOW),
                                        customers,
                                        statuses,
                                        forced,
                                        core.targets()::expressionSql)
                                .count(tx)
                                .total());
    }

    private long recipients() {
        return core.sendings().expected().breakdown(ACTOR, mailing).recipients();
    }

    private Audience.Count count(SendKind kind) {
        return run(
                tx ->
                        Audience.of(
                                        tx,
                                        Expected.job(1, mailing, kind, NOW),
                                        core.targets()::expressionSql)
                                .count(tx));
    }

    private static Map<Exclusion, Long> onlyMaximum(Breakdown breakdown) {
        return Map.of(Exclusion.MAXIMUM, breakdown.excluded().get(Exclusion.MAXIMUM));
    }

    private String anna() {
        sql(
                "INSERT INTO dyn_target_tbl (company_id, target_shortname, target_sql, eql) VALUES"
                        + " (1, 'Anna', 'cust.firstname = ''Anna''', '')");
        return value("SELECT MAX(target_id) FROM dyn_target_tbl");
    }

    private void bouncedElsewhere(int customer, String when) {
        sql(
                "INSERT INTO customer_1_binding_tbl (customer_id, mailinglist_id, user_type,"
                        + " user_status, mediatype, timestamp) VALUES (?, 1, 'W', 2, 0, ?)",
                customer,
                when);
    }

    private void received(MailsPerDay limit, SendKind kind, int job, List<Long> customers) {
        Maildrop sent =
                new Maildrop(
                        job,
                        1,
                        mailing,
                        kind,
                        GenerationStatus.FINISHED,
                        NOW,
                        NOW,
                        0,
                        0,
                        0,
                        0,
                        false);
        core.database().run(tx -> limit.count(tx, sent, customers));
    }

    private void follow(int other, String method) {
        parameters("followup_for=\"" + other + "\", followup_method=\"" + method + "\"");
    }

    private void parameters(String text) {
        sql("UPDATE mailing_mt_tbl SET param = ? WHERE mailing_id = ?", text, mailing);
    }

    private void status(int customer, int status) {
        sql(
                "UPDATE customer_1_binding_tbl SET user_status = ? WHERE customer_id = ?",
                status,
                customer);
    }

    private void type(int customer, String type) {
        sql(
                "UPDATE customer_1_binding_tbl SET user_type = ? WHERE customer_id = ?",
                type,
                customer);
    }

    private void info(String name, String value) {
        sql(
                "INSERT INTO company_info_tbl (company_id, cname, cvalue) VALUES (1, ?, ?)",
                name,
                value);
    }

    private void sql(String statement, Object... values) {
        core.database().run(tx -> tx.sql().execute(statement, values));
    }

    private String value(String query) {
        return run(tx -> tx.sql().createQuery(query).mapTo(String.class).one());
    }

    private <T> T run(org.openemm.database.Database.Work<T, RuntimeException> work) {
        return core.database().inTransaction(work);
    }
}
