package org.openemm.web.datasource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openemm.web.testing.Browser;
import org.openemm.web.testing.WebAppUnderTest;

/** Where recipients come from. */
class DataSourceScreensTest {
    private static WebAppUnderTest app;

    @BeforeAll
    static void start() {
        app = WebAppUnderTest.start();
        app.core()
                .database()
                .run(
                        tx -> {
                            tx.sql()
                                    .execute(
                                            "INSERT INTO datasource_description_tbl (datasource_id,"
                                                + " description, company_id, sourcegroup_id) VALUES"
                                                + " (50, 'fair <b>2026</b>.csv', 1, 2), (51,"
                                                + " 'shop', 1, 6), (52, 'of others', 2, 2)");
                            for (int i = 0; i < 3; i++) {
                                app.core()
                                        .recipients()
                                        .create(
                                                tx,
                                                app.master(),
                                                Map.of("email", "fair" + i + "@example.com"),
                                                50);
                            }
                        });
        app.createUser("nobody", "recipient.show");
    }

    @AfterAll
    static void stop() {
        app.close();
    }

    @Test
    void eachSourceShowsHowManyCameFromThere() {
        Browser.Page page = app.loggedIn().get("/importexport/datasource/list.action");
        assertTrue(page.text("table").contains("fair <b>2026</b>.csv"), page.html());
        assertEquals(
                "3", page.text("a[href='/recipient/list.action?eql=%60datasource_id%60+%3D+50']"));
        assertFalse(page.text("table").contains("of others"));
    }

    @Test
    void sourcesAreFoundByNameNumberAndKind() {
        Browser browser = app.loggedIn();
        String list = "/importexport/datasource/list.action?q=";
        assertTrue(browser.get(list + "FAIR").text("table").contains("fair"));
        assertFalse(browser.get(list + "FAIR").text("table").contains("shop"));
        assertTrue(browser.get(list + "51").text("table").contains("shop"));
        Browser.Page programs = browser.get(list + "&kind=API");
        assertTrue(programs.text("table").contains("shop"));
        assertFalse(programs.text("table").contains("fair"));
        assertFalse(browser.get(list + "%27%22%3Cscript%3E%7B%7B%5Bagn").has("table tbody a"));
        assertFalse(browser.get(list + "&from=2100-01-01").has("table tbody a"));
    }

    @Test
    void thePageHasItsRight() {
        assertEquals(
                403, app.loggedIn("nobody").get("/importexport/datasource/list.action").status());
    }
}
