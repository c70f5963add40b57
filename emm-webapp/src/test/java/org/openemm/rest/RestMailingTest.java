package org.openemm.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.openemm.mailing.MailingType;

/** Mailings by REST, in the words of version 1. */
class RestMailingTest extends WithRest {
    @Test
    void mailingsAreListedByTypeAndChosenByTheirProperties() {
        int follow = mailing("Listed when somebody registers", MailingType.ACTION_BASED);
        int news = fromTemplate("Listed news");
        JsonNode all = rest.get("/mailing?name=listed*").json();
        assertEquals(
                "[{\"mailing_id\":%d,\"type\":\"NORMAL\",\"name\":\"Listed news\",\"description\":\"%s\"},"
                        .formatted(news, description(news)),
                (all.toString().split("},")[0] + "},"));
        assertEquals(follow, all.get(1).path("mailing_id").asInt());
        assertEquals(0, rest.get("/mailing?name=House+style").json().size(), "no templates");
        JsonNode one =
                rest.get("/mailing?name=LISTED+NEWS&status=new&mailinglistid=" + list).json();
        assertEquals("NEW", one.get(0).path("status").asText());
        assertEquals(list, one.get(0).path("mailinglistid").asInt());
        assertEquals(0, rest.get("/mailing?name=listed&status=EW").json().size());
        assertEquals(1, rest.get("/mailing?name=listed&type=action").json().size());
        assertEquals(2, rest.get("/mailing?name=listed&creationdate=20*T").json().size());
        assertEquals(0, rest.get("/mailing?name=listed&senddate=20*T").json().size());
    }

    @Test
    void aMailingIsFoundByIdAndByName() {
        int id = fromTemplate("By name & more");
        String basic =
                "{\"mailing_id\":%d,\"type\":\"NORMAL\",\"name\":\"By name & more\",\"description\":\"%s\"}"
                        .formatted(id, description(id));
        assertEquals(basic, rest.get("/mailing/" + id + "?view=light").body());
        assertEquals(basic, rest.get("/mailing/By%20name%20%26%20more").body());
        RestClient.Answer missing = rest.get("/mailing/99999");
        assertEquals("404/-", missing.kind());
        assertEquals("No data found", missing.error());
        assertEquals("404/-", rest.get("/mailing/No%20such%20name").kind());
    }

    @Test
    void theWholeMailingHoldsContentLinksAndImages() {
        int id = fromTemplate("Whole");
        JsonNode whole = rest.get("/mailing/" + id).json();
        assertEquals("1.1.0", whole.path("version").asText());
        assertEquals("Whole", whole.path("shortname").asText());
        assertEquals(list, whole.path("mailinglist_id").asInt());
        assertEquals("EMAIL", whole.path("mediatypes").path(0).path("type").asText());
        assertEquals(
                "news@example.com", whole.path("mediatypes").path(0).path("from_address").asText());
        assertTrue(whole.path("components").size() >= 2);
        assertTrue(whole.path("components").path(1).path("emm_block").asText().contains("[agn"));
        assertTrue(whole.path("contents").size() >= 1);
        assertTrue(whole.path("contents").path(0).path("content").path(0).has("text"));
    }

    @Test
    void theStatusIsAText() {
        int id = fromTemplate("Status");
        assertEquals("\"NEW\"", rest.get("/mailing/" + id + "/status").body());
        rest.put("/mailing/" + id, "{\"description\":\"changed\"}");
        assertEquals("\"EDIT\"", rest.get("/mailing/" + id + "/status").body());
        assertEquals("404/-", rest.get("/mailing/99999/status").kind());
    }

    @Test
    void mailingsAreMadeFromTemplatesAndCopied() {
        RestClient.Answer made = rest.post("/mailing?templateId=" + template, null);
        int id = made.json().path("mailing_id").asInt();
        assertEquals("{\"mailing_id\":" + id + "}", made.body());
        RestClient.Answer copied = rest.post("/mailing/" + id + "/copy", null);
        int copy = copied.json().path("mailing_id").asInt();
        assertEquals("Copy of House style", app.core().mailings().get(master, copy).name());
        assertEquals("400/0", rest.post("/mailing?templateId=" + id, null).kind());
        assertEquals("400/0", rest.post("/mailing?templateId=99999", null).kind());
        assertEquals("400/0", rest.post("/mailing?templateId=x", null).kind());
        assertEquals("404/-", rest.post("/mailing/99999/copy", null).kind());
        assertEquals("400/0", rest.post("/mailing", "{}").kind());
    }

    @Test
    void settingsChangeOneByOne() {
        int id = fromTemplate("Change");
        assertEquals(
                "\"1 mailing updated\"",
                rest.put(
                                "/mailing/" + id,
                                """
                                {"shortname":"Changed","subject":"S","sender_address":"a@example.com",
                                 "sender_fullname":"A","reply_address":"b@example.com","reply_fullname":"B",
                                 "preHeader":"P","mailing_content_type":"transaction",
                                 "mailinglist_shortname":"%s","open_action_id":"","click_action_id":0,
                                 "parameters":[]}
                                """
                                        .replace("\"S\"", "\"Subject\"")
                                        .formatted(
                                                app.core().mailinglists().get(master, list).name()))
                        .body());
        var settings = app.core().mailings().get(master, id).settings();
        assertEquals("Changed", settings.name());
        assertEquals("Subject", settings.email().subject());
        assertEquals("P", settings.email().preheader());
        assertEquals("\"A\" <a@example.com>", settings.email().from().format());
        assertEquals("\"B\" <b@example.com>", settings.email().reply().format());
        assertTrue(settings.transactional());
        for (String wrong :
                new String[] {
                    "{\"mailinglist_id\":99999}",
                    "{\"mailinglist_id\":1,\"mailinglist_shortname\":\"x\"}",
                    "{\"mailinglist_shortname\":\"no such list\"}",
                    "{\"target_expression\":\"(1\"}",
                    "{\"target_expression\":\"99999\"}",
                    "{\"mailingtype\":\"OTHER\"}",
                    "{\"mailing_content_type\":\"x\"}",
                    "{\"open_action_id\":7}",
                    "{\"is_template\":true}",
                    "{\"shortname\":\"\"}",
                    "{\"shortname\":\"<img src=x>Name\"}",
                    "{\"sender_address\":\"no address\"}"
                }) {
            assertEquals("400/0", rest.put("/mailing/" + id, wrong).kind(), wrong);
        }
        assertEquals("404/-", rest.put("/mailing/99999", "{\"subject\":\"x\"}").kind());
    }

    @Test
    void aDeletedMailingIsGone() {
        int id = fromTemplate("Deleted");
        assertEquals("\"1 mailing deleted\"", rest.delete("/mailing/" + id).body());
        assertEquals("404/-", rest.delete("/mailing/" + id).kind());
        assertEquals("404/-", rest.get("/mailing/" + id + "?view=light").kind());
        assertEquals("400/0", rest.post("/send/" + id, null).kind());
    }

    @Test
    void deletingStopsWhatIsPlanned() {
        int id = fromTemplate("Planned and deleted");
        rest.post("/send/" + id, "{\"send_date\":\"2037-01-01\"}");
        assertEquals("\"1 mailing deleted\"", rest.delete("/mailing/" + id).body());
        assertEquals(
                "0",
                value(
                        "SELECT COUNT(*) FROM maildrop_status_tbl WHERE genstatus = 0 AND"
                                + " mailing_id = "
                                + id));
    }

    @Test
    void theForecastSaysWhoGetsItAndWhyOthersDoNot() {
        recipient(7101, "cleo@example.com", "", "W");
        recipient(7102, "gone@example.com", "Gone", "W");
        execute("UPDATE customer_1_binding_tbl SET user_status = 4 WHERE customer_id = 7102");
        int id = fromTemplate("Forecast");
        JsonNode forecast = rest.get("/mailing/" + id + "/forecast").json();
        assertEquals(4, forecast.path("mailinglist_recipients").asInt(), forecast.toString());
        assertEquals(3, forecast.path("recipients").asInt());
        assertEquals(
                "[{\"reason\":\"OPTED_OUT\",\"text\":\"Unsubscribed\",\"recipients\":1}]",
                forecast.path("excluded").toString());
        assertTrue(forecast.path("mail").path("smallest_bytes").asInt() > 1000);
        assertTrue(
                forecast.path("mail").path("largest_bytes").asInt()
                        >= forecast.path("mail").path("smallest_bytes").asInt());
        assertEquals(3, forecast.path("mail").path("sample").asInt());
        assertTrue(forecast.path("duration_seconds").isNull());
        JsonNode paced =
                rest.get("/mailing/" + id + "/forecast?block_size=1&stepping=10&max_recipients=1")
                        .json();
        assertEquals("MAXIMUM", paced.path("excluded").path(1).path("reason").asText());
        assertEquals("404/-", rest.get("/mailing/99999/forecast").kind());
        assertEquals("404/-", rest.get("/mailing/" + template + "/forecast").kind());
        assertEquals("400/0", rest.get("/mailing/" + id + "/forecast?stepping=-1").kind());
        execute("DELETE FROM customer_1_binding_tbl WHERE customer_id > 7100");
    }

    @Test
    void theForecastNamesFieldsWithoutValueAndWhatStandsInTheWay() {
        recipient(7201, "noname@example.com", "", "W");
        int id = emptyMailing("Gaps");
        app.core()
                .mailingContents()
                .save(
                        master,
                        id,
                        "<p>[agnDB column=\"firstname\"] [agnNOSUCHTAG]</p>",
                        "[agnDB column=\"firstname\"]",
                        null);
        JsonNode refused = rest.get("/mailing/" + id + "/forecast").json();
        assertTrue(refused.path("problems").toString().contains("agnNOSUCHTAG"));
        app.core()
                .mailingContents()
                .save(
                        master,
                        id,
                        "<p>[agnDB column=\"firstname\"]</p>",
                        "[agnDB column=\"firstname\"]",
                        null);
        JsonNode forecast = rest.get("/mailing/" + id + "/forecast").json();
        assertEquals(
                "{\"field\":\"firstname\",\"sample_recipients\":1,\"examples\":[\"noname@example.com\"]}",
                forecast.path("unresolved").path(0).toString(),
                forecast.toString());
        RestClient shy = userWith("shy", "mailing.show");
        assertEquals(
                "[]",
                shy.get("/mailing/" + id + "/forecast")
                        .json()
                        .path("unresolved")
                        .path(0)
                        .path("examples")
                        .toString());
        execute("DELETE FROM customer_1_binding_tbl WHERE customer_id = 7201");
    }

    private static String description(int id) {
        return app.core().mailings().get(master, id).settings().description().replace("\"", "\\\"");
    }
}
