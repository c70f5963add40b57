package org.openemm.importing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Files of a size or kind that nobody makes on purpose, or only to do harm. */
class ImportExtremesTest extends ImportTestBase {
    @Test
    void theSameAddressInAllRowsComesInOnceAndEachOtherRowNamesTheFirst() throws IOException {
        execute("INSERT INTO cust1_ban_tbl (email) VALUES ('blocked@example.com')");
        StringBuilder text = new StringBuilder("email;city\n");
        for (int i = 0; i < 25_000; i++) {
            text.append(i % 2 == 0 ? "Same@example.com" : "same@EXAMPLE.com").append(";Ulm\n");
        }
        text.append("blocked@example.com;Ulm\nother@example.com;Bonn\n");
        long id = upload(text.toString());
        core.imports().check(ANNA, id);
        Import checked = await(id, state -> state == ImportState.CHECKED);
        assertEquals(2, checked.numbers().fresh());
        assertEquals(
                Map.of(RowProblem.DUPLICATE, 24_999L, RowProblem.BLOCKLISTED, 1L),
                checked.numbers().problems());
        BadRow first = core.imports().badRows(ANNA, id, 1).get(0);
        assertEquals(3, first.line());
        assertEquals("[2]", first.problems().get(0).arguments().toString());
        assertEquals(List.of("same@EXAMPLE.com", "Ulm"), first.cells());
        core.imports().start(ANNA, id);
        assertEquals(2, await(id, ImportState::isOver).numbers().inserted());
        assertEquals("Ulm", byEmail("same@example.com").text("city"));
    }

    @Test
    void anUploadWithoutEndIsCutOffAtTheLimit() {
        core.settings().set("import.recipient.maxSize", "1000000");
        Endless endless = new Endless(Long.MAX_VALUE);
        try {
            assertEquals(
                    "importing.file.size",
                    problem(() -> core.imports().upload(ANNA, "endless.csv", endless)));
        } finally {
            core.settings().set("import.recipient.maxSize", "104857600");
        }
        assertTrue(endless.given < 3_000_000, () -> "read " + endless.given);
    }

    @Test
    void aRowOfFiftyMegabytesIsRefusedByItsLine() {
        InputStream rows =
                new SequenceInputStream(
                        InputStream.nullInputStream(),
                        new SequenceInputStream(
                                stream("email;city\na@example.com;"),
                                new SequenceInputStream(
                                        new Endless(50L * 1024 * 1024), stream("\n"))));
        assertEquals(
                "importing.file.row", problem(() -> core.imports().upload(ANNA, "row.csv", rows)));
        assertEquals(0, customers());
    }

    @Test
    void aFieldThatIsGoneWhenTheImportBeginsIsNamedAndNothingIsWritten() {
        execute("ALTER TABLE customer_1_tbl ADD COLUMN shoe VARCHAR(20)");
        long id;
        try {
            // Any change of the fields makes every process read them anew.
            execute(
                    "INSERT INTO profile_field_version_tbl (company_id, version) VALUES (1, 1) ON"
                            + " DUPLICATE KEY UPDATE version = version + 1");
            id = upload("email;shoe\na@example.com;44\n");
            core.imports().check(ANNA, id);
            await(id, state -> state == ImportState.CHECKED);
        } finally {
            execute("ALTER TABLE customer_1_tbl DROP COLUMN shoe");
            execute("UPDATE profile_field_version_tbl SET version = version + 1");
        }
        core.imports().start(ANNA, id);
        Import failed = over(id);
        assertEquals(ImportState.FAILED, failed.state(), failed::toString);
        assertEquals(0, customers());
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

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    /** As many x as wanted, none of them kept in memory. */
    private static final class Endless extends InputStream {
        private final long length;
        private long given;

        Endless(long length) {
            this.length = length;
        }

        @Override
        public int read() {
            return given++ < length ? 'x' : -1;
        }

        @Override
        public int read(byte[] bytes, int offset, int wanted) {
            if (given >= length) {
                return -1;
            }
            int count = (int) Math.min(wanted, length - given);
            Arrays.fill(bytes, offset, offset + count, (byte) 'x');
            given += count;
            return count;
        }
    }
}
