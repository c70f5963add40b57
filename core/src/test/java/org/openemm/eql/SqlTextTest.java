package org.openemm.eql;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlTextTest {
    private static World world;

    @BeforeAll
    static void open() {
        world = World.shared();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'\"<script>{{[agn",
                "' OR 1 = 1 -- ",
                "\\' OR 1 = 1 -- ",
                "\\",
                "\\\\'",
                ":name and ? and <list> and {d '2020-01-01'}",
                "it''s :x",
                "/* ; DROP TABLE customer_1_tbl; */ #",
                "`cust`",
                "\u0000\u001a\t",
                "😀 李 ß"
            })
    void aStoredConditionStaysOneConditionInsideALargerStatement(String text) {
        String rule = "`firstname` = '" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
        String condition = Eql.translate(rule, TestContext.TRACKING).sql();

        world.database.run(
                tx -> {
                    tx.sql()
                            .createUpdate(
                                    "UPDATE customer_1_tbl SET firstname = :text WHERE customer_id"
                                            + " = :id")
                            .bind("text", text)
                            .bind("id", World.FIRST + 1)
                            .execute();
                    List<Integer> found =
                            tx.sql()
                                    .createQuery(
                                            "SELECT customer_id FROM customer_1_tbl cust WHERE "
                                                    + condition
                                                    + " AND customer_id < :limit")
                                    .bind("limit", 3_000_000)
                                    .mapTo(Integer.class)
                                    .list();
                    tx.sql()
                            .execute(
                                    "UPDATE customer_1_tbl SET firstname = 'Anna' WHERE customer_id"
                                            + " = ?",
                                    World.FIRST + 1);
                    assertEquals(List.of(World.FIRST + 1), found, condition);
                });
    }
}
