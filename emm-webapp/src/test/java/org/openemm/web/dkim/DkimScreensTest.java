package org.openemm.web.dkim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openemm.account.Actor;
import org.openemm.dkim.DkimKey;
import org.openemm.dkim.KeyText;
import org.openemm.dkim.KeyType;
import org.openemm.dkim.PrivateDkimKey;
import org.openemm.dkim.Validity;
import org.openemm.web.testing.Browser;
import org.openemm.web.testing.WebAppUnderTest;

class DkimScreensTest {
    private static final String FOLDER = "/administration/dkim/";
    private static final String LIST = FOLDER + "list.action";
    private static final String PEM = KeyText.pem(PrivateDkimKey.generate(KeyType.ED25519, 0));

    private static WebAppUnderTest app;
    private static Actor master;

    @BeforeAll
    static void start() {
        app = WebAppUnderTest.start();
        master = app.master();
        app.createUser("watcher", "admin.show");
        app.createUser("stranger", "mailing.show");
    }

    @AfterAll
    static void stop() {
        app.close();
    }

    @BeforeEach
    void empty() {
        app.core()
                .database()
                .run(
                        tx -> {
                            tx.sql().execute("DELETE FROM dkim_key_tbl");
                            tx.sql().execute("DELETE FROM mailing_mt_tbl");
                            tx.sql().execute("DELETE FROM mailing_tbl");
                            tx.sql()
                                    .execute(
                                            "DELETE FROM company_info_tbl WHERE cname LIKE"
                                                    + " 'dkim-%'");
                        });
    }

    @Test
    void aKeyIsMadePublishedAndChecked() {
        Browser browser = app.loggedIn();
        assertTrue(browser.get(LIST).has(".empty"));
        Browser.Page form = browser.get(FOLDER + "create.action");
        String selector = form.document().select("#selector").val();
        assertTrue(selector.matches("em\\d{6}"), selector);

        Browser.Page made =
                browser.post(
                        FOLDER + "create.action",
                        Map.of("domain", "Example.com", "selector", selector, "kind", "rsa2048"));

        assertTrue(made.path().matches(FOLDER + "\\d+/view.action"), made.html());
        String name = made.text("#record-name");
        String value = made.text("#record-value");
        assertEquals(selector + "._domainkey.example.com", name);
        assertTrue(value.startsWith("v=DKIM1; p=MII"), value);
        assertEquals(value, made.document().select("#record-value + button").attr("data-copy"));
        assertTrue(made.text("#record-zone").contains("IN TXT ( \"v=DKIM1;"));
        String check = made.path().replace("view.action", "check.action");
        Browser.Page missing = browser.post(check, Map.of("stay", "1"));
        assertTrue(missing.text(".notice-bad").contains("no record in DNS yet"), missing.html());
        app.dns().publish(name, value);
        Browser.Page fits = browser.post(check, Map.of("stay", "1"));
        assertTrue(fits.text(".notice-good").contains("fits"), fits.html());
        app.dns().publish(name, "v=DKIM1; p=QUJDREVG");
        assertTrue(
                browser.post(check, Map.of("stay", "1"))
                        .text(".notice-bad")
                        .contains("another public key: p=QUJDREVG"));
        assertTrue(browser.get(LIST).text(".table").contains("Other key"));
        app.dns().publish(name, value);
        assertTrue(
                browser.post(FOLDER + "checkAll.action", Map.of()).html().contains("All records"));
        assertFalse(browser.get(LIST).html().contains("PRIVATE KEY"));
    }

    @Test
    void theNextKeyWaitsAndThePresentOneGetsAnEnd() {
        int first = put("example.com", "s1");
        Browser browser = app.loggedIn();
        Browser.Page form = browser.get(FOLDER + "create.action?domain=example.com");
        assertTrue(form.has("#endOthers[checked]"));
        String from = form.document().select("[name=from]").val();

        browser.post(
                FOLDER + "create.action",
                Map.of(
                        "domain",
                        "example.com",
                        "selector",
                        "s2",
                        "kind",
                        "ed25519",
                        "from",
                        from,
                        "endOthers",
                        "true"));

        Browser.Page list = browser.get(LIST);
        assertTrue(list.text(".table").contains("Signs from"), list.text(".table"));
        DkimKey old = app.core().dkim().keys().get(master, first);
        assertTrue(old.signs());
        DkimKey next = app.core().dkim().keys().all(master).get(0);
        assertEquals(next.validity().start().plusSeconds(7 * 86_400), old.validity().end());
    }

    @Test
    void anImportedKeyNeverComesBack() {
        Browser browser = app.loggedIn();
        browser.get(FOLDER + "import.action");
        Browser.Page refused =
                browser.post(
                        FOLDER + "import.action",
                        Map.of("domain", "example", "selector", "s1", "key", PEM));
        assertEquals(422, refused.status());
        assertFalse(refused.html().contains(PEM.split("\n")[1]));
        assertEquals("example", refused.document().select("#domain").val());

        Browser.Page imported =
                browser.post(
                        FOLDER + "import.action",
                        Map.of("domain", "example.com", "selector", "s1", "key", PEM));

        assertTrue(imported.text("#record-value").startsWith("v=DKIM1; k=ed25519; p="));
        assertFalse(imported.html().contains(PEM.split("\n")[1]));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "'\"<script>{{[agn",
                "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----",
                "-----BEGIN PRIVATE KEY-----\nAAAA"
            })
    void aBrokenKeyIsRefusedWithWords(String key) {
        Browser browser = app.loggedIn();
        browser.get(FOLDER + "import.action");

        Browser.Page page =
                browser.post(
                        FOLDER + "import.action",
                        Map.of("domain", "example.com", "selector", "s1", "key", key));

        assertEquals(422, page.status());
        assertTrue(page.has("#key-note"), page.html());
        assertFalse(page.html().contains("«"), page.html());
        assertEquals(List.of(), app.core().dkim().keys().all(master));
    }

    @Test
    void validityIsChangedWithItsLastDay() {
        int id = put("example.com", "s1");
        Browser browser = app.loggedIn();
        browser.get(FOLDER + id + "/view.action");

        Browser.Page saved =
                browser.post(
                        FOLDER + id + "/validity.action",
                        Map.of("from", "2026-01-02", "until", "2036-12-31"));
        assertEquals(
                "2036-12-31T23:00:00Z",
                app.core().dkim().keys().get(master, id).validity().end().toString());
        assertEquals("2036-12-31", iso(saved, "until"));
        Browser.Page wrong =
                browser.post(
                        FOLDER + id + "/validity.action",
                        Map.of("from", "2026-01-02", "until", "2025-12-31"));
        assertEquals(422, wrong.status());
        assertTrue(wrong.html().contains("end before it begins"));
    }

    @Test
    void deletingNamesTheConsequence() {
        int id = put("example.com", "s1");
        Browser browser = app.loggedIn();
        Browser.Page question = browser.get(FOLDER + id + "/confirmDelete.action");
        assertTrue(question.html().contains("leave unsigned from now on"));
        put("example.com", "s2");
        int above = put("example.org", "s1");
        put("shop.example.org", "s1");
        assertFalse(
                browser.get(FOLDER + id + "/confirmDelete.action")
                        .html()
                        .contains("leave unsigned"));

        Browser.Page list = browser.post(FOLDER + id + "/delete.action", Map.of());

        assertEquals(LIST, list.path());
        assertEquals(3, app.core().dkim().keys().all(master).size());
        assertTrue(
                browser.get(FOLDER + above + "/confirmDelete.action")
                        .html()
                        .contains("leave unsigned"));
        assertEquals(404, browser.get(FOLDER + id + "/view.action").status());
    }

    @Test
    void twoSignaturesAreOfferedWhereThereAreKeysOfBothKinds() {
        put("example.com", "e1");
        Browser browser = app.loggedIn();
        assertFalse(browser.get(LIST).has("#twice"));
        app.core()
                .dkim()
                .keys()
                .create(master, "example.com", "r1", KeyType.RSA, 1024, Validity.ALWAYS, null);
        assertTrue(browser.get(LIST).has("#twice:not([checked])"));

        Browser.Page page = browser.post(FOLDER + "algorithms.action", Map.of("twice", "true"));

        assertTrue(page.has("#twice[checked]"));
        assertFalse(browser.post(FOLDER + "algorithms.action", Map.of()).has("#twice[checked]"));
    }

    @Test
    void domainsWithoutAKeyAreNamedHere() {
        app.core()
                .database()
                .run(
                        tx -> {
                            tx.sql()
                                    .execute(
                                            "INSERT INTO mailing_tbl (mailing_id, company_id,"
                                                + " mailinglist_id, shortname, plan_date) VALUES"
                                                + " (77, 1, 1, 'M', NOW())");
                            tx.sql()
                                    .execute(
                                            "INSERT INTO mailing_mt_tbl (mailing_id, mediatype,"
                                                + " priority, status, param) VALUES (77, 0, 1, 2,"
                                                + " 'from=\"news@unsigned.example\"')");
                        });
        Browser browser = app.loggedIn();

        Browser.Page page = browser.get(LIST);

        assertTrue(page.text(".notice-warn").contains("unsigned.example"), page.html());
        assertTrue(
                page.has("a[href='/administration/dkim/create.action?domain=unsigned.example']"));
        put("unsigned.example", "s1");
        assertFalse(browser.get(LIST).has(".notice-warn"));
    }

    @Test
    void othersSeeNothingOrOnlyLook() {
        int id = put("example.com", "s1");
        int foreign =
                app.core()
                        .dkim()
                        .keys()
                        .takeOver(
                                Actor.system("test", 2), "example.com", "s9", PEM, Validity.ALWAYS);
        Browser watcher = app.loggedIn("watcher");
        Browser.Page page = watcher.get(FOLDER + id + "/view.action");
        assertEquals(200, page.status());
        assertFalse(page.has("form[action$='/validity.action']"));
        assertFalse(watcher.get(LIST).has("a[href$='/create.action']"));
        assertEquals(403, watcher.get(FOLDER + "create.action").status());
        assertEquals(403, watcher.post(FOLDER + id + "/delete.action", Map.of()).status());
        assertEquals(404, watcher.get(FOLDER + foreign + "/view.action").status());
        assertEquals(
                404, app.loggedIn().post(FOLDER + foreign + "/delete.action", Map.of()).status());
        assertEquals(403, app.loggedIn("stranger").get(LIST).status());
    }

    @Test
    void aKeyThatCannotBeOpenedSaysSo() {
        app.core()
                .database()
                .run(
                        tx ->
                                tx.sql()
                                        .execute(
                                                "INSERT INTO dkim_key_tbl (dkim_id, company_id,"
                                                        + " domain, selector, domain_key_encrypted)"
                                                        + " VALUES (99, 1, 'example.com', 'lost',"
                                                        + " 'AAAA')"));
        Browser browser = app.loggedIn();

        assertTrue(browser.get(LIST).text(".table").contains("Cannot be read"));
        assertTrue(browser.get(FOLDER + "99/view.action").has(".notice-bad"));
        assertEquals(422, browser.post(FOLDER + "99/check.action", Map.of()).status());
    }

    private static String iso(Browser.Page page, String field) {
        String typed = page.document().select("[name=" + field + "]").val();
        return typed.matches("\\d{2}/\\d{2}/\\d{4}")
                ? typed.substring(6) + "-" + typed.substring(3, 5) + "-" + typed.substring(0, 2)
                : typed;
    }

    private static int put(String domain, String selector) {
        return app.core().dkim().keys().takeOver(master, domain, selector, PEM, Validity.ALWAYS);
    }
}
