package org.openemm.importing;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How a CSV file is probably written: charset, separator and quote of its first lines. */
final class FormatGuess {
    private static final int LINES = 20;
    private static final int SAMPLE = 64 * 1024;

    private FormatGuess() {}

    static CsvFormat of(Path file) throws IOException {
        String charset = CharsetGuess.of(file);
        List<String> lines = firstLines(file, charset);
        char quote = quote(lines);
        return new CsvFormat(charset, separator(lines, quote), quote);
    }

    private static List<String> firstLines(Path file, String charset) throws IOException {
        byte[] sample;
        try (InputStream in = Files.newInputStream(file)) {
            in.skipNBytes(ByteOrderMark.of(file).length());
            sample = in.readNBytes(SAMPLE);
        }
        List<String> lines = new ArrayList<>();
        try (BufferedReader reader =
                new BufferedReader(
                        new InputStreamReader(
                                new ByteArrayInputStream(sample), Charset.forName(charset)))) {
            for (String line = reader.readLine();
                    line != null && lines.size() < LINES;
                    line = reader.readLine()) {
                if (!line.isBlank()) {
                    lines.add(line);
                }
            }
        }
        return lines;
    }

    /** The one that appears in the header and equally often in most other lines. */
    private static char separator(List<String> lines, char quote) {
        char best = CsvFormat.SEPARATORS.get(0);
        long bestScore = 0;
        for (char separator : CsvFormat.SEPARATORS) {
            long header = lines.isEmpty() ? 0 : count(lines.get(0), separator, quote);
            if (header == 0) {
                continue;
            }
            long equal =
                    lines.stream().filter(line -> count(line, separator, quote) == header).count();
            long score = equal * 1000 + Math.min(999, header);
            if (score > bestScore) {
                bestScore = score;
                best = separator;
            }
        }
        return best;
    }

    private static long count(String line, char separator, char quote) {
        boolean inside = false;
        long count = 0;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == quote) {
                inside = !inside;
            } else if (c == separator && !inside) {
                count++;
            }
        }
        return count;
    }

    private static char quote(List<String> lines) {
        long doubles = lines.stream().filter(line -> line.indexOf('"') >= 0).count();
        long singles =
                lines.stream()
                        .filter(line -> line.startsWith("'") || line.matches(".*[;,|\t^]'.*"))
                        .count();
        return doubles == 0 && singles * 2 > lines.size() ? '\'' : '"';
    }
}
