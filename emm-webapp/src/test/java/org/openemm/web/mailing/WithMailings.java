package org.openemm.web.mailing;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeAll;
import org.openemm.web.testing.Browser;
import org.openemm.web.testing.WithCompany;

/** With a browser in which the user with all rights has logged in, and forms for mailings. */
abstract class WithMailings extends WithCompany {
    static Browser browser;

    @BeforeAll
    static void logIn() {
        browser = app.loggedIn();
    }

    static Map<String, String> base(String name) {
        Map<String, String> form = new HashMap<>();
        form.put("templateId", "0");
        form.put("forTemplates", "false");
        form.put("name", name);
        form.put("description", "");
        form.put("mailinglistId", "" + list);
        form.put("subject", "Hello");
        form.put("from", "news@example.com");
        form.put("fromName", "Fern");
        form.put("reply", "");
        return form;
    }

    /** What a browser would send: every field that is ticked or has one value. */
    static Map<String, String> fields(Element form) {
        Map<String, String> fields = new HashMap<>();
        for (Element field : form.select("input[name], textarea[name], select[name]")) {
            String type = field.attr("type");
            boolean ticking = type.equals("checkbox") || type.equals("radio");
            if (field.is("select")) {
                Element chosen = field.select("option[selected]").first();
                fields.put(
                        field.attr("name"),
                        chosen == null
                                ? field.select("option").attr("value")
                                : chosen.attr("value"));
            } else if (!ticking || field.hasAttr("checked")) {
                fields.put(
                        field.attr("name"),
                        field.is("textarea")
                                ? field.wholeText().replaceFirst("^\n", "")
                                : field.attr("value"));
            }
        }
        fields.remove("csrf");
        return fields;
    }

    static List<String> texts(int mailing) {
        return app
                .core()
                .mailingContents()
                .get(master, mailing)
                .block("Text")
                .orElseThrow()
                .contents()
                .stream()
                .map(content -> content.text())
                .toList();
    }
}
