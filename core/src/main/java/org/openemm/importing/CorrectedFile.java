package org.openemm.importing;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes a file anew with the rows that somebody has corrected. */
final class CorrectedFile {
    /** Whatever the file was written in before: this can hold what people type. */
    static final CsvFormat FORMAT = new CsvFormat("UTF-8", ';', '"');

    private CorrectedFile() {}

    static void whole(Path from, ImportSettings settings, Map<Long, List<String>> rows, Path to) {
        int width = settings.columns().size();
        try (CsvFile file = CsvFile.open(from, settings.format());
                CsvWriter csv = writer(to)) {
            for (Optional<CsvFile.Row> row = file.next(); row.isPresent(); row = file.next()) {
                List<String> corrected = rows.get(row.get().line());
                csv.writeRecord(corrected == null ? row.get().cells() : fit(corrected, width));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void rest(
            ImportSettings settings, List<BadRow> left, Map<Long, List<String>> rows, Path to) {
        int width = settings.columns().size();
        try (CsvWriter csv = writer(to)) {
            csv.writeRecord(fit(settings.headings(), width));
            for (BadRow row : left) {
                List<String> corrected = rows.get(row.line());
                csv.writeRecord(corrected == null ? row.cells() : fit(corrected, width));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As many cells as the heading has; a row with too few gets empty ones. */
    static List<String> fit(List<String> cells, int width) {
        List<String> fitting = new ArrayList<>(cells.subList(0, Math.min(width, cells.size())));
        while (fitting.size() < width) {
            fitting.add("");
        }
        return fitting;
    }

    private static CsvWriter writer(Path to) throws IOException {
        return CsvWriter.builder()
                .fieldSeparator(FORMAT.separator())
                .quoteCharacter(FORMAT.quote())
                .build(Files.newBufferedWriter(to, StandardCharsets.UTF_8));
    }
}
