package org.openemm.importing;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.openemm.InvalidInput;
import org.openemm.recipient.DataType;
import org.openemm.recipient.ProfileField;
import org.openemm.recipient.ProfileFieldCatalog;
import org.openemm.recipient.ValueRules;

/**
 * Turns the cells of a row into values of profile fields, or says what is wrong with which cell.
 * Not thread-safe.
 */
final class RowParser {
    private static final Map<String, Integer> MAILTYPES =
            Map.of("text", 0, "html", 1, "offline", 2, "offline html", 2);

    private final ImportSettings settings;
    private final ValueRules rules;
    private final ZoneId zone;
    private final int width;
    private final List<Cell> cells = new ArrayList<>();

    /** One column of the file that is imported. */
    private record Cell(int place, ProfileField field, boolean key) {}

    RowParser(ImportSettings settings, ProfileFieldCatalog catalog, ValueRules rules, ZoneId zone) {
        this.settings = settings;
        this.rules = rules;
        this.zone = zone;
        width = settings.columns().size();
        for (int i = 0; i < width; i++) {
            String column = settings.columns().get(i);
            if (!column.isEmpty()) {
                ProfileField field = catalog.require(column);
                cells.add(new Cell(i, field, settings.keyColumns().contains(field.column())));
            }
        }
    }

    /** The fields that a parsed row has values for, in its order. */
    List<ProfileField> fields() {
        return cells.stream().map(Cell::field).toList();
    }

    /**
     * @param values as they are stored; empty when there are problems
     */
    record Parsed(List<Object> values, List<InvalidInput.Problem> problems) {}

    Parsed parse(List<String> row) {
        if (row.size() != width) {
            return bad(List.of(structure(row)));
        }
        List<Object> values = new ArrayList<>(cells.size());
        List<InvalidInput.Problem> problems = new ArrayList<>();
        for (Cell cell : cells) {
            try {
                values.add(value(cell, row.get(cell.place())));
            } catch (InvalidInput e) {
                problems.addAll(e.problems());
            }
        }
        return problems.isEmpty() ? new Parsed(values, problems) : bad(problems);
    }

    /** The same, cell by cell, to look at. */
    ConvertedRow convert(List<String> row) {
        if (row.size() != width) {
            return new ConvertedRow(List.of(), Optional.of(structure(row)));
        }
        List<ConvertedRow.Cell> converted = new ArrayList<>();
        for (Cell cell : cells) {
            String text = row.get(cell.place());
            Object value = null;
            Optional<InvalidInput.Problem> problem = Optional.empty();
            try {
                value = value(cell, text);
            } catch (InvalidInput e) {
                problem = Optional.of(e.problems().get(0));
            }
            converted.add(new ConvertedRow.Cell(cell.field(), text, value, problem));
        }
        return new ConvertedRow(converted, Optional.empty());
    }

    private InvalidInput.Problem structure(List<String> row) {
        return new InvalidInput.Problem("", RowProblem.STRUCTURE.key(), width, row.size());
    }

    private Object value(Cell cell, String text) {
        String value = text.strip();
        ProfileField field = cell.field();
        if (value.isEmpty()) {
            return empty(cell);
        }
        if ("gender".equals(field.column())) {
            int code =
                    GenderWords.find(value, settings.genders())
                            .orElseThrow(
                                    () ->
                                            new InvalidInput(
                                                    "gender", RowProblem.GENDER.key(), value));
            return rules.check(field, code);
        }
        if ("mailtype".equals(field.column())) {
            Integer code = MAILTYPES.get(value.toLowerCase(Locale.ROOT));
            return rules.check(field, code == null ? value : code);
        }
        if (field.type().isTemporal()) {
            return rules.check(field, moment(field, value));
        }
        return rules.check(field, field.type() == DataType.FLOAT ? decimal(value) : value);
    }

    private Object empty(Cell cell) {
        ProfileField field = cell.field();
        if (cell.key()) {
            if ("email".equals(field.column())) {
                return rules.check(field, "");
            }
            throw new InvalidInput(field.column(), RowProblem.KEY.key(), field.name());
        }
        // Where a column needs a value, the recipient keeps its own or gets the default.
        return field.nullable() ? rules.check(field, "") : null;
    }

    private Object moment(ProfileField field, String value) {
        Optional<LocalDateTime> moment = settings.dateFormat().parse(value);
        if (moment.isEmpty()) {
            throw new InvalidInput(
                    field.column(),
                    RowProblem.DATE.key(),
                    field.name(),
                    value.length() > 60 ? value.substring(0, 60) + "…" : value,
                    settings.dateFormat().pattern());
        }
        return field.type() == DataType.DATE
                ? moment.get().toLocalDate()
                : moment.get().atZone(zone).toInstant();
    }

    private String decimal(String value) {
        return settings.decimalSeparator() == ','
                ? value.replace(".", "").replace(',', '.')
                : value;
    }

    private static Parsed bad(List<InvalidInput.Problem> problems) {
        return new Parsed(List.of(), problems);
    }
}
