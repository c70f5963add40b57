package org.openemm.web.mailing;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.openemm.account.Actor;
import org.openemm.content.NamedAddress;
import org.openemm.mailing.EmailSettings;
import org.openemm.mailing.MailingDraft;
import org.openemm.web.testing.Browser;
import org.openemm.web.testing.WebAppUnderTest;

/** A company with one list, an admin recipient Anna, a recipient Bernd and a template. */
abstract class WithMailings {
    static WebAppUnderTest app;
    static Browser browser;
    static Actor master;
    static int list;
    static int template;

    @BeforeAll
    static void start() {
        app = WebAppUnderTest.start();
        browser = app.loggedIn();
        master = app.master();
        list = app.core().mailinglists().all(master).get(0).id();
        template =
                app.core()
                        .starterTemplate()
                        .create(
                                master,
                                "House style",
                                list,
                                new NamedAddress("Fern", "news@example.com"));
        recipient(7001, "anna@example.com", "Anna", "A");
        recipient(7002, "bernd@example.com", "Bernd", "W");
    }

    @AfterAll
    static void stop() {
        app.close();
    }

    static int mailing(String name) {
        return app.core()
                .mailings()
                .create(
                        master,
                        MailingDraft.of(
                                name,
                                list,
                                EmailSettings.of(
                                        "Subject", new NamedAddress("", "news@example.com"))));
    }

    static int fromTemplate(String name) {
        return app.core()
                .mailings()
                .create(master, app.core().mailings().prefill(master, template).withName(name));
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

    static void recipient(int id, String email, String name, String type) {
        value(
                "INSERT INTO customer_1_tbl (customer_id, email, firstname, gender, mailtype)"
                        + " VALUES"
                        + " (%d, '%s', '%s', 0, 1) RETURNING 1".formatted(id, email, name));
        value(
                "INSERT INTO customer_1_binding_tbl (customer_id, mailinglist_id, user_type,"
                        + " user_status, mediatype) VALUES (%d, %d, '%s', 1, 0) RETURNING 1"
                                .formatted(id, list, type));
    }

    static String value(String sql) {
        return app.core()
                .database()
                .inTransaction(tx -> tx.sql().createQuery(sql).mapTo(String.class).one());
    }
}
