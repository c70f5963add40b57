package org.openemm.importing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openemm.recipient.Binding;
import org.openemm.recipient.BindingStatus;
import org.openemm.recipient.UserType;

/** Each mode of the reference, as a table of what it does to whom. */
class ImportModesTest extends ImportTestBase {
    /** Somebody who is there with a binding of a status, and is in the file. */
    @ParameterizedTest(name = "{0} makes {1} into {2}")
    @CsvSource({
        "ADD,                 ACTIVE,           ACTIVE",
        "ADD,                 OPT_OUT_BY_USER,  OPT_OUT_BY_USER",
        "ADD_AND_UPDATE,      OPT_OUT_BY_ADMIN, OPT_OUT_BY_ADMIN",
        "ADD_AND_UPDATE,      BOUNCED,          BOUNCED",
        "UPDATE,              WAITING,          WAITING",
        "UNSUBSCRIBE,         ACTIVE,           OPT_OUT_BY_ADMIN",
        "UNSUBSCRIBE,         WAITING,          OPT_OUT_BY_ADMIN",
        "UNSUBSCRIBE,         BOUNCED,          BOUNCED",
        "UNSUBSCRIBE,         OPT_OUT_BY_USER,  OPT_OUT_BY_USER",
        "BOUNCE,              ACTIVE,           BOUNCED",
        "BOUNCE,              OPT_OUT_BY_USER,  OPT_OUT_BY_USER",
        "REACTIVATE_BOUNCED,  BOUNCED,          ACTIVE",
        "REACTIVATE_BOUNCED,  OPT_OUT_BY_USER,  OPT_OUT_BY_USER",
        "REACTIVATE_BOUNCED,  SUSPENDED,        SUSPENDED",
        "SUSPEND,             ACTIVE,           SUSPENDED",
        "SUSPEND,             WAITING,          WAITING",
        "REACTIVATE_SUSPENDED, SUSPENDED,       ACTIVE",
        "REACTIVATE_SUSPENDED, BOUNCED,         BOUNCED",
        "BLOCKLIST,           ACTIVE,           BLOCKLISTED",
        "BLOCKLIST,           OPT_OUT_BY_USER,  BLOCKLISTED",
        "BLOCKLIST_EXCLUSIVE, ACTIVE,           BLOCKLISTED"
    })
    void aModeChangesTheStatusOfThoseItIsMeantFor(
            ImportMode mode, BindingStatus before, BindingStatus after) throws IOException {
        int list = core.mailinglists().create(ANNA, "Modes " + System.nanoTime(), "");
        int other = core.mailinglists().create(ANNA, "Other " + System.nanoTime(), "");
        long id = core.recipients().create(ANNA, Map.of("email", "there@example.com"));
        core.bindings().set(ANNA, Binding.of(id, list, UserType.TEST, before, "so far"));
        core.bindings().set(ANNA, Binding.of(id, other, UserType.WORLD, before, "so far"));
        Path file = file("email\nthere@example.com\nnobody@example.com\n", "UTF-8");
        run(file, proposed(file).mode(mode).mailinglists(List.of(list)).done());
        assertEquals(after, status(id, list));
        assertEquals(mode.blocks() ? after : before, status(id, other));
        assertEquals(mode.adds() ? 2 : 1, customers());
    }

    @ParameterizedTest(name = "{0} has the number {1}")
    @CsvSource({
        "ADD, 0",
        "ADD_AND_UPDATE, 1",
        "UPDATE, 2",
        "UNSUBSCRIBE, 3",
        "BOUNCE, 4",
        "BLOCKLIST, 5",
        "REACTIVATE_BOUNCED, 6",
        "SUSPEND, 7",
        "REACTIVATE_SUSPENDED, 10",
        "BLOCKLIST_EXCLUSIVE, 12"
    })
    void modesHaveTheNumbersOfTheReference(ImportMode mode, int code) {
        assertEquals(code, mode.code());
        assertEquals(mode, ImportMode.find(code).orElseThrow());
    }

    @Test
    void anExclusiveBlocklistIsWhatTheFileSaysButPatternsStay() throws IOException {
        core.blocklist().add(ANNA, "old@example.com", "");
        core.blocklist().add(ANNA, "kept@example.com", "mine");
        core.blocklist().add(ANNA, "*@evil.example", "");
        Path file = file("email\nkept@example.com\nnew@example.com\n", "UTF-8");
        run(file, proposed(file).mode(ImportMode.BLOCKLIST_EXCLUSIVE).done());
        assertEquals(
                List.of("*@evil.example", "kept@example.com", "new@example.com"),
                core.blocklist().all(ANNA).stream().map(entry -> entry.pattern()).toList());
        Path bad = file("email\nno-address\n", "UTF-8");
        assertEquals(
                "importing.exclusive.bad",
                problem(() -> run(bad, proposed(bad).mode(ImportMode.BLOCKLIST_EXCLUSIVE).done())));
        assertEquals(3, core.blocklist().all(ANNA).size());
    }

    @Test
    void ofSeveralRecipientsWithTheKeyTheOldestIsChangedOrAll() throws IOException {
        long first = core.recipients().create(ANNA, Map.of("email", "a@example.com", "points", 7));
        long second = core.recipients().create(ANNA, Map.of("email", "b@example.com", "points", 7));
        Path file = file("points;city\n7;Ulm\n", "UTF-8");
        ChangedSettings byPoints =
                proposed(file).keyColumns(List.of("points")).mode(ImportMode.UPDATE);
        assertEquals(1, run(file, byPoints.done()).updated());
        assertEquals("Ulm", core.recipients().get(ANNA, first).text("city"));
        assertEquals("", core.recipients().get(ANNA, second).text("city"));
        assertEquals(2, run(file, byPoints.updateAll(true).done()).updated());
        assertEquals("Ulm", core.recipients().get(ANNA, second).text("city"));
    }

    @Test
    void severalFieldsTogetherCanBeTheKey() throws IOException {
        long ulm = core.recipients().create(ANNA, person("u@example.com", "Ulm"));
        long bonn = core.recipients().create(ANNA, person("b@example.com", "Bonn"));
        Path file = file("firstname;city;points\nEva;Bonn;5\nEva;Bonn;6\nEva;Kiel;7\n", "UTF-8");
        ImportNumbers numbers =
                run(
                        file,
                        proposed(file)
                                .keyColumns(List.of("firstname", "city"))
                                .mode(ImportMode.UPDATE)
                                .done());
        assertEquals(1, numbers.updated());
        assertEquals(Map.of(RowProblem.DUPLICATE, 1L), numbers.problems());
        assertEquals("5", core.recipients().get(ANNA, bonn).text("points"));
        assertEquals("", core.recipients().get(ANNA, ulm).text("points"));
    }

    @Test
    void withoutTheCheckForDuplicatesEveryRowBecomesARecipient() throws IOException {
        core.recipients().create(ANNA, Map.of("email", "twice@example.com"));
        Path file = file("email\ntwice@example.com\ntwice@example.com\n", "UTF-8");
        ChangedSettings unchecked = proposed(file).duplicates(DuplicateCheck.NONE);
        assertEquals("importing.duplicates.needed", problem(() -> run(file, unchecked.done())));
        assertEquals(2, run(file, unchecked.mode(ImportMode.ADD).done()).inserted());
        assertEquals(3, customers());
    }

    @Test
    void fieldsCanHaveADefaultAndMustBeFilled() throws IOException {
        Path file = file("email;points;city\na@example.com;;Ulm\nb@example.com;3;\n", "UTF-8");
        ImportNumbers numbers =
                run(
                        file,
                        proposed(file)
                                .columnRules(
                                        List.of(
                                                new ColumnRule("points", true, "17"),
                                                new ColumnRule("city", true, ""),
                                                new ColumnRule("lastname", false, "Unknown"),
                                                new ColumnRule("birthday", false, "today - 1")))
                                .zone("UTC")
                                .done());
        assertEquals(1, numbers.inserted());
        assertEquals(1, numbers.bad());
        assertEquals("17", byEmail("a@example.com").text("points"));
        assertEquals("Unknown", byEmail("a@example.com").text("lastname"));
        assertEquals("2026-11-20", byEmail("a@example.com").text("birthday"));
    }

    @Test
    void eachMediumCanHaveAStatusOfItsOwn() throws IOException {
        int list = core.mailinglists().create(ANNA, "Media " + System.nanoTime(), "");
        Path file = file("email\nmedia@example.com\n", "UTF-8");
        run(
                file,
                proposed(file)
                        .mailinglists(List.of(list))
                        .mediaStatus(Map.of(0, BindingStatus.WAITING, 4, BindingStatus.ACTIVE))
                        .done());
        long id = byEmail("media@example.com").id();
        assertEquals(BindingStatus.WAITING, status(id, list));
        assertEquals(
                BindingStatus.ACTIVE,
                core.bindings().get(ANNA, id, list, 4).orElseThrow().status());
    }

    @Test
    void addressesAreWhatMailServersTake() throws IOException {
        String longest = "x".repeat(64) + "@" + "y".repeat(251) + ".example";
        Path file =
                file(
                        "email\nu@müller.example\ndot@example.com.\n"
                                + longest
                                + "\nOK@EXAMPLE.com\n",
                        "UTF-8");
        ImportNumbers numbers = run(file, proposed(file).done());
        assertEquals(2, numbers.inserted());
        assertEquals(Map.of(RowProblem.EMAIL, 2L), numbers.problems());
        byEmail("u@xn--mller-kva.example");
        byEmail("ok@example.com");
    }

    private static Map<String, Object> person(String email, String city) {
        return Map.of("email", email, "firstname", "Eva", "city", city);
    }

    private static ChangedSettings proposed(Path file) {
        return core.imports().propose(ANNA, file).change();
    }
}
