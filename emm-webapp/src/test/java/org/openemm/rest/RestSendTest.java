package org.openemm.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.openemm.mailing.MailingType;

/** Sending by REST. */
class RestSendTest extends WithRest {
    @Test
    void aMailingIsPlannedWithItsPace() {
        int id = fromTemplate("Planned");
        assertEquals(
                "\"Mailing started\"",
                rest.post(
                                "/send/" + id,
                                """
                                {"send_type":"W","send_date":"2037-12-24T18:00:00+01","block_size":250,"stepping":15}
                                """)
                        .body());
        assertEquals(
                "W 2037-12-24 17:00 250 15",
                value(
                        "SELECT CONCAT(status_field, ' ', DATE_FORMAT(senddate, '%Y-%m-%d %H:%i'),"
                                + " ' ', blocksize, ' ', step) FROM maildrop_status_tbl WHERE"
                                + " mailing_id = "
                                + id));
        assertEquals("\"SCHEDULED\"", rest.get("/mailing/" + id + "/status").body());
        assertEquals(
                "mailing: This mailing was already sent or is scheduled.",
                rest.put("/send/" + id, "{}").error());
        assertEquals("\"Mailing stopped\"", rest.delete("/send/" + id).body());
        assertEquals("400/0", rest.delete("/send/" + id).kind());
    }

    @Test
    void withoutABodyAMailingOfTheListLeavesAtOnce() {
        int id = fromTemplate("At once");
        assertEquals("\"Mailing started\"", rest.call("POST", "/send/" + id, null).body());
        assertEquals(
                "W",
                value("SELECT status_field FROM maildrop_status_tbl WHERE mailing_id = " + id));
    }

    @Test
    void ofManyOrdersAtOnceExactlyOneWins() throws Exception {
        int id = fromTemplate("Race");
        ExecutorService threads = Executors.newFixedThreadPool(8);
        List<Future<RestClient.Answer>> answers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            answers.add(threads.submit(() -> rest.post("/send/" + id, "{\"send_type\":\"W\"}")));
        }
        int started = 0;
        for (Future<RestClient.Answer> answer : answers) {
            if (answer.get().status() == 200) {
                started++;
            } else {
                assertEquals("400/0", answer.get().kind(), answer.get().body());
            }
        }
        threads.shutdown();
        assertEquals(1, started);
        assertEquals(
                "1", value("SELECT COUNT(*) FROM maildrop_status_tbl WHERE mailing_id = " + id));
    }

    @Test
    void trialsGoToAdminsTestersOrOneRecipient() {
        int id = fromTemplate("Trials");
        assertEquals(
                "\"Mailing started\"", rest.post("/send/" + id, "{\"send_type\":\"A\"}").body());
        assertEquals(
                "\"Mailing started\"",
                rest.post("/send/" + id, "{\"send_type\":\"T\",\"email\":\"BERND@example.com\"}")
                        .body());
        assertEquals(
                "7002",
                value(
                        "SELECT r.customer_id FROM test_recipients_tbl r JOIN maildrop_status_tbl m"
                                + " ON m.status_id = r.maildrop_status_id WHERE m.mailing_id = "
                                + id));
    }

    @Test
    void whatDoesNotFitIsRefusedAndNothingIsSent() {
        int id = fromTemplate("Wrong orders");
        for (String wrong :
                new String[] {
                    "{\"send_type\":\"E\"}",
                    "{\"send_type\":\"WW\"}",
                    "{\"send_type\":1}",
                    "{\"send_date\":\"tomorrow\"}",
                    "{\"send_date\":\"2026-02-30\"}",
                    "{\"send_date\":\"2001-01-01\"}",
                    "{\"send_date\":\"2199-01-01\"}",
                    "{\"stepping\":-1}",
                    "{\"stepping\":\"1\"}",
                    "{\"customer_id\":7002}",
                    "{\"send_type\":\"T\",\"customer_id\":99999}",
                    "{\"send_type\":\"T\",\"customer_id\":7002,\"email\":\"bernd@example.com\"}",
                    "{\"send_type\":\"T\",\"email\":\"nobody@example.com\"}",
                    "{\"send_type\":\"T\",\"stepping\":5}",
                    "{\"send_type\":\"T\",\"send_date\":\"2037-01-01\"}",
                    "{\"data\":{\"firstname\":\"x\"}}",
                    "{\"data\":1}",
                    "{\"nosuch\":1}",
                    "[]"
                }) {
            assertEquals("400/0", rest.post("/send/" + id, wrong).kind(), wrong);
        }
        assertEquals("400/0", rest.post("/send/99999", "{}").kind());
        assertEquals("400/0", rest.post("/send/" + template, "{}").kind());
        assertEquals("400/0", rest.post("/send/abc", "{}").kind());
        assertEquals(
                "0", value("SELECT COUNT(*) FROM maildrop_status_tbl WHERE mailing_id = " + id));
        int wrong = emptyMailing("Unknown tag");
        app.core().mailingContents().save(master, wrong, "[agnNOSUCHTAG]", "x", null);
        assertTrue(rest.post("/send/" + wrong, null).error().contains("agnNOSUCHTAG"));
    }

    @Test
    void aMailingWithoutRecipientsIsNotSent() {
        int nobody = app.core().mailinglists().create(master, "Nobody", "");
        int id = fromTemplate("To nobody");
        rest.put("/mailing/" + id, "{\"mailinglist_id\":" + nobody + "}");
        assertEquals("The mailing has no recipients", rest.post("/send/" + id, null).error());
    }

    @Test
    void anActionBasedMailingBecomesActiveAndGoesToOneRecipient() {
        int id = mailing("Event", MailingType.ACTION_BASED);
        assertEquals("\"Mailing activated\"", rest.post("/send/" + id, null).body());
        assertEquals("\"ACTIVE\"", rest.get("/mailing/" + id + "/status").body());
        assertEquals("400/0", rest.post("/send/" + id, null).kind());
        assertEquals("\"Mailing sent\"", rest.post("/send/" + id, "{\"customer_id\":7002}").body());
        assertEquals("7002", ordered(id));
        assertEquals("400/0", rest.post("/send/" + id, "{\"send_date\":\"2037-01-01\"}").kind());
        assertEquals(
                "400/0",
                rest.post("/send/" + id, "{\"customer_id\":7002,\"user_status\":9}").kind());
        assertEquals("\"Mailing deactivated\"", rest.delete("/send/" + id).body());
        int other = mailing("Event at once", MailingType.ACTION_BASED);
        assertEquals(
                "\"Mailing sent\"",
                rest.post("/send/" + other, "{\"email\":\"bernd@example.com\",\"user_status\":5}")
                        .body());
        assertEquals("\"ACTIVE\"", rest.get("/mailing/" + other + "/status").body());
    }

    @Test
    void whoMayNotGetAnActionBasedMailingIsNamedARefusal() {
        recipient(7301, "out@example.com", "Out", "W");
        execute("UPDATE customer_1_binding_tbl SET user_status = 4 WHERE customer_id = 7301");
        int id = mailing("Event for nobody", MailingType.ACTION_BASED);
        assertEquals("400/0", rest.post("/send/" + id, "{\"customer_id\":7301}").kind());
        execute("DELETE FROM customer_1_binding_tbl WHERE customer_id = 7301");
    }

    private static String ordered(int mailing) {
        return value("SELECT customer_id FROM event_mail_tbl WHERE mailing_id = " + mailing);
    }
}
