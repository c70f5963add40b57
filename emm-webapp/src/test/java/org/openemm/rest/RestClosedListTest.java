package org.openemm.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.openemm.blocklist.Blocklist.Scope;

/** Lists that are closed to a program, and people on the blocklist, by REST. */
class RestClosedListTest extends WithRest {
    @Test
    void aListThatIsClosedToAProgramIsNotThereForIt() {
        int closed = app.core().mailinglists().create(master, "Closed to programs", "");
        recipient(7801, "closed@example.com", "Closed", "W");
        execute(
                "INSERT INTO customer_1_binding_tbl (customer_id, mailinglist_id, user_type,"
                        + " user_status, mediatype) VALUES (7801, "
                        + closed
                        + ", 'W', 1, 0)");
        RestClient limited =
                userWith(
                        "limited",
                        "mailinglist.show",
                        "mailinglist.change",
                        "mailinglist.delete",
                        "recipient.show",
                        "recipient.change",
                        "recipient.create",
                        "mailing.change",
                        "mailing.import");
        execute(
                "INSERT INTO disabled_mailinglist_tbl (company_id, admin_id, mailinglist_id)"
                        + " SELECT 1, admin_id, "
                        + closed
                        + " FROM admin_tbl WHERE username = 'limited'");

        assertFalse(limited.get("/mailinglist").body().contains("Closed to programs"));
        assertEquals("404/-", limited.get("/mailinglist/" + closed).kind());
        assertEquals("404/-", limited.get("/mailinglist/" + closed + "/recipients").kind());
        assertEquals("404/-", limited.delete("/mailinglist/" + closed).kind());
        assertEquals("[]", limited.get("/binding/7801/" + closed).body());
        assertFalse(limited.get("/binding/7801").body().contains("\"mailinglist_id\":" + closed));
        String binding = "{\"mailinglist_id\":%d,\"user_status\":4}".formatted(closed);
        assertTrue(limited.put("/binding/7801", binding).kind().startsWith("4"));
        assertTrue(
                limited.post("/recipient?mailinglist=" + closed, "{\"email\":\"new@example.com\"}")
                        .kind()
                        .startsWith("400"));
        assertEquals(
                "1",
                value(
                        "SELECT user_status FROM customer_1_binding_tbl WHERE customer_id = 7801"
                                + " AND mailinglist_id = "
                                + closed));
        assertTrue(rest.get("/mailinglist").body().contains("Closed to programs"));
    }

    @Test
    void nobodyOnTheBlocklistIsAddedOrMadeActive() {
        recipient(7802, "old@blocked.example", "Old", "W");
        app.core().blocklist().addAll(master, Scope.SYSTEM, List.of("*@blocked.example"), "");
        assertEquals(
                "6",
                value("SELECT user_status FROM customer_1_binding_tbl WHERE customer_id = 7802"));
        assertTrue(
                rest.post("/recipient", "{\"email\":\"new@blocked.example\"}")
                        .kind()
                        .startsWith("400"));
        assertTrue(
                rest.put(
                                "/binding/7802",
                                "{\"mailinglist_id\":%d,\"user_status\":1}".formatted(list))
                        .kind()
                        .startsWith("400"));
        assertTrue(
                rest.put("/recipient/7802", "{\"email\":\"other@blocked.example\"}")
                        .kind()
                        .startsWith("400"));
        assertEquals("404/-", rest.delete("/blocklist/*@blocked.example").kind());
        assertTrue(rest.get("/blocklist/x@blocked.example").body().contains("*@blocked.example"));
        assertEquals("[]", rest.get("/blocklist").body());
    }
}
