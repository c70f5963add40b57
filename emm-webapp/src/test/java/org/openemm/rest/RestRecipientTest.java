package org.openemm.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

/** Recipients by REST, in the words of version 1. */
class RestRecipientTest extends WithRest {
    @Test
    void aRecipientIsShownWholeAndInTheZoneOfTheUser() {
        execute(
                "UPDATE customer_1_tbl SET creation_date = '2024-03-05 08:15:30' WHERE customer_id"
                        + " = 7001");
        JsonNode anna = rest.get("/recipient/7001").json();
        assertTrue(
                anna.toString()
                        .startsWith(
                                "{\"customer_id\":7001,\"email\":\"anna@example.com\",\"firstname\":\"Anna\",\"lastname\":"),
                anna.toString());
        assertFalse(anna.has("bounceload"));
        assertTrue(anna.path("lastopen_date").isNull());
        assertEquals("2024-03-05T09:15:30+01", anna.path("creation_date").asText());
        assertEquals(anna, rest.get("/recipient/ANNA@example.com").json());
        assertEquals("404/-", rest.get("/recipient/99999999").kind());
        assertEquals("No data found", rest.get("/recipient/none@example.com").error());
        assertEquals("Invalid requested recipient key: abc", rest.get("/recipient/abc").error());
        assertEquals("Invalid requestcontext: foo", rest.get("/recipient/7001/foo").error());
    }

    @Test
    void aUserReadsAndWritesOnlyTheFieldsMeantForHim() {
        app.core()
                .profileFields()
                .create(
                        master,
                        org.openemm.profilefield.ProfileFieldDraft.of(
                                "rest_level",
                                "Level",
                                org.openemm.profilefield.DataType.INTEGER,
                                0));
        RestClient other =
                userWith("levelless", "recipient.show", "recipient.create", "recipient.change");
        int id =
                Integer.parseInt(
                        value("SELECT admin_id FROM admin_tbl WHERE username = 'levelless'"));
        app.core()
                .profileFields()
                .visibility()
                .setExceptions(
                        master,
                        "rest_level",
                        java.util.Map.of(id, org.openemm.profilefield.ProfileField.Editing.HIDDEN));
        rest.put("/recipient/7001", "{\"rest_level\": 5}");
        assertEquals(5, rest.get("/recipient/7001").json().path("rest_level").asInt());
        assertFalse(other.get("/recipient/7001").json().has("rest_level"));
        assertEquals(400, other.put("/recipient/7001", "{\"rest_level\": 6}").status());
        assertEquals(400, other.get("/recipient?rest_level=5").status());
        app.core()
                .profileFields()
                .visibility()
                .setExceptions(
                        master,
                        "rest_level",
                        java.util.Map.of(
                                id, org.openemm.profilefield.ProfileField.Editing.READ_ONLY));
        assertEquals(5, other.get("/recipient/7001").json().path("rest_level").asInt());
        assertEquals(400, other.put("/recipient/7001", "{\"rest_level\": 6}").status());
        assertEquals(5, rest.get("/recipient/7001").json().path("rest_level").asInt());
    }

    @Test
    void aNewRecipientHasDefaultsAndMayShareItsAddress() {
        JsonNode made =
                rest.post(
                                "/recipient",
                                """
                                {"email": "RestNew1@Example.com", "firstname": "Re", "lastname": "Äö", "gender": "1"}
                                """)
                        .json();
        assertEquals("restnew1@example.com", made.path("email").asText());
        assertEquals("Äö", made.path("lastname").asText());
        assertEquals(1, made.path("gender").asInt());
        assertEquals(1, made.path("mailtype").asInt());
        assertTrue(made.path("datasource_id").asInt() > 0);
        assertEquals(made.path("datasource_id"), made.path("latest_datasource_id"));
        rest.post("/recipient", "{\"email\": \"restnew1@example.com\"}");
        assertEquals(2, rest.get("/recipient/restnew1@example.com").json().size());
        assertEquals(
                "\"2 customer datasets deleted\"",
                rest.delete("/recipient/restnew1@example.com").body());
        assertEquals(
                "No data found for deletion",
                rest.delete("/recipient/restnew1@example.com").error());
    }

    @Test
    void wrongValuesAreRefusedAndNothingIsStored() {
        String before = value("SELECT COUNT(*) FROM customer_1_tbl");
        for (String wrong :
                new String[] {
                    "{}",
                    "{\"firstname\":\"x\"}",
                    "{\"email\":\"\"}",
                    "{\"email\":\"nomail\"}",
                    "{\"email\":\"a@example.com\",\"customer_id\":5}",
                    "{\"email\":\"a@example.com\",\"nofield\":1}",
                    "{\"email\":\"a@example.com\",\"creation_date\":\"2024-01-01\"}",
                    "{\"email\":\"a@example.com\",\"bounceload\":1}",
                    "{\"email\":\"a@example.com\",\"gender\":\"abc\"}",
                    "{\"email\":\"a@example.com\",\"gender\":true}",
                    "{\"email\":\"a@example.com\",\"gender\":9}",
                    "{\"email\":\"a@example.com\",\"firstname\":[1]}",
                    "{\"email\":\"a@example.com\",\"firstname\":\"<script>\"}",
                    "{\"email\":\"a@example.com\",\"firstname\":\"" + "x".repeat(100_000) + "\"}",
                    "{\"email\":\"a@example.com\",\"email\":\"b@example.com\"}",
                    "{\"email\":\"a@example.com\",\"Email\":\"b@example.com\"}",
                    "{\"email\":",
                    "\"a@example.com\"",
                    "[]",
                    "[1]"
                }) {
            assertEquals(
                    "400/0",
                    rest.post("/recipient", wrong).kind(),
                    wrong.substring(0, Math.min(100, wrong.length())));
        }
        assertEquals("500/3", rest.post("/recipient", null).kind());
        assertEquals(
                "Invalid mailinglist: '99999'",
                rest.post("/recipient?mailinglist=99999", "{\"email\":\"a@example.com\"}").error());
        assertEquals(
                "400/0",
                rest.post(
                                "/recipient?mailinglist=" + list + "&status=foo",
                                "{\"email\":\"a@example.com\"}")
                        .kind());
        assertEquals(before, value("SELECT COUNT(*) FROM customer_1_tbl"));
    }

    @Test
    void aRecipientIsPutOnAList() {
        int id =
                rest.post(
                                "/recipient?mailinglist=" + list + "&status=WaitForConfirm",
                                "{email:'listed@example.com', /* c */ firstname:'J5',}")
                        .json()
                        .path("customer_id")
                        .asInt();
        JsonNode binding = rest.get("/binding/" + id).json().get(0);
        assertEquals("WaitForConfirm", binding.path("user_status").asText());
        assertEquals("Set by shop via restful", binding.path("user_remark").asText());
        rest.put("/recipient/" + id + "?mailinglist=*&status=7", "{}");
        assertEquals(
                "Suspend", rest.get("/binding/" + id).json().get(0).path("user_status").asText());
    }

    @Test
    void recipientsAreChangedByIdOrAddressAndMadeWhereThereIsNone() {
        int id =
                rest.put("/recipient", "{\"email\":\"put@example.com\",\"firstname\":\"Put\"}")
                        .json()
                        .path("customer_id")
                        .asInt();
        JsonNode changed =
                rest.put("/recipient", "{\"email\":\"put@example.com\",\"lastname\":\"Again\"}")
                        .json();
        assertEquals(id, changed.path("customer_id").asInt());
        assertEquals("Put", changed.path("firstname").asText());
        assertEquals("Again", changed.path("lastname").asText());
        JsonNode emptied = rest.put("/recipient/" + id, "{\"lastname\": null}").json();
        assertEquals("", emptied.path("lastname").asText(""));
        assertEquals(
                "moved@example.com",
                rest.put(
                                "/recipient",
                                "{\"customer_id\":%d,\"email\":\"moved@example.com\"}"
                                        .formatted(id))
                        .json()
                        .path("email")
                        .asText());
        assertEquals(200, rest.put("/recipient/" + id, "{}").status());
        assertEquals(
                "No recipient found for update with id: 99999999",
                rest.put("/recipient/99999999", "{\"lastname\": \"x\"}").error());
        assertEquals(
                "400/0",
                rest.put("/recipient", "{\"customer_id\":99999,\"email\":\"x@example.com\"}")
                        .kind());
        assertEquals(
                "400/0", rest.put("/recipient/" + id, "{\"customer_id\":%d}".formatted(id)).kind());
    }

    @Test
    void theAnswerOfASearchDependsOnHowManyAreFound() {
        for (int i = 1; i <= 7; i++) {
            recipient(7600 + i, "search" + i + "@example.net", i > 5 ? "Late" : "Soon", "W");
        }
        assertEquals(
                7601, rest.get("/recipient?email=search1*").json().path("customer_id").asInt());
        assertEquals(2, rest.get("/recipient?firstname=late&gender=0").json().size());
        assertTrue(rest.get("/recipient?firstname=LATE").json().get(0).isObject());
        assertEquals(
                "[7601,7602,7603,7604,7605,7606,7607]",
                rest.get("/recipient?email=search?@example.net").body());
        RestClient.Answer none = rest.get("/recipient?firstname=nosuchvalue");
        assertEquals("404/-", none.kind());
        assertEquals("No matching recipient data found", none.error());
        assertTrue(
                rest.get("/recipient?nofield=1")
                        .error()
                        .startsWith(
                                "Invalid recipient filter by unknown profile field: 'nofield'."));
        assertEquals(
                "Invalid multiple recipient filter by profile field: 'gender'",
                rest.get("/recipient?gender=1&GENDER=2").error());
        assertEquals("404/-", rest.get("/recipient?firstname=%27%20OR%20%271%27=%271").kind());
        execute("UPDATE customer_1_tbl SET bounceload = 1 WHERE customer_id = 7601");
        assertEquals("404/-", rest.get("/recipient/7601").kind());
        assertEquals("404/-", rest.get("/recipient?email=search1@example.net").kind());
    }

    @Test
    void manyRecipientsComeInAtOnceAndBadOnesAreCounted() {
        assertEquals(
                "{\"Recipients\":3,\"Inserted\":2,\"Errors\":{\"DATE_ERROR\":0,\"DBINSERT_ERROR\":0,\"EMAIL_ERROR\":1,\"NUMBER_TOO_LARGE_ERROR\":0,\"MAILTYPE_ERROR\":0,\"GENDER_ERROR\":0,\"KEYDOUBLE_ERROR\":0,\"VALUE_TOO_LARGE_ERROR\":0,\"INVALID_FORMAT_ERROR\":0,\"BLACKLIST_ERROR\":0,\"NUMERIC_ERROR\":0,\"ENCRYPTION_ERROR\":0}}",
                rest.post(
                                "/recipient",
                                "[{\"email\": \"restb1@example.com\", \"gender\": 1}, {\"email\":"
                                        + " \"restb2@example.com\"}, {\"email\": \"bad\"}]")
                        .body());
        assertEquals(
                "{\"Recipients\":2,\"Inserted\":1,\"Updated\":1}",
                rest.put(
                                "/recipient?mailinglist=" + list,
                                "[{\"email\": \"restb1@example.com\", \"firstname\": \"B1\"},"
                                        + " {\"email\": \"restb3@example.com\"}]")
                        .body());
        assertEquals(
                "Active",
                rest.get("/binding/restb3@example.com").json().get(0).path("user_status").asText());
        assertEquals(
                "400/0", rest.post("/recipient?status=1", "[{\"email\":\"x@y.example\"}]").kind());
        assertEquals(
                "\"2 customer datasets deleted\"",
                rest.call(
                                "DELETE",
                                "/recipient",
                                "[\"restb1@example.com\", \"restb2@example.com\", 99999999,"
                                        + " \"bad\"]")
                        .body());
        assertEquals("404/-", rest.call("DELETE", "/recipient", "[\"none@example.com\"]").kind());
        assertEquals(
                "404/-", rest.call("DELETE", "/recipient", "[" + "1,".repeat(1000) + "1]").kind());
        RestClient.Answer missing = rest.delete("/recipient");
        assertEquals("400/0", missing.kind());
        assertEquals("Missing request body data", missing.error());
    }

    @Test
    void theMailingsOfARecipientAreShownWithWhatBecameOfThem() {
        assertEquals(
                "[]",
                rest.get("/recipient/7002/mailings").json().path("mailingsReceived").toString());
        int id = fromTemplate("Received");
        execute(
                "INSERT INTO mailtrack_1_tbl (mailing_id, maildrop_status_id, customer_id,"
                        + " timestamp)"
                        + " VALUES (%d, 1, 7002, '2026-10-01 10:00:00')".formatted(id));
        execute(
                "INSERT INTO onepixellog_1_tbl (company_id, mailing_id, customer_id, open_count,"
                        + " first_open) VALUES (1, %d, 7002, 3, '2026-10-01 11:00:00')"
                                .formatted(id));
        JsonNode received =
                rest.get("/recipient/bernd@example.com/mailings").json().path("mailingsReceived");
        assertEquals(1, received.size());
        JsonNode one = received.get(0);
        assertEquals(id, one.path("mailing_id").asInt());
        assertEquals("2026-10-01", one.path("senddate").asText());
        assertEquals("NORMAL", one.path("mailing_type").asText());
        assertEquals("Received", one.path("mailing_name").asText());
        assertEquals(
                app.core().mailings().get(master, id).settings().email().subject(),
                one.path("mailing_subject").asText());
        assertEquals(3, one.path("openings").asInt());
        assertEquals(0, one.path("clicks").asInt());
        assertTrue(one.has("fullview_url") || one.has("fullview_url_error"));
    }

    @Test
    void rightsOfRecipientsAreAskedForOneByOne() {
        RestClient reader = userWith("recipientreader", "recipient.show");
        assertEquals(200, reader.get("/recipient/7001").status());
        assertEquals("Access denied 'recipient.create'", reader.post("/recipient", "{}").error());
        assertEquals(
                "Access denied 'recipient.change'", reader.put("/recipient/7001", "{}").error());
        assertEquals("Access denied 'recipient.delete'", reader.delete("/recipient/7001").error());
        assertEquals("Access denied 'blacklist'", reader.get("/blacklist").error());
        assertEquals("Access denied 'mailinglist.show'", reader.get("/mailinglist").error());
        assertEquals("Access denied 'recipient.change'", reader.delete("/binding/7001").error());
        RestClient maker = userWith("recipientmaker", "recipient.create");
        assertEquals(
                "Access denied 'import.mode.add'",
                maker.post("/recipient", "[{\"email\":\"x@example.com\"}]").error());
    }
}
