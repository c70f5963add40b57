package org.openemm.web.mailing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.openemm.mailing.EmailSettings;
import org.openemm.mailing.MailingQuery;
import org.openemm.mailinglist.MailinglistDraft;
import org.openemm.web.testing.Browser;
import org.openemm.web.testing.WebAppUnderTest;

/** Creating mailings, their settings and overview. */
class MailingCreationTest extends WithMailings {
    @Test
    void aMailingIsMadeFromATemplateAndAppearsInTheOverview() {
        Browser.Page gallery = browser.get("/mailing/create.action");
        assertTrue(gallery.has("input[name=templateId][value=" + template + "][checked]"));
        browser.get("/mailing/new.action?templateId=" + template);
        Map<String, String> form = base("From the gallery");
        form.put("templateId", "" + template);
        Browser.Page content = browser.post("/mailing/generate.action", form);
        assertTrue(content.path().matches("/mailing/content/\\d+/view.action"), content.path());
        assertTrue(content.text(".blocks").contains("Hero"));
        Browser.Page overview = browser.get("/mailing/list.action?q=gallery");
        assertEquals("From the gallery", overview.text("a.row-link"));
        assertEquals("New", overview.text("td .badge"));
    }

    @Test
    void wrongInputComesBackWithWhatWasTypedAndChangesNothing() {
        browser.get("/mailing/new.action");
        Map<String, String> form = base("x");
        form.put("from", "nobody");
        Browser.Page again = browser.post("/mailing/generate.action", form);
        assertEquals(422, again.status());
        assertTrue(again.has("#name-note.field-error"));
        assertTrue(again.has("#from-note.field-error"));
        assertEquals("nobody", again.document().select("#from").attr("value"));
    }

    @Test
    void twoPeopleWhoEditTheSameSettingsDoNotLoseAnything() {
        int id = emptyMailing("Together");
        Browser.Page first = browser.get("/mailing/" + id + "/settings.action");
        Map<String, String> mine = fields(first.document().select("#settings").first());
        Map<String, String> theirs = new HashMap<>(mine);
        theirs.put("subject", "Theirs");
        assertEquals(200, browser.post("/mailing/" + id + "/settings.action", theirs).status());
        mine.put("subject", "Mine");
        Browser.Page told = browser.post("/mailing/" + id + "/settings.action", mine);
        assertEquals(422, told.status());
        assertTrue(told.text("[role=alert]").contains("Somebody else"), told.text("[role=alert]"));
        assertEquals("Mine", told.document().select("#subject").attr("value"));
        assertEquals("Theirs", app.core().mailings().get(master, id).settings().email().subject());
        Map<String, String> again = fields(told.document().select("#settings").first());
        assertEquals(200, browser.post("/mailing/" + id + "/settings.action", again).status());
        assertEquals("Mine", app.core().mailings().get(master, id).settings().email().subject());
    }

    @Test
    void whoeverHasNothingYetStartsFromTheNewsletterThatComesWithTheProduct() {
        try (WebAppUnderTest fresh = WebAppUnderTest.start()) {
            Browser newcomer = fresh.loggedIn();
            Browser.Page page = newcomer.get("/mailing/create.action");
            assertTrue(page.has("input[name=templateId][value=starter][checked]"));
            assertTrue(
                    newcomer.get("/mailing/starter/preview.action").html().contains("data:image"));
            Browser.Page content =
                    newcomer.post(
                            "/mailing/generate.action",
                            Map.of(
                                    "templateId",
                                    "starter",
                                    "name",
                                    "First news",
                                    "mailinglistId",
                                    page.document().select("#mailinglistId option").attr("value"),
                                    "subject",
                                    "",
                                    "from",
                                    "news@example.com"));
            assertEquals("Hero", content.text(".blocks a[aria-current] .break"));
            var mailings =
                    fresh.core().mailings().list(fresh.master(), MailingQuery.all(false)).rows();
            assertEquals("First news", mailings.get(0).subject(), "the name, for the time being");
            assertEquals(
                    1,
                    fresh.core().mailings().list(fresh.master(), MailingQuery.all(true)).total());
        }
    }

    @Test
    void theListThatIsChosenProposesTheSender() {
        int other =
                app.core()
                        .mailinglists()
                        .create(
                                master,
                                new MailinglistDraft(
                                        "Shop", "", "shop@example.com", "hello@example.com"));
        Map<String, String> form = base("From the shop");
        form.put("templateId", "" + template);
        form.put("mailinglistId", "" + other);
        form.remove("from");
        browser.get("/mailing/create.action");
        browser.post("/mailing/generate.action", form);
        var made = app.core().mailings().list(master, MailingQuery.all(false)).rows().get(0);
        EmailSettings email = app.core().mailings().get(master, made.id()).settings().email();
        assertEquals("shop@example.com", email.from().address());
        assertEquals("Fern", email.from().name(), "the template's");
        assertEquals("hello@example.com", email.reply().address());
    }
}
