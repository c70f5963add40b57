package org.openemm.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openemm.account.Actor;
import org.openemm.company.CompanyDraft;

/** What belongs to another company does not exist. */
class RestTenantTest extends WithRest {
    @Test
    void mailingsOfAnotherCompanyAreAsUnknownAsNone() {
        int id = fromTemplate("Of the other");
        execute("UPDATE mailing_tbl SET company_id = 2 WHERE mailing_id = " + id);
        for (RestClient.Answer answer :
                List.of(
                        rest.get("/mailing/" + id),
                        rest.get("/mailing/" + id + "?view=light"),
                        rest.get("/mailing/Of%20the%20other"),
                        rest.get("/mailing/" + id + "/status"),
                        rest.get("/mailing/" + id + "/forecast"),
                        rest.post("/mailing/" + id + "/copy", null),
                        rest.put("/mailing/" + id, "{\"subject\":\"mine\"}"),
                        rest.delete("/mailing/" + id))) {
            assertEquals("404/-", answer.kind(), answer.response().request().toString());
            assertEquals("No data found", answer.error());
        }
        assertEquals("400/0", rest.post("/send/" + id, null).kind());
        assertEquals("400/0", rest.delete("/send/" + id).kind());
        assertEquals("400/0", rest.post("/mailing?templateId=" + id, null).kind());
        assertEquals(0, rest.get("/mailing?name=Of+the+other").json().size());
        assertEquals(
                "2 0",
                value(
                        "SELECT CONCAT(company_id, ' ', deleted) FROM mailing_tbl WHERE mailing_id"
                                + " = "
                                + id));
    }

    @Test
    void listsAndRecipientsOfAnotherCompanyCannotBeNamed() {
        int id = fromTemplate("Mine");
        int foreign = app.core().mailinglists().create(master, "Foreign list", "");
        execute("UPDATE mailinglist_tbl SET company_id = 2 WHERE mailinglist_id = " + foreign);
        assertEquals(
                "400/0", rest.put("/mailing/" + id, "{\"mailinglist_id\":" + foreign + "}").kind());
        assertEquals(
                "400/0",
                rest.put("/mailing/" + id, "{\"mailinglist_shortname\":\"Foreign list\"}").kind());
        assertEquals(
                "400/0",
                rest.post("/send/" + id, "{\"send_type\":\"T\",\"customer_id\":1}").kind());
    }

    @BeforeAll
    static void aSecondCompany() {
        int second =
                app.core()
                        .companies()
                        .create(
                                Actor.system("test", 1),
                                new CompanyDraft("Second", "", "", "", 10_000, "", ""));
        assertEquals(2, second);
    }

    @Test
    void recipientsBindingsAndListsOfAnotherCompanyAreAsUnknownAsNone() {
        execute(
                "INSERT INTO customer_2_tbl (customer_id, email, firstname, gender, mailtype)"
                        + " VALUES (9001, 'foreign@example.com', 'Foreign', 0, 1)");
        execute(
                "INSERT INTO customer_2_binding_tbl (customer_id, mailinglist_id, user_type,"
                        + " user_status, mediatype) VALUES (9001, 1, 'W', 1, 0)");
        int foreign = app.core().mailinglists().create(master, "Theirs", "");
        execute("UPDATE mailinglist_tbl SET company_id = 2 WHERE mailinglist_id = " + foreign);
        execute(
                "INSERT INTO cust2_ban_tbl (email, reason, timestamp) VALUES"
                        + " ('theirs@example.com', 'x', CURRENT_TIMESTAMP)");
        for (RestClient.Answer answer :
                List.of(
                        rest.get("/recipient/9001"),
                        rest.get("/recipient/foreign@example.com"),
                        rest.get("/recipient/9001/mailings"),
                        rest.get("/recipient?firstname=Foreign"),
                        rest.delete("/recipient/9001"),
                        rest.get("/binding/9001"),
                        rest.delete("/binding/9001"),
                        rest.get("/mailinglist/" + foreign),
                        rest.get("/mailinglist/Theirs"),
                        rest.get("/mailinglist/" + foreign + "/recipients"),
                        rest.delete("/mailinglist/" + foreign),
                        rest.delete("/blocklist/theirs@example.com"))) {
            assertEquals("404/-", answer.kind(), answer.response().request().toString());
        }
        for (RestClient.Answer answer :
                List.of(
                        rest.put("/recipient/9001", "{\"firstname\":\"mine\"}"),
                        rest.put("/recipient", "{\"customer_id\":9001,\"firstname\":\"mine\"}"),
                        rest.put(
                                "/mailinglist",
                                "{\"mailinglist_id\":%d,\"name\":\"mine\"}".formatted(foreign)),
                        rest.post(
                                "/recipient?mailinglist=" + foreign,
                                "{\"email\":\"new@example.com\"}"),
                        rest.put(
                                "/binding/7002",
                                "{\"mailinglist_id\":%d,\"user_status\":1}".formatted(foreign)),
                        rest.delete("/binding/7002/" + foreign),
                        rest.post(
                                "/binding",
                                "{\"mailinglists\":[%d],\"status\":1,\"customers\":[7002]}"
                                        .formatted(foreign)),
                        rest.put(
                                "/blocklist/theirs@example.com",
                                "{\"email\":\"mine@example.com\",\"reason\":\"\"}"))) {
            assertEquals("400/0", answer.kind(), answer.response().request().toString());
        }
        assertEquals("[]", rest.get("/blocklist").body());
        assertEquals(
                "Foreign", value("SELECT firstname FROM customer_2_tbl WHERE customer_id = 9001"));
        assertEquals(
                "Theirs",
                value("SELECT shortname FROM mailinglist_tbl WHERE mailinglist_id = " + foreign));
        assertFalse(rest.get("/mailinglist").body().contains("Theirs"));
    }
}
