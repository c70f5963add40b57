package org.openemm.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openemm.web.testing.Browser;
import org.openemm.web.testing.PagePath;
import org.openemm.web.testing.WebAppUnderTest;

/** Follows the links of all pages, in both languages, and looks at what every page must have. */
class PagesTest {
    /** Pages that differ only in numbers are visited this often. */
    private static final int OF_A_KIND = 2;

    private static WebAppUnderTest app;

    @BeforeAll
    static void start() {
        app = WebAppUnderTest.start();
        app.core()
                .mailbox()
                .store(
                        "a@b.example",
                        List.of("c@d.example"),
                        "Subject: Hello\r\nContent-Type: text/html\r\n\r\n<p>x"
                                .getBytes(StandardCharsets.UTF_8));
    }

    @AfterAll
    static void stop() {
        app.close();
    }

    @Test
    void everyPageIsSoundInEnglish() {
        assertEquals(List.of(), walk("en"));
    }

    @Test
    void everyPageIsSoundInGerman() {
        assertEquals(List.of(), walk("de"));
    }

    private static List<String> walk(String language) {
        app.core()
                .database()
                .run(
                        tx ->
                                tx.sql()
                                        .execute(
                                                "UPDATE admin_tbl SET admin_lang = ? WHERE username"
                                                        + " = 'emm-master'",
                                                language));
        Browser browser = app.loggedIn();
        List<String> problems = new ArrayList<>();
        Map<String, Integer> visited = new HashMap<>();
        Deque<String> ahead = new ArrayDeque<>(List.of("/dashboard.action"));
        while (!ahead.isEmpty()) {
            String path = ahead.pop();
            if (visited.merge(PagePath.kind(path), 1, Integer::sum) > OF_A_KIND) {
                continue;
            }
            Browser.Page page = browser.get(path);
            String type = page.response().headers().firstValue("Content-Type").orElse("");
            if (page.status() != 200) {
                problems.add(path + ": status " + page.status());
            } else if (type.startsWith("text/html") && !path.endsWith("/html.action")) {
                problems.addAll(
                        problems(page, language).stream().map(text -> path + ": " + text).toList());
                page.document().select("a[href^=/]").stream()
                        .map(link -> link.attr("href"))
                        .filter(href -> !href.startsWith("/assets/"))
                        .forEach(ahead::push);
            }
        }
        assertTrue(visited.size() > 5, "pages have been found: " + visited.keySet());
        return problems;
    }

    private static List<String> problems(Browser.Page page, String language) {
        Document document = page.document();
        List<String> problems = new ArrayList<>();
        if (page.html().contains("«")) {
            problems.add("text missing: " + page.html().replaceAll("(?s).*(«[^»]*»).*", "$1"));
        }
        if (!document.select("html").attr("lang").equals(language)) {
            problems.add("language " + document.select("html").attr("lang"));
        }
        if (document.select("h1").size() != 1) {
            problems.add(document.select("h1").size() + " headings of first level");
        }
        if (!document.select("script:not([src])").isEmpty()) {
            problems.add("inline script");
        }
        Set<String> ids = new HashSet<>();
        for (Element element : document.getAllElements()) {
            element.attributes().asList().stream()
                    .filter(attribute -> attribute.getKey().startsWith("on"))
                    .forEach(attribute -> problems.add("inline handler " + attribute.getKey()));
            if (!element.id().isEmpty() && !ids.add(element.id())) {
                problems.add("id twice: " + element.id());
            }
        }
        for (Element form : document.select("form[method=post]")) {
            boolean token =
                    !form.select("input[name=csrf]").isEmpty()
                            || form.attr("action").contains("csrf=");
            if (!token) {
                problems.add("form without token: " + form.attr("action"));
            }
        }
        for (Element field :
                document.select("input:not([type=hidden]):not([type=submit]), select, textarea")) {
            boolean named =
                    field.hasAttr("aria-label")
                            || field.hasAttr("aria-labelledby")
                            || field.closest("label") != null
                            || !field.id().isEmpty()
                                    && !document.select("label[for=" + field.id() + "]").isEmpty();
            if (!named) {
                problems.add("field without label: " + field.attr("name"));
            }
        }
        for (Element control : document.select("a, button")) {
            if (control.text().isBlank()
                    && !control.hasAttr("aria-label")
                    && !control.attr("aria-hidden").equals("true")) {
                problems.add("control without name: " + control.outerHtml());
            }
        }
        return problems;
    }
}
