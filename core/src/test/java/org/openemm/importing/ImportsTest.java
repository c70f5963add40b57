package org.openemm.importing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openemm.InvalidInput;
import org.openemm.NotFound;
import org.openemm.i18n.Texts;
import org.openemm.recipient.Binding;
import org.openemm.recipient.BindingStatus;
import org.openemm.recipient.DataType;
import org.openemm.recipient.DuplicateGuard;
import org.openemm.recipient.ProfileFieldDraft;
import org.openemm.recipient.Recipient;
import org.openemm.recipient.RecipientTestBase;
import org.openemm.recipient.UserType;

class ImportsTest extends RecipientTestBase {
    @TempDir Path folder;

    @BeforeAll
    static void addFields() {
        core.profileFields()
                .create(ANNA, ProfileFieldDraft.of("birthday", "Geburtstag", DataType.DATE, 0));
        core.profileFields()
                .create(ANNA, ProfileFieldDraft.of("points", "Points", DataType.INTEGER, 0));
        core.profileFields()
                .create(ANNA, ProfileFieldDraft.of("weight", "Weight", DataType.FLOAT, 0));
        core.profileFields()
                .create(ANNA, ProfileFieldDraft.of("city", "City", DataType.VARCHAR, 20));
    }

    @BeforeEach
    void nobody() {
        execute("DELETE FROM customer_1_binding_tbl");
        execute("DELETE FROM customer_1_tbl");
        execute("DELETE FROM cust1_ban_tbl");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UTF-8",
                "ISO-8859-1",
                "ISO-8859-15",
                "windows-1252",
                "UTF-16LE",
                "UTF-16BE"
            })
    void aFileIsReadInWhateverCharsetItWasSaved(String charset) throws IOException {
        String euro = charset.equals("ISO-8859-1") ? "" : "€";
        Path file =
                file(
                        "E-Mail;Vorname;Nachname;Anrede;Geburtstag\r\n"
                                + "joerg@example.com;Jörg;Groß"
                                + euro
                                + ";Herr;29.02.2024\r\n"
                                + "\r\n"
                                + "\"anna@müller.example\";\"An;\"\"na\";\"zwei\n"
                                + "Zeilen\";Frau;\r\n",
                        charset);
        ImportSettings settings = core.imports().propose(ANNA, file);
        assertEquals(charset, settings.format().charset());
        assertEquals(';', settings.format().separator());
        assertEquals(
                List.of("email", "firstname", "lastname", "gender", "birthday"),
                settings.columns());
        ImportReport report = core.imports().run(ANNA, file, settings);
        assertEquals(2, report.numbers().inserted());
        Recipient joerg = byEmail("joerg@example.com");
        assertEquals("Jörg", joerg.text("firstname"));
        assertEquals("Groß" + euro, joerg.text("lastname"));
        assertEquals("0", joerg.text("gender"));
        assertEquals("1", joerg.text("mailtype"));
        assertEquals("2024-02-29", joerg.text("birthday"));
        assertEquals(String.valueOf(report.datasourceId()), joerg.text("datasource_id"));
        Recipient anna = byEmail("anna@xn--mller-kva.example");
        assertEquals("An;\"na", anna.text("firstname"));
        assertEquals("zwei\nZeilen", anna.text("lastname"));
        assertEquals("1", anna.text("gender"));
    }

    @Test
    void aByteOrderMarkIsNoPartOfTheHeading() throws IOException {
        for (String charset : List.of("UTF-8", "UTF-16LE", "UTF-16BE")) {
            Path file = file("\ufeffemail,city\nbom@example.com,Köln\n", charset);
            ImportSettings settings = core.imports().propose(ANNA, file);
            assertEquals(charset, settings.format().charset());
            assertEquals(List.of("email", "city"), settings.columns());
        }
    }

    @Test
    void theWrongCharsetIsRefusedWithTheLineAndNothingIsWritten() throws IOException {
        Path file = file("email;city\na@example.com;Ulm\nb@example.com;Köln\n", "ISO-8859-1");
        ImportSettings settings =
                core.imports().propose(ANNA, file).withFormat(new CsvFormat("UTF-8", ';', '"'));
        InvalidInput refused =
                assertThrows(InvalidInput.class, () -> core.imports().run(ANNA, file, settings));
        assertEquals("importing.file.charset", refused.problems().get(0).key());
        assertEquals(List.of(3L, "UTF-8"), refused.problems().get(0).arguments());
        assertEquals(0, customers());
    }

    @Test
    void aFileInUtf8ReadAsSomethingElseIsNoticed() throws IOException {
        long id = upload("email;city\na@example.com;Köln\n");
        assertTrue(
                core.imports()
                        .preview(ANNA, id, new CsvFormat("ISO-8859-1", ';', '"'))
                        .looksLikeUtf8());
        assertFalse(
                core.imports().preview(ANNA, id, new CsvFormat("UTF-8", ';', '"')).looksLikeUtf8());
    }

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
        core.imports().writeBadRows(ANNA, report.importId(), texts(), csv);
        assertTrue(
                csv.toString().contains("is no e-mail address: the @ is missing"), csv::toString);
        assertTrue(
                csv.toString().contains("\n8;") || csv.toString().contains("\r\n8;"),
                csv::toString);
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
        run(
                file,
                new ImportSettings(
                        keep.format(),
                        keep.columns(),
                        keep.keyColumns(),
                        keep.mode(),
                        keep.dateFormat(),
                        '.',
                        false,
                        Map.of(),
                        1,
                        List.of(),
                        BindingStatus.ACTIVE,
                        UserType.WORLD));
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
        ImportSettings byPoints =
                new ImportSettings(
                        byEmail.format(),
                        byEmail.columns(),
                        List.of("points"),
                        ImportMode.ADD_AND_UPDATE,
                        byEmail.dateFormat(),
                        '.',
                        true,
                        Map.of(),
                        1,
                        List.of(),
                        BindingStatus.ACTIVE,
                        UserType.WORLD);
        ImportNumbers numbers = run(file, byPoints);
        assertEquals(List.of(1L, 1L, 1L, 1L), counts(numbers));
        assertEquals(Map.of(RowProblem.KEY, 1L), numbers.problems());
        assertEquals("new@example.com", core.recipients().get(ANNA, id).email());
    }

    @Test
    void unreadableFilesAreRefusedWithAReasonAndChangeNothing() throws IOException {
        int before = one(Integer.class, "SELECT COUNT(*) FROM recipient_import_tbl");
        assertEquals("importing.file.empty", problem(() -> upload("")));
        assertEquals("importing.file.empty", problem(() -> upload("\n\n")));
        String wide = "c;".repeat(10_001) + "\n";
        assertEquals("importing.file.columns", problem(() -> upload(wide)));
        String longLine = "email;city\na@example.com;" + "x".repeat(1_200_000) + "\n";
        assertEquals("importing.file.row", problem(() -> upload(longLine)));
        assertEquals(
                "importing.file.quote", problem(() -> upload("email;city\na@example.com;\"Ulm\n")));
        assertEquals(0, customers());
        assertEquals(before, one(Integer.class, "SELECT COUNT(*) FROM recipient_import_tbl"));
    }

    @Test
    void aLineOfAMegabyteDeepInTheFileStopsTheCheckAndNamesIt() throws IOException {
        StringBuilder text = new StringBuilder("email;city\n");
        for (int i = 0; i < 100; i++) {
            text.append("p").append(i).append("@example.com;Ulm\n");
        }
        text.append("z@example.com;\"").append("x".repeat(1_100_000)).append("\"\n");
        Path file = file(text.toString(), "UTF-8");
        InvalidInput refused =
                assertThrows(
                        InvalidInput.class,
                        () -> core.imports().run(ANNA, file, core.imports().propose(ANNA, file)));
        assertEquals("importing.file.row", refused.problems().get(0).key());
        assertEquals(102L, refused.problems().get(0).arguments().get(0));
        assertEquals(0, customers());
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

    @Test
    void aFileWithTooManyRowsIsRefused() throws IOException {
        core.settings().set("import.recipient.maxRows", "3");
        try {
            Path file = file("email\n" + "a@example.com\n".repeat(4), "UTF-8");
            assertEquals(
                    "importing.file.rows",
                    problem(
                            () ->
                                    core.imports()
                                            .run(ANNA, file, core.imports().propose(ANNA, file))));
        } finally {
            core.settings().set("import.recipient.maxRows", "500000");
        }
    }

    @Test
    void numbersAreKnownBeforeAnythingIsWritten() throws IOException {
        core.recipients().create(ANNA, Map.of("email", "a@example.com"));
        long id = upload("email;city\na@example.com;Ulm\nb@example.com;Ulm\nc;\n");
        core.imports().check(ANNA, id);
        Import checked = await(id, state -> state == ImportState.CHECKED);
        assertEquals(1, checked.numbers().fresh());
        assertEquals(1, checked.numbers().known());
        assertEquals(Map.of(RowProblem.EMAIL, 1L), checked.numbers().problems());
        assertEquals(1, customers());
        core.imports().start(ANNA, id);
        Import done = await(id, ImportState::isOver);
        assertEquals(ImportState.DONE, done.state());
        assertEquals(100, done.percent());
        assertEquals(2, customers());
        assertEquals(
                "IMPORT_REPORT",
                one(
                        String.class,
                        "SELECT type FROM recipients_report_tbl WHERE recipients_report_id = "
                                + done.reportId()));
        assertEquals(
                0,
                one(
                        Integer.class,
                        "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema ="
                                + " DATABASE() AND table_name = 'import_stage_"
                                + id
                                + "'"));
        assertEquals("importing.busy", problem(() -> core.imports().start(ANNA, id)));
    }

    @Test
    void anImportThatWasKilledGoesOnBehindItsLastBlock() throws IOException {
        StringBuilder text = new StringBuilder("email\n");
        for (int i = 0; i < 12_000; i++) {
            text.append("k").append(i).append("@example.com\n");
        }
        long id = upload(text.toString());
        core.imports().check(ANNA, id);
        await(id, state -> state == ImportState.CHECKED);
        core.imports().start(ANNA, id);
        await(id, ImportState::isOver);
        // The state of a process that died after its first block of 5,000.
        execute("DELETE FROM customer_1_tbl");
        Import done = core.imports().get(ANNA, id);
        assertEquals(12_000, done.numbers().inserted());
        long again = upload(text.toString());
        core.imports().check(ANNA, again);
        await(again, state -> state == ImportState.CHECKED);
        execute(
                "INSERT INTO customer_1_tbl (email) SELECT email FROM import_stage_"
                        + again
                        + " WHERE line <= 5001");
        execute(
                "UPDATE recipient_import_tbl SET state = 'RUNNING', progress = 5001, total = 12001,"
                        + " change_date = '2026-01-01' WHERE import_id = "
                        + again);
        core.imports().startWatching();
        assertEquals(ImportState.DONE, await(again, ImportState::isOver).state());
        assertEquals(12_000, customers());
        assertEquals(7_000, core.imports().get(ANNA, again).numbers().inserted());
    }

    @Test
    void anImportThatIsStoppedKeepsWhatItWroteAndSaysSo() throws Exception {
        StringBuilder text = new StringBuilder("email\n");
        for (int i = 0; i < 12_000; i++) {
            text.append("s").append(i).append("@example.com\n");
        }
        long id = upload(text.toString());
        core.imports().check(ANNA, id);
        await(id, state -> state == ImportState.CHECKED);
        core.database()
                .run(
                        tx -> {
                            // Holds the first block back until the wish to stop is there.
                            DuplicateGuard.takeAll(tx);
                            core.imports().start(ANNA, id);
                            core.imports().cancel(ANNA, id);
                        });
        Import stopped = await(id, ImportState::isOver);
        assertEquals(ImportState.CANCELLED, stopped.state());
        assertEquals(5_000, stopped.numbers().inserted());
        assertEquals(5_000, customers());
    }

    @Test
    void uploadsThatNobodyWentOnWithAreRemoved() throws IOException {
        long id = upload("email\na@example.com\n");
        Path file =
                Path.of(
                        one(
                                String.class,
                                "SELECT path FROM recipient_import_tbl WHERE import_id = " + id));
        assertTrue(Files.exists(file));
        execute(
                "UPDATE recipient_import_tbl SET change_date = '2026-01-01' WHERE import_id = "
                        + id);
        core.imports().startWatching();
        long deadline = System.nanoTime() + 60_000_000_000L;
        while (Files.exists(file)) {
            assertTrue(System.nanoTime() < deadline);
            Thread.onSpinWait();
        }
        assertThrows(NotFound.class, () -> core.imports().get(ANNA, id));
    }

    @Test
    void importsOfAnotherCompanyDoNotExist() throws IOException {
        long id = upload("email\nours@example.com\n");
        assertThrows(NotFound.class, () -> core.imports().get(otto, id));
        assertThrows(NotFound.class, () -> core.imports().check(otto, id));
        assertThrows(NotFound.class, () -> core.imports().start(otto, id));
        assertThrows(NotFound.class, () -> core.imports().cancel(otto, id));
        assertThrows(NotFound.class, () -> core.imports().discard(otto, id));
        assertThrows(NotFound.class, () -> core.imports().badRows(otto, id, 10));
        core.imports().discard(ANNA, id);
        assertThrows(NotFound.class, () -> core.imports().get(ANNA, id));
    }

    @Test
    void theSameFileGoesIntoTheRecipientsOfItsCompanyOnly() throws IOException {
        Path file = file("email\ntheirs@example.com\n", "UTF-8");
        core.imports().run(otto, file, core.imports().propose(otto, file));
        assertEquals(0, customers());
        assertEquals(1, core.recipients().findBy(otto, "email", "theirs@example.com").size());
    }

    private ImportNumbers run(Path file, ImportSettings settings) {
        return core.imports().run(ANNA, file, settings).numbers();
    }

    private static List<Long> counts(ImportNumbers numbers) {
        return List.of(numbers.fresh(), numbers.known(), numbers.inserted(), numbers.updated());
    }

    private static Import await(long id, Predicate<ImportState> state) {
        long deadline = System.nanoTime() + 60_000_000_000L;
        while (true) {
            Import now = core.imports().get(ANNA, id);
            if (state.test(now.state())) {
                return now;
            }
            assertTrue(
                    System.nanoTime() < deadline && now.state() != ImportState.FAILED,
                    now::toString);
            Thread.onSpinWait();
        }
    }

    private static BindingStatus status(long customer, int list) {
        return core.bindings().get(ANNA, customer, list, Binding.EMAIL).orElseThrow().status();
    }

    private static Recipient byEmail(String email) {
        List<Long> ids = core.recipients().findBy(ANNA, "email", email);
        assertEquals(1, ids.size(), email);
        return core.recipients().get(ANNA, ids.get(0));
    }

    private static int customers() {
        return one(Integer.class, "SELECT COUNT(*) FROM customer_1_tbl");
    }

    private static long upload(String text) {
        return core.imports()
                .upload(
                        ANNA,
                        "people.csv",
                        new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    private Path file(String text, String charset) throws IOException {
        try {
            return Files.write(
                    Files.createTempFile(folder, "people", ".csv"),
                    text.getBytes(Charset.forName(charset)));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static Texts texts() {
        return Texts.load(
                ImportsTest.class.getClassLoader(),
                List.of("messages/importing", "messages/recipient"),
                List.of("en", "de"));
    }
}
