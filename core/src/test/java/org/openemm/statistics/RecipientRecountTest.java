package org.openemm.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openemm.account.Actor;
import org.openemm.job.Job;
import org.openemm.job.JobContext;
import org.openemm.recipient.BindingStatus;
import org.openemm.recipient.RecipientTestBase;
import org.openemm.target.TargetDraft;

/** Figures that were counted ahead say the same as those counted on demand. */
class RecipientRecountTest extends RecipientTestBase {
    private static final int PEOPLE = 900;
    private RecipientStatistics statistics;
    private int news;
    private int shop;

    @BeforeEach
    void manyPeopleInTwoLists() {
        for (String table :
                List.of(
                        "customer_1_binding_tbl",
                        "hst_customer_1_binding_tbl",
                        "customer_1_tbl",
                        "recipient_rollup_tbl",
                        "recipient_rollup_state_tbl")) {
            execute("DELETE FROM " + table);
        }
        execute("DELETE FROM mailinglist_tbl WHERE mailinglist_id > 1");
        news = core.mailinglists().create(ANNA, "News", "");
        shop = core.mailinglists().create(ANNA, "Shop", "");
        execute(
                """
                INSERT INTO customer_1_tbl (customer_id, email, gender, mailtype)
                SELECT seq, CONCAT('p', seq, '@d', seq % 83, IF(seq % 4, '.Example', '.test')), seq % 3, seq % 2 FROM seq_1_to_900
                """);
        execute(
                """
                INSERT INTO customer_1_binding_tbl
                       (customer_id, mailinglist_id, user_type, user_status, creation_date, timestamp, user_remark)
                SELECT seq, IF(seq %% 2, %1$d, %2$d), IF(seq %% 50, 'W', 'T'), IF(seq %% 9, 1, 1 + seq %% 7), '2026-11-01', '2026-11-01',
                       CONCAT('because ', seq %% 97)
                  FROM seq_1_to_900
                 UNION ALL
                SELECT seq, IF(seq %% 2, %2$d, %1$d), 'w', 4, '2026-11-01', '2026-11-01', NULL FROM seq_1_to_300
                """
                        .formatted(news, shop));
        statistics =
                new RecipientStatistics(
                        core.database(),
                        core.counted(),
                        core.targets(),
                        core.profileFields(),
                        new ListGrowth(core.database(), core.clock()));
    }

    @Test
    void figuresThatWereCountedAheadAreThoseCountedOnDemand() {
        Actor limited =
                new Actor(
                        Actor.Kind.USER,
                        9,
                        "limited",
                        1,
                        Set.of("stats.mailing", "stats.domains"),
                        Locale.ENGLISH,
                        ZoneOffset.UTC,
                        Set.of(news));
        List<Object> onDemand = figures(limited);
        assertEquals(Optional.empty(), statistics.countedAt(ANNA, new RecipientChoice(0, 0)));

        recount(NOW, 1);

        assertEquals(Optional.of(NOW), statistics.countedAt(ANNA, new RecipientChoice(0, 0)));
        assertEquals(onDemand, figures(limited));
        // Proof that nobody is counted any more.
        execute("DELETE FROM customer_1_binding_tbl WHERE customer_id > 10");
        assertEquals(onDemand.subList(0, 2), figures(limited).subList(0, 2));
    }

    private List<Object> figures(Actor limited) {
        List<Object> figures = new ArrayList<>();
        for (int list : new int[] {0, news, shop}) {
            RecipientChoice choice = new RecipientChoice(list, 0);
            figures.add(statistics.statuses(ANNA, choice));
            figures.add(statistics.remarks(ANNA, choice, 40));
            figures.add(statistics.formats(ANNA, choice));
            figures.add(statistics.genders(ANNA, choice));
            figures.add(statistics.domains(ANNA, choice, false, 50));
            figures.add(statistics.domains(ANNA, choice, true, 5));
        }
        figures.add(statistics.statuses(limited, new RecipientChoice(0, 0)));
        figures.add(statistics.genders(limited, new RecipientChoice(0, 0)));
        return figures;
    }

    @Test
    void aTargetGroupAndANewListAreCountedOnDemand() {
        recount(NOW, 1);
        int women =
                core.targets().save(ANNA, new TargetDraft(0, "Women", "", "`gender` = 1", false));
        int fresh = core.mailinglists().create(ANNA, "Fresh", "");
        execute(
                "UPDATE customer_1_binding_tbl SET mailinglist_id = "
                        + fresh
                        + " WHERE mailinglist_id = "
                        + news);

        assertEquals(Map.of(), statistics.statuses(ANNA, new RecipientChoice(news, women)));
        assertTrue(
                statistics.statuses(ANNA, new RecipientChoice(fresh, 0)).get(BindingStatus.ACTIVE)
                        > 300);
        assertEquals(Optional.empty(), statistics.countedAt(ANNA, new RecipientChoice(0, women)));
        assertEquals(Optional.empty(), statistics.countedAt(ANNA, new RecipientChoice(fresh, 0)));
        assertEquals(Optional.of(NOW), statistics.countedAt(ANNA, new RecipientChoice(news, 0)));
    }

    @Test
    void onlyManyRecipientsAreCountedAhead() {
        recount(NOW, 1);
        assertTrue(rows() > 100);
        execute("UPDATE recipient_rollup_state_tbl SET stamp = 'old'");
        recount(NOW.plusSeconds(1), 5_000);
        assertEquals(0, rows());
        assertEquals(Optional.empty(), statistics.countedAt(ANNA, new RecipientChoice(0, 0)));
    }

    @Test
    void countingAnewIsForChangesAndNeverTakesMoreThanAFractionOfTheTime() {
        recount(NOW, 1);
        recount(NOW.plusSeconds(60), 1);
        assertEquals(NOW, counted());
        execute(
                "UPDATE customer_1_binding_tbl SET user_status = 4, timestamp = '2026-11-21"
                        + " 10:02:00' WHERE customer_id = 1");
        execute("UPDATE recipient_rollup_state_tbl SET took_ms = 5000");
        recount(NOW.plusSeconds(240), 1);
        assertEquals(NOW, counted());
        recount(NOW.plusSeconds(300), 1);
        assertEquals(NOW.plusSeconds(300), counted());
        recount(NOW.plus(Duration.ofMinutes(64)), 1);
        assertEquals(NOW.plusSeconds(300), counted());
        recount(NOW.plus(Duration.ofMinutes(65)), 1);
        assertEquals(NOW.plus(Duration.ofMinutes(65)), counted());
    }

    @Test
    void thePageReadsFewRowsAndSizesComeFromAnIndexAlone() {
        recount(NOW, 1);
        execute("ANALYZE TABLE recipient_rollup_tbl, customer_1_binding_tbl");
        String read =
                explain(
                        RolledUp.READ
                                .replace(":company", "1")
                                .replace("<lists>", String.valueOf(news))
                                .replace("<whats>", "'GENDER'"));
        assertTrue(read.contains("recipient_rollup_idx"), read);
        String statuses =
                explain(
                        RecipientRollups.STATUSES
                                .replace("<company>", "1")
                                .replace("<lists>", news + "," + shop));
        assertTrue(statuses.contains("Using index"), statuses);
        assertFalse(statuses.contains("filesort"), statuses);
    }

    private static String explain(String sql) {
        return core.database()
                .inTransaction(
                        tx ->
                                tx.sql()
                                        .createQuery("EXPLAIN " + sql)
                                        .map(
                                                (row, context) ->
                                                        row.getString("key")
                                                                + " "
                                                                + row.getString("Extra"))
                                        .one());
    }

    private static void recount(Instant when, int many) {
        assertEquals(
                Job.OK,
                new RecipientRecount(core.database(), Clock.fixed(when, ZoneOffset.UTC))
                        .run(
                                new JobContext(
                                        1,
                                        "count",
                                        Map.of("recipients", String.valueOf(many)),
                                        Optional.empty(),
                                        () -> false)));
    }

    private static Instant counted() {
        return one(Instant.class, "SELECT counted_at FROM recipient_rollup_state_tbl");
    }

    private static long rows() {
        return one(Long.class, "SELECT COUNT(*) FROM recipient_rollup_tbl WHERE company_id = 1");
    }
}
