package org.openemm.importing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.openemm.InvalidInput;
import org.openemm.recipient.Binding;
import org.openemm.recipient.BindingStatus;
import org.openemm.recipient.UserType;

/** What an import does with the rows of a file. */
class ImportRulesTest extends ImportTestBase {
    @Test
    void badRowsAreListedWithLineAndReasonAndTheOthersImported() throws IOException {
        core.blocklist().add(ANNA, "blocked@example.com", "");
        core.blocklist().add(ANNA, "*@evil.example", "");
        Path file =
                file(
                        """
                        email;firstname;points;city;birthday;gender;mailtype;weight
                        good@example.com;Anna;5;Ulm;1.2.1990;w;1;60.5
                        no-address;Otto;1;;;;;
                        good@example.com;again;1;;;;;
                        GOOD@example.com ;again;1;;;;;
                        n@example.com;;abc;;;;;
                        c@example.com;;1;12345678901234567890x;;;;
                        d@example.com;;1;;31.02.2020;;;
                        g@example.com;;1;;;Außerirdischer;;
                        m@example.com;;1;;;;9;
                        blocked@example.com;;1;;;;;
                        x@evil.example;;1;;;;;
                        few@example.com;;1
                        many@example.com;;1;;;;;;;
                        html@example.com;<script>x</script>;1;;;;;
                        '"<script>{{[agn@example.com;;1;;;;;
                        fine@example.com;O'Brien;;;;;;
                        """,
                        "UTF-8");
        ImportReport report = core.imports().run(ANNA, file, core.imports().propose(ANNA, file));
        assertEquals(16, report.numbers().rows());
        assertEquals(2, report.numbers().inserted());
        assertEquals(
                Map.of(
                        RowProblem.EMAIL, 2L,
                        RowProblem.DUPLICATE, 2L,
                        RowProblem.NUMBER, 1L,
                        RowProblem.LENGTH, 1L,
                        RowProblem.DATE, 1L,
                        RowProblem.GENDER, 1L,
                        RowProblem.MAILTYPE, 1L,
                        RowProblem.BLOCKLISTED, 2L,
                        RowProblem.STRUCTURE, 2L,
                        RowProblem.CONTENT, 1L),
                report.numbers().problems());
        List<BadRow> bad = core.imports().badRows(ANNA, report.importId(), 100);
        assertEquals(
                List.of(3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L, 11L, 12L, 13L, 14L, 15L, 16L),
                bad.stream().map(BadRow::line).toList());
        assertEquals(
                new InvalidInput.Problem("email", "importing.row.duplicate", 2),
                bad.get(1).problems().get(0));
        StringWriter csv = new StringWriter();
        core.imports().repairs().writeBadRows(ANNA, report.importId(), texts(), csv);
        assertTrue(
                csv.toString().contains("is no e-mail address: the @ is missing"), csv::toString);
        assertTrue(
                csv.toString()
                        .startsWith("email;firstname;points;city;birthday;gender;mailtype;weight;"),
                csv::toString);
        assertTrue(csv.toString().contains("d@example.com;;1;;31.02.2020;;;;"), csv::toString);
        assertFalse(csv.toString().contains("«"), csv::toString);
        assertEquals("Anna", byEmail("good@example.com").text("firstname"));
        assertEquals("60.5", byEmail("good@example.com").text("weight"));
        assertEquals("2", byEmail("fine@example.com").text("gender"));
    }

    @Test
    void eachModeDoesWhatItSays() throws IOException {
        long old =
                core.recipients()
                        .create(
                                ANNA,
                                Map.of(
                                        "email",
                                        "old@example.com",
                                        "firstname",
                                        "Old",
                                        "city",
                                        "Ulm"));
        Path file =
                file(
                        "email;firstname;city\nOLD@example.com;New;\nfresh@example.com;F;Bonn\n",
                        "UTF-8");
        ImportSettings settings = core.imports().propose(ANNA, file);

        ImportNumbers add = run(file, settings.withMode(ImportMode.ADD));
        assertEquals(List.of(1L, 1L, 1L, 0L), counts(add));
        assertEquals("Old", core.recipients().get(ANNA, old).text("firstname"));

        core.recipients().delete(ANNA, byEmail("fresh@example.com").id());
        ImportNumbers update = run(file, settings.withMode(ImportMode.UPDATE));
        assertEquals(List.of(1L, 1L, 0L, 1L), counts(update));
        assertEquals("New", core.recipients().get(ANNA, old).text("firstname"));
        assertEquals("Ulm", core.recipients().get(ANNA, old).text("city"));
        assertEquals(1, customers());

        ImportNumbers both = run(file, settings.withMode(ImportMode.ADD_AND_UPDATE));
        assertEquals(List.of(1L, 1L, 1L, 1L), counts(both));
        assertEquals(2, customers());
    }

    @Test
    void anEmptyCellClearsWhenThatIsWanted() throws IOException {
        long id = core.recipients().create(ANNA, Map.of("email", "e@example.com", "city", "Ulm"));
        Path file = file("email;city;gender\ne@example.com;;\n", "UTF-8");
        ImportSettings keep = core.imports().propose(ANNA, file);
        run(file, keep.change().keepOnEmpty(false).done());
        assertEquals("", core.recipients().get(ANNA, id).text("city"));
        assertEquals("2", core.recipients().get(ANNA, id).text("gender"));
    }

    @Test
    void newOnesAreBoundAndWhoOptedOutStaysOut() throws IOException {
        int list = core.mailinglists().create(ANNA, "Import " + System.nanoTime(), "");
        long out = core.recipients().create(ANNA, Map.of("email", "out@example.com"));
        core.bindings()
                .set(
                        ANNA,
                        Binding.of(out, list, UserType.WORLD, BindingStatus.OPT_OUT_BY_USER, ""));
        Path file = file("email\nout@example.com\nin@example.com\n", "UTF-8");
        ImportSettings settings =
                core.imports().propose(ANNA, file).withMailinglists(List.of(list));
        assertEquals(1, run(file, settings).bound());
        assertEquals(BindingStatus.OPT_OUT_BY_USER, status(out, list));
        long in = byEmail("in@example.com").id();
        assertEquals(BindingStatus.ACTIVE, status(in, list));
        assertEquals(1, run(file, settings.withMode(ImportMode.UNSUBSCRIBE)).bound());
        assertEquals(BindingStatus.OPT_OUT_BY_ADMIN, status(in, list));
        assertEquals(2, run(file, settings.withMode(ImportMode.BLOCKLIST)).bound());
        assertEquals(BindingStatus.BLOCKLISTED, status(in, list));
        assertEquals(2, one(Integer.class, "SELECT COUNT(*) FROM cust1_ban_tbl"));
    }

    @Test
    void anotherFieldCanBeTheKey() throws IOException {
        long id = core.recipients().create(ANNA, Map.of("email", "k@example.com", "points", 17));
        Path file =
                file(
                        "points;email\n17;new@example.com\n18;x@example.com\n;y@example.com\n",
                        "UTF-8");
        ImportSettings byEmail = core.imports().propose(ANNA, file);
        ImportSettings byPoints = byEmail.change().keyColumns(List.of("points")).done();
        ImportNumbers numbers = run(file, byPoints);
        assertEquals(List.of(1L, 1L, 1L, 1L), counts(numbers));
        assertEquals(Map.of(RowProblem.KEY, 1L), numbers.problems());
        assertEquals("new@example.com", core.recipients().get(ANNA, id).email());
    }

    @Test
    void settingsThatCannotWorkAreRefused() throws IOException {
        Path file = file("mailbox;city\na@example.com;Ulm\n", "UTF-8");
        ImportSettings noEmail = core.imports().propose(ANNA, file);
        assertEquals(List.of("", "city"), noEmail.columns());
        InvalidInput refused =
                assertThrows(InvalidInput.class, () -> core.imports().run(ANNA, file, noEmail));
        assertEquals(
                List.of("importing.columns.email", "importing.key.missing"),
                refused.problems().stream().map(InvalidInput.Problem::key).toList());
        assertEquals(
                "importing.columns.twice",
                problem(
                        () ->
                                core.imports()
                                        .run(
                                                ANNA,
                                                file,
                                                noEmail.withColumns(List.of("email", "email")))));
        assertEquals(
                "recipient.field.readonly",
                problem(
                        () ->
                                core.imports()
                                        .run(
                                                ANNA,
                                                file,
                                                noEmail.withColumns(
                                                        List.of("email", "customer_id")))));
        assertEquals(
                "importing.list.unknown",
                problem(
                        () ->
                                core.imports()
                                        .run(
                                                ANNA,
                                                file,
                                                noEmail.withColumns(List.of("email", "city"))
                                                        .withMailinglists(List.of(99_999)))));
    }
}
