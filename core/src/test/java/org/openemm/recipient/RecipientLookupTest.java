package org.openemm.recipient;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RecipientLookupTest extends RecipientTestBase {
    private static long anna;

    @BeforeAll
    static void store() {
        anna =
                core.recipients()
                        .create(
                                ANNA,
                                Map.of(
                                        "email", "anna@example.com",
                                        "firstname", "Anna",
                                        "lastname", "Müller"));
        core.recipients().create(ANNA, Map.of("email", "annabel@example.com"));
        core.recipients().create(otto, Map.of("email", "anna.of.otto@example.com"));
        execute("ANALYZE TABLE customer_1_tbl");
    }

    @Test
    void anAddressIsFoundByItsBeginning() {
        assertEquals(List.of("anna@example.com", "annabel@example.com"), found("ANNA"));
        assertEquals(List.of("anna@example.com"), found("anna@"));
        assertEquals(List.of(), found("nna"));
        assertEquals(List.of(), found("a%"));
        assertEquals(List.of(), found(" "));
    }

    @Test
    void namesAreFoundTooOneOrBothInEitherOrder() {
        assertEquals(List.of("anna@example.com"), found("mull"));
        assertEquals(List.of("anna@example.com"), found("anna müll"));
        assertEquals(List.of("anna@example.com"), found("Müller, An"));
        assertEquals(List.of(), found("anna bel"));
    }

    @Test
    void anIdFindsItsRecipient() {
        assertEquals(List.of("anna@example.com"), found(String.valueOf(anna)));
        assertEquals(
                "Anna Müller",
                core.recipients().lookUp(ANNA, String.valueOf(anna), 6).get(0).name());
        assertEquals(List.of(), core.recipients().lookUp(otto, List.of(anna + 1000)));
    }

    @Test
    void theIndexOfTheAddressesAnswers() {
        for (int i = 0; i < 300; i++) {
            execute("INSERT INTO customer_1_tbl (email) VALUES ('zz" + i + "@example.com')");
        }
        execute("ANALYZE TABLE customer_1_tbl");
        Map<String, Object> plan =
                core.database()
                        .inTransaction(
                                tx ->
                                        tx.sql()
                                                .createQuery(
                                                        """
                                                        EXPLAIN SELECT cust.customer_id, cust.email, cust.firstname, cust.lastname
                                                          FROM customer_1_tbl cust
                                                         WHERE cust.bounceload = 0 AND cust.email LIKE :start ESCAPE '!'
                                                         ORDER BY cust.email LIMIT :limit
                                                        """)
                                                .bind("start", "anna%")
                                                .bind("limit", 7)
                                                .mapToMap()
                                                .one());
        assertEquals("cust1_email_idx", plan.get("key"), plan.toString());
        assertEquals("range", plan.get("type"), plan.toString());
        assertTrue(!plan.get("extra").toString().contains("filesort"), plan.toString());
    }

    private static List<String> found(String text) {
        return core.recipients().lookUp(ANNA, text, 6).stream().map(RecipientHit::email).toList();
    }
}
