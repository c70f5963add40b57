package org.openemm.reports;

import com.ibm.icu.util.ULocale;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.eclipse.birt.report.model.api.activity.SemanticException;
import org.openemm.company.Brand;
import org.openemm.i18n.Texts;
import org.openemm.privacy.PersonFile;
import org.openemm.reports.Rows.Column;

/**
 * Everything that is kept about a person as a PDF: profile first, then a table for each kind of
 * event. Kinds without any are named together at the end.
 */
final class PersonReport {
    /** Columns of a table on A4; what is beyond stands together in the last one. */
    private static final int MOST_COLUMNS = 4;

    private final LazyReportEngine engine;
    private final Texts texts;

    PersonReport(LazyReportEngine engine, Texts texts) {
        this.engine = engine;
        this.texts = texts;
    }

    /**
     * Typesets the file.
     *
     * @param figures language and zone of the reader
     */
    byte[] pdf(PersonFile file, Brand brand, Figures figures) throws IOException {
        try {
            return new Page(file, brand, figures).typeset();
        } catch (SemanticException e) {
            throw new IllegalStateException(e);
        }
    }

    /** One report in the making. */
    private final class Page {
        private final PersonFile file;
        private final Brand brand;
        private final Figures figures;
        private final Sheet sheet;
        private final Map<String, Object> data = new HashMap<>();

        Page(PersonFile file, Brand brand, Figures figures) {
            this.file = file;
            this.brand = brand;
            this.figures = figures;
            this.sheet = new Sheet(brand.accent());
        }

        byte[] typeset() throws SemanticException, IOException {
            sheet.page(
                    brand.name() + " · " + file.email() + " · " + figures.dateTime(file.made()),
                    text("page"));
            sheet.title(
                    brand.logo(),
                    brand.name(),
                    file.email(),
                    List.of(text("lead"), text("made") + " " + figures.dateTime(file.made())));
            profile();
            List<String> empty = new ArrayList<>();
            for (PersonFile.Section section : file.sections()) {
                if (section.rows().isEmpty()) {
                    empty.add(text("section." + section.name()));
                } else {
                    section(section);
                }
            }
            if (!empty.isEmpty()) {
                sheet.heading(text("nothing"));
                sheet.note(String.join(" · ", empty));
            }
            return engine.get().pdf(sheet.design(), ULocale.forLocale(figures.locale()), data);
        }

        private void profile() throws SemanticException {
            sheet.heading(text("profile"));
            List<Object[]> rows = new ArrayList<>();
            for (PersonFile.Field field : file.fields()) {
                rows.add(
                        new Object[] {Printable.breakable(field.name()), shown(field.value(), "")});
            }
            table("profile", List.of(text("field"), text("value")), List.of("62mm", "112mm"), rows);
        }

        private void section(PersonFile.Section section) throws SemanticException {
            List<Integer> filled = new ArrayList<>();
            for (int i = 0; i < section.columns().size(); i++) {
                int column = i;
                if (section.rows().stream()
                        .anyMatch(row -> !Objects.toString(row.get(column), "").isEmpty())) {
                    filled.add(i);
                }
            }
            boolean tooMany = filled.size() > MOST_COLUMNS;
            List<Integer> own = tooMany ? filled.subList(0, MOST_COLUMNS - 1) : filled;
            List<Integer> rest =
                    tooMany ? filled.subList(MOST_COLUMNS - 1, filled.size()) : List.of();
            List<String> titles = new ArrayList<>();
            own.forEach(column -> titles.add(text("column." + section.columns().get(column))));
            if (tooMany) {
                titles.add(text("column.more"));
            }
            List<Object[]> rows = new ArrayList<>();
            for (List<String> values : section.rows()) {
                List<Object> row = new ArrayList<>();
                own.forEach(
                        column ->
                                row.add(shown(values.get(column), section.columns().get(column))));
                if (tooMany) {
                    row.add(together(section, values, rest));
                }
                rows.add(row.toArray());
            }
            sheet.heading(text("section." + section.name()));
            table(section.name(), titles, widths(titles.size(), tooMany), rows);
        }

        private String together(
                PersonFile.Section section, List<String> values, List<Integer> columns) {
            List<String> parts = new ArrayList<>();
            for (int column : columns) {
                if (!Objects.toString(values.get(column), "").isEmpty()) {
                    String name = section.columns().get(column);
                    parts.add(text("column." + name) + ": " + shown(values.get(column), name));
                }
            }
            return String.join("; ", parts);
        }

        private void table(
                String name, List<String> titles, List<String> widths, List<Object[]> values)
                throws SemanticException {
            List<Column> columns = new ArrayList<>();
            for (int i = 0; i < titles.size(); i++) {
                columns.add(new Column("c" + i, false));
            }
            Rows rows = new Rows(name, columns, values);
            data.put(name, values);
            new Tables(sheet).addWords(rows, titles, widths);
        }

        private static List<String> widths(int columns, boolean more) {
            return switch (columns) {
                case 1 -> List.of("174mm");
                case 2 -> List.of("58mm", "116mm");
                case 3 -> List.of("44mm", "50mm", "80mm");
                default ->
                        more
                                ? List.of("38mm", "42mm", "30mm", "64mm")
                                : List.of("40mm", "46mm", "44mm", "44mm");
            };
        }

        /** Moments in the zone of the reader, codes in words. */
        private String shown(String value, String column) {
            if (value == null || value.isEmpty()) {
                return "–";
            }
            if (column.equals("status") || column.equals("device") || column.equals("what")) {
                return text("word." + value);
            }
            if (column.equals("type")) {
                return text("word.type." + value.toUpperCase(figures.locale()));
            }
            try {
                if (value.length() >= 20 && value.endsWith("Z") && value.charAt(10) == 'T') {
                    return DateTimeFormatter.ofLocalizedDateTime(
                                    FormatStyle.MEDIUM, FormatStyle.SHORT)
                            .withLocale(figures.locale())
                            .format(Instant.parse(value).atZone(figures.zone()));
                }
                if (value.length() == 10 && value.charAt(4) == '-') {
                    return DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM)
                            .withLocale(figures.locale())
                            .format(LocalDate.parse(value));
                }
            } catch (DateTimeException e) {
                return Printable.breakable(value);
            }
            return Printable.breakable(value);
        }

        private String text(String key) {
            return texts.text(figures.locale(), "reports.person." + key);
        }
    }
}
