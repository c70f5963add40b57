package org.openemm.importing;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.openemm.InvalidInput;
import org.openemm.i18n.Texts;

/**
 * Bad rows as CSV, in the layout of the file, so that it can be corrected and imported again; the
 * line and what is wrong stand behind.
 */
final class BadRowCsv {
    private final CsvWriter csv;
    private final List<String> headings;
    private final Texts texts;
    private final Locale locale;

    BadRowCsv(Writer out, ImportSettings settings, Texts texts, Locale locale) {
        csv = CsvWriter.builder().fieldSeparator(settings.format().separator()).build(out);
        headings = CorrectedFile.fit(settings.headings(), settings.columns().size());
        this.texts = texts;
        this.locale = locale;
    }

    void writeHeading() {
        List<String> cells = new ArrayList<>(headings);
        cells.add(texts.text(locale, "importing.errors.reason"));
        cells.add(texts.text(locale, "importing.errors.line"));
        csv.writeRecord(cells);
    }

    /** A row with too many cells keeps them: what is missing is for the reader to see. */
    void write(BadRow row) {
        int width = Math.max(headings.size(), row.cells().size());
        List<String> cells = new ArrayList<>(CorrectedFile.fit(row.cells(), width));
        cells.add(row.problems().stream().map(this::say).collect(Collectors.joining(" ")));
        cells.add(String.valueOf(row.line()));
        csv.writeRecord(cells);
    }

    void flush() {
        try {
            csv.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String say(InvalidInput.Problem problem) {
        return texts.text(locale, problem.key(), problem.arguments().toArray());
    }
}
