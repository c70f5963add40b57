package org.openemm.eql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The syntax tree that shows, explains and edits rules: every node knows its part of the text. */
class EqlTreeTest {
    private static final String RULE =
            "g_text = '😀' OR\n  NOT (gender = 1 AND (`Größe` IN ('L', 'XL')))\n"
                    + " OR g_date = TODAY - (7) DATEFORMAT 'YYYYMMDD' OR (g_int) + 1 = -2";

    @Test
    void everyNodeKnowsItsPartOfTheText() {
        Condition.Or rule = assertInstanceOf(Condition.Or.class, read(RULE));
        assertEquals(RULE, text(rule));
        assertEquals(
                List.of(
                        "g_text = '😀'",
                        "NOT (gender = 1 AND (`Größe` IN ('L', 'XL')))",
                        "g_date = TODAY - (7) DATEFORMAT 'YYYYMMDD'",
                        "(g_int) + 1 = -2"),
                rule.parts().stream().map(EqlTreeTest::text).toList());

        Condition.Not not = (Condition.Not) rule.parts().get(1);
        Condition.Grouped group = (Condition.Grouped) not.part();
        Condition.And both = (Condition.And) group.part();
        Condition.Grouped inner = (Condition.Grouped) both.parts().get(1);
        Condition.Membership size = (Condition.Membership) inner.part();
        assertEquals("(gender = 1 AND (`Größe` IN ('L', 'XL')))", text(group));
        assertEquals("gender = 1 AND (`Größe` IN ('L', 'XL'))", text(both));
        assertEquals("(`Größe` IN ('L', 'XL'))", text(inner));
        assertEquals("`Größe` IN ('L', 'XL')", text(size));
        assertEquals("`Größe`", text(size.value()));
        assertEquals("'XL'", text(size.members().get(1)));

        Condition.DateComparison date = (Condition.DateComparison) rule.parts().get(2);
        Condition.DateOperand.Moment moment = (Condition.DateOperand.Moment) date.right();
        Value.Calculation weekAgo = (Value.Calculation) moment.value();
        assertEquals("TODAY - (7)", text(weekAgo));
        assertEquals("7", text(weekAgo.right()));
        Condition.Comparison sum = (Condition.Comparison) rule.parts().get(3);
        assertEquals("(g_int) + 1", text(sum.left()));
        assertEquals("g_int", text(((Value.Calculation) sum.left()).left()));
        assertEquals("-2", text(sum.right()));
    }

    @Test
    void whatARuleRefersToIsKnownWithIt() {
        EqlRule rule =
                Eql.read("CLICKED LINK 200101 IN MAILING 2001 AND g_int = 1", TestContext.TRACKING);

        assertEquals(1, rule.companyId());
        assertEquals(Set.of(2001), rule.mailings());
        assertEquals(Set.of(200101), rule.links());
        assertEquals(List.of("g_int"), rule.fields().stream().map(EqlField::column).toList());
        assertEquals(new Range(0, 0), Eql.read("", TestContext.TRACKING).condition().range());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '§',
            value = {
                "g_text = '😀' AND firstname = 7 | 7",
                "g_text = '😀' AND `Größee` = 7 | `Größee`",
                "g_text = '😀' AND g_int = 7 & | &",
                "g_text = '😀' AND 'abc | 'abc",
                "g_date = '30.2.2024' DATEFORMAT 'DD.MM.YYYY' | '30.2.2024'",
                "g_int = 7 AND firstname = 1 + 2 | 1 + 2"
            })
    void anErrorMarksTheWordsItIsAbout(String rule, String marked) {
        EqlError error = assertThrows(EqlError.class, () -> read(rule));

        assertEquals(marked, error.problem().place().range().of(rule));
        assertEquals(marked, error.problem().place().word());
    }

    @Test
    void aRemarkMarksTheWordsItIsAbout() {
        String rule = "g_text = '😀' AND gender = 9";
        EqlWarning warning = Eql.read(rule, TestContext.TRACKING).warnings().get(0);

        assertEquals("9", warning.range().orElseThrow().of(rule));
    }

    @Test
    void everyPartCanBeAskedAloneAndIsTrueFalseOrUnknown() throws SQLException {
        World world = World.shared();
        Condition.And both = (Condition.And) read("g_int = 7 AND NOT firstname = 'Frank'");
        String number = Eql.sql(both.parts().get(0), 1);
        String name = Eql.sql(both.parts().get(1), 1);

        assertEquals(List.of(6), world.select("(" + number + ") IS TRUE"));
        assertEquals(List.of(4, 22), world.select("(" + number + ") IS NULL"));
        assertEquals(List.of(6), world.select("(" + name + ") IS FALSE"));
        assertEquals(List.of(4), world.select("(" + name + ") IS NULL"));
    }

    private static Condition read(String rule) {
        return Eql.read(rule, TestContext.TRACKING).condition();
    }

    private static String text(Condition part) {
        return part.range().of(RULE);
    }

    private static String text(Value part) {
        return part.range().of(RULE);
    }
}
