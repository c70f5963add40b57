package org.openemm.eql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What rules mean: each one selects exactly the recipients that rules.tsv names, or is refused. */
class EqlMeaningTest {
    private static World world;

    @BeforeAll
    static void open() {
        world = World.shared();
    }

    static Stream<Arguments> rules() {
        return World.rows("rules.tsv").stream().map(row -> Arguments.of(row.get(0), row.get(1)));
    }

    @ParameterizedTest(name = "[{index}] {0}")
    @MethodSource("rules")
    void aRuleSelectsTheRecipientsItDescribes(String rule, String expected) throws SQLException {
        if (expected.startsWith("!")) {
            EqlError error =
                    assertThrows(EqlError.class, () -> Eql.translate(rule, TestContext.TRACKING));
            Place place = error.problem().place();
            if (expected.length() > 1) {
                assertEquals(expected, "!" + place.line() + ":" + place.column());
            }
            return;
        }
        String sql = Eql.translate(rule, TestContext.TRACKING).sql();
        assertEquals(numbers(expected), world.select(sql), sql);
    }

    private static List<Integer> numbers(String text) {
        if (text.equals("all")) {
            return IntStream.rangeClosed(1, 30).boxed().toList();
        }
        List<Integer> numbers = new ArrayList<>();
        if (!text.equals("none")) {
            for (String part : text.split(",")) {
                String[] ends = part.split("-");
                int first = Integer.parseInt(ends[0]);
                int last = Integer.parseInt(ends[ends.length - 1]);
                IntStream.rangeClosed(first, last).forEach(numbers::add);
            }
        }
        return numbers;
    }
}
