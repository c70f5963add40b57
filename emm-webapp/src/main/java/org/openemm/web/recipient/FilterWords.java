package org.openemm.web.recipient;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openemm.profilefield.ProfileField;
import org.openemm.profilefield.ProfileFieldCatalog;
import org.openemm.target.FieldRule;
import org.openemm.target.RecipientFilter;
import org.openemm.web.ui.Option;
import org.openemm.web.ui.Ui;

/** Lines of a filter as a person would say them. */
final class FilterWords {
    private static final int NAMED = 2;
    private static final int LONGEST = 40;
    private static final Pattern SHIFTED = Pattern.compile("today([+-])([0-9]+)");

    private FilterWords() {}

    /** The first lines, and how many more there are. */
    static String of(Ui ui, ProfileFieldCatalog catalog, RecipientFilter filter) {
        List<String> words = new ArrayList<>();
        for (FieldRule rule : filter.rules().subList(0, Math.min(NAMED, filter.rules().size()))) {
            words.add(
                    catalog.column(rule.column())
                            .map(field -> line(ui, field, rule))
                            .orElse(rule.column()));
        }
        String joined =
                String.join(
                        " "
                                + ui.t(
                                        filter.any()
                                                ? "recipient.filter.or"
                                                : "recipient.filter.and")
                                + " ",
                        words);
        int more = filter.rules().size() - words.size();
        return more == 0 ? joined : joined + " " + ui.t("recipient.filter.more", more);
    }

    private static String line(Ui ui, ProfileField field, FieldRule rule) {
        String start = Labels.field(ui, field) + " " + FilterLine.words(ui, field, rule.operator());
        return rule.operator().needsValue() ? start + " " + value(ui, field, rule) : start;
    }

    private static String value(Ui ui, ProfileField field, FieldRule rule) {
        if (field.type().isTemporal()) {
            return day(ui, rule.value());
        }
        String word =
                FilterLine.values(ui, field).stream()
                        .filter(option -> option.value().equals(rule.value()))
                        .map(Option::label)
                        .findFirst()
                        .orElse(rule.value());
        String cut = word.length() > LONGEST ? word.substring(0, LONGEST) + "…" : word;
        return field.type().isNumeric() ? cut : ui.t("recipient.filter.quoted", cut);
    }

    private static String day(Ui ui, String value) {
        if (value.equals("today")) {
            return ui.t("recipient.filter.today");
        }
        Matcher shifted = SHIFTED.matcher(value);
        if (shifted.matches()) {
            return ui.t(
                    shifted.group(1).equals("-")
                            ? "recipient.filter.ago"
                            : "recipient.filter.ahead",
                    shifted.group(2));
        }
        try {
            return ui.format().date(LocalDate.parse(value));
        } catch (DateTimeException e) {
            return value;
        }
    }
}
