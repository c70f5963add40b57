package org.openemm.profilefield;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openemm.profilefield.ProfileFieldDraft.Options;
import org.openemm.recipient.RecipientTestBase;

/** Changes of a big table of recipients while it is in use. */
class FieldTrafficIT extends RecipientTestBase {
    private static final int MANY = Integer.getInteger("recipients", 200_000);
    private static final Duration LONG = Duration.ofMinutes(2);
    private static int list;

    @BeforeAll
    static void manyRecipients() {
        execute(
                "INSERT INTO customer_1_tbl (email, firstname, gender, bounceload) SELECT"
                    + " CONCAT('p', seq, '@example.com'), CONCAT('first', seq), 2, 0 FROM seq_1_to_"
                        + MANY);
        core.settings().set("recipient.profileFields.deleteDelaySeconds", "0");
        list = core.mailinglists().create(ANNA, "All", "");
    }

    @Test
    void recipientsAreReadAndWrittenWhileColumnsComeChangeAndGo() throws Exception {
        Traffic traffic = new Traffic(core, list, MANY);
        long slowest;
        try (traffic) {
            traffic.start();
            core.profileFields().create(ANNA, text("busy", 50, Options.NONE));
            core.profileFields().update(ANNA, text("busy", 300, Options.NONE));
            core.profileFields()
                    .update(
                            ANNA,
                            text(
                                    "busy",
                                    300,
                                    new Options(true, true, false, false, List.of(), null, null)));
            core.profileFields().update(ANNA, text("busy", 20, Options.NONE));
            long id = core.profileFields().delete(ANNA, "busy");
            FieldChange deleted = core.profileFields().await(ANNA, id, LONG);
            assertEquals(FieldChange.State.DONE, deleted.state(), deleted::toString);
            slowest = traffic.stop();
        }
        assertEquals(List.of(), traffic.failures());
        assertTrue(traffic.done() > 50, "only " + traffic.done());
        assertFalse(exists("busy"));
        System.getLogger("fields")
                .log(
                        System.Logger.Level.INFO,
                        "{0} steps, the slowest took {1} ms",
                        traffic.done(),
                        slowest);
    }

    private static ProfileFieldDraft text(String column, int length, Options options) {
        return ProfileFieldDraft.of(column, column, DataType.VARCHAR, length).with(options);
    }

    private static boolean exists(String column) {
        return one(
                        Integer.class,
                        "SELECT COUNT(*) FROM information_schema.columns WHERE table_schema ="
                            + " DATABASE() AND table_name = 'customer_1_tbl' AND column_name = '"
                                + column
                                + "'")
                > 0;
    }
}
