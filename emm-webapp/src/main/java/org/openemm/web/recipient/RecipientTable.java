package org.openemm.web.recipient;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.openemm.InvalidInput;
import org.openemm.mailinglist.Mailinglist;
import org.openemm.profilefield.ProfileField;
import org.openemm.profilefield.ProfileFieldCatalog;
import org.openemm.recipient.Recipient;
import org.openemm.recipient.RecipientQuery;
import org.openemm.recipient.UserType;
import org.openemm.target.RecipientFilter;
import org.openemm.target.Target;
import org.openemm.web.ui.Option;
import org.openemm.web.ui.Ui;
import org.openemm.web.ui.table.Column;
import org.openemm.web.ui.table.Filter;
import org.openemm.web.ui.table.Table;
import org.openemm.web.ui.table.TableName;
import org.openemm.web.ui.table.TableSpec;

/** What the list of recipients shows: the address and whatever profile fields the user chooses. */
public final class RecipientTable {
    /** The mailing lists: no profile field can have this name. */
    public static final String LISTS = "_lists";

    private static final String EMAIL = "email";
    private static final int SHOWN_RULE = 60;
    private static final List<String> FIRST =
            List.of(EMAIL, "lastname", "firstname", LISTS, "creation_date");

    private static final Set<String> INTERNAL = Set.of("bounceload", "sys_encrypted_sending");

    private RecipientTable() {}

    /**
     * @param sortable columns by which so many recipients can be sorted in a moment
     */
    static Table open(
            Ui ui,
            ProfileFieldCatalog catalog,
            List<Mailinglist> lists,
            List<Target> targets,
            Predicate<String> sortable) {
        return TableSpec.named(TableName.RECIPIENTS)
                .columns(columns(ui, catalog.all(), sortable))
                .sortedBy(EMAIL, false)
                .search(ui.t("recipient.list.search"))
                .filters(
                        Filter.choice(
                                "list",
                                ui.t("recipient.list.list"),
                                ui.t("recipient.list.list.all"),
                                lists(ui, lists)),
                        Filter.choice(
                                "status",
                                ui.t("recipient.list.status"),
                                ui.t("recipient.list.status.all"),
                                Labels.statuses(ui, "")),
                        Filter.choice(
                                "target",
                                ui.t("recipient.list.target"),
                                ui.t("recipient.list.target.all"),
                                targets.stream()
                                        .filter(Target::valid)
                                        .map(target -> Option.of(target.id(), target.name()))
                                        .toList()),
                        Filter.choice(
                                "type",
                                ui.t("recipient.list.type"),
                                ui.t("recipient.list.type.all"),
                                Labels.types(ui, UserType.WORLD)),
                        Filter.elsewhere(
                                "rules",
                                ui.t("recipient.filter.title"),
                                rules -> words(ui, catalog, rules)),
                        Filter.elsewhere(
                                "eql", ui.t("recipient.filter.rule"), RecipientTable::shortened))
                .ticks(BulkKind.anyFor(ui))
                .open(ui);
    }

    private static List<Column> columns(
            Ui ui, List<ProfileField> fields, Predicate<String> sortable) {
        List<Column> all = new ArrayList<>();
        for (String key : FIRST) {
            if (key.equals(LISTS)) {
                all.add(Column.text(LISTS, ui.t("recipient.list.lists")));
            } else {
                fields.stream()
                        .filter(field -> field.column().equals(key))
                        .forEach(field -> all.add(column(ui, field, sortable)));
            }
        }
        fields.stream()
                .filter(field -> !FIRST.contains(field.column()))
                .filter(field -> !INTERNAL.contains(field.column()))
                .filter(field -> field.editing() != ProfileField.Editing.HIDDEN)
                .forEach(field -> all.add(column(ui, field, sortable).onDemand()));
        return all;
    }

    private static Column column(Ui ui, ProfileField field, Predicate<String> sortable) {
        String label = Labels.field(ui, field);
        if (field.column().equals(EMAIL)) {
            return Column.email(EMAIL, label).sorts().asTitle();
        }
        Column column =
                field.type().isTemporal()
                        ? Column.date(field.column(), label)
                        : isCode(field) || !field.type().isNumeric()
                                ? Column.text(field.column(), label)
                                : Column.number(field.column(), label);
        return sortable.test(field.column()) ? column.sorts() : column;
    }

    /** Kept as a number, shown as a word. */
    private static boolean isCode(ProfileField field) {
        return Set.of("gender", "mailtype", "sys_tracking_veto").contains(field.column());
    }

    /** What the list asks for. */
    static RecipientFilter filter(Table table) {
        return FilterState.of(name -> name.equals("q") ? table.query() : table.filter(name));
    }

    private static String words(Ui ui, ProfileFieldCatalog catalog, String rules) {
        try {
            return FilterWords.of(ui, catalog, RecipientFilter.NONE.withEncoded(rules));
        } catch (InvalidInput e) {
            return "";
        }
    }

    private static String shortened(String rule) {
        String line = rule.replaceAll("\\s+", " ");
        return line.length() > SHOWN_RULE ? line.substring(0, SHOWN_RULE) + "…" : line;
    }

    /** The profile fields to be read. */
    static List<String> shown(Table table) {
        return Stream.concat(
                        Stream.of(EMAIL),
                        table.columns().stream().map(Column::key).filter(key -> !key.equals(LISTS)))
                .toList();
    }

    /** A value as people read it. */
    public static String text(Ui ui, Recipient recipient, Column column) {
        Object value = recipient.values().get(column.key());
        if (value instanceof Instant instant) {
            return column.is("creation_date")
                    ? ui.format().date(instant)
                    : ui.format().dateTime(instant);
        }
        if (value instanceof LocalDate date) {
            return ui.format().date(date);
        }
        String text = Objects.toString(value, "");
        return switch (column.key()) {
            case "gender" -> word(Labels.genders(ui, text), text);
            case "mailtype" -> word(Labels.mailtypes(ui), text);
            case "sys_tracking_veto" -> text.equals("1") ? ui.t("recipient.list.yes") : "";
            default -> text;
        };
    }

    private static String word(List<Option> options, String code) {
        return options.stream()
                .filter(option -> option.value().equals(code))
                .map(Option::label)
                .findFirst()
                .orElse(code);
    }

    private static List<Option> lists(Ui ui, List<Mailinglist> lists) {
        List<Option> options = new ArrayList<>();
        options.add(Option.of(RecipientQuery.NO_LIST, ui.t("recipient.list.list.none")));
        lists.forEach(list -> options.add(Option.of(list.id(), list.name())));
        return options;
    }
}
