package org.openemm.blocklist;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Lines of a file with addresses: one in each line, or CSV with the address first and the reason
 * second, separated by semicolon, comma or tab. UTF-8, or UTF-16 with a byte-order mark. Memory
 * does not grow with the file, nor with a line.
 */
final class BlocklistLines {
    /** Longer lines are cut: nothing behind it is an address or a reason. */
    private static final int LONGEST = 2_000;

    private static final int MARK = 3;
    private static final Set<String> HEADINGS =
            Set.of(
                    "email",
                    "e-mail",
                    "mail",
                    "address",
                    "e-mail-adresse",
                    "adresse",
                    "entry",
                    "eintrag");

    private final Reader reader;
    private long number;
    private boolean afterReturn;

    private BlocklistLines(Reader reader) {
        this.reader = reader;
    }

    /**
     * @param number from 1
     * @param entry as it stands there
     * @param reason empty when there is none
     */
    record Line(long number, String entry, String reason) {}

    static BlocklistLines of(InputStream file) throws IOException {
        InputStream in = new BufferedInputStream(file);
        in.mark(MARK);
        byte[] start = in.readNBytes(MARK);
        in.reset();
        Charset charset = StandardCharsets.UTF_8;
        if (start.length == MARK && start[0] == (byte) 0xEF && start[1] == (byte) 0xBB) {
            in.skipNBytes(MARK);
        } else if (start.length > 1 && start[0] == (byte) 0xFF && start[1] == (byte) 0xFE) {
            in.skipNBytes(2);
            charset = StandardCharsets.UTF_16LE;
        } else if (start.length > 1 && start[0] == (byte) 0xFE && start[1] == (byte) 0xFF) {
            in.skipNBytes(2);
            charset = StandardCharsets.UTF_16BE;
        }
        return new BlocklistLines(new InputStreamReader(in, charset));
    }

    /** The next line that is not blank; a heading in the first one is passed over. */
    Optional<Line> next() throws IOException {
        for (String text = line(); text != null; text = line()) {
            number++;
            if (!text.isBlank()) {
                Line line = line(number, text);
                if (number > 1 || !HEADINGS.contains(line.entry().toLowerCase(Locale.ROOT))) {
                    return Optional.of(line);
                }
            }
        }
        return Optional.empty();
    }

    /** Null at the end; all three kinds of line ends. */
    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        boolean any = false;
        for (int c = reader.read(); c >= 0; c = reader.read()) {
            if (c == '\n' && afterReturn) {
                afterReturn = false;
                continue;
            }
            any = true;
            afterReturn = c == '\r';
            if (c == '\n' || c == '\r') {
                return line.toString();
            }
            if (line.length() < LONGEST) {
                line.append((char) c);
            }
        }
        return any ? line.toString() : null;
    }

    private static Line line(long number, String text) {
        StringBuilder[] cells = {new StringBuilder(), new StringBuilder()};
        int cell = 0;
        boolean quoted = false;
        for (int i = 0; i < text.length() && cell < 2; i++) {
            char c = text.charAt(i);
            if (c == '"') {
                boolean doubled = quoted && i + 1 < text.length() && text.charAt(i + 1) == '"';
                if (doubled) {
                    cells[cell].append(c);
                    i++;
                } else {
                    quoted = !quoted;
                }
            } else if (!quoted && (c == ';' || c == ',' || c == '\t')) {
                cell++;
            } else {
                cells[cell].append(c);
            }
        }
        return new Line(number, cells[0].toString().strip(), cells[1].toString().strip());
    }
}
