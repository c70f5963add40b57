package org.openemm.web.ui;

import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openemm.InvalidInput;

/**
 * The fields of a submitted form. A resource method takes it as its body parameter. Values are
 * trimmed; what cannot be read is {@link InvalidInput} with the field's name.
 */
public final class Input {
    private static final LocalDate EXAMPLE_DAY = LocalDate.of(2026, 12, 24);
    private static final LocalTime EXAMPLE_TIME = LocalTime.of(14, 30);

    private final MultivaluedMap<String, String> fields;

    Input(MultivaluedMap<String, String> fields) {
        this.fields = fields;
    }

    /** From single values: parts of a multipart form, tests. */
    public static Input of(Map<String, String> values) {
        MultivaluedMap<String, String> fields = new MultivaluedHashMap<>();
        values.forEach(fields::putSingle);
        return new Input(fields);
    }

    /** The value; empty text when the field is missing. */
    public String text(String field) {
        return find(field).map(String::strip).orElse("");
    }

    /** The value as typed, blanks included: passwords, templates. */
    public String raw(String field) {
        return find(field).orElse("");
    }

    public Optional<String> find(String field) {
        return Optional.ofNullable(fields.getFirst(field));
    }

    /** All values of a field that may occur several times. */
    public List<String> all(String field) {
        return fields.getOrDefault(field, List.of());
    }

    /** All values as whole numbers, e.g. of ticked rows. */
    public List<Integer> integers(String field) {
        return all(field).stream().map(value -> parse(field, value)).toList();
    }

    /** Whether a box was ticked. */
    public boolean flag(String field) {
        return fields.containsKey(field);
    }

    /**
     * @throws InvalidInput when there is no whole number
     */
    public int integer(String field) {
        return parse(field, text(field));
    }

    /** As {@link #integer(String)}, with a value for an empty field. */
    public int integer(String field, int otherwise) {
        return text(field).isEmpty() ? otherwise : integer(field);
    }

    /**
     * A date field: the ISO form or what people type in their country.
     *
     * @return empty for an empty field
     * @throws InvalidInput when it is no date
     */
    public Optional<LocalDate> date(String field, Formats formats) {
        String typed = text(field);
        return typed.isEmpty() ? Optional.empty() : Optional.of(date(field, typed, formats));
    }

    /** As {@link #date}, a time of day. */
    public Optional<LocalTime> time(String field, Formats formats) {
        String typed = text(field);
        return typed.isEmpty() ? Optional.empty() : Optional.of(time(field, typed, formats));
    }

    /**
     * A field of date and time in the user's zone, parted by a T.
     *
     * @return empty for an empty field
     * @throws InvalidInput when it is no date and time, or one that the clocks skip
     */
    public Optional<Instant> instant(String field, Formats formats) {
        String typed = text(field);
        if (typed.isEmpty()) {
            return Optional.empty();
        }
        int at = typed.lastIndexOf('T');
        if (at < 0 || at == typed.length() - 1) {
            throw new InvalidInput(field, "ui.invalid.datetime");
        }
        LocalDateTime local =
                LocalDateTime.of(
                        date(field, typed.substring(0, at), formats),
                        time(field, typed.substring(at + 1), formats));
        if (formats.zone().getRules().getValidOffsets(local).isEmpty()) {
            throw new InvalidInput(field, "ui.invalid.skipped", formats.zoneName());
        }
        return Optional.of(local.atZone(formats.zone()).toInstant());
    }

    private static LocalDate date(String field, String typed, Formats formats) {
        return formats.parseDate(typed)
                .orElseThrow(
                        () ->
                                new InvalidInput(
                                        field,
                                        "ui.invalid.date",
                                        typed,
                                        formats.typed(EXAMPLE_DAY)));
    }

    private static LocalTime time(String field, String typed, Formats formats) {
        return TypedDate.time(typed)
                .orElseThrow(
                        () ->
                                new InvalidInput(
                                        field,
                                        "ui.invalid.time",
                                        typed,
                                        formats.typed(EXAMPLE_TIME)));
    }

    /** Names of all fields. */
    public List<String> names() {
        return List.copyOf(fields.keySet());
    }

    private static int parse(String field, String value) {
        try {
            return Integer.parseInt(value.strip());
        } catch (NumberFormatException e) {
            throw new InvalidInput(field, "ui.invalid.integer");
        }
    }
}
