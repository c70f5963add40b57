package org.openemm.importing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.openemm.NotFound;
import org.openemm.recipient.DuplicateGuard;

/** An import from its upload to its end, whatever comes between. */
class ImportProgressTest extends ImportTestBase {
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
        awaitNoStage(id);
        assertEquals("importing.busy", problem(() -> core.imports().start(ANNA, id)));
    }

    @Test
    void anImportThatWasKilledGoesOnWithTheBlocksThatAreMissing() throws IOException {
        int list = core.mailinglists().create(ANNA, "Killed " + System.nanoTime(), "");
        long id = upload(people("k", 45_000));
        core.imports()
                .configure(
                        ANNA,
                        id,
                        core.imports().get(ANNA, id).settings().withMailinglists(List.of(list)));
        core.imports().check(ANNA, id);
        await(id, state -> state == ImportState.CHECKED);
        // What a process left that died after its second block, before the bindings of the first.
        execute(
                "INSERT INTO customer_1_tbl (email, datasource_id) SELECT email, 77 FROM"
                        + " import_stage_"
                        + id
                        + " WHERE line <= 40000");
        int first = one(Integer.class, "SELECT MIN(customer_id) FROM customer_1_tbl");
        execute(
                "INSERT INTO recipient_import_block_tbl VALUES (%1$d, 0, 19999, 0, 0, %2$d, %3$d, 1), (%1$d, 1, 20000, 0, 0, %4$d, %5$d, 1)"
                        .formatted(id, first, first + 19_998, first + 19_999, first + 39_998));
        execute(
                "UPDATE recipient_import_tbl SET state = 'RUNNING', progress = 40000, total ="
                    + " 45001, datasource_id = 77, change_date = '2026-01-01' WHERE import_id = "
                        + id);
        core.imports().startWatching();
        Import done = await(id, ImportState::isOver);
        assertEquals(ImportState.DONE, done.state());
        assertEquals(45_000, customers());
        assertEquals(45_000, done.numbers().inserted());
        assertEquals(45_000, done.numbers().bound());
        assertEquals(45_000, one(Integer.class, "SELECT COUNT(*) FROM customer_1_binding_tbl"));
    }

    @Test
    void aCheckThatWasKilledBeginsAnew() throws IOException {
        long id = upload("email\nagain@example.com\n");
        execute(
                "UPDATE recipient_import_tbl SET state = 'CHECKING', change_date = '2026-01-01'"
                        + " WHERE import_id = "
                        + id);
        core.imports().startWatching();
        assertEquals(1, await(id, state -> state == ImportState.CHECKED).numbers().fresh());
        assertEquals(0, customers());
    }

    @Test
    void anImportThatIsStoppedKeepsWhatItWroteAndSaysSo() throws Exception {
        long id = upload(people("s", 120_000));
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
        assertTrue(stopped.numbers().inserted() < 120_000, stopped::toString);
        assertEquals(stopped.numbers().inserted(), customers());
    }

    private static String people(String prefix, int number) {
        StringBuilder text = new StringBuilder("email\n");
        for (int i = 0; i < number; i++) {
            text.append(prefix).append(i).append("@example.com\n");
        }
        return text.toString();
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
            LockSupport.parkNanos(5_000_000);
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

    /** It goes right after the import is done. */
    private static void awaitNoStage(long id) {
        long deadline = System.nanoTime() + 60_000_000_000L;
        String stages =
                "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = DATABASE()"
                        + " AND table_name = 'import_stage_"
                        + id
                        + "'";
        while (one(Integer.class, stages) > 0) {
            assertTrue(System.nanoTime() < deadline, "stage table is still there");
            LockSupport.parkNanos(5_000_000);
        }
    }
}
