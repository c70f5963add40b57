package org.openemm.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

/** Mailing lists, who is on them, and the blocklist by REST. */
class RestListsTest extends WithRest {
    @Test
    void mailingListsAreListedAndCounted() {
        int id = create("Counted list");
        recipient(7501, "one@example.com", "One", "W");
        put(7501, id, "\"active\"");
        put(7002, id, "4");
        put(7001, id, "1");
        execute(
                "UPDATE customer_1_binding_tbl SET user_type = 'A' WHERE customer_id = 7001 AND"
                        + " mailinglist_id = "
                        + id);
        assertTrue(
                rest.get("/mailinglist")
                        .body()
                        .contains(
                                "{\"mailinglist_id\":%d,\"name\":\"Counted list\",\"description\":\"d\"}"
                                        .formatted(id)));
        JsonNode one = rest.get("/mailinglist/Counted%20list").json();
        assertEquals(id, one.path("mailinglist_id").asInt());
        assertEquals("{\"active\":1,\"userout\":1}", one.path("statistics").toString());
        assertTrue(one.path("creation_date").asText().matches("[-0-9T:]{19}(Z|[+-]\\d\\d)"));
        assertEquals(
                "[{\"customer_id\":7001},{\"customer_id\":7501}]",
                rest.get("/mailinglist/" + id + "/recipients")
                        .json()
                        .path("recipients")
                        .toString());
        JsonNode named =
                rest.get("/mailinglist/" + id + "/recipients?fields=email,gender")
                        .json()
                        .path("recipients");
        assertEquals("{\"email\":\"anna@example.com\",\"gender\":0}", named.get(0).toString());
        assertTrue(
                rest.get("/mailinglist/" + id + "/recipients?fields=*")
                        .json()
                        .path("recipients")
                        .get(0)
                        .has("creation_date"));
        assertEquals("400/0", rest.get("/mailinglist/" + id + "/recipients?fields=nosuch").kind());
        assertEquals("404/-", rest.get("/mailinglist/99999").kind());
        assertEquals("400/0", rest.get("/mailinglist/" + id + "/foo").kind());
    }

    @Test
    void aListIsMadeChangedFoundByNameAndDeleted() {
        int id = create("Changed list");
        assertEquals("400/0", rest.post("/mailinglist", "{\"name\":\"Changed list\"}").kind());
        assertEquals("400/0", rest.post("/mailinglist", "{\"description\":\"x\"}").kind());
        assertEquals("400/0", rest.post("/mailinglist", "{\"name\":\"<b>x</b><script>\"}").kind());
        assertEquals("500/3", rest.post("/mailinglist", null).kind());
        JsonNode named =
                rest.put("/mailinglist/0", "{\"name\":\"Changed list\",\"description\":\"new\"}")
                        .json();
        assertEquals(id, named.path("mailinglist_id").asInt());
        assertEquals("new", named.path("description").asText());
        assertEquals(
                "Renamed list",
                rest.put("/mailinglist/" + id, "{\"name\":\"Renamed list\"}")
                        .json()
                        .path("name")
                        .asText());
        assertEquals(
                "400/0",
                rest.put("/mailinglist/" + id, "{\"mailinglist_id\":1,\"name\":\"x\"}").kind());
        assertEquals(
                "400/0",
                rest.put("/mailinglist", "{\"mailinglist_id\":99999,\"name\":\"xyz\"}").kind());
        assertTrue(
                rest.put("/mailinglist", "{\"name\":\"New by put\"}").json().has("mailinglist_id"));
        assertEquals("\"1 mailinglist deleted\"", rest.delete("/mailinglist/" + id).body());
        assertEquals("404/-", rest.delete("/mailinglist/" + id).kind());
        fromTemplate("Uses the list");
        assertTrue(rest.delete("/mailinglist/" + list).error().contains("Uses the list"));
    }

    @Test
    void bindingsAreMadeChangedAndShownInTheWordsOfTheInterface() {
        int id = create("Bound list");
        String body =
                "{\"mailinglist_id\":%d,\"user_status\":1,\"user_remark\":\"gold\"}".formatted(id);
        assertEquals("\"1 binding entry created\"", rest.post("/binding/7002", body).body());
        assertEquals("Binding entry already exists", rest.post("/binding/7002", body).error());
        assertEquals(
                "\"1 binding entry updated\"",
                rest.put(
                                "/binding/bernd@example.com",
                                """
                                {"mailinglist_id":%d,"user_status":"UserOut","user_remark":"out","exit_mailing_id":5}
                                """
                                        .formatted(id))
                        .body());
        JsonNode one = rest.get("/binding/7002/" + id).json();
        assertEquals(1, one.size());
        assertEquals("UserOut", one.get(0).path("user_status").asText());
        assertEquals("W", one.get(0).path("mediatype").asText());
        assertEquals("out", one.get(0).path("user_remark").asText());
        assertEquals(5, one.get(0).path("exit_mailing_id").asInt());
        assertEquals("[]", rest.get("/binding/7001/" + id).body());
        assertEquals("A", rest.get("/binding/7001").json().get(0).path("user_type").asText());
        assertEquals("404/-", rest.get("/binding/99999").kind());
        assertEquals("404/-", rest.get("/binding/nobody@example.com").kind());
        assertEquals("Invalid request", rest.get("/binding/7002/abc").error());
        for (String wrong :
                new String[] {
                    "{\"mailinglist_id\":99999,\"user_status\":1}",
                    "{\"mailinglist_id\":%d}".formatted(id),
                    "{\"mailinglist_id\":%d,\"user_status\":9}".formatted(id),
                    "{\"mailinglist_id\":%d,\"user_status\":true}".formatted(id),
                    "{\"mailinglist_id\":%d,\"user_status\":1,\"mediatype\":4}".formatted(id),
                    "{\"mailinglist_id\":%d,\"user_status\":1,\"user_type\":\"X\"}".formatted(id),
                    "{\"mailinglist_id\":%d,\"user_status\":1,\"action_id\":3}".formatted(id),
                    "{\"mailinglist_id\":%d,\"user_status\":1,\"user_remark\":\"%s\"}"
                            .formatted(id, "x".repeat(100_000))
                }) {
            assertEquals("400/0", rest.put("/binding/7002", wrong).kind());
        }
        assertEquals("\"1 binding entries deleted\"", rest.delete("/binding/7002/" + id).body());
        assertEquals("\"0 binding entries deleted\"", rest.delete("/binding/7002/" + id).body());
        assertEquals("400/0", rest.delete("/binding/7002/99999").kind());
    }

    @Test
    void manyBindingsAreMadeAtOnceOrNone() {
        int id = create("Bulk list");
        String body =
                "{\"mailinglists\":[%d],\"status\":\"Active\",\"customers\":[7001,\"bernd@example.com\"]}"
                        .formatted(id);
        assertEquals("\"2 binding entries created\"", rest.post("/binding", body).body());
        assertEquals("\"0 binding entries created\"", rest.post("/binding", body).body());
        assertEquals("\"2 binding entries changed.\"", rest.put("/binding", body).body());
        assertEquals(
                "Active by Admin via Restful API",
                rest.get("/binding/7002/" + id).json().get(0).path("user_remark").asText());
        String unknown =
                "{\"mailinglists\":[%d],\"status\":4,\"customers\":[7001,99999]}".formatted(id);
        assertEquals("400/0", rest.put("/binding", unknown).kind());
        assertEquals(
                "Active",
                rest.get("/binding/7001/" + id).json().get(0).path("user_status").asText());
        assertEquals(
                "404/-",
                rest.post("/binding", "{\"mailinglists\":[%d],\"customers\":[7001]}".formatted(id))
                        .kind());
        assertEquals(
                "404/-",
                rest.post(
                                "/binding",
                                "{\"mailinglists\":[%d],\"status\":1,\"customers\":[%s1]}"
                                        .formatted(id, "1,".repeat(1000)))
                        .kind());
        assertEquals(
                "400/0",
                rest.post(
                                "/binding",
                                "{\"mailinglists\":[99999],\"status\":1,\"customers\":[7001]}")
                        .kind());
        assertEquals(
                "\"2 binding entries deleted\"",
                rest.call(
                                "DELETE",
                                "/binding",
                                "{\"mailinglists\":[%d],\"customers\":[7001,7002]}".formatted(id))
                        .body());
    }

    @Test
    void theBlocklistIsKeptAtBothAddresses() {
        assertEquals(
                "blocked@example.org",
                rest.post("/blacklist", "{\"email\":\"Blocked@Example.org\",\"reason\":\"asked\"}")
                        .json()
                        .path("email")
                        .asText());
        assertEquals(
                "400/0",
                rest.post("/blocklist", "{\"email\":\"blocked@example.org\",\"reason\":\"\"}")
                        .kind());
        assertEquals("400/0", rest.post("/blacklist", "{\"email\":\"a@example.org\"}").kind());
        assertEquals("500/3", rest.post("/blacklist", null).kind());
        rest.put("/blocklist", "{\"email\":\"*@blocked.example\",\"reason\":\"all of them\"}");
        assertEquals(
                "new reason",
                rest.put(
                                "/blocklist",
                                "{\"email\":\"blocked@example.org\",\"reason\":\"new reason\"}")
                        .json()
                        .path("reason")
                        .asText());
        assertEquals(
                "*@blocked.example",
                rest.get("/blacklist/somebody@blocked.example")
                        .json()
                        .get(0)
                        .path("email")
                        .asText());
        assertEquals("[]", rest.get("/blacklist/free@example.org").body());
        assertEquals(
                "other@example.org",
                rest.put(
                                "/blacklist/blocked@example.org",
                                "{\"email\":\"other@example.org\",\"reason\":\"moved\"}")
                        .json()
                        .path("email")
                        .asText());
        assertEquals(
                "400/0",
                rest.put(
                                "/blacklist/none@example.org",
                                "{\"email\":\"x@example.org\",\"reason\":\"\"}")
                        .kind());
        assertEquals(
                "\"1 blocklist entry deleted\"",
                rest.delete("/blocklist/other@example.org").body());
        assertEquals("404/-", rest.delete("/blacklist/other@example.org").kind());
        assertEquals(
                "\"1 blacklist entry deleted\"",
                rest.delete("/blacklist/*@blocked.example").body());
    }

    private static int create(String name) {
        return rest.post("/mailinglist", "{\"name\":\"%s\",\"description\":\"d\"}".formatted(name))
                .json()
                .path("mailinglist_id")
                .asInt();
    }

    private static void put(int customer, int id, String status) {
        assertEquals(
                200,
                rest.put(
                                "/binding/" + customer,
                                "{\"mailinglist_id\":%d,\"user_status\":%s}".formatted(id, status))
                        .status());
    }
}
