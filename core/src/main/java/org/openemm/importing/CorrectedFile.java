package org.openemm.importing;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Writes rows that somebody has corrected into a file of their own. */
final class CorrectedFile {
    /** Whatever the file was written in before: this can hold what people type. */
    static final CsvFormat FORMAT = new CsvFormat("UTF-8", ';', '"');

    private CorrectedFile() {}

    /** A file of these rows alone, with the heading of the file they come from. */
    static void only(ImportSettings settings, Collection<List<String>> rows, Path to) {
        int width = settings.columns().size();
        try (CsvWriter csv = writer(to)) {
            csv.writeRecord(fit(settings.headings(), width));
            for (List<String> row : rows) {
                csv.writeRecord(fit(row, width));
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
