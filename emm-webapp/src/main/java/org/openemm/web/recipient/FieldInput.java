package org.openemm.web.recipient;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.openemm.profilefield.DataType;
import org.openemm.profilefield.ProfileField;
import org.openemm.web.ui.Input;
import org.openemm.web.ui.Option;
import org.openemm.web.ui.Ui;

/**
 * An input for a profile field.
 *
 * @param type of the HTML input
 * @param value as the input takes it
 * @param options not empty when only some values are allowed
 */
public record FieldInput(
        ProfileField field, String label, String type, String value, List<Option> options) {
    static FieldInput of(Ui ui, ProfileField field, Object value) {
        String text =
                value instanceof Instant instant
                        ? ui.format().field(instant)
                        : Objects.toString(value, "");
        List<Option> options = new ArrayList<>();
        if (!field.allowedValues().isEmpty()) {
            options.add(new Option("", "–"));
            field.allowedValues().forEach(allowed -> options.add(new Option(allowed, allowed)));
            if (!text.isEmpty() && options.stream().noneMatch(o -> o.value().equals(text))) {
                // From before the values were fixed: whoever saves something else keeps it.
                options.add(new Option(text, text));
            }
        }
        return new FieldInput(field, Labels.field(ui, field), type(field.type()), text, options);
    }

    private static String type(DataType type) {
        return switch (type) {
            case DATE -> "date";
            case DATETIME -> "datetime-local";
            case INTEGER, FLOAT, VARCHAR, TEXT -> "text";
        };
    }

    /**
     * What was typed, as the core reads it: days and moments in the international form.
     *
     * @param name of the input
     */
    static String typed(Ui ui, ProfileField field, Input input, String name) {
        return switch (field.type()) {
            case FLOAT -> input.text(name).replace(',', '.');
            case DATE -> input.date(name, ui.format()).map(LocalDate::toString).orElse("");
            case DATETIME ->
                    input.instant(name, ui.format())
                            .map(at -> at.atZone(ui.format().zone()).toLocalDateTime().toString())
                            .orElse("");
            case INTEGER, VARCHAR, TEXT -> input.text(name);
        };
    }
}
