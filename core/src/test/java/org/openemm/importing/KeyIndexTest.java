package org.openemm.importing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openemm.profilefield.DataType;
import org.openemm.profilefield.ProfileFieldDraft;

/** Keys without an index of their own: each recipient is read once, not once for every block. */
class KeyIndexTest extends ImportTestBase {
    private static final int ROWS = 45_000;

    private static final String LEFT =
            """
            SELECT COUNT(*) FROM information_schema.statistics
             WHERE table_schema = DATABASE() AND index_name LIKE 'import\\_key%'
            """;

    @BeforeAll
    static void addNumber() {
        core.profileFields()
                .create(ANNA, ProfileFieldDraft.of("member_no", "Number", DataType.VARCHAR, 300));
    }

    @Test
    void manyRowsAreRecognisedByAFieldWithoutIndexAndTheirIndexGoesAfterwards() throws IOException {
        execute(
                "INSERT INTO customer_1_tbl (email, firstname, member_no, gender, mailtype) SELECT"
                        + " CONCAT('m', seq, '@example.com'), 'Old', CONCAT('No-', seq), 2, 1 FROM"
                        + " seq_1_to_30000");
        execute("ANALYZE TABLE customer_1_tbl");
        StringBuilder text = new StringBuilder("member_no;email;firstname\n");
        for (int i = 10_001; i <= 10_000 + ROWS; i++) {
            text.append("no-%d;m%d@example.com;New\n".formatted(i, i));
        }
        long id = upload(text.toString());
        ImportSettings proposed = core.imports().get(ANNA, id).settings();
        core.imports()
                .configure(ANNA, id, proposed.change().keyColumns(List.of("member_no")).done());
        long before = rowsReadInWholeTables();
        core.imports().check(ANNA, id);
        ImportNumbers checked = await(id, ImportState.CHECKED::equals).numbers();
        assertEquals(List.of(25_000L, 20_000L), List.of(checked.fresh(), checked.known()));
        assertEquals(0, one(Integer.class, LEFT), "nobody may ever start it");

        core.imports().start(ANNA, id);
        Import done = await(id, ImportState.DONE::equals);

        assertEquals(List.of(25_000L, 20_000L, 25_000L, 20_000L), counts(done.numbers()));
        assertEquals(30_000 + 25_000, customers());
        assertEquals(
                ROWS,
                one(
                        Integer.class,
                        "SELECT COUNT(DISTINCT member_no) FROM customer_1_tbl WHERE firstname ="
                                + " 'New'"));
        while (one(Integer.class, LEFT) > 0) {
            LockSupport.parkNanos(5_000_000);
        }
        long read = rowsReadInWholeTables() - before;
        assertTrue(read < 1_000_000, () -> read + " rows read without an index");
    }

    @Test
    void whatACrashHasLeftGoesWithTheNextStart() {
        execute("ALTER TABLE customer_1_tbl ADD INDEX import_key_4294967 (member_no)");
        core.imports().startWatching();
        while (one(Integer.class, LEFT) > 0) {
            LockSupport.parkNanos(5_000_000);
        }
    }

    private static long rowsReadInWholeTables() {
        return one(
                Long.class,
                "SELECT variable_value FROM information_schema.global_status WHERE variable_name ="
                        + " 'HANDLER_READ_RND_NEXT'");
    }
}
