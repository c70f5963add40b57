package org.openemm.importing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The database says that a table is full, as it does when its disk is: here because each recipient
 * also needs a row in a table in memory that is too small for all of them.
 */
class ImportFullDiskTest extends ImportTestBase {
    private static final int ROWS = 45_000;

    /** Of 20,000 lines, one of them with the headings. */
    private static final int FIRST_BLOCK = 19_999;

    @AfterEach
    void makeRoom() {
        execute("DROP TRIGGER IF EXISTS full_disk");
        execute("DROP TABLE IF EXISTS full_disk_tbl");
    }

    @Test
    void anImportThatFillsTheDiskEndsBetweenTwoBlocksAndGoesOnWhenThereIsRoom() {
        fillAt("customer_1_tbl", 6_144_000);
        int list = core.mailinglists().create(ANNA, "Full", "");
        long id = uploadedAndChecked(list);

        core.imports().start(ANNA, id);
        Import failed = over(id);

        assertDiskFull(failed);
        int written = customers();
        assertEquals(FIRST_BLOCK, written);
        assertTrue(core.imports().isResumable(failed));

        makeRoom();
        core.imports().start(ANNA, id);
        Import done = await(id, ImportState.DONE::equals);

        assertEquals(ROWS, done.numbers().inserted(), done::toString);
        assertEquals(ROWS, done.numbers().bound(), done::toString);
        assertEquals(ROWS, one(Integer.class, "SELECT COUNT(DISTINCT email) FROM customer_1_tbl"));
        assertEquals(ROWS, customers());
        assertEquals(ROWS, bindings(list));
    }

    @Test
    void aDiskThatIsFullForTheBindingsLeavesNobodyWithoutAListForGood() {
        fillAt("customer_1_binding_tbl", 6_144_000);
        int list = core.mailinglists().create(ANNA, "Full of bindings", "");
        long id = uploadedAndChecked(list);

        core.imports().start(ANNA, id);
        assertDiskFull(over(id));
        assertEquals(FIRST_BLOCK, bindings(list));

        makeRoom();
        core.imports().start(ANNA, id);
        Import done = await(id, ImportState.DONE::equals);

        assertEquals(ROWS, done.numbers().inserted(), done::toString);
        assertEquals(ROWS, done.numbers().bound(), done::toString);
        assertEquals(ROWS, customers());
        assertEquals(ROWS, bindings(list));
    }

    @Test
    void aDiskThatIsFullWhileTheFileIsCheckedIsSaidAndNothingIsWritten() {
        fillAt("recipient_import_error_tbl", 16_384);
        StringBuilder text = new StringBuilder("email\n");
        for (int i = 0; i < 5_000; i++) {
            text.append("wrong").append(i).append('\n');
        }
        long id = upload(text + "right@example.com\n");
        core.imports().check(ANNA, id);

        Import failed = over(id);

        assertDiskFull(failed);
        assertFalse(core.imports().isResumable(failed), "nothing is written that could go on");
        assertEquals(0, customers());
    }

    private static void assertDiskFull(Import failed) {
        assertEquals(ImportState.FAILED, failed.state(), failed::toString);
        assertEquals("importing.disk", failed.problems().get(0).key());
        String said =
                texts().text(
                                Locale.ENGLISH,
                                failed.problems().get(0).key(),
                                failed.problems().get(0).arguments().toArray());
        assertTrue(said.startsWith("The disk is full, so the import stopped"), said);
    }

    /** A row of some 250 bytes for each one in the other table. */
    private static void fillAt(String table, int bytes) {
        core.database()
                .run(
                        tx -> {
                            tx.sql().execute("SET max_heap_table_size = " + bytes);
                            tx.sql()
                                    .execute(
                                            "CREATE TABLE full_disk_tbl (filling CHAR(60) NOT NULL)"
                                                    + " ENGINE=MEMORY CHARSET=utf8mb4");
                            tx.sql().execute("SET max_heap_table_size = DEFAULT");
                        });
        execute(
                "CREATE TRIGGER full_disk BEFORE INSERT ON "
                        + table
                        + " FOR EACH ROW INSERT INTO full_disk_tbl VALUES ('x')");
    }

    private static long uploadedAndChecked(int list) {
        StringBuilder text = new StringBuilder("email;firstname\n");
        for (int i = 0; i < ROWS; i++) {
            text.append("p%d@example.com;Person %d\n".formatted(i, i));
        }
        long id = upload(text.toString());
        ImportSettings proposed = core.imports().get(ANNA, id).settings();
        core.imports().configure(ANNA, id, proposed.withMailinglists(List.of(list)));
        core.imports().check(ANNA, id);
        await(id, ImportState.CHECKED::equals);
        return id;
    }

    private static int bindings(int list) {
        return one(
                Integer.class,
                "SELECT COUNT(*) FROM customer_1_binding_tbl WHERE mailinglist_id = " + list);
    }

    private static Import over(long id) {
        while (true) {
            Import now = core.imports().get(ANNA, id);
            if (now.state().isOver()) {
                return now;
            }
            LockSupport.parkNanos(5_000_000);
        }
    }
}
