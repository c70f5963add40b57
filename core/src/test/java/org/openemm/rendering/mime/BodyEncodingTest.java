package org.openemm.rendering.mime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BodyEncodingTest {
    private static final String[] PIECES = {
        "a",
        "ä",
        "😀",
        ".",
        "..",
        " ",
        "  ",
        "\t",
        "\n",
        "\r\n",
        "=",
        "x".repeat(74),
        "word ",
        "=20",
        "https://example.com/a-b-c?x=1",
        "\n.",
        " \n",
        "<p class=\"x\">",
        "ü".repeat(30)
    };
    private static final String UID =
            "F.haJfYwGiX20Bol9yAaJfc85pHwLAol91AQ.UcGrnCA0kAQpZqHFyB_eCpRx5gsdmBkgBJ_IHJEQR14zT080VwscfwA76DREq";

    /** Any mixture of constant text, values and UIDs, cut anywhere. */
    @Test
    void whateverIsPutTogetherIsDecodedAgain() throws Exception {
        for (String name : new String[] {"quoted-printable", "base64", "8bit"}) {
            BodyEncoding encoding = BodyEncoding.of(name, StandardCharsets.UTF_8);
            Sink sink = encoding.sink();
            Bytes out = new Bytes(16);
            for (int seed = 0; seed < 3000; seed++) {
                Random random = new Random(seed);
                StringBuilder expected = new StringBuilder();
                out.clear();
                sink.begin(out);
                for (int i = random.nextInt(30); i > 0; i--) {
                    expected.append(write(random, encoding, sink));
                }
                sink.end();
                check(name, seed, expected.toString(), out);
            }
        }
    }

    private static String write(Random random, BodyEncoding encoding, Sink sink) {
        String text = "";
        for (int i = random.nextInt(6); i >= 0; i--) {
            text += PIECES[random.nextInt(PIECES.length)];
        }
        switch (random.nextInt(3)) {
            case 0 -> sink.constant(encoding.chunk(text));
            case 1 -> sink.value(text, false);
            default -> {
                text = UID;
                sink.ascii(UID.getBytes(StandardCharsets.US_ASCII), 0, UID.length());
            }
        }
        return text;
    }

    private static void check(String name, int seed, String expected, Bytes out) throws Exception {
        String encoded = new String(out.array, 0, out.length, StandardCharsets.ISO_8859_1);
        String decoded =
                new String(
                        MimeUtility.decode(
                                        new ByteArrayInputStream(
                                                Arrays.copyOf(out.array, out.length)),
                                        name)
                                .readAllBytes(),
                        StandardCharsets.UTF_8);
        String lines = expected.replace("\r\n", "\n");
        String whole = lines.endsWith("\n") ? lines : lines + "\n";
        String got = decoded.replace("\r\n", "\n");
        if (name.equals("8bit")) {
            // Lines that are too long are broken.
            assertEquals(whole.replace("\n", ""), got.replace("\n", ""), name + " " + seed);
            assertTrue(got.lines().allMatch(line -> line.getBytes(UTF_8).length <= 998));
        } else {
            assertEquals(whole, got, name + " " + seed);
        }
        assertFalse(encoded.replace("\r\n", "").contains("\n"));
        if (!name.equals("8bit")) {
            for (String line : encoded.split("\r\n", -1)) {
                assertTrue(line.length() <= 76, name + " " + seed + ": " + line);
                assertFalse(line.startsWith("."), name + " " + seed + ": " + line);
                assertFalse(line.endsWith(" ") || line.endsWith("\t"), name + " " + seed);
            }
        }
    }

    @Test
    void wrappedTextLosesNothingButBlanksAtLineEnds() throws Exception {
        BodyEncoding encoding = BodyEncoding.of("8bit", StandardCharsets.UTF_8).wrapped(40);
        Sink sink = encoding.sink();
        Bytes out = new Bytes(16);
        for (int seed = 0; seed < 3000; seed++) {
            Random random = new Random(seed);
            StringBuilder expected = new StringBuilder();
            out.clear();
            sink.begin(out);
            for (int i = random.nextInt(30); i > 0; i--) {
                expected.append(write(random, encoding, sink));
            }
            sink.end();
            String text = new String(out.array, 0, out.length, StandardCharsets.UTF_8);
            assertEquals(squeezed(expected.toString()), squeezed(text), "seed " + seed);
        }
    }

    @Test
    void aTextOfUmlautsIsNotCutInsideACharacter() {
        String header = HeaderText.line("Subject", "ä".repeat(200), StandardCharsets.UTF_8);

        for (String word : header.strip().split("\\r\\n ")) {
            assertTrue(
                    word.replace("Subject: ", "").matches("=\\?UTF-8\\?Q\\?(=C3=A4)+\\?="), word);
            assertTrue(word.length() <= 78);
        }
    }

    private static String squeezed(String text) {
        return text.replaceAll("\\s", "");
    }
}
