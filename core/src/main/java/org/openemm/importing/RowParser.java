package org.openemm.importing;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.openemm.InvalidInput;
import org.openemm.profilefield.DataType;
import org.openemm.profilefield.ProfileField;
import org.openemm.profilefield.ProfileFieldCatalog;
import org.openemm.profilefield.ValueRules;

/**
 * Turns the cells of a row into values of profile fields, or says what is wrong with which cell.
 * Not thread-safe.
 */
final class RowParser {
    private static final int SHOWN = 60;
    private static final Map<String, Integer> MAILTYPES =
            Map.of("text", 0, "html", 1, "offline", 2, "offline html", 2);

    /** How numbers are written in what was no CSV, whatever people choose for texts. */
    private static final Pattern PLAIN_NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?");

    private final ImportSettings settings;
    private final ValueRules rules;
    private final ZoneId zone;
    private final RelativeDay today;
    private final int width;
    private final List<Cell> cells = new ArrayList<>();

    /**
     * One field that is imported.
     *
     * @param place of its column in the file, -1 when it only has a default value
     */
    private record Cell(
            int place, ProfileField field, boolean key, boolean mandatory, String otherwise) {}

    RowParser(
            ImportSettings settings,
            ProfileFieldCatalog catalog,
            ValueRules rules,
            ZoneId zone,
            RelativeDay today) {
        this.settings = settings;
        this.rules = rules;
        this.zone = zone;
        this.today = today;
        width = settings.columns().size();
        Map<String, ColumnRule> columnRules = settings.rulesByColumn();
        for (int i = 0; i < width; i++) {
            String column = settings.columns().get(i);
            if (!column.isEmpty()) {
                add(i, catalog.require(column), columnRules.remove(column));
            }
        }
        columnRules.values().stream()
                .filter(rule -> !rule.defaultValue().isEmpty())
                .forEach(rule -> add(-1, catalog.require(rule.column()), rule));
    }

    private void add(int place, ProfileField field, ColumnRule rule) {
        cells.add(
                new Cell(
                        place,
                        field,
                        settings.keyColumns().contains(field.column()),
                        rule != null && rule.mandatory(),
                        rule == null ? "" : rule.defaultValue()));
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
        List<InvalidInput.Problem> problems = List.of();
        for (Cell cell : cells) {
            try {
                values.add(value(cell, text(cell, row)));
            } catch (InvalidInput e) {
                problems = new ArrayList<>(problems);
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
            String text = text(cell, row);
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

    private static String text(Cell cell, List<String> row) {
        return cell.place() < 0 ? "" : row.get(cell.place());
    }

    private InvalidInput.Problem structure(List<String> row) {
        return new InvalidInput.Problem("", RowProblem.STRUCTURE.key(), width, row.size());
    }

    private Object value(Cell cell, String text) {
        String stripped = text.strip();
        String value = stripped.isEmpty() ? cell.otherwise() : stripped;
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
                                                    "gender",
                                                    RowProblem.GENDER.key(),
                                                    shorten(value)));
            return rules.check(field, code);
        }
        if ("mailtype".equals(field.column())) {
            Integer code = MAILTYPES.get(value.toLowerCase(Locale.ROOT));
            return rules.check(field, code == null ? value : code);
        }
        if (field.type().isTemporal()) {
            return rules.check(field, moment(field, value, stripped.isEmpty()));
        }
        return rules.check(field, field.type() == DataType.FLOAT ? decimal(value) : value);
    }

    private Object empty(Cell cell) {
        ProfileField field = cell.field();
        if ("email".equals(field.column()) && (cell.key() || settings.mode().adds())) {
            return rules.check(field, "");
        }
        if (cell.key()) {
            throw new InvalidInput(field.column(), RowProblem.KEY.key(), field.name());
        }
        if (cell.mandatory()) {
            throw new InvalidInput(field.column(), "recipient.value.required", field.name());
        }
        // Where a column needs a value, the recipient keeps its own or gets the default.
        return field.nullable() ? rules.check(field, "") : null;
    }

    private Object moment(ProfileField field, String value, boolean isDefault) {
        Optional<LocalDateTime> moment = isDefault ? today.find(value) : Optional.empty();
        if (moment.isEmpty()) {
            moment = settings.dateFormat().parse(value);
        }
        if (moment.isEmpty()) {
            throw new InvalidInput(
                    field.column(),
                    RowProblem.DATE.key(),
                    field.name(),
                    shorten(value),
                    settings.dateFormat().pattern());
        }
        return field.type() == DataType.DATE
                ? moment.get().toLocalDate()
                : moment.get().atZone(zone).toInstant();
    }

    private String decimal(String value) {
        boolean plain =
                settings.decimalSeparator() != ','
                        || settings.format().type() != FileType.CSV
                                && PLAIN_NUMBER.matcher(value).matches();
        return plain ? value : value.replace(".", "").replace(',', '.');
    }

    private static String shorten(String value) {
        return value.length() > SHOWN ? value.substring(0, SHOWN) + "…" : value;
    }

    private static Parsed bad(List<InvalidInput.Problem> problems) {
        return new Parsed(List.of(), problems);
    }
}
