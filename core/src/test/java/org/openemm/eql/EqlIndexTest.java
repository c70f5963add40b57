package org.openemm.eql;

import static org.junit.jupiter.api.Assertions.assertTrue;

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
}
