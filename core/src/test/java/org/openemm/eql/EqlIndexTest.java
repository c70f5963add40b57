package org.openemm.eql;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules are asked of millions of recipients: an index on a field must be of use. */
class EqlIndexTest {
    private static World world;

    @BeforeAll
    static void open() {
        world = World.shared();
        world.database.run(
                tx ->
                        tx.sql()
                                .execute(
                                        """
                                        ALTER TABLE customer_1_tbl
                                          ADD INDEX trial_firstname (firstname),
                                          ADD INDEX trial_int (g_int),
                                          ADD INDEX trial_date (g_date),
                                          ADD INDEX trial_time (creation_date)
                                        """));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "firstname = 'Anna'",
                "firstname IN ('Anna', 'Eva')",
                "firstname STARTS WITH 'An'",
                "firstname LIKE 'An*'",
                "g_int = 7",
                "g_int = -7",
                "g_int > 7 AND g_int < 20",
                "g_int IN (1, 2, 3)",
                "g_date = '24.12.2024' DATEFORMAT 'DD.MM.YYYY'",
                "g_date >= '20241224' DATEFORMAT 'YYYYMMDD'",
                "g_date = TODAY DATEFORMAT 'YYYYMMDD'",
                "creation_date > TODAY - 30 DATEFORMAT 'YYYY-MM-DD'",
                "creation_date = '24.12.2024' DATEFORMAT 'DD.MM.YYYY'",
                "g_int BETWEEN 7 AND 20",
                "firstname BETWEEN 'An' AND 'Ao'",
                "creation_date BETWEEN TODAY - 30 AND TODAY DATEFORMAT 'YYYYMMDD'",
                "g_date BETWEEN '2024-01-01' AND '2024-12-31' DATEFORMAT 'YYYY-MM-DD'",
            })
    void aRuleOnAnIndexedColumnCanUseTheIndex(String rule) {
        String sql = Eql.translate(rule, TestContext.TRACKING).sql();

        Map<String, Object> plan =
                world.database.inTransaction(
                        tx ->
                                tx.sql()
                                        .createQuery(
                                                "EXPLAIN SELECT customer_id FROM customer_1_tbl"
                                                        + " cust WHERE "
                                                        + sql)
                                        .mapToMap()
                                        .one());

        assertTrue(String.valueOf(plan.get("possible_keys")).contains("trial_"), plan.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "OPENED ANY MAILING WITHIN 30 DAYS",
                "NOT OPENED ANY MAILING WITHIN 30 DAYS",
                "OPENED ANY MAILING AT LEAST 3 TIMES",
                "OPENED ANY MAILING AT LEAST 3 TIMES WITHIN 30 DAYS",
                "OPENED MAILING 2007 ON CLASS MOBILE",
                "OPENED ANY MAILING ON CLASS MOBILE WITHIN 3 DAYS",
                "CLICKED IN ANY MAILING WITHIN 7 DAYS",
                "CLICKED LINK 200701 IN MAILING 2007 AT LEAST 3 TIMES WITHIN 7 DAYS",
                "RECEIVED ANY MAILING WITHIN 30 DAYS",
                "RECEIVED ANY MAILING AT LEAST 3 TIMES WITHIN 30 DAYS",
                "RECEIVED MAILING 2007 WITHIN 30 DAYS",
                "HAS STATUS ACTIVE BINDING ON MAILINGLIST 101",
                "HAS BINDING OF TYPE TEST ON ANY MAILINGLIST",
                "REVENUE BY MAILING 2007 > 50",
                "REVENUE BY ANY MAILING > 50"
            })
    void behaviourIsLookedUpByIndexForEachRecipient(String rule) {
        String sql = Eql.translate(rule, TestContext.TRACKING).sql();

        List<Map<String, Object>> plan =
                world.database.inTransaction(
                        tx ->
                                tx.sql()
                                        .createQuery(
                                                "EXPLAIN SELECT customer_id FROM customer_1_tbl"
                                                        + " cust WHERE (g_int > 3 OR firstname ="
                                                        + " 'a') AND "
                                                        + sql)
                                        .mapToMap()
                                        .list());

        List<Map<String, Object>> events =
                plan.stream().filter(row -> "t".equals(row.get("table"))).toList();
        assertFalse(events.isEmpty(), plan.toString());
        for (Map<String, Object> row : events) {
            assertNotNull(row.get("possible_keys"), plan.toString());
        }
    }
}
