package org.openemm.web.mailing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.openemm.i18n.Texts;
import org.openemm.web.testing.Browser;

/** Who may do what, and what is not there. */
class MailingAccessTest extends WithMailings {
    @Test
    void withoutTheTokenNothingIsDone() {
        int id = emptyMailing("No token");
        for (String path :
                List.of(
                        "/mailing/" + id + "/delete.action",
                        "/mailing/" + id + "/settings.action",
                        "/mailing/" + id + "/frame.action",
                        "/mailing/send/" + id + "/send-world.action")) {
            assertEquals(403, browser.postFields(path, List.of()).status(), path);
        }
        assertEquals("No token", app.core().mailings().get(master, id).name());
    }

    @Test
    void withoutTheRightAPageIsNotShown() {
        int id = emptyMailing("Rights");
        app.createUser("reader-of-mailings", "mailing.show");
        Browser reader = app.loggedIn("reader-of-mailings");
        Browser.Page settings = reader.get("/mailing/" + id + "/settings.action");
        assertEquals(200, settings.status());
        assertTrue(settings.has("fieldset[disabled]"));
        assertEquals(403, reader.get("/mailing/content/" + id + "/view.action").status());
        assertEquals(403, reader.get("/mailing/send/" + id + "/view.action").status());
        assertEquals(403, reader.post("/mailing/" + id + "/delete.action", Map.of()).status());
        assertEquals(403, reader.get("/mailing/create.action").status());
    }

    @Test
    void whatDoesNotExistIsNotFound() {
        int foreign =
                Integer.parseInt(
                        value(
                                "INSERT INTO mailing_tbl (company_id, shortname) VALUES (4711,"
                                        + " 'Foreign') RETURNING mailing_id"));
        for (int id : new int[] {foreign, 999_999_999}) {
            for (String path :
                    List.of(
                            "/mailing/%d/settings.action",
                            "/mailing/content/%d/view.action",
                            "/mailing/%d/trackablelink/list.action",
                            "/mailing/%d/images/list.action",
                            "/mailing/%d/attachment/list.action",
                            "/mailing/preview/%d/view.action",
                            "/mailing/preview/html.action?mailingId=%d",
                            "/mailing/send/%d/view.action",
                            "/mailing/send/%d/delivery-status-box/load.action",
                            "/mailing/new.action?templateId=%d")) {
                assertEquals(404, browser.get(path.formatted(id)).status(), path);
            }
        }
    }

    @Test
    void everyTextExistsInBothLanguages() {
        Texts texts =
                Texts.load(
                        getClass().getClassLoader(),
                        List.of("messages/web-mailing"),
                        List.of("en", "de"));
        assertEquals(texts.all("en").keySet(), texts.all("de").keySet());
        for (String path :
                List.of("/mailing/list.action", "/mailing/create.action", "/mailing/new.action")) {
            assertFalse(browser.get(path).html().contains("«"), path);
        }
        int id = fromTemplate("Texts");
        for (String path :
                List.of(
                        "/mailing/%d/settings.action",
                        "/mailing/content/%d/view.action",
                        "/mailing/content/%d/view.action?block=Hero",
                        "/mailing/%d/trackablelink/list.action?deleted=true",
                        "/mailing/%d/images/list.action",
                        "/mailing/%d/attachment/list.action",
                        "/mailing/preview/%d/view.action",
                        "/mailing/send/%d/view.action")) {
            Browser.Page page = browser.get(path.formatted(id));
            assertEquals(200, page.status(), path);
            assertFalse(page.html().contains("«"), path);
        }
    }
}
