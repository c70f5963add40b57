package org.openemm.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What belongs to another company does not exist. */
class RestTenantTest extends WithRest {
    @Test
    void mailingsOfAnotherCompanyAreAsUnknownAsNone() {
        int id = mailing("Of the other");
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
        int id = mailing("Mine");
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
}
