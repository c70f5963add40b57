package org.openemm.eql.sentence;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.openemm.eql.Eql;
import org.openemm.eql.TestContext;
import org.openemm.eql.World;
import org.openemm.i18n.Texts;

/** What rules mean, word by word. */
class NarratorTest {
    private static final Texts TEXTS =
            Texts.load(
                    NarratorTest.class.getClassLoader(),
                    List.of("messages/rules"),
                    List.of("en", "de"));
    private static final Names NAMES =
            new Names(
                    Map.of(2001, "Spring", 2002, "Summer"),
                    Map.of(200101, "Shop"),
                    Map.of(101, "Newsletter"),
                    Map.of(7, "Women"));

    static Stream<Arguments> sentences() {
        return World.rows("rules/sentences.tsv").stream()
                .map(row -> Arguments.of(row.get(0), row.get(1), row.get(2)));
    }

    @ParameterizedTest(name = "[{index}] {0}")
    @MethodSource("sentences")
    void aRuleIsToldInEnglishAndGerman(String rule, String english, String german) {
        assertEquals(english, tell(rule, Locale.US).plain());
        assertEquals(german, tell(rule, Locale.GERMANY).plain());
    }

    @Test
    void aPageCanSetOffFieldsValuesAndNames() {
        Sentence sentence = tell("firstname = 'Anna' AND OPENED MAILING 2001", Locale.US);

        assertEquals(
                List.of(
                        new Part(Part.Kind.WORDS, "Everybody whose "),
                        new Part(Part.Kind.FIELD, "firstname"),
                        new Part(Part.Kind.WORDS, " is "),
                        new Part(Part.Kind.VALUE, "Anna"),
                        new Part(Part.Kind.WORDS, " and who opened the mailing ‘"),
                        new Part(Part.Kind.NAME, "Spring"),
                        new Part(Part.Kind.WORDS, "’.")),
                sentence.parts());
    }

    @Test
    void whatComesFromOutsideIsNeverTakenForAText() {
        assertEquals(
                "Everybody whose firstname is {0} <b>{1}</b> | x.",
                tell("firstname = '{0} <b>{1}</b> | x'", Locale.US).plain());
    }

    @Test
    void longValuesAreCut() {
        String rule = "firstname = '" + "x".repeat(5_000) + "'";

        assertEquals(
                "Everybody whose firstname is " + "x".repeat(60) + "….",
                tell(rule, Locale.US).plain());
    }

    private static Sentence tell(String rule, Locale locale) {
        Voice voice =
                new Voice(
                        key -> TEXTS.text(locale, key),
                        locale,
                        DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM).withLocale(locale)
                                ::format);
        return new Narrator(voice, NAMES).tell(Eql.read(rule, TestContext.TRACKING).condition());
    }
}
