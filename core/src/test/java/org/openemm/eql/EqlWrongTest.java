package org.openemm.eql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.openemm.i18n.Texts;

/** Wrong rules of every kind: where the error is, which word it is, and what is advised. */
class EqlWrongTest {
    private static final Texts TEXTS =
            Texts.load(
                    EqlWrongTest.class.getClassLoader(),
                    List.of("messages/target"),
                    List.of("en", "de"));

    static Stream<Arguments> rules() {
        return World.rows("wrong.tsv").stream().map(row -> Arguments.of(row.toArray()));
    }

    @ParameterizedTest(name = "[{index}] {0}")
    @MethodSource("rules")
    void aWrongRuleIsRefusedWithPlaceWordAndAdvice(
            String rule, String place, String word, String key, String advice) {
        EqlProblem problem =
                assertThrows(EqlError.class, () -> Eql.translate(rule, TestContext.TRACKING))
                        .problem();

        assertEquals(place, problem.place().line() + ":" + problem.place().column());
        assertEquals(word, problem.place().word());
        assertEquals("error.target.eql." + key, problem.key());
        assertEquals(advice, problem.hint().map(EqlWrongTest::shortened).orElse("-"));
        for (Locale locale : List.of(Locale.ENGLISH, Locale.GERMAN)) {
            problem.hint()
                    .ifPresent(
                            hint -> {
                                String text =
                                        TEXTS.text(locale, hint.key(), hint.arguments().toArray());
                                assertTrue(text.contains(" ") && !text.contains("{0}"), text);
                            });
        }
    }

    private static String shortened(Hint hint) {
        return Stream.concat(
                        Stream.of(hint.key().replace("target.hint.", "")),
                        hint.arguments().stream().map(String::valueOf))
                .collect(Collectors.joining(" "));
    }
}
