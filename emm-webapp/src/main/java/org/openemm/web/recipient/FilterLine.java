package org.openemm.web.recipient;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openemm.profilefield.ProfileField;
import org.openemm.profilefield.ProfileFieldCatalog;
import org.openemm.target.FieldRule;
import org.openemm.target.FieldRule.Operator;
import org.openemm.web.ui.Option;
import org.openemm.web.ui.Ui;

/**
 * One line of a filter as it is edited.
 *
 * @param column chosen field; empty for none
 * @param operator name of what is asked
 * @param day for dates: {@code day}, {@code today}, {@code ago} or {@code ahead}; else empty
 * @param value what is compared: of a date the day or the number of days
 * @param values choices for the value; empty where it is typed
 * @param input kind of HTML input; empty where nothing is compared
 */
public record FilterLine(
        String column,
        String operator,
        String day,
        String value,
        List<Option> fields,
        List<Option> operators,
        List<Option> days,
        List<Option> values,
        String input) {
    private static final Set<String> INTERNAL = Set.of("bounceload", "sys_encrypted_sending");
    private static final Pattern SHIFTED = Pattern.compile("today([+-])([0-9]+)");

    static FilterLine of(Ui ui, ProfileFieldCatalog catalog, FieldRule rule) {
        String value = rule.value();
        Matcher shifted = SHIFTED.matcher(value);
        boolean date = catalog.column(rule.column()).filter(f -> f.type().isTemporal()).isPresent();
        if (date && shifted.matches()) {
            return of(
                    ui,
                    catalog,
                    rule.column(),
                    rule.operator().name(),
                    shifted.group(1).equals("-") ? "ago" : "ahead",
                    shifted.group(2));
        }
        boolean today = date && value.equals("today");
        return of(
                ui,
                catalog,
                rule.column(),
                rule.operator().name(),
                today ? "today" : "day",
                today ? "" : value);
    }

    /** With what can be chosen for the field; an operator that it does not know is exchanged. */
    static FilterLine of(
            Ui ui,
            ProfileFieldCatalog catalog,
            String column,
            String operator,
            String day,
            String value) {
        List<Option> fields = new ArrayList<>();
        fields.add(new Option("", ui.t("recipient.filter.field")));
        catalog.all().stream()
                .filter(field -> !INTERNAL.contains(field.column()))
                .forEach(field -> fields.add(new Option(field.column(), Labels.field(ui, field))));
        ProfileField field = catalog.column(column).orElse(null);
        if (field == null) {
            return new FilterLine("", "", "", value, fields, List.of(), List.of(), List.of(), "");
        }
        Operator asked =
                Operator.of(field.type()).stream()
                        .filter(known -> known.name().equals(operator))
                        .findFirst()
                        .orElse(Operator.of(field.type()).get(0));
        boolean date = field.type().isTemporal() && asked.needsValue();
        String kind = !date ? "" : Set.of("today", "ago", "ahead").contains(day) ? day : "day";
        return new FilterLine(
                field.column(),
                asked.name(),
                kind,
                value,
                fields,
                Operator.of(field.type()).stream()
                        .map(known -> new Option(known.name(), words(ui, field, known)))
                        .toList(),
                date ? days(ui) : List.of(),
                asked.needsValue() ? values(ui, field) : List.of(),
                input(field, asked, kind));
    }

    /** The line as a rule; its value as the core reads it. */
    static FieldRule rule(String column, String operator, String day, String value) {
        String shift = value.strip().replaceFirst("^[+-]", "");
        return new FieldRule(
                column,
                FieldRule.operator(operator),
                switch (day) {
                    case "today" -> "today";
                    case "ago" -> "today-" + shift;
                    case "ahead" -> "today+" + shift;
                    default -> value;
                });
    }

    /** What is asked, in words that fit to the kind of field. */
    static String words(Ui ui, ProfileField field, Operator operator) {
        boolean date = field.type().isTemporal();
        return ui.t(
                "recipient.filter."
                        + (date ? "date." : "")
                        + (operator == Operator.MORE
                                ? "more_than"
                                : operator.name().toLowerCase(Locale.ROOT)));
    }

    /** Choices for a value; empty where anything can be typed. */
    static List<Option> values(Ui ui, ProfileField field) {
        return switch (field.column()) {
            case "gender" -> Labels.genders(ui, "");
            case "mailtype" -> Labels.mailtypes(ui);
            case "sys_tracking_veto" ->
                    List.of(
                            new Option("1", ui.t("recipient.yes")),
                            new Option("0", ui.t("recipient.no")));
            default ->
                    field.allowedValues().stream().map(value -> new Option(value, value)).toList();
        };
    }

    private static List<Option> days(Ui ui) {
        return List.of("day", "today", "ago", "ahead").stream()
                .map(kind -> new Option(kind, ui.t("recipient.filter.day." + kind)))
                .toList();
    }

    private static String input(ProfileField field, Operator operator, String day) {
        if (!operator.needsValue() || day.equals("today")) {
            return "";
        }
        if (day.equals("ago") || day.equals("ahead")) {
            return "number";
        }
        return day.isEmpty() ? "text" : "date";
    }
}
