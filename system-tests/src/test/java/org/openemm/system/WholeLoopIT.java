package org.openemm.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.SelectOption;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** From the first login to the report of a newsletter that was opened and clicked. */
@ExtendWith(OneSystem.class)
class WholeLoopIT {
    private static final String PASSWORD = "A-Later-Flower-of-2026!";
    private static final String LIST = "Garden friends";
    private static final String TARGET = "Women of the garden";
    private static final String MAILING = "Spring 🌷 2026";
    private static final String SUBJECT = "Grüße für [agnFIRSTNAME] 🌷";
    private static final String OFFER =
            "https://shop.example/o;v=1?a=b%20c&d=%C3%BC&e=x+y&empty=&a=2#here";
    private static final String PEOPLE =
            """
            email;Called;lastname;gender
            anna@garden.example;Änne 🌱;Müller-Lüdenscheidt;f
            boris@garden.example;Boris;Bär;m
            carla@garden.example;Carla;Çelik;f
            no address;Nobody;Nowhere;m
            """;

    private static RunningSystem system;
    private static BrowserSession session;
    private static Page page;

    @BeforeAll
    static void open(RunningSystem running) {
        Optional<Path> chromium = BrowserSession.chromium();
        if (chromium.isEmpty()) {
            System.out.println("WholeLoopIT is left out: there is no Chromium on this machine");
        }
        assumeTrue(chromium.isPresent(), "no Chromium on this machine");
        system = running;
        session = BrowserSession.open(chromium.get(), system.address());
        page = session.page();
    }

    @AfterAll
    static void close() {
        if (session != null) {
            session.close();
        }
    }

    @Test
    void aNewsletterGoesTheWholeWay() throws IOException {
        try {
            walk();
        } catch (AssertionError | PlaywrightException e) {
            session.picture(Path.of("target/whole-loop.png"));
            throw new AssertionError("At " + page.url() + ": " + page.innerText("body"), e);
        }
        assertEquals(List.of(), session.complaints());
    }

    private static void walk() throws IOException {
        logInAndChooseAPassword();
        createMailinglist();
        importPeople();
        createTargetGroup();
        createMailingFromTheStarterTemplate();
        offerSomethingToTheTargetGroup();
        sendToTheList();
        lookIntoTheMailbox();
        DeliveredMail mail = readTheMails();
        openAndClick(mail);
        lookAtTheStatistics();
        readTheReport();
    }

    private static void logInAndChooseAPassword() {
        page.navigate("/logon.action");
        page.fill("#username", RunningSystem.MASTER);
        page.fill("#password", RunningSystem.FIRST_PASSWORD);
        page.click("button[type=submit]");
        page.waitForURL("**/logon/password.action");
        page.fill("#current", RunningSystem.FIRST_PASSWORD);
        page.fill("#password", PASSWORD);
        page.fill("#repeat", PASSWORD);
        page.click("form[action='/logon/password.action'] button[type=submit]");
        page.waitForURL("**/dashboard.action");
    }

    private static void createMailinglist() {
        menu("/mailinglist/list.action");
        page.click("a[href='/mailinglist/create.action']");
        page.fill("#name", LIST);
        save();
        menu("/mailinglist/list.action");
        assertTrue(page.locator("tbody a.row-link", withText(LIST)).isVisible());
    }

    private static void importPeople() {
        menu("/recipient/import/view.action");
        page.setInputFiles(
                "#file",
                new FilePayload("people.csv", "text/csv", PEOPLE.getBytes(StandardCharsets.UTF_8)));
        page.click("main button[type=submit]");
        page.waitForURL("**/mapping.action?id=*");
        assertEquals("email", page.inputValue("#column0"), "recognised by its heading");
        page.selectOption("#column1", "firstname");
        page.check("label:text-is('" + LIST + "')");
        page.click("button:text-is('Check the file')");
        page.waitForSelector("button:text-is('Import 3 rows')");
        assertEquals("4", tile("Rows"));
        assertEquals("3", tile("New recipients"));
        assertEquals("1", tile("Rows with problems"));
        page.click("button:text-is('Import 3 rows')");
        page.waitForSelector(".notice-good");
        assertEquals("3", tile("Added"));
        assertEquals("3", tile("Put into lists"));
        assertTrue(page.locator("tbody tr", withText("no address")).isVisible());
    }

    private static void createTargetGroup() {
        menu("/target/list.action");
        page.click("main a[href='/target/create.action']");
        page.fill("#name", TARGET);
        page.click("[data-rule-mode=text]");
        page.click(".cm-content");
        page.keyboard().insertText("gender = 1 AND `email` CONTAINS '@garden.example'");
        page.waitForSelector("#rule-result .tile-value:text-is('2')");
        save();
    }

    private static void createMailingFromTheStarterTemplate() {
        page.navigate("/mailing/create.action");
        assertTrue(page.isChecked("input[name=templateId][value=starter]"));
        page.fill("#name", MAILING);
        page.selectOption("#mailinglistId", new SelectOption().setLabel(LIST));
        page.fill("#subject", SUBJECT);
        // Nobody has said yet from which address mails come.
        page.fill("#from", "news@garden.example");
        page.click("button:text-is('Create mailing')");
        page.waitForURL("**/mailing/content/*/view.action");
    }

    private static void offerSomethingToTheTargetGroup() {
        String block = "Offer";
        String content = "<p><a href=\"" + OFFER.replace("&", "&amp;") + "\">Take it</a></p>";
        page.click(".blocks a:has(.break:text-is('" + block + "'))");
        page.waitForSelector(".blocks a[aria-current=page]:has(.break:text-is('" + block + "'))");
        page.selectOption("#target0", new SelectOption().setLabel(TARGET));
        page.fill("#content0", content);
        assertTrue(page.isChecked("#textFollows"), "the text version says the same");
        save();
        assertEquals(content, page.inputValue("#content0"));
    }

    private static void sendToTheList() {
        page.click(".tabs a:text-is('Send')");
        page.waitForSelector("#consequence:has-text('Goes to 3 recipients now.')");
        assertEquals(0, page.locator(".check-bad").count(), page.content());
        page.click("button:has-text('Send …')");
        page.waitForSelector("dialog[open] #confirm-title");
        assertEquals("Send to 3 recipients?", page.innerText("#confirm-title"));
        page.click("dialog[open] button:has-text('Send now')");
        page.waitForSelector("#delivery .strong:text-is('Sent')");
        assertTrue(page.innerText("#delivery").contains("3"));
    }

    private static void lookIntoTheMailbox() {
        menu("/mailbox/list.action");
        page.fill("input[name=q]", "anna@garden.example");
        page.waitForURL("**/mailbox/list.action?q=anna*");
        page.waitForCondition(() -> page.locator(".mails li").count() == 1);
        page.click(".mails a");
        assertEquals("Grüße für Änne 🌱 🌷", page.innerText("article h2"));
        assertTrue(
                page.frameLocator("iframe.preview-frame")
                        .locator("a:text-is('Take it')")
                        .isVisible());
    }

    /** What the three mails say; answers the one to Anna. */
    private static DeliveredMail readTheMails() {
        List<DeliveredMail> mails =
                DeliveredMail.all(system).stream()
                        .filter(mail -> mail.to().getAddress().endsWith("@garden.example"))
                        .toList();
        assertEquals(3, mails.size());
        DeliveredMail boris = mailTo(mails, "boris@garden.example");
        assertFalse(boris.html().text().contains("Take it"), "not in the target group");
        assertFalse(boris.text().contains("Take it"), boris.text());
        DeliveredMail anna = mailTo(mails, "anna@garden.example");
        assertEquals("Grüße für Änne 🌱 🌷", anna.subject());
        assertTrue(anna.html().text().contains("Dear Änne 🌱"), anna.html().text());
        assertTrue(anna.text().contains("Dear Änne 🌱"), anna.text());
        assertTrue(
                anna.text().replaceAll("\\s+", " ").contains("Take it: http://localhost:"),
                anna.text());
        assertEquals("List-Unsubscribe=One-Click", anna.header("List-Unsubscribe-Post").orElse(""));
        return anna;
    }

    private static DeliveredMail mailTo(List<DeliveredMail> mails, String address) {
        return mails.stream()
                .filter(mail -> mail.to().getAddress().equals(address))
                .findFirst()
                .orElseThrow();
    }

    private static void openAndClick(DeliveredMail mail) {
        HttpResponse<String> pixel = asReader(mail.pixel());
        assertEquals(200, pixel.statusCode());
        assertEquals("image/gif", pixel.headers().firstValue("Content-Type").orElse(""));
        HttpResponse<String> click = asReader(mail.link("Take it"));
        assertEquals(302, click.statusCode());
        assertEquals(OFFER, click.headers().firstValue("Location").orElse(""));
        HttpResponse<String> webView = asReader(mail.link("Open in browser"));
        if (webView.statusCode() == 302) {
            webView = asReader(webView.headers().firstValue("Location").orElseThrow());
        }
        assertEquals(200, webView.statusCode());
        assertTrue(webView.body().contains("Take it"), webView.body());
    }

    private static HttpResponse<String> asReader(String address) {
        return system.send(
                HttpRequest.newBuilder(system.uri(address))
                        .header(
                                "User-Agent",
                                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X)"
                                        + " AppleWebKit/605.1.15 (KHTML, like Gecko)"
                                        + " Mobile/15E148")
                        .GET());
    }

    private static void lookAtTheStatistics() {
        menu("/statistics/mailing/list.action");
        page.click("tbody a.row-link:has-text('" + MAILING + "')");
        page.waitForURL("**/statistics/mailing/*/view.action");
        page.waitForCondition(
                () -> {
                    page.reload();
                    return tile("Openers").equals("1") && tile("Clickers").equals("1");
                });
        assertEquals("3", tile("Sent"));
        assertEquals("3", tile("Delivered"));
        String optOuts = "dl.figures div:has(dt:text-is('Opt-outs')) dd";
        assertTrue(page.innerText(optOuts).startsWith("0"), page.innerText(optOuts));
        assertTrue(page.locator("main", withText("shop.example/o")).isVisible());
    }

    private static void readTheReport() throws IOException {
        Download download = page.waitForDownload(() -> page.click("a[href$='report.pdf']"));
        byte[] file = Files.readAllBytes(download.path());
        assertEquals("%PDF-", new String(file, 0, 5, StandardCharsets.US_ASCII));
        try (PDDocument pdf = Loader.loadPDF(file)) {
            String text = new PDFTextStripper().getText(pdf).replaceAll("\\s+", " ");
            for (String part :
                    List.of(
                            "Spring",
                            "Mailing list: " + LIST,
                            "Sent 3 ",
                            "Delivered 3 100.0%",
                            "Openers 1 33.3%",
                            "Clickers 1 33.3%",
                            "Opt-outs 0 0.0%")) {
                assertTrue(text.contains(part), part + " is missing in " + text);
            }
        }
    }

    private static void menu(String path) {
        String link = ".menu a[href='" + path + "']";
        if (page.locator(link + ":visible").count() == 0) {
            page.click(".menu-group:has(" + link.substring(".menu ".length()) + ") .menu-toggle");
        }
        page.locator(link + ":visible").first().click();
        page.waitForURL("**" + path);
    }

    private static void save() {
        page.click("main form button:text-is('Save')");
        page.waitForSelector(".toast-good");
    }

    private static String tile(String label) {
        return page.locator(".tile:has(.tile-label:text-is('" + label + "')) .tile-value")
                .innerText();
    }

    private static Page.LocatorOptions withText(String text) {
        return new Page.LocatorOptions().setHasText(text);
    }
}
