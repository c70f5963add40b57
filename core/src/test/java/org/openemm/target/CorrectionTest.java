package org.openemm.target;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openemm.InvalidInput;
import org.openemm.NotFound;
import org.openemm.database.Counted;

/** What is proposed in place of a wrong rule, and numbers about groups. */
class CorrectionTest extends TargetTestBase {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '§',
            value = {
                "frstname = 'a' | `firstname` = 'a'",
                "firstname LKE 'a' | firstname LIKE 'a'",
                "g_int == 7 | g_int = 7",
                "g_int = 7 && gender = 1 | g_int = 7 AND gender = 1",
                "g_int = 7; | g_int = 7",
                "g_text IS NULL | g_text IS EMPTY",
                "firstname = ‘Anna’ | firstname = 'Anna'",
                "firstname = 7 | firstname = '7'",
                "status = 'a' | `status` = 'a'",
                "(gender = 1 | (gender = 1)",
                "lastopen_date >= TODAY - 30 | lastopen_date >= TODAY - 30 DATEFORMAT 'YYYYMMDD'",
                "lastopen_date >= TODAY - 30 AND gender = 1 | lastopen_date >= TODAY - 30"
                        + " DATEFORMAT 'YYYYMMDD' AND gender = 1",
                "gender = 1 AND opened in the last 30 days | gender = 1 AND lastopen_date >= TODAY"
                        + " - 30 DATEFORMAT 'YYYYMMDD'",
                "clicked last 7 days | lastclick_date >= TODAY - 7 DATEFORMAT 'YYYYMMDD'"
            })
    void theAdviceForAWrongRuleCanBeFollowedAtOnce(String wrong, String right) {
        assertEquals(Optional.of(right), targets.correct(ANNA, wrong).map(String::strip));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "gender = 1", "complete nonsense, sorry", "'\"<script>{{[agn"})
    void withoutAnIdeaNothingIsProposed(String rule) {
        assertEquals(Optional.empty(), targets.correct(ANNA, rule));
    }

    @Test
    void aGroupSaysHowManyOfAllItSelectsAndIsCountedAnewWhenItChanges() {
        TargetFigures figures = figures();
        int id = save("Figures", "firstname = 'Anna'");

        assertEquals(new TargetSize(1, 30), figures.size(ANNA, id));

        targets.save(ANNA, new TargetDraft(id, "Figures", "", ""));
        assertEquals(new TargetSize(30, 30), figures.size(ANNA, id));
        assertThrows(NotFound.class, () -> figures.size(STRANGER, id));
    }

    @Test
    void anInvalidGroupHasNoSize() {
        TargetFigures figures = figures();
        int id = save("Broken one", "");
        world.database.run(
                tx ->
                        tx.sql()
                                .execute(
                                        "UPDATE dyn_target_tbl SET invalid = 1 WHERE target_id = ?",
                                        id));
        assertThrows(InvalidInput.class, () -> figures.size(ANNA, id));
    }

    @Test
    void howOftenEachGroupIsUsedIsKnownForAllAtOnce() {
        TargetFigures figures = figures();
        int id = save("Used twice", "");
        world.database.run(
                tx ->
                        tx.sql()
                                .execute(
                                        """
                                        INSERT INTO mailing_tbl (company_id, shortname, mailinglist_id, mailtemplate_id, target_expression)
                                        VALUES (1, 'A', 1, 0, '%1$d|9999'), (1, 'B', 1, 0, '%1$d&!%1$d'), (2, 'C', 1, 0, '%1$d')
                                        """
                                                .formatted(id)));

        Map<Integer, Integer> counts = figures.useCounts(ANNA);

        assertEquals(2, counts.get(id));
        assertEquals(null, counts.get(save("Unused", "")));
    }

    private static TargetFigures figures() {
        return new TargetFigures(world.database, targets, new Counted(CLOCK));
    }
}
