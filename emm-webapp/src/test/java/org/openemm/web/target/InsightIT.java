package org.openemm.web.target;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openemm.web.testing.WebAppUnderTest.MASTER;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openemm.web.testing.Browser;
import org.openemm.web.testing.Chromium;

/** What is told beside the editor of a rule, for thirty thousand recipients. */
class InsightIT {
    @RegisterExtension static final Chromium chromium = new Chromium();

    @BeforeAll
    static void addPeople() {
        chromium.app()
                .core()
                .database()
                .run(
                        tx -> {
                            tx.sql()
                                    .execute(
                                            """
                                            INSERT INTO customer_1_tbl (customer_id, email, firstname, gender)
                                            SELECT seq + 100000, CONCAT('p', seq, '@example.com'), IF(seq % 2 = 0, 'Anna', NULL), seq % 3
                                              FROM seq_1_to_30000
                                            """);
                            tx.sql().execute("ANALYZE TABLE customer_1_tbl");
                        });
    }

    @Test
    void theNumberIsThereAtOnceAndExactShortlyAfter() {
        Page page = editor(1440, ColorScheme.LIGHT, "en");

        write(page, "gender = 1");

        assertThat(page.locator("#insight-number .tile-value")).hasText("10,000");
        assertThat(page.locator("#insight-number")).containsText("Counted just now.");
        page.click("summary:has-text('Some of them')");
        assertThat(page.locator("#insight-sample li")).hasCount(10);
        write(page, "gender = 2");
        assertThat(page.locator("#insight-number")).containsText("Counted just now.");
        assertThat(page.locator("#insight-sample ul")).isVisible();
    }

    @Test
    void forOneRecipientEachPartIsMarkedWithSignAndWord() {
        Page page = editor(390, ColorScheme.DARK, "de");
        write(page, "gender = 1 AND (firstname = 'Anna' OR `email` CONTAINS 'p4')");
        page.click("summary:has-text('Einen Empfänger prüfen')");
        page.fill("#insight [role=combobox]", "p1@example");
        page.locator("[role=option]:has-text('p1@example.com')").first().click();

        assertThat(page.locator("#insight-why .rule-part.is-true"))
                .hasText("Trifft zu: gender = 1");
        assertThat(page.locator("#insight-why .rule-part.is-unknown"))
                .containsText("firstname = 'Anna'");
        assertThat(page.locator("#insight-why .rule-part.is-false")).containsText("CONTAINS 'p4'");
        assertThat(page.locator("#insight-why .rule-tree")).containsText("firstname: leer");
        assertThat(page.locator("#insight-why")).containsText("Nicht ausgewählt");
        write(page, "gender = 1");
        assertThat(page.locator("#insight-why .badge").first()).hasText("Ausgewählt");
    }

    @Test
    void onAPhoneTheNumberGoesAlongWithTheRule() {
        Page page = editor(390, ColorScheme.LIGHT, "de");

        write(page, "gender = 1");

        assertThat(page.locator(".insight-bar")).containsText("10.000 Empfänger");
        write(page, "gender = ");
        assertThat(page.locator(".insight-bar")).containsText("Fehler");
        page.evaluate("scrollTo(0, 500)");
        assertThat(page.locator(".insight-bar")).isInViewport();
        page.click(".insight-bar");
        assertThat(page.locator("#insight")).isInViewport();
        page.setViewportSize(1440, 900);
        assertThat(page.locator(".insight-bar")).isHidden();
    }

    @Test
    void aHundredQuestionsAtOnceAllGetAnAnswerAndTheDatabaseIsFreeAfterwards() {
        List<Browser> browsers =
                IntStream.range(0, 4).mapToObj(i -> chromium.app().loggedIn()).toList();
        browsers.forEach(browser -> browser.get("/target/list.action"));
        List<CompletableFuture<Integer>> answers =
                IntStream.range(0, 100)
                        .mapToObj(
                                i ->
                                        CompletableFuture.supplyAsync(
                                                () ->
                                                        browsers.get(i % 4)
                                                                .post(
                                                                        i % 2 == 0
                                                                                ? "/target/evaluate.action"
                                                                                : "/target/insight/count.action",
                                                                        Map.of(
                                                                                "eql",
                                                                                "gender = "
                                                                                        + i % 3))
                                                                .status()))
                        .toList();

        answers.forEach(answer -> assertEquals(200, answer.join()));
        assertTrue(
                chromium.app()
                                .core()
                                .database()
                                .inTransaction(
                                        tx ->
                                                tx.sql()
                                                        .createQuery(
                                                                "SELECT COUNT(*) FROM"
                                                                    + " information_schema.processlist"
                                                                    + " WHERE info LIKE"
                                                                    + " '%GROUP_CONCAT(x.hit%' AND"
                                                                    + " id <> CONNECTION_ID()")
                                                        .mapTo(int.class)
                                                        .one())
                        <= 1);
    }

    private static Page editor(int width, ColorScheme scheme, String language) {
        Page page = chromium.page(MASTER, width, scheme, language);
        page.navigate("/target/create.action");
        page.click("[data-rule-mode=text]");
        return page;
    }

    private static void write(Page page, String rule) {
        page.click(".code-field .cm-content");
        page.keyboard().press("ControlOrMeta+a");
        page.keyboard().insertText(rule);
    }
}
