package org.openemm.eql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.BeforeContainer;

/** What holds for every rule. */
class EqlPropertiesTest {
    private static final DateSql DATES = new DateSql(new ValueSql(new BehaviourSql(1)));
    private static World world;

    @BeforeContainer
    static void open() {
        world = World.shared();
    }

    @Property(tries = 400, shrinking = ShrinkingMode.BOUNDED)
    void everyLegalRuleBecomesSqlThatRuns(@ForAll("rules") String rule) throws SQLException {
        try {
            world.select(Eql.translate(rule, TestContext.TRACKING).sql());
        } catch (EqlError error) {
            // The generator knows the grammar and the types, not how large numbers get.
            assertEquals(EqlProblem.TOO_LARGE, error.problem().key());
        }
    }

    @Property(tries = 300)
    void theDayOfAColumnIsFoundAlikeWithAndWithoutIndex(@ForAll("dateComparisons") String rule)
            throws SQLException {
        Condition.DateComparison comparison =
                (Condition.DateComparison) Eql.read(rule, TestContext.TRACKING).condition();

        assertEquals(world.select(DATES.asTexts(comparison)), world.select(DATES.of(comparison)));
    }

    @Property(tries = 500)
    void anyTextComesBackFromALiteralUnchanged(@ForAll("texts") String text) throws SQLException {
        world.database.run(
                tx -> {
                    try (Statement statement = tx.connection().createStatement();
                            ResultSet row =
                                    statement.executeQuery("SELECT " + SqlText.literal(text))) {
                        assertTrue(row.next());
                        assertEquals(text, row.getString(1));
                    }
                });
    }

    @Property(tries = 1000)
    void anyTextIsEitherTranslatedOrRefusedWithAPlaceInsideIt(@ForAll("noise") String text) {
        try {
            Eql.translate(text, TestContext.TRACKING);
        } catch (EqlError error) {
            Place place = error.problem().place();
            String[] lines = text.split("\r\n|\n", -1);
            assertTrue(place.line() >= 1 && place.line() <= lines.length, text);
            assertTrue(place.column() <= lines[place.line() - 1].length(), text);
        }
    }

    @Provide
    Arbitrary<String> rules() {
        return condition(3);
    }

    @Provide
    Arbitrary<String> dateComparisons() {
        Arbitrary<String> day =
                Combinators.combine(
                                Arbitraries.integers().between(1, 9999),
                                Arbitraries.integers().between(1, 12),
                                Arbitraries.integers().between(1, 28))
                        .as("'%04d-%02d-%02d'"::formatted);
        Arbitrary<String> near =
                Arbitraries.of("'2026-11-20'", "'2024-02-29'", "'2025-12-31'", "'2027-01-01'");
        Arbitrary<String> right = Arbitraries.oneOf(day, near, near, today());
        return Combinators.combine(dateField(), operator(), right)
                .as((left, op, value) -> left + op + value + " DATEFORMAT 'YYYY-MM-DD'");
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings()
                .ofMaxLength(40)
                .withChars('\'', '"', '\\', '\0', '\n', '\u001a', '%', '_', '?', ':', '<', '{', '`')
                .withCharRange('a', 'e')
                .withChars("ß😀李".toCharArray())
                .filter(EqlPropertiesTest::isWellFormed);
    }

    @Provide
    Arbitrary<String> noise() {
        return Arbitraries.of(
                        "g_int",
                        "firstname",
                        "`Weight kg`",
                        "'a'",
                        "\"b\"",
                        "7",
                        "1.5",
                        "AND",
                        "OR",
                        "NOT",
                        "(",
                        ")",
                        "IN",
                        "=",
                        "<",
                        ">",
                        "!=",
                        "+",
                        "-",
                        "*",
                        "%",
                        "IS",
                        "EMPTY",
                        "LIKE",
                        "CONTAINS",
                        "STARTS",
                        "WITH",
                        "OPENED",
                        "MAILING",
                        "2001",
                        "LINK",
                        "CLICKED",
                        "TODAY",
                        "DATEFORMAT",
                        "'YYYY'",
                        "'",
                        "\"",
                        "`",
                        ";",
                        "\\",
                        "{",
                        "<script>",
                        "email",
                        "\n",
                        "birthday",
                        ",")
                .list()
                .ofMaxSize(12)
                .map(words -> String.join(" ", words));
    }

    private static Arbitrary<String> condition(int depth) {
        Arbitrary<String> single =
                Arbitraries.oneOf(numbers(), texts2(), dates(), lists(), emptiness(), behaviour());
        if (depth == 0) {
            return single;
        }
        Arbitrary<String> inner = condition(depth - 1);
        return Arbitraries.oneOf(
                single,
                inner.map(part -> "(" + part + ")"),
                inner.map(part -> "NOT (" + part + ")"),
                Combinators.combine(inner, Arbitraries.of(" AND ", " OR ", "\nand\t"), inner)
                        .as((left, word, right) -> left + word + right));
    }

    private static Arbitrary<String> numbers() {
        return Combinators.combine(number(2), operator(), number(2))
                .as((left, op, right) -> left + op + right);
    }

    private static Arbitrary<String> number(int depth) {
        Arbitrary<String> atom =
                Arbitraries.of(
                        "g_int",
                        "`Weight kg`",
                        "customer_id",
                        "gender",
                        "0",
                        "1",
                        "7",
                        "0.5",
                        "99999999999",
                        "18446744073709551615",
                        "123456789012345678901234567890",
                        "0.000000000000000000000000000001");
        if (depth == 0) {
            return atom;
        }
        Arbitrary<String> inner = number(depth - 1);
        return Arbitraries.oneOf(
                atom,
                inner.map(value -> "(-(" + value + "))"),
                Combinators.combine(inner, Arbitraries.of("+", "-", "*", "/", "%"), inner)
                        .as((left, op, right) -> "(" + left + " " + op + " " + right + ")"));
    }

    private static Arbitrary<String> text() {
        Arbitrary<String> constant =
                Arbitraries.strings()
                        .ofMaxLength(8)
                        .withChars('\'', '"', '\\', '%', '_', '*', '?', '!', ':', 'a', ' ', 'ß')
                        .map(value -> value.replace("\\", "\\\\").replace("'", "\\'"))
                        .map(value -> "'" + value + "'");
        Arbitrary<String> field = Arbitraries.of("firstname", "g_text", "`Größe`", "`status`");
        return Arbitraries.oneOf(
                field,
                constant,
                Combinators.combine(field, constant).as((left, right) -> left + " + " + right));
    }

    private static Arbitrary<String> texts2() {
        return Combinators.combine(
                        text(),
                        Arbitraries.of("=", "<>", "<", " LIKE ", " NOT CONTAINS ", " STARTS WITH "),
                        text().filter(value -> value.startsWith("'")))
                .as((left, op, right) -> left + op + right);
    }

    private static Arbitrary<String> dateField() {
        return Arbitraries.of("g_date", "g_dt", "birthday", "creation_date", "`timestamp`");
    }

    private static Arbitrary<String> today() {
        return Arbitraries.of(
                "TODAY",
                "TODAY - 7",
                "TODAY + 365",
                "TODAY - 0.5",
                "TODAY + 99999999",
                "TODAY - 1 * 3",
                "TODAY + 18446744073709551615",
                "TODAY - 0.000001");
    }

    private static Arbitrary<String> dates() {
        return Combinators.combine(
                        Arbitraries.oneOf(
                                dateField(), dateField().map(field -> field + " + g_int")),
                        operator(),
                        Arbitraries.oneOf(today(), dateField()),
                        Arbitraries.of("YYYYMMDD", "MMDD", "DD.MM.YYYY", "YYYY_MM-DD", "MM"))
                .as(
                        (left, op, right, format) ->
                                left + op + right + " DATEFORMAT '" + format + "'");
    }

    private static Arbitrary<String> lists() {
        return Arbitraries.of(
                "g_int IN (1,7.0,99999999999)",
                "g_int * 2 NOT IN (2, 14)",
                "firstname IN ('Anna', \"O'Brien\", '\\\\')",
                "gender NOT IN (0)");
    }

    private static Arbitrary<String> emptiness() {
        return Combinators.combine(
                        Arbitraries.of(
                                "g_text", "g_date", "g_int", "firstname + lastname", "TODAY"),
                        Arbitraries.of(" IS EMPTY", " IS NOT EMPTY"))
                .as(String::concat);
    }

    private static Arbitrary<String> behaviour() {
        return Combinators.combine(
                        Arbitraries.of("", "NOT "),
                        Arbitraries.of(
                                "OPENED MAILING 2001",
                                "RECEIVED MAILING 2001",
                                "RECEIVED MAILING 2003",
                                "CLICKED IN MAILING 2002",
                                "CLICKED LINK 200101 IN MAILING 2001"))
                .as(String::concat);
    }

    private static Arbitrary<String> operator() {
        return Arbitraries.of(" = ", " <> ", " != ", " < ", " <= ", " > ", " >= ");
    }

    private static boolean isWellFormed(String text) {
        return List.of(text)
                .equals(
                        List.of(
                                new String(
                                        text.getBytes(java.nio.charset.StandardCharsets.UTF_8),
                                        java.nio.charset.StandardCharsets.UTF_8)));
    }
}
