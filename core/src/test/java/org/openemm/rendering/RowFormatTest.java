package org.openemm.rendering;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.openemm.rendering.mime.Bytes;

class RowFormatTest {
    private static final String[] TEXTS = {
        null, "", "a", "Jürgen", "🌷\u0000\r\n\t", "x".repeat(127), "ß".repeat(20_000)
    };

    @Test
    void aRecipientComesOutAsItWentIn() throws IOException {
        Random random = new Random(17);
        for (int i = 0; i < 2000; i++) {
            String[] values = new String[random.nextInt(12)];
            for (int v = 0; v < values.length; v++) {
                values[v] = TEXTS[random.nextInt(TEXTS.length)];
            }
            boolean[] flags = new boolean[random.nextInt(40)];
            for (int f = 0; f < flags.length; f++) {
                flags[f] = random.nextBoolean();
            }
            RecipientRow row =
                    new RecipientRow(
                            random.nextLong() >>> random.nextInt(1, 63),
                            "ATWtw".charAt(random.nextInt(5)),
                            random.nextInt(3),
                            TEXTS[random.nextInt(TEXTS.length)],
                            random.nextInt(300),
                            random.nextBoolean(),
                            values,
                            flags);

            RecipientRow read = RowFormat.read(row.customerId(), bytes(row));

            assertEquals(row.customerId(), read.customerId());
            assertEquals(row.userType(), read.userType());
            assertEquals(row.mailtype(), read.mailtype());
            assertEquals(row.email(), read.email());
            assertEquals(row.userStatus(), read.userStatus());
            assertEquals(row.trackingVeto(), read.trackingVeto());
            assertArrayEquals(row.values(), read.values());
            assertArrayEquals(row.targetFlags(), read.targetFlags());
        }
    }

    @Test
    void damagedBytesAreRefusedOrReadAndNothingElse() throws IOException {
        byte[] good =
                bytes(
                        new RecipientRow(
                                7,
                                'W',
                                1,
                                "a@b.example",
                                1,
                                false,
                                new String[] {"Anna", null},
                                new boolean[] {true, false, true}));
        for (int length = 0; length < good.length; length++) {
            byte[] cut = Arrays.copyOf(good, length);
            assertThrows(IOException.class, () -> RowFormat.read(7, cut));
        }
        assertThrows(
                IOException.class, () -> RowFormat.read(7, Arrays.copyOf(good, good.length + 1)));
        Random random = new Random(4);
        for (int i = 0; i < 20_000; i++) {
            byte[] bad = good.clone();
            bad[random.nextInt(bad.length)] = (byte) random.nextInt();
            bad[random.nextInt(bad.length)] = (byte) random.nextInt();
            try {
                RowFormat.read(7, bad);
            } catch (IOException e) {
                // As it should be.
            }
        }
    }

    private static byte[] bytes(RecipientRow row) {
        Bytes bytes = new Bytes(1);
        RowFormat.write(row, bytes);
        return Arrays.copyOf(bytes.array(), bytes.length());
    }
}
