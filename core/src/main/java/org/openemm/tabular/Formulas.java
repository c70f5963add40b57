package org.openemm.tabular;

import java.nio.charset.StandardCharsets;

/**
 * Text that a spreadsheet would take for a formula when it opens a CSV file (OWASP: CSV injection).
 * An apostrophe before it makes it text.
 *
 * <p>What consists of a sign, digits and what numbers and phone numbers have between them ({@code
 * -5}, {@code +49 228 12345-0}) stays: it names no function and no cell.
 */
final class Formulas {
    private static final byte[][] WIDE = {
        "＝".getBytes(StandardCharsets.UTF_8),
        "＋".getBytes(StandardCharsets.UTF_8),
        "－".getBytes(StandardCharsets.UTF_8),
        "＠".getBytes(StandardCharsets.UTF_8)
    };

    private Formulas() {}

    static boolean mayRun(byte[] text) {
        if (text.length == 0) {
            return false;
        }
        return switch (text[0]) {
            case '=', '@', '\t', '\r', '\n' -> true;
            case '+', '-' -> !isNumberOrPhone(text);
            case (byte) 0xEF -> startsWide(text);
            default -> false;
        };
    }

    private static boolean isNumberOrPhone(byte[] text) {
        boolean digit = false;
        for (int i = 1; i < text.length; i++) {
            byte b = text[i];
            if (b >= '0' && b <= '9') {
                digit = true;
            } else if (" .,/()-".indexOf(b) < 0) {
                return false;
            }
        }
        return digit;
    }

    /** Some spreadsheets take the wide forms of East Asian keyboards for the signs themselves. */
    private static boolean startsWide(byte[] text) {
        for (byte[] sign : WIDE) {
            if (text.length >= sign.length && text[1] == sign[1] && text[2] == sign[2]) {
                return true;
            }
        }
        return false;
    }
}
