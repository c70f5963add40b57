package org.openemm.importing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.openemm.NotFound;

/** Bad rows that somebody corrects, in the browser or in the downloaded file. */
class CorrectedRowsTest extends ImportTestBase {
    private static final String FILE =
            """
            E-Mail,Vorname,Geburtstag
            good@example.com,Anna,24.12.1980
            bad-example.com,Otto,1.1.1990
            late@example.com,"Ida, Ł",31.02.1990
            """;

    @Test
    void beforeTheImportIsRunTheyJoinTheGoodOnesAtOnce() {
        long id = checked(upload(FILE));

        ImportRepairs.Corrected done =
                correct(
                        id,
                        Map.of(
                                3L, List.of("bad@example.com", "Ołto", "1.1.1990"),
                                4L, List.of("late@example.com", "Ida", "30.02.1990"),
                                9L, List.of("nobody@example.com", "", "")));

        assertEquals(id, done.importId());
        assertEquals(1, done.good());
        Import again = core.imports().get(ANNA, id);
        assertEquals(ImportState.CHECKED, again.state());
        assertEquals(2, again.numbers().fresh());
        assertEquals(Map.of(RowProblem.DATE, 1L), again.numbers().problems());
        assertEquals(
                List.of("late@example.com", "Ida", "30.02.1990"),
                core.imports().badRows(ANNA, id, 10).get(0).cells());
        core.imports().start(ANNA, id);
        await(id, state -> state == ImportState.DONE);
        assertEquals("Ołto", byEmail("bad@example.com").text("firstname"));
        assertEquals("1980-12-24", byEmail("good@example.com").text("birthday"));
        assertEquals(2, customers());
    }

    @Test
    void whatWasTypedIsKeptWhenTheFileIsCheckedAgain() {
        long id = checked(upload(FILE));
        correct(id, Map.of(3L, List.of("bad@example.com", "Otto", "1.1.1990")));

        core.imports().configure(ANNA, id, core.imports().get(ANNA, id).settings());
        Import again = core.imports().get(ANNA, checked(id));

        assertEquals(2, again.numbers().fresh());
        assertEquals(1, again.numbers().bad());
        core.imports().discard(ANNA, id);
    }

    @Test
    void aCorrectedRowThatIsThereAlreadyOrOnTheBlocklistStaysOut() {
        execute("INSERT INTO cust1_ban_tbl (email) VALUES ('no@example.com')");
        long id = checked(upload(FILE));

        correct(
                id,
                Map.of(
                        3L, List.of("good@example.com", "Twin", "1.1.1990"),
                        4L, List.of("no@example.com", "Ida", "1.1.1990")));

        assertEquals(
                Map.of(RowProblem.DUPLICATE, 1L, RowProblem.BLOCKLISTED, 1L),
                core.imports().get(ANNA, id).numbers().problems());
        assertEquals(
                List.of(3L),
                core
                        .imports()
                        .repairs()
                        .rows(ANNA, id, Optional.of(RowProblem.DUPLICATE), 0, 10)
                        .stream()
                        .map(BadRow::line)
                        .toList());
        core.imports().discard(ANNA, id);
    }

    @Test
    void afterwardsTheyAreAnImportOfTheirOwnWithTheSameSettings() {
        int list = core.mailinglists().create(ANNA, "Corrected", "");
        long id = upload(FILE);
        core.imports()
                .configure(
                        ANNA,
                        id,
                        core.imports().get(ANNA, id).settings().withMailinglists(List.of(list)));
        checked(id);
        core.imports().start(ANNA, id);
        await(id, state -> state == ImportState.DONE);

        long next =
                correct(id, Map.of(4L, List.of("late@example.com", "Ida", "28.02.1990")))
                        .importId();

        assertNotEquals(id, next);
        Import again = await(next, state -> state == ImportState.CHECKED);
        assertEquals(1, again.numbers().rows());
        assertEquals(1, again.numbers().fresh());
        assertEquals(List.of(list), again.settings().mailinglists());
        core.imports().start(ANNA, next);
        await(next, state -> state == ImportState.DONE);
        assertEquals("1990-02-28", byEmail("late@example.com").text("birthday"));
        assertEquals(2, customers());
        assertEquals(
                List.of(3L),
                core.imports().badRows(ANNA, id, 10).stream().map(BadRow::line).toList());
        core.mailinglists().delete(ANNA, list);
    }

    @Test
    void theDownloadHasTheLayoutOfTheFileSoThatItCanBeImportedAgain() {
        long id = checked(upload(FILE));
        StringWriter csv = new StringWriter();
        core.imports().repairs().writeBadRows(ANNA, id, texts(), csv);
        String corrected = csv.toString().replace("bad-example.com", "bad@example.com");

        long next =
                core.imports()
                        .upload(
                                ANNA,
                                "again.csv",
                                new ByteArrayInputStream(
                                        corrected.getBytes(StandardCharsets.UTF_8)));

        assertEquals(
                List.of("email", "firstname", "birthday", "", ""),
                core.imports().get(ANNA, next).settings().columns());
        assertEquals(1, core.imports().get(ANNA, checked(next)).numbers().fresh(), csv::toString);
        core.imports().discard(ANNA, next);
    }

    @Test
    void theFirstRowsAreShownAsTheyWouldBeStored() {
        long id = upload(FILE);
        ImportSettings settings = core.imports().get(ANNA, id).settings();

        List<ConvertedRow> rows = core.imports().sample(ANNA, id, settings, 5);

        assertEquals(3, rows.size());
        assertEquals("1980-12-24", rows.get(0).cells().get(2).value().toString());
        assertTrue(rows.get(1).cells().get(0).problem().isPresent());
        assertNull(rows.get(2).cells().get(2).value());
        assertEquals(
                "importing.row.date", rows.get(2).cells().get(2).problem().orElseThrow().key());
        assertTrue(
                core.imports()
                        .sample(ANNA, id, settings.withColumns(List.of("email")), 5)
                        .get(0)
                        .problem()
                        .isPresent());
        core.imports().discard(ANNA, id);
    }

    @Test
    void nobodyElseCanCorrectOrLookAtThem() {
        long id = checked(upload(FILE));
        ImportSettings settings = core.imports().get(ANNA, id).settings();
        assertThrows(NotFound.class, () -> core.imports().repairs().correct(otto, id, Map.of()));
        assertThrows(NotFound.class, () -> core.imports().sample(otto, id, settings, 5));
        core.imports().discard(ANNA, id);
    }

    private static ImportRepairs.Corrected correct(long id, Map<Long, List<String>> rows) {
        return core.imports().repairs().correct(ANNA, id, rows);
    }

    private static long checked(long id) {
        core.imports().check(ANNA, id);
        await(id, state -> state == ImportState.CHECKED);
        return id;
    }
}
