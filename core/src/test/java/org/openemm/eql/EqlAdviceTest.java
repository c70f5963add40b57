package org.openemm.eql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openemm.i18n.Texts;

/** What people are told about rules that are wrong or doubtful. */
class EqlAdviceTest {
    private static final Texts TEXTS =
            Texts.load(
                    EqlAdviceTest.class.getClassLoader(),
                    List.of("messages/target"),
                    List.of("en", "de"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '§',
            value = {
                "status = 'new'           | “status” is a word of the language; as the name of a"
                        + " field it needs backticks: `status`",
                "Weight kg = 1            | A name with blanks or special letters needs backticks:"
                        + " `Weight kg`",
                "frstname = 'a'           | Did you mean `firstname`?",
                "g_birthday IS EMPTY      | Did you mean `birthday`?",
                "firstname LKE 'a'        | Did you mean LIKE?",
                "g_text IS NULL           | Write IS EMPTY or IS NOT EMPTY instead.",
                "g_int == 7               | Write = instead.",
                "g_int =< 7               | Write <= instead.",
                "g_int = 7 && gender = 1  | Write AND instead.",
                "g_int = 7;               | Leave out the ;.",
                "g_int BETWEEN 1, 2       | After BETWEEN come two values joined by AND, e.g. age"
                        + " BETWEEN 18 AND 30.",
                "HAS BINDING              | Write e.g. HAS BINDING ON MAILINGLIST 12 or HAS STATUS"
                        + " ACTIVE BINDING OF TYPE REGULAR ON MAILINGLIST 12.",
                "OPENED MAILING 2007 ON DEVICE PHONE | Say ON CLASS DESKTOP, MOBILE, TABLET"
                        + " or SMARTTV, or a name in quotes such as ON DEVICE 'iPhone', ON OS"
                        + " 'Android' or ON CLIENT 'Thunderbird', behind OPENED or CLICKED.",
                "OPENED ANY MAILING WITHIN 30 | Write e.g. AT LEAST 3 TIMES or WITHIN 30 DAYS.",
                "OPENED ANY MAILING AT LEAST 3 | Write e.g. AT LEAST 3 TIMES or WITHIN 30 DAYS.",
                "OPENED ANY MAILING WITHIN 3 DAYS WITHIN 4 DAYS | WITHIN is possible once only.",
                "REVENUE > 5              | Write e.g. REVENUE BY MAILING 17 > 0 or REVENUE BY ANY"
                        + " MAILING > 0.",
                "CLICKED MAILING 2001     | Write CLICKED IN MAILING 17 or CLICKED IN ANY MAILING.",
                "g_date = NOW DATEFORMAT 'YYYY' | Write TODAY instead.",
                "g_date = TODAY           | Add e.g. DATEFORMAT 'YYYYMMDD' at the end of the"
                        + " comparison.",
                "g_date = TODAY DATEFORMAT 'yyyy' | A date format is made of YYYY, MM, DD and the"
                        + " separators . - _ (capital letters).",
                "firstname = 'Anna        | The ' in column 12 is never closed.",
                "`firstname = 'Anna'      | The ` in column 0 is never closed.",
                "g_text = 'it''s'         | A quote inside a text is written with a backslash: \\'",
                "firstname = ‘Anna’       | Use the straight quote ' instead of the typographic"
                        + " one.",
                "firstname = 7            | A text in quotes is needed here.",
                "g_int = 'a'              | A number is needed here.",
                "g_text STARTS 'a'        | The operator is STARTS WITH.",
                "firstname LIKE 7         | After LIKE comes a text in quotes, e.g. 'A*'.",
                "g_int IN 7               | After IN comes a list in parentheses, e.g. IN (1, 2,"
                        + " 3).",
                "NOT NOT g_int = 7        | Use parentheses: NOT (NOT ...).",
                "(g_int = 7               | A closing parenthesis is missing.",
                "g_int = 7 AND            | The rule is not finished.",
                "SELECT 1                 | This is not SQL: write only the condition, e.g. gender"
                        + " = 1.",
                "g_int = 7 # women        | The character # is not part of the language.",
            })
    void aMistakeComesWithAWayOut(String rule, String advice) {
        EqlProblem problem = problem(rule);

        Hint hint = problem.hint().orElseThrow(() -> new AssertionError(problem));
        assertEquals(advice, TEXTS.text(Locale.ENGLISH, hint.key(), hint.arguments().toArray()));
    }

    @Test
    void anInvisibleCharacterIsNamed() {
        Hint hint = problem("g_int\u00a0= 7").hint().orElseThrow();

        assertEquals(List.of("U+00A0"), hint.arguments());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '§',
            value = {
                "OPENED MAILING 999          | There is no mailing with the ID 999 (line 1, column"
                        + " 15).",
                "OPENED MAILING 99999999999  | There is no mailing with the ID 99999999999 (line 1,"
                        + " column 15).",
                "CLICKED LINK 200201 IN MAILING 2001 | Mailing 2001 has no link with the ID 200201"
                        + " (line 1, column 13).",
                "g_date = '30.02.2024' DATEFORMAT 'DD.MM.YYYY' | '30.02.2024' in line 1, column 9"
                        + " is no date in the format DD.MM.YYYY.",
                "g_date = '2024-2-1' DATEFORMAT 'YYYYMMDD' | '2024-2-1' in line 1, column 9 is no"
                        + " date in the format YYYYMMDD.",
                "g_date = '13' DATEFORMAT 'MM' | '13' in line 1, column 9 is no date in the format"
                        + " MM.",
                "g_int = 7 OR g_int ~ 8      | Syntax error near “~” in line 1, column 19.",
                "firstname * 2 = 1           | “*” in line 1, column 10 is not possible with this"
                        + " kind of value.",
                "-firstname = 'a'            | “-” in line 1, column 0 is not possible with this"
                        + " kind of value.",
            })
    void anErrorNamesPlaceAndWord(String rule, String message) {
        EqlProblem problem = problem(rule);

        assertEquals(
                message, TEXTS.text(Locale.ENGLISH, problem.key(), problem.arguments().toArray()));
    }

    @Test
    void whatIsLegalButPerhapsNotMeantGetsARemark() {
        assertEquals("target.warning.dateformatIgnored", warning("g_int = 7 DATEFORMAT 'YYYY'"));
        assertEquals(
                "target.warning.dateOrder",
                warning("g_date < '01.02.2024' DATEFORMAT 'DD.MM.YYYY'"));
        assertEquals("target.warning.betweenOrder", warning("g_int BETWEEN 9 AND 7.5"));
        assertEquals(
                "target.warning.betweenOrder",
                warning("g_date BETWEEN '2025' AND '2024' DATEFORMAT 'YYYY'"));
        assertEquals("error.gender.invalid", warning("gender = 9"));
        assertEquals("error.gender.invalid", warning("gender IN (0, 9)"));
        assertEquals("error.gender.invalid", warning("gender = -1"));
        for (String rule : List.of("RECEIVED MAILING 2001", "NOT OPENED MAILING 2001")) {
            assertEquals(
                    "warning.target.mailtrackingRequired",
                    Eql.translate(rule, new TestContext(false)).warnings().get(0).key());
            assertTrue(Eql.translate(rule, TestContext.TRACKING).warnings().isEmpty());
        }
        assertTrue(
                Eql.translate("OPENED MAILING 2001", new TestContext(false)).warnings().isEmpty());
        assertTrue(
                Eql.translate("gender = 5 AND gender IN (0, 1.0)", TestContext.TRACKING)
                        .warnings()
                        .isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "error.target.eql.syntax",
                "error.target.eql.syntax.char",
                "error.target.eql.tooLong",
                "error.target.eql.tooDeep",
                "error.target.eql.tooLarge",
                "error.target.eql.invalidNumber",
                "error.target.in_use",
                "error.target.timeout",
                "target.expression.unknown"
            })
    void messagesExistInBothLanguages(String key) {
        assertTrue(TEXTS.all("en").containsKey(key) && TEXTS.all("de").containsKey(key));
    }

    @Test
    void bothLanguagesHaveTheSameTextsWithTheSamePlaceholders() {
        Map<String, String> english = TEXTS.all("en");
        Map<String, String> german = TEXTS.all("de");

        assertEquals(english.keySet(), german.keySet());
        english.forEach(
                (key, text) ->
                        assertEquals(text.contains("{0}"), german.get(key).contains("{0}"), key));
    }

    @Test
    void hugeInputIsRefusedQuickly() {
        for (String rule :
                List.of(
                        "(".repeat(100_000),
                        "(".repeat(50_000),
                        "NOT (".repeat(10_000),
                        "1" + "+1".repeat(25_000) + " = 1",
                        "g_int = " + "9".repeat(50_000),
                        "'" + "x".repeat(59_000),
                        "g_int IN (" + "7,".repeat(29_000),
                        "firstname = '" + "ß".repeat(50_000) + "'",
                        "a".repeat(100_000))) {
            assertThrows(EqlError.class, () -> Eql.translate(rule, TestContext.TRACKING));
        }
    }

    @Test
    void deepAndLongRulesWithinTheLimitsAreTranslated() {
        String deep = "(".repeat(49) + "g_int = 7" + ")".repeat(49);
        String deepValue = "(".repeat(49) + "g_int" + ")".repeat(49) + " = 7";
        String wide = "g_int = 1" + " OR g_int = 7".repeat(2_000);
        String list = "g_int IN (7" + ",123".repeat(10_000) + ")";

        assertEquals("(cust.`g_int` = 7)", sql(deep));
        assertEquals("(cust.`g_int` = 7)", sql(deepValue));
        assertTrue(sql(wide).length() > 40_000);
        assertTrue(sql(list).length() > 40_000);
    }

    private static String sql(String rule) {
        return Eql.translate(rule, TestContext.TRACKING).sql();
    }

    private static String warning(String rule) {
        List<EqlWarning> warnings = Eql.translate(rule, TestContext.TRACKING).warnings();
        assertEquals(1, warnings.size(), warnings.toString());
        return warnings.get(0).key();
    }

    private static EqlProblem problem(String rule) {
        return assertThrows(EqlError.class, () -> Eql.translate(rule, TestContext.TRACKING))
                .problem();
    }
}
