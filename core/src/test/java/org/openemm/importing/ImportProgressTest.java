package org.openemm.importing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
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
            Thread.onSpinWait();
        }
    }
}
