package org.openemm.web.recipient;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openemm.web.testing.Browser;
import org.openemm.web.testing.WebAppUnderTest;

/** Filter, pages and changes of many in the list of recipients. */
class RecipientListTest {
    private static WebAppUnderTest app;
    private static int list;

    @BeforeAll
    static void start() {
        app = WebAppUnderTest.start();
        for (int i = 0; i < 110; i++) {
            app.core()
                    .recipients()
                    .create(
                            app.master(),
                            Map.of(
                                    "email",
                                    "r%03d@example.com".formatted(i),
                                    "lastname",
                                    i < 60 ? "Meyer" : "Müller"));
        }
        list = app.core().mailinglists().create(app.master(), "Many", "");
        app.createUser("reader", "recipient.show");
        app.createUser("changer", "recipient.show", "recipient.change");
    }

    @AfterAll
    static void stop() {
        app.close();
    }

    @Test
    void linesOfAFilterNarrowTheListAndAreToldInWords() {
        Browser browser = app.loggedIn();
        browser.get("/recipient/filter.action?q=r0");
        Browser.Page found =
                browser.post(
                        "/recipient/filter.action",
                        Map.of(
                                "q",
                                "r0",
                                "join",
                                "all",
                                "f",
                                "lastname",
                                "o",
                                "STARTS",
                                "m",
                                "",
                                "v",
                                "mü",
                                "eql",
                                ""));

        assertEquals("/recipient/list.action", found.path());
        assertEquals("r060@example.com", found.text("a.row-link"));
        assertEquals(40, found.document().select("tbody tr").size());
        assertTrue(found.text(".pills").contains("Last name begins with “mü”"), found.html());
        assertEquals(
                40, browser.get("/recipient/list.action").document().select("tbody tr").size());
        Browser.Page again = browser.get(link(found, "filter.action"));
        assertEquals("lastname", again.document().select("select[name=f] option[selected]").val());
        assertEquals("mü", again.document().select("[name=v]").val());
        browser.get("/recipient/list.action?reset=");
    }

    @Test
    void aMistakeInTheFilterIsShownWhereItIs() {
        Browser browser = app.loggedIn();
        browser.get("/recipient/filter.action");
        Browser.Page page =
                browser.post(
                        "/recipient/filter.action",
                        Map.of(
                                "join",
                                "all",
                                "f",
                                "customer_id",
                                "o",
                                "LESS",
                                "m",
                                "",
                                "v",
                                "abc",
                                "eql",
                                ""));
        assertEquals(422, page.status());
        assertTrue(page.text("[role=alert]").contains("abc"), page.html());
        page =
                browser.post(
                        "/recipient/filter.action", Map.of("join", "all", "eql", "lastname = "));
        assertEquals(422, page.status());
        assertTrue(page.has("#eql-note.field-error"), page.html());
        Browser.Page broken =
                browser.get("/recipient/list.action?rules=" + escape("all\nlastname DROP x"));
        assertEquals(200, broken.status());
        browser.get("/recipient/list.action?reset=");
    }

    @Test
    void withoutScriptsAConditionIsAddedByAButton() {
        Browser browser = app.loggedIn();
        browser.get("/recipient/filter.action");
        Browser.Page page =
                browser.post(
                        "/recipient/filter.action",
                        Map.of(
                                "more",
                                "1",
                                "join",
                                "any",
                                "f",
                                "lastname",
                                "o",
                                "EQUALS",
                                "m",
                                "",
                                "v",
                                "x",
                                "eql",
                                ""));
        assertEquals(2, page.document().select(".rule-line").size());
        Browser.Page line =
                browser.get("/recipient/filterLine.action?f=creation_date&o=MORE&m=ago&v=7");
        assertEquals("number", line.document().select("input[name=v]").attr("type"));
        assertTrue(line.text("select[name=o]").contains("is after"), line.html());
    }

    @Test
    void aFilterBecomesATargetGroup() {
        Browser browser = app.loggedIn();
        String state = "list=" + list + "&rules=" + escape("all\nlastname EQUALS Meyer");
        Browser.Page form = browser.get("/recipient/createTargetGroup.action?" + state);
        assertTrue(form.text("main").contains("Mailing list, status and type"), form.html());
        Map<String, String> fields = new HashMap<>();
        form.document()
                .select("main form input[type=hidden]")
                .forEach(i -> fields.put(i.attr("name"), i.val()));
        fields.put("name", "The Meyers");
        browser.post("/recipient/createTargetGroup.action", fields);
        var group =
                app.core().targets().all(app.master()).stream()
                        .filter(target -> target.name().equals("The Meyers"))
                        .findFirst()
                        .orElseThrow();
        assertEquals(60, app.core().targets().count(app.master(), group.eql()));
    }

    @Test
    void theListHasAnEndThatCanBeReachedAtOnce() {
        Browser browser = app.loggedIn();
        Browser.Page first = browser.get("/recipient/list.action?q=r&sort=email");
        assertTrue(first.text(".table-foot").contains("1–50 of 110"), first.html());
        Browser.Page last = browser.get(first.document().select("#list-last").attr("href"));
        assertTrue(last.text(".table-foot").contains("61–110 of 110"), last.html());
        assertFalse(last.has("#list-last[href]"));
        Browser.Page before = browser.get(last.document().select("a[rel=prev]").attr("href"));
        assertEquals("r010@example.com", before.text("a.row-link"));
        assertEquals(
                "r000@example.com",
                browser.get(last.document().select("#list-first").attr("href")).text("a.row-link"));
        assertTrue(
                browser.get("/recipient/count.action?q=r&from=0&rows=50")
                        .html()
                        .contains("61–110 of 110"));
        browser.get("/recipient/list.action?reset=");
    }

    @Test
    void allThatMatchAreChangedAfterAQuestionThatNamesTheirNumber() {
        Browser browser = app.loggedIn();
        browser.get("/recipient/list.action?reset=");
        Map<String, String> fields =
                new HashMap<>(
                        Map.of(
                                "kind",
                                "SUBSCRIBE",
                                "all",
                                "true",
                                "filter.rules",
                                "all\nlastname EQUALS Meyer"));
        Browser.Page question = browser.post("/recipient/bulk.action", fields);
        assertTrue(question.text("h1").contains("Add 60 recipients"), question.html());
        fields.putAll(Map.of("mailinglist", "" + list, "status", "1", "remark", "fair"));
        Browser.Page run = browser.post("/recipient/bulkSave.action", fields);
        assertTrue(run.path().startsWith("/recipient/bulk/"), run.path());
        Browser.Page done = run;
        while (!done.has(".notice")) {
            done = browser.get(run.path());
        }
        assertTrue(done.text(".notice").contains("60 recipients have been changed"), done.html());
        assertTrue(
                browser.get("/recipient/list.action?list=" + list + "&status=1")
                        .text(".table-foot")
                        .contains("1–50 of 60"));
        browser.get("/recipient/list.action?reset=");
    }

    @Test
    void aFieldIsChosenBeforeItsValue() {
        Browser browser = app.loggedIn();
        browser.get("/recipient/list.action");
        long id = app.core().recipients().findBy(app.master(), "email", "r109@example.com").get(0);
        Map<String, String> fields = new HashMap<>(Map.of("kind", "FIELD", "bulkIds", "" + id));
        Browser.Page which = browser.post("/recipient/bulk.action", fields);
        assertFalse(which.has("#value"), which.html());
        fields.put("field", "title");
        Browser.Page value =
                browser.post("/recipient/bulkSave.action", with(fields, "choose", "1"));
        assertTrue(value.has("#value"), value.html());
        Browser.Page wrong =
                browser.post("/recipient/bulkSave.action", with(fields, "value", "<script>"));
        assertEquals(422, wrong.status());
        assertTrue(wrong.has("#value-note.field-error"), wrong.html());
    }

    @Test
    void nobodyDoesWithManyWhatHeMayNotDoWithOne() {
        Browser reader = app.loggedIn("reader");
        assertFalse(reader.get("/recipient/list.action").has("[name=bulkIds]"));
        assertEquals(
                403,
                reader.post("/recipient/bulk.action", Map.of("kind", "ERASE", "all", "true"))
                        .status());
        Browser changer = app.loggedIn("changer");
        Browser.Page page = changer.get("/recipient/list.action");
        assertEquals(
                List.of("SUBSCRIBE", "UNSUBSCRIBE"),
                page.document().select(".bulk button[name=kind]").eachAttr("value"));
        assertEquals(
                403,
                changer.post(
                                "/recipient/bulkSave.action",
                                Map.of(
                                        "kind", "FIELD", "all", "true", "field", "title", "value",
                                        "x"))
                        .status());
    }

    private static Map<String, String> with(Map<String, String> fields, String name, String value) {
        Map<String, String> more = new HashMap<>(fields);
        more.put(name, value);
        return more;
    }

    private static String link(Browser.Page page, String part) {
        return page.document().select("a[href*=" + part + "]").attr("href");
    }

    private static String escape(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
