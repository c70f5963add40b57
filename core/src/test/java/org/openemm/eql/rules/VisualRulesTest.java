package org.openemm.eql.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.openemm.eql.Eql;
import org.openemm.eql.EqlError;
import org.openemm.eql.TestContext;
import org.openemm.eql.World;

/** Texts become the rules of the builder that say the same, and back. */
class VisualRulesTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    static Stream<Arguments> texts() {
        return rows("text");
    }

    static Stream<Arguments> rules() {
        return rows("rules");
    }

    private static Stream<Arguments> rows(String kind) {
        return World.rows("rules/builder.tsv").stream()
                .filter(row -> row.get(0).equals(kind))
                .map(row -> Arguments.of(row.get(1), row.get(2)));
    }

    @ParameterizedTest(name = "[{index}] {0}")
    @MethodSource("texts")
    void aTextIsShownOrItIsSaidWhyNot(String text, String expected) throws Exception {
        if (expected.equals("!")) {
            assertThrows(EqlError.class, () -> VisualRules.toRules(text, TestContext.TRACKING));
            return;
        }
        Shown shown = VisualRules.toRules(text, TestContext.TRACKING);
        if (expected.startsWith("- ")) {
            NotShown reason = shown.reason().orElseThrow();
            assertEquals(expected, "- " + reason.key());
            assertTrue(!reason.part().of(text).isBlank(), "it says which part");
            return;
        }
        String json = VisualRules.toJson(shown.rules().orElseThrow());
        assertEquals(JSON.readTree(expected), JSON.readTree(json), json);
        String back = VisualRules.toText(json, TestContext.TRACKING).text();
        assertEquals(select(text), select(back), "switching to and fro changes nothing");
        assertEquals(shown, VisualRules.toRules(back, TestContext.TRACKING));
    }

    @ParameterizedTest(name = "[{index}] {0}")
    @MethodSource("rules")
    void rulesAreWrittenAsText(String json, String expected) {
        if (expected.startsWith("! ")) {
            RulesError error =
                    assertThrows(
                            RulesError.class, () -> VisualRules.toText(json, TestContext.TRACKING));
            assertEquals(expected, "! " + error.asInvalidInput("rules").problems().get(0).key());
            return;
        }
        assertEquals(expected, VisualRules.toText(json, TestContext.TRACKING).text());
    }

    private static List<Integer> select(String text) throws SQLException {
        return World.shared().select(Eql.translate(text, TestContext.TRACKING).sql());
    }

    @Test
    void aPlaceOfTheTextLeadsToItsRule() {
        RuleGroup rules =
                VisualRules.toRules(
                                "g_int = 1 AND (firstname = 'Anna' OR NOT lastname = 'B')",
                                TestContext.TRACKING)
                        .rules()
                        .orElseThrow();

        Written written = VisualRules.toText(rules);

        assertEquals(
                "`g_int` = 1 AND (`firstname` = 'Anna' OR NOT (`lastname` = 'B'))", written.text());
        assertEquals(Optional.of(List.of(0)), written.at(0));
        assertEquals(Optional.of(List.of(1, 0)), written.at(written.text().indexOf("Anna")));
        assertEquals(Optional.of(List.of(1, 1)), written.at(written.text().indexOf("lastname")));
        assertEquals("`g_int` = 1", written.parts().get(List.of(0)).of(written.text()));
    }

    @Test
    void anErrorNamesTheRuleByItsPath() {
        RulesError error =
                assertThrows(
                        RulesError.class,
                        () ->
                                VisualRules.fromJson(
                                        """
                                        {"condition":"AND","rules":[
                                          {"id":"g_int","operator":"equal","value":"1"},
                                          {"condition":"OR","rules":[
                                            {"id":"g_int","operator":"equal","value":"one"}]}]}
                                        """,
                                        TestContext.TRACKING));

        assertEquals(List.of(1, 0), error.path());
        assertEquals(List.of("one"), error.asInvalidInput("rules").problems().get(0).arguments());
    }

    @Test
    void nestingHasAnEnd() {
        String deep = "{\"condition\":\"AND\",\"rules\":[".repeat(400) + "]}".repeat(400);

        assertThrows(RulesError.class, () -> VisualRules.fromJson(deep, TestContext.TRACKING));
    }
}
