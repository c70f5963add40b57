package org.openemm.importing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.openemm.i18n.Texts;
import org.openemm.profilefield.DataType;
import org.openemm.profilefield.ProfileFieldDraft;
import org.openemm.recipient.Binding;
import org.openemm.recipient.BindingStatus;
import org.openemm.recipient.Recipient;
import org.openemm.recipient.RecipientTestBase;

/** People to import, and a company with fields for them. */
abstract class ImportTestBase extends RecipientTestBase {
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

    ImportNumbers run(Path file, ImportSettings settings) {
        return core.imports().run(ANNA, file, settings).numbers();
    }

    static List<Long> counts(ImportNumbers numbers) {
        return List.of(numbers.fresh(), numbers.known(), numbers.inserted(), numbers.updated());
    }

    static Import await(long id, Predicate<ImportState> state) {
        long deadline = System.nanoTime() + 60_000_000_000L;
        while (true) {
            Import now = core.imports().get(ANNA, id);
            if (state.test(now.state())) {
                return now;
            }
            assertTrue(
                    System.nanoTime() < deadline && now.state() != ImportState.FAILED,
                    now::toString);
            LockSupport.parkNanos(5_000_000);
        }
    }

    static BindingStatus status(long customer, int list) {
        return core.bindings().get(ANNA, customer, list, Binding.EMAIL).orElseThrow().status();
    }

    static Recipient byEmail(String email) {
        List<Long> ids = core.recipients().findBy(ANNA, "email", email);
        assertEquals(1, ids.size(), email);
        return core.recipients().get(ANNA, ids.get(0));
    }

    static int customers() {
        return one(Integer.class, "SELECT COUNT(*) FROM customer_1_tbl");
    }

    static long upload(String text) {
        return core.imports()
                .upload(
                        ANNA,
                        "people.csv",
                        new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    Path file(String text, String charset) throws IOException {
        try {
            return Files.write(
                    Files.createTempFile(folder, "people", ".csv"),
                    text.getBytes(Charset.forName(charset)));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    static Texts texts() {
        return Texts.load(
                ImportTestBase.class.getClassLoader(),
                List.of("messages/importing", "messages/recipient", "messages/tabular"),
                List.of("en", "de"));
    }
}
