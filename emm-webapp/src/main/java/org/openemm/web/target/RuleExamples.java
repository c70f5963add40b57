package org.openemm.web.target;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.openemm.eql.EqlField;
import org.openemm.eql.ValueType;
import org.openemm.web.ui.Ui;

/** Rules to start from, in words, with the fields of the company. */
public final class RuleExamples {
    private static final String DAY = " DATEFORMAT 'YYYYMMDD'";
    private static final Set<String> CITIES =
            Set.of("city", "ort", "stadt", "wohnort", "town", "place");
    private static final Set<String> BIRTHDAYS =
            Set.of("birthday", "geburtstag", "birthdate", "geburtsdatum", "date_of_birth");

    private RuleExamples() {}

    /**
     * @param label what the rule asks for, in the language of the user
     */
    public record Example(String label, String rule) {}

    static List<Example> of(Ui ui, List<EqlField> fields) {
        List<Example> examples = new ArrayList<>();
        String lately = "`lastopen_date` >= TODAY - 30" + DAY;
        Optional<EqlField> city = named(fields, CITIES, ValueType.TEXT);
        city.ifPresent(
                field ->
                        add(
                                ui,
                                examples,
                                "womenInCity",
                                "`gender` = 1 AND `"
                                        + field.name()
                                        + "` = 'Berlin' AND "
                                        + lately));
        add(ui, examples, "women", "`gender` = 1");
        add(ui, examples, "openedLately", lately);
        add(ui, examples, "clickedLately", "`lastclick_date` >= TODAY - 30" + DAY);
        add(ui, examples, "quiet", "`lastsend_date` IS NOT EMPTY AND `lastopen_date` IS EMPTY");
        add(ui, examples, "fresh", "`creation_date` >= TODAY - 7" + DAY);
        named(fields, BIRTHDAYS, ValueType.DATE)
                .ifPresent(
                        field ->
                                add(
                                        ui,
                                        examples,
                                        "birthday",
                                        "`" + field.name() + "` = TODAY DATEFORMAT 'MMDD'"));
        add(ui, examples, "domain", "`email` LIKE '*@example.com'");
        return List.copyOf(examples);
    }

    private static void add(Ui ui, List<Example> examples, String key, String rule) {
        examples.add(new Example(ui.t("target.example." + key), rule));
    }

    private static Optional<EqlField> named(
            List<EqlField> fields, Set<String> names, ValueType type) {
        return fields.stream()
                .filter(field -> field.type() == type)
                .filter(
                        field ->
                                names.contains(field.column().toLowerCase(Locale.ROOT))
                                        || names.contains(field.name().toLowerCase(Locale.ROOT)))
                .findFirst();
    }
}
