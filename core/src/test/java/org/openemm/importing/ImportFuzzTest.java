package org.openemm.importing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.openemm.InvalidInput;

/** Whatever is uploaded: it is imported as it was announced, or refused with a reason. */
class ImportFuzzTest extends ImportTestBase {
    private static final int FILES = 60;
    private static final String[] PIECES = {
        "email",
        "a@example.com",
        "b@example.com",
        ";",
        ",",
        "\t",
        "\n",
        "\r\n",
        "\r",
        "\"",
        "\"\"",
        "'",
        "\\",
        "\0",
        "ä",
        "\ud83d\ude00",
        "city",
        "select",
        "{{[agn",
        "<script>",
        "=1+1",
        "\ufeff",
        " ",
        "2020-01-01",
        "99999999999999999999",
        "{\"email\":",
        "[",
        "]",
        "PK\u0003\u0004",
        "%s",
        "NULL"
    };

    @Test
    void randomFilesNeverCrashAndNeverComeInByHalves() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < FILES; i++) {
            execute("DELETE FROM customer_1_tbl");
            byte[] content = i % 3 == 0 ? noise(random) : pieces(random);
            try {
                long id = core.imports().upload(ANNA, "x.csv", new ByteArrayInputStream(content));
                ImportReport report =
                        core.imports().run(ANNA, path(id), core.imports().get(ANNA, id).settings());
                assertEquals(report.numbers().fresh(), report.numbers().inserted(), "seed " + seed);
                assertEquals(report.numbers().inserted(), customers(), "seed " + seed);
                core.imports().discard(ANNA, id);
            } catch (InvalidInput e) {
                assertEquals(0, customers(), "seed " + seed);
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + ", file " + i, e);
            }
        }
    }

    private static java.nio.file.Path path(long id) {
        return java.nio.file.Path.of(
                one(String.class, "SELECT path FROM recipient_import_tbl WHERE import_id = " + id));
    }

    private static byte[] noise(Random random) {
        byte[] bytes = new byte[random.nextInt(3000)];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] pieces(Random random) {
        StringBuilder text = new StringBuilder(random.nextBoolean() ? "email;city\n" : "");
        int length = random.nextInt(400);
        for (int i = 0; i < length; i++) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString()
                .getBytes(
                        random.nextInt(5) == 0
                                ? StandardCharsets.UTF_16LE
                                : StandardCharsets.UTF_8);
    }
}
