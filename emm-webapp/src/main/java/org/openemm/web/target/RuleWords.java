package org.openemm.web.target;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.openemm.profilefield.DataType;
import org.openemm.profilefield.ProfileField;
import org.openemm.target.RuleEditing;
import org.openemm.web.recipient.Labels;
import org.openemm.web.ui.Formats;
import org.openemm.web.ui.Option;
import org.openemm.web.ui.Ui;

/**
 * What the editors of rules offer: fields with their kind and values, behaviour, texts of the
 * user's language. The browser gets it as JSON with the page.
 *
 * @param sources where pickers search; missing where the user may not see what they find
 */
public record RuleWords(
        List<Field> fields, Map<String, String> texts, Map<String, String> sources, Dates dates) {
    private static final ObjectMapper JSON =
            new ObjectMapper().setSerializationInclusion(JsonInclude.Include.NON_NULL);

    /**
     * @param id as rules of the builder name it: the name of the field in lower case
     * @param name as texts of rules name it; null for behaviour
     * @param type string, double, date, mailing, click, binding, revenue or target
     * @param note what it is, for people
     * @param closed whether it can have no other values
     */
    public record Field(
            String id,
            String name,
            String label,
            String type,
            String note,
            List<Choice> values,
            boolean closed) {}

    /** A value of a field. */
    public record Choice(String value, String label) {}

    /** How the user writes dates. */
    public record Dates(String pattern, String locale, String zone, int weekStart) {}

    static RuleWords of(Ui ui, RuleEditing editing) {
        List<Field> fields = new ArrayList<>();
        editing.fields(ui.actor()).all().stream()
                .map(field -> field(ui, field))
                .sorted(Comparator.comparing(Field::label, String.CASE_INSENSITIVE_ORDER))
                .forEach(fields::add);
        fields.add(behaviour(ui, "opened mailing", "mailing"));
        fields.add(behaviour(ui, "clicked in mailing", "click"));
        if (editing.knowsReceipt(ui.actor())) {
            fields.add(behaviour(ui, "received mailing", "mailing"));
        }
        fields.add(behaviour(ui, "binding on mailinglist", "binding"));
        fields.add(behaviour(ui, "revenue by mailing", "revenue"));
        fields.add(behaviour(ui, "in target group", "target"));
        Formats format = ui.format();
        return new RuleWords(
                fields,
                RuleTexts.of(ui),
                sources(ui),
                new Dates(
                        format.datePattern(),
                        format.languageTag(),
                        format.zone().getId(),
                        format.firstDayOfWeek()));
    }

    public String json() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, String> sources(Ui ui) {
        Map<String, String> sources = new HashMap<>();
        sources.put("list", "/pick/mailinglist.action");
        sources.put("group", "/pick/target.action");
        if (ui.may("mailing.show")) {
            sources.put("mailing", "/pick/mailing.action");
            sources.put("link", "/pick/link.action");
        }
        return sources;
    }

    private static Field field(Ui ui, ProfileField field) {
        String type = type(field.type());
        String label = Labels.field(ui, field);
        String kind = ui.t("target.builder.type." + type);
        List<Choice> values = values(ui, field);
        return new Field(
                field.name().toLowerCase(Locale.ROOT),
                field.name(),
                label,
                type,
                label.equalsIgnoreCase(field.column()) ? kind : kind + " · " + field.column(),
                values.isEmpty() ? null : values,
                !values.isEmpty());
    }

    private static Field behaviour(Ui ui, String id, String type) {
        return new Field(
                id,
                null,
                ui.t("target.builder.behaviour." + id.replace(' ', '_')),
                type,
                ui.t("target.builder.type.behaviour"),
                null,
                false);
    }

    private static String type(DataType type) {
        return switch (type) {
            case INTEGER, FLOAT -> "double";
            case VARCHAR, TEXT -> "string";
            case DATE, DATETIME -> "date";
        };
    }

    private static List<Choice> values(Ui ui, ProfileField field) {
        return switch (field.column()) {
            case "gender" -> choices(Labels.genders(ui, ""));
            case "mailtype" -> choices(Labels.mailtypes(ui));
            case "sys_tracking_veto" ->
                    List.of(
                            new Choice("1", ui.t("recipient.yes")),
                            new Choice("0", ui.t("recipient.no")));
            default ->
                    field.allowedValues().stream().map(value -> new Choice(value, value)).toList();
        };
    }

    private static List<Choice> choices(List<Option> options) {
        return options.stream().map(option -> new Choice(option.value(), option.label())).toList();
    }
}
