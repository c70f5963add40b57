package org.openemm.importing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.openemm.recipientreport.ReportFile;

class ResultFilesTest extends ImportTestBase {
    private static final String FILE =
            """
            E-Mail;Vorname
            new@example.com;=HYPERLINK("x")
            old@example.com;Otto
            bad;Ida
            new@example.com;Twin
            zoe-example.com;Zoë
            """;

    @Test
    void eachRowIsInTheFileOfWhatBecameOfIt() throws IOException {
        run(file("email\nold@example.com\n", "UTF-8"), ImportMode.ADD_AND_UPDATE);
        long id = checked(upload(FILE));
        core.imports().repairs().correct(ANNA, id, Map.of(6L, List.of("zoe@example.com", "Zoë")));
        core.imports().start(ANNA, id);
        int report = await(id, ImportState.DONE::equals).reportId();

        Map<String, String> files = files(report);

        assertEquals(
                List.of("ADDED", "FIXED", "INVALID_DUPLICATE", "INVALID_EMAIL", "UPDATED"),
                List.copyOf(files.keySet()));
        assertEquals(
                List.of(
                        "\ufeffE-Mail;Vorname",
                        "new@example.com;\"'=HYPERLINK(\"\"x\"\")\"",
                        "zoe@example.com;Zoë"),
                files.get("ADDED").lines().toList());
        assertEquals(
                List.of("\ufeffE-Mail;Vorname", "zoe@example.com;Zoë"),
                files.get("FIXED").lines().toList());
        assertTrue(files.get("UPDATED").contains("old@example.com;Otto"));
        assertTrue(files.get("INVALID_EMAIL").contains("bad;Ida;"), files.get("INVALID_EMAIL"));
        assertTrue(files.get("INVALID_DUPLICATE").contains("Line 2 has the same recipient"));
        assertEquals(
                0,
                one(
                        Integer.class,
                        "SELECT COUNT(*) FROM information_schema.tables WHERE table_name ="
                                + " 'import_stage_"
                                + id
                                + "'"));
    }

    @Test
    void whatAModePassesOverIsToldApart() throws IOException {
        run(file("email\nold@example.com\n", "UTF-8"), ImportMode.ADD_AND_UPDATE);
        String two = "email\nold@example.com\nnew@example.com\n";
        assertEquals(
                List.of("UNKNOWN", "UPDATED"),
                List.copyOf(files(run(file(two, "UTF-8"), ImportMode.UPDATE)).keySet()));
        assertEquals(
                List.of("ADDED", "IN_DATABASE"),
                List.copyOf(files(run(file(two, "UTF-8"), ImportMode.ADD)).keySet()));
    }

    private static int run(Path file, ImportMode mode) {
        long id =
                core.imports()
                        .run(ANNA, file, core.imports().propose(ANNA, file).withMode(mode))
                        .importId();
        return core.imports().get(ANNA, id).reportId();
    }

    private static long checked(long id) {
        core.imports().check(ANNA, id);
        await(id, ImportState.CHECKED::equals);
        return id;
    }

    /** By kind; waits until they are written. */
    private static Map<String, String> files(int report) throws IOException {
        String left =
                "SELECT results FROM recipient_import_tbl WHERE recipients_report_id = " + report;
        long deadline = System.nanoTime() + 60_000_000_000L;
        while (one(Integer.class, left) != 0) {
            assertTrue(System.nanoTime() < deadline);
            Thread.onSpinWait();
        }
        Map<String, String> files = new TreeMap<>();
        for (ReportFile file : core.exchange().reports().files(ANNA, report)) {
            try (InputStream in = core.exchange().reports().open(ANNA, report, file.kind())) {
                byte[] bytes = in.readAllBytes();
                assertEquals(file.size(), bytes.length, file.kind());
                String text = new String(bytes, StandardCharsets.UTF_8);
                assertEquals(file.rows() + 1, text.lines().count(), text);
                files.put(file.kind(), text);
            }
        }
        return files;
    }
}
