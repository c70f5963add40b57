package org.openemm.eql;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComplexityTest {
    private static final Set<String> INDEXED = Set.of("customer_id", "email", "g_int");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "g_int = 7                                        | 0",
                "gender = 1                                       | 2",
                "gender = 1 AND gender = 2                        | 2",
                "`email` = 'a'                                    | 1",
                "firstname = 'a'                                  | 3",
                "birthday IS EMPTY                                | 4",
                "`email` LIKE 'a*'                                | 4",
                "RECEIVED MAILING 2001                            | 1",
                "OPENED MAILING 2001                              | 2",
                "NOT OPENED MAILING 2001                          | 3",
                "NOT (NOT OPENED MAILING 2001)                    | 2",
                "CLICKED IN MAILING 2001                          | 1",
                "NOT CLICKED IN MAILING 2001                      | 3",
                "g_int=1 OR g_int=2 OR g_int=3 OR g_int=4         | 0",
                "g_int=1 OR g_int=2 OR g_int=3 OR g_int=4 OR g_int=5 | 2"
            })
    void pointsComeFromFieldsAndConditions(String rule, int points) {
        assertEquals(points, complexity(rule).index(60_000, INDEXED));
    }

    @Test
    void manyRecipientsAddPointsAndFewTakeAllAway() {
        Complexity complexity = complexity("firstname LIKE 'a*'");

        assertEquals(0, complexity.index(49_999, INDEXED));
        assertEquals(6, complexity.index(50_000, INDEXED));
        assertEquals(7, complexity.index(100_000, INDEXED));
        assertEquals(9, complexity.index(500_000, INDEXED));
        assertEquals(11, complexity.index(1_000_000, INDEXED));
        assertEquals(13, complexity.index(3_000_000, INDEXED));
    }

    @Test
    void theTrafficLightChangesAtTenAndEighteen() {
        assertEquals(Complexity.Grade.GREEN, Complexity.Grade.of(9));
        assertEquals(Complexity.Grade.YELLOW, Complexity.Grade.of(10));
        assertEquals(Complexity.Grade.YELLOW, Complexity.Grade.of(17));
        assertEquals(Complexity.Grade.RED, Complexity.Grade.of(18));
    }

    private static Complexity complexity(String rule) {
        return Eql.translate(rule, TestContext.TRACKING).complexity();
    }
}
