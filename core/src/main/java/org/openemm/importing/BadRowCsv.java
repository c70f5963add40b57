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

/** Bad rows as CSV: line, what is wrong, and the row as it was in the file. */
final class BadRowCsv {
    private final CsvWriter csv;
    private final Texts texts;
    private final Locale locale;

    BadRowCsv(Writer out, char separator, Texts texts, Locale locale) {
        csv = CsvWriter.builder().fieldSeparator(separator).build(out);
        this.texts = texts;
        this.locale = locale;
    }

    void writeHeading() {
        csv.writeRecord(
                texts.text(locale, "importing.errors.line"),
                texts.text(locale, "importing.errors.reason"),
                texts.text(locale, "importing.errors.row"));
    }

    void write(BadRow row) {
        List<String> cells = new ArrayList<>();
        cells.add(String.valueOf(row.line()));
        cells.add(row.problems().stream().map(this::say).collect(Collectors.joining(" ")));
        cells.addAll(row.cells());
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
