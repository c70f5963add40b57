package org.openemm.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

/** Target groups by REST. */
class RestTargetTest extends WithRest {
    @Test
    void aGroupIsMadeFoundChangedAndDeleted() {
        JsonNode made =
                rest.post(
                                "/target",
                                "{\"name\":\"By REST\",\"eql\":\"gender ="
                                        + " 0\",\"description\":\"d\"}")
                        .json();
        int id = made.path("target_id").asInt();
        assertEquals("gender = 0", made.path("eql").asText());
        assertTrue(made.path("valid").asBoolean());
        assertTrue(made.path("sql").asText().contains("gender"));
        assertTrue(
                rest.get("/target")
                        .body()
                        .contains(
                                "{\"target_id\":%d,\"name\":\"By REST\",\"description\":\"d\"}"
                                        .formatted(id)));
        assertEquals(id, rest.get("/target/By%20REST").json().path("target_id").asInt());
        assertEquals("404/-", rest.get("/target/by%20rest%20no").kind());
        JsonNode people =
                rest.get("/target/" + id + "/recipients?fields=email").json().path("recipients");
        assertTrue(people.toString().contains("anna@example.com"), people::toString);
        assertEquals("400/0", rest.get("/target/" + id + "/recipients?fields=nosuch").kind());

        assertEquals(
                "400/0",
                rest.post("/target", "{\"name\":\"By REST\",\"eql\":\"gender = 1\"}").kind());
        assertEquals(
                "400/0",
                rest.put("/target", "{\"name\":\"By REST\",\"eql\":\"gender = 1\"}").kind());
        assertEquals(
                "400/0",
                rest.post("/target", "{\"name\":\"Wrong\",\"eql\":\"nosuch = 1\"}").kind());
        assertEquals("400/0", rest.post("/target", "{\"name\":\"Wrong\",\"eql\":\"\"}").kind());
        assertEquals("400/0", rest.post("/target", "{\"name\":\"Wrong\"}").kind());
        assertEquals(
                "400/0",
                rest.post("/target", "{\"name\":\"Wrong\",\"eql\":\"gender = 1\",\"sql\":\"1=1\"}")
                        .kind());
        assertEquals("500/3", rest.post("/target", null).kind());
        assertEquals("404/-", rest.put("/target/99999", "{\"name\":\"Nobody\"}").kind());

        JsonNode changed = rest.put("/target/" + id, "{\"eql\":\"gender = 1\"}").json();
        assertEquals("By REST", changed.path("name").asText());
        assertEquals("gender = 1", changed.path("eql").asText());
        execute("UPDATE dyn_target_tbl SET locked = 1 WHERE target_id = " + id);
        assertEquals("400/0", rest.put("/target/" + id, "{\"eql\":\"gender = 2\"}").kind());
        assertEquals("400/0", rest.delete("/target/" + id).kind());
        execute("UPDATE dyn_target_tbl SET locked = 0 WHERE target_id = " + id);
        execute(
                "INSERT INTO mailing_tbl (mailing_id, company_id, shortname, target_expression)"
                        + " VALUES (8801, 1, 'User', '"
                        + id
                        + "')");
        assertEquals("400/0", rest.delete("/target/" + id).kind());
        execute("DELETE FROM mailing_tbl WHERE mailing_id = 8801");
        assertEquals("\"1 target deleted\"", rest.delete("/target/By%20REST").body());
        assertEquals("404/-", rest.get("/target/" + id).kind());
    }
}
