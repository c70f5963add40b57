package org.openemm.target;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.openemm.InvalidInput;
import org.openemm.NotFound;
import org.openemm.eql.Eql;
import org.openemm.eql.TestContext;

/** What stored groups and expressions of groups mean for the database. */
class TargetConditionsTest extends TargetTestBase {
    @Test
    void whatARuleRefersToIsNoted() {
        int id =
                save(
                        "Clickers",
                        "CLICKED LINK 200101 IN MAILING 2001 AND `Größe` = 'L' AND `Größe` <> 'S'");
        assertEquals(List.of("2001"), references("target_ref_mailing_tbl", "mailing_ref", id));
        assertEquals(List.of("200101"), references("target_ref_link_tbl", "link_ref", id));
        assertEquals(List.of("g_size"), references("target_ref_profilefield_tbl", "name", id));
        assertFalse(targets.get(ANNA, id).usableInContent());

        targets.save(ANNA, new TargetDraft(id, "Clickers", "", "g_int = 1"));
        assertEquals(List.of(), references("target_ref_mailing_tbl", "mailing_ref", id));
        assertEquals(List.of("g_int"), references("target_ref_profilefield_tbl", "name", id));
        assertTrue(targets.get(ANNA, id).usableInContent());
    }

    @Test
    void listSplitsOfTheProductCanBeUsedByEveryCompanyButAreNotShown() {
        int split =
                world.database.inTransaction(
                        tx ->
                                tx.sql()
                                        .createQuery(
                                                "SELECT MIN(target_id) FROM dyn_target_tbl WHERE"
                                                        + " company_id = 0")
                                        .mapTo(int.class)
                                        .one());

        assertTrue(sql(split).contains("customer_id"));
        assertTrue(targets.all(ANNA).stream().noneMatch(group -> group.id() == split));
        assertThrows(NotFound.class, () -> targets.get(ANNA, split));
    }

    @Test
    void theGroupsThatComeWithTheProductMeanWhatTheirRulesSay() throws Exception {
        List<Target> shipped =
                targets.all(ANNA).stream()
                        .filter(group -> group.name().startsWith("EMM Target Group"))
                        .toList();

        assertEquals(11, shipped.size());
        for (Target group : shipped) {
            assertTrue(targets.check(ANNA, group.eql()).isLegal(), group.eql());
            String fresh = Eql.translate(group.eql(), TestContext.TRACKING).sql();
            assertEquals(world.select(group.sql()), world.select(fresh), group.name());
        }
    }

    @Test
    void anExpressionJoinsGroups() throws Exception {
        int anna = save("E Anna", "firstname = 'Anna'");
        int women = save("E women", "gender = 1");
        int small = save("E small", "g_int < 10");

        assertEquals(List.of(1), select(women + "&" + anna));
        assertEquals(select("" + women), select(women + "|" + anna));
        assertEquals(
                select(women + "&" + small),
                select(" ( " + women + " & " + small + " ) | " + anna + " & " + small));
        assertFalse(select("!" + women + "&" + small).contains(1));
        assertEquals(30, select("").size());
        assertEquals(30, select(women + "|!" + women).size());
    }

    @Test
    void aBrokenExpressionIsRefused() {
        int id = save("E broken", "gender = 1");
        int far = 999_999;

        for (String expression :
                List.of(
                        id + "&",
                        "(" + id,
                        id + ")",
                        id + " " + id,
                        "&",
                        "1 OR 1=1",
                        "!",
                        id + "|" + far,
                        "99999999999",
                        "(".repeat(100_000),
                        "!".repeat(100_000))) {
            assertThrows(
                    InvalidInput.class,
                    () ->
                            world.database.inTransaction(
                                    tx -> targets.expressionSql(tx, 1, expression)),
                    expression);
        }
    }

    @Test
    void anInvalidGroupCannotBeSentTo() {
        int id = save("Was valid", "gender = 1");
        world.database.run(
                tx ->
                        tx.sql()
                                .execute(
                                        "UPDATE dyn_target_tbl SET invalid = 1 WHERE target_id = ?",
                                        id));

        assertThrows(InvalidInput.class, () -> sql(id));
    }

    private static List<String> references(String table, String column, int id) {
        return world.database.inTransaction(
                tx ->
                        tx.sql()
                                .createQuery(
                                        "SELECT "
                                                + column
                                                + " FROM "
                                                + table
                                                + " WHERE target_ref = :id")
                                .bind("id", id)
                                .mapTo(String.class)
                                .list());
    }
}
