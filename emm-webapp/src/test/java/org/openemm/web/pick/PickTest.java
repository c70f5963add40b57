package org.openemm.web.pick;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openemm.account.Actor;
import org.openemm.target.TargetDraft;
import org.openemm.web.testing.Browser;
import org.openemm.web.testing.WebAppUnderTest;

/** What pickers find, and for whom. */
class PickTest {
    private static WebAppUnderTest app;
    private static Browser browser;

    @BeforeAll
    static void start() {
        app = WebAppUnderTest.start();
        Actor master = app.master();
        app.core().mailinglists().create(master, "Garden friends", "Roses");
        app.core().mailinglists().create(master, "Press", "Journalists");
        app.core()
                .database()
                .run(
                        tx ->
                                tx.sql()
                                        .execute(
                                                "INSERT INTO mailing_tbl (mailing_id, company_id,"
                                                    + " shortname, mailinglist_id) VALUES (1, 1,"
                                                    + " 'Spring', 1)"));
        app.core().targets().save(master, new TargetDraft(0, "Gardeners", "", "gender = 1", false));
        app.core()
                .targets()
                .save(
                        master,
                        new TargetDraft(0, "Readers of gardens", "", "OPENED MAILING 1", false));
        app.core()
                .recipients()
                .create(
                        master,
                        Map.of(
                                "email",
                                "anna@garden.example",
                                "firstname",
                                "Anna",
                                "lastname",
                                "Fern"));
        browser = app.loggedIn();
    }

    @AfterAll
    static void stop() {
        app.close();
    }

    @Test
    void listsAreFoundByEachWordOfNameAndDescription() {
        assertEquals(List.of("Garden friends"), labels("mailinglist", "rose%20GARDEN"));
        assertEquals(List.of(), labels("mailinglist", "rose%20press"));
        assertTrue(
                browser.get("/pick/mailinglist.action?q=press")
                        .text(".pick-note")
                        .equals("0 active recipients · Journalists"));
    }

    @Test
    void anEmptyQuestionFindsTheFirstOnes() {
        assertTrue(labels("mailinglist", "").contains("Press"));
        assertTrue(labels("recipient", "").contains("anna@garden.example"));
    }

    @Test
    void aRecipientIsFoundByAddressNameAndNumber() {
        assertEquals(List.of("anna@garden.example"), labels("recipient", "anna@g"));
        assertEquals(List.of("anna@garden.example"), labels("recipient", "Fern"));
    }

    @Test
    void contentIsOfferedOnlyGroupsThatCanBeUsedThere() {
        assertEquals(List.of("Gardeners"), labels("target", "garden&content=true"));
    }

    @Test
    void nonsenseFindsNothingAndBreaksNothing() {
        for (String kind : List.of("mailinglist", "target", "mailing", "template", "recipient")) {
            assertEquals(List.of(), labels(kind, "%27%22%3Cscript%3E%7B%7B%5Bagn"));
            assertEquals(List.of(), labels(kind, "x".repeat(5000)));
        }
    }

    @Test
    void imagesOfAMailingOfSomebodyElseAreNotFound() {
        Browser.Page page = browser.get("/pick/image.action?mailing=999999&q=");
        assertEquals(404, page.status());
    }

    @Test
    void eachKindNeedsItsRight() {
        app.createUser("reader", "mailing.show");
        Browser reader = app.loggedIn("reader");
        assertEquals(200, reader.get("/pick/mailinglist.action?q=").status());
        assertEquals(200, reader.get("/pick/mailing.action?q=").status());
        assertEquals(200, reader.get("/pick/target.action?q=").status());
        assertEquals(403, reader.get("/pick/recipient.action?q=").status());
        assertEquals(403, reader.get("/pick/template.action?q=").status());
        assertEquals(403, reader.get("/pick/image.action?mailing=1&q=").status());
    }

    private static List<String> labels(String kind, String query) {
        Browser.Page page = browser.get("/pick/" + kind + ".action?q=" + query);
        assertEquals(200, page.status());
        return page.document().select("[role=option] .pick-label").eachText();
    }
}
