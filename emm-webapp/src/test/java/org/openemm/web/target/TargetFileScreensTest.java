package org.openemm.web.target;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openemm.target.Target;
import org.openemm.target.TargetDraft;
import org.openemm.web.testing.Browser;
import org.openemm.web.testing.WebAppUnderTest;

/** Groups as files, and users who are limited to groups. */
class TargetFileScreensTest {
    private static WebAppUnderTest app;

    @BeforeAll
    static void start() {
        app = WebAppUnderTest.start();
        app.createUser(
                "limited",
                "targets.show",
                "targets.change",
                "recipient.show",
                "recipient.change",
                "recipient.history",
                "admin.setpermission");
    }

    @AfterAll
    static void stop() {
        app.close();
    }

    @Test
    void groupsAreSavedAsAFileLookedAtAndImported() {
        int one = create("Filed <b>one</b>", "gender = 1");
        int two = create("Filed two", "gender = 0");
        Browser browser = app.loggedIn();
        browser.get("/target/list.action");

        Browser.Page file =
                browser.postFields(
                        "/target/bulk/export.action",
                        List.of(
                                Map.entry("csrf", browser.csrf()),
                                Map.entry("bulkIds", "" + one),
                                Map.entry("bulkIds", "" + two)));
        assertTrue(
                file.response()
                        .headers()
                        .firstValue("Content-Disposition")
                        .orElse("")
                        .contains(".json"));
        app.core().targets().delete(app.master(), two);
        browser.get("/target/import.action");
        Browser.Page look = upload(browser, file.html());

        assertEquals("/target/import/check.action", look.path(), look.html());
        assertTrue(look.text("label[for=group0]").contains("Filed <b>one</b>"));
        assertTrue(look.text("label[for=group0]").contains("Name exists"));
        assertEquals(1, groups("Filed two").size() + groups("Filed <b>one</b>").size());
        Browser.Page done =
                browser.postFields(
                        "/target/import/save.action",
                        List.of(
                                Map.entry("csrf", browser.csrf()),
                                Map.entry(
                                        "version",
                                        look.document().select("input[name=version]").val()),
                                Map.entry("groups", "0"),
                                Map.entry("groups", "1"),
                                Map.entry("conflict", "rename")));
        assertEquals("/target/list.action", done.path());
        assertEquals(1, groups("Filed <b>one</b> (2)").size());
        assertEquals("gender = 0", groups("Filed two").get(0).eql());
        Browser.Page again = browser.post("/target/import/save.action", Map.of("groups", "0"));
        assertEquals("/target/import.action", again.path());
    }

    @Test
    void aFileThatIsNoneIsRefusedAndOneWithGapsSaysWhatIsMissing() {
        Browser browser = app.loggedIn();
        browser.get("/target/import.action");
        assertEquals(422, upload(browser, "<html>").status());
        assertEquals(422, upload(browser, "x".repeat(1_000_001)).status());

        Browser.Page look =
                upload(
                        browser,
                        """
                        {"format":"openemm-target-groups","version":1,
                         "groups":[{"name":"Readers","eql":"OPENED MAILING 77777"}],
                         "names":[{"kind":"mailing","id":77777,"name":"Spring <script>"}]}
                        """);

        assertTrue(
                look.text("main").contains("There is no mailing “Spring <script>” here."),
                look.html());
        assertTrue(look.has("#group0[disabled]"));
        assertFalse(look.has("main form[action='/target/import/save.action'] button.btn-primary"));
    }

    @Test
    void whoeverIsLimitedToAGroupSeesOnlyItsRecipients() {
        long eva = person("eva@limited.example", "1");
        long adam = person("adam@limited.example", "0");
        int women = create("Only women", "gender = 1");
        int user = userId("limited");
        Browser master = app.loggedIn();

        Browser.Page page = master.get("/target/" + women + "/access.action");
        assertTrue(page.has("#user" + user));
        assertEquals(
                "/target/" + women + "/access.action",
                master.post(
                                "/target/" + women + "/access.action",
                                Map.of("limiting", "true", "users", "" + user))
                        .path());

        Browser limited = app.loggedIn("limited");
        assertTrue(limited.get("/recipient/list.action").html().contains("eva@limited.example"));
        assertFalse(limited.get("/recipient/list.action").html().contains("adam@limited.example"));
        assertEquals(200, limited.get("/recipient/" + eva + "/view.action").status());
        for (String path : List.of("view", "contactHistory", "statusChangesHistory")) {
            int status = limited.get("/recipient/" + adam + "/" + path + ".action").status();
            assertTrue(status == 404, path + " " + status);
        }
        assertEquals(200, limited.get("/target/" + women + "/access.action").status());
        assertEquals(
                422,
                limited.post("/target/" + women + "/access.action", Map.of("limiting", "true"))
                        .status());
        assertEquals(
                422,
                limited.post(
                                "/target/" + women + "/save.action",
                                Map.of("name", "Only women", "eql", ""))
                        .status());
        assertTrue(
                master.get("/target/" + women + "/dependents.action")
                        .text("main table")
                        .contains("limited"));
        assertTrue(
                master.get("/target/list.action?q=&mark=limiting").html().contains("Only women"));
    }

    private static Browser.Page upload(Browser browser, String text) {
        return browser.upload(
                "/target/import.action",
                Map.of(),
                "file",
                "groups.json",
                text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<Target> groups(String name) {
        return app.core().targets().all(app.master()).stream()
                .filter(target -> target.name().equals(name))
                .toList();
    }

    private static long person(String email, String gender) {
        return app.core()
                .recipients()
                .create(app.master(), Map.of("email", email, "gender", gender));
    }

    private static int userId(String name) {
        return app.core()
                .database()
                .inTransaction(
                        tx ->
                                tx.sql()
                                        .createQuery(
                                                "SELECT admin_id FROM admin_tbl WHERE username ="
                                                        + " :name")
                                        .bind("name", name)
                                        .mapTo(Integer.class)
                                        .one());
    }

    private static int create(String name, String rule) {
        return app.core().targets().save(app.master(), new TargetDraft(0, name, "", rule));
    }
}
