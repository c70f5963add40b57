package org.openemm.web.recipient;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.openemm.mailinglist.Mailinglist;
import org.openemm.recipient.BindingStatus;
import org.openemm.recipient.PageCursor;
import org.openemm.recipient.ProfileField;
import org.openemm.recipient.Recipient;
import org.openemm.recipient.RecipientQuery;
import org.openemm.recipient.UserType;
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
    private static final List<String> FIRST =
            List.of(EMAIL, "lastname", "firstname", LISTS, "creation_date");

    /** Columns with an index: sorting by another one reads everybody. */
    private static final Set<String> INDEXED =
            Set.of(EMAIL, "lastname", "firstname", "creation_date", "customer_id");

    private static final Set<String> INTERNAL = Set.of("bounceload", "sys_encrypted_sending");

    private RecipientTable() {}

    /**
     * @param many so many recipients that they are sorted only by columns with an index
     */
    static Table open(
            Ui ui,
            List<ProfileField> fields,
            List<Mailinglist> lists,
            List<Target> targets,
            boolean many) {
        return TableSpec.named(TableName.RECIPIENTS)
                .columns(columns(ui, fields, many))
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
                                Labels.types(ui, UserType.WORLD)))
                .ticks(ui.may("recipient.delete"))
                .open(ui);
    }

    private static List<Column> columns(Ui ui, List<ProfileField> fields, boolean many) {
        List<Column> all = new ArrayList<>();
        for (String key : FIRST) {
            if (key.equals(LISTS)) {
                all.add(Column.text(LISTS, ui.t("recipient.list.lists")));
            } else {
                fields.stream()
                        .filter(field -> field.column().equals(key))
                        .forEach(field -> all.add(column(ui, field, many)));
            }
        }
        fields.stream()
                .filter(field -> !FIRST.contains(field.column()))
                .filter(field -> !INTERNAL.contains(field.column()))
                .filter(field -> field.editing() != ProfileField.Editing.HIDDEN)
                .forEach(field -> all.add(column(ui, field, many).onDemand()));
        return all;
    }

    private static Column column(Ui ui, ProfileField field, boolean many) {
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
        return many && !INDEXED.contains(field.column()) ? column : column.sorts();
    }

    /** Kept as a number, shown as a word. */
    private static boolean isCode(ProfileField field) {
        return Set.of("gender", "mailtype", "sys_tracking_veto").contains(field.column());
    }

    /**
     * @param condition of the chosen target group; empty for none
     */
    static RecipientQuery query(Ui ui, Table table, String condition) {
        String type = table.filter("type");
        return new RecipientQuery(
                table.query(),
                "",
                "",
                "",
                table.number("list"),
                BindingStatus.find(table.number("status")).orElse(null),
                type.isEmpty() ? null : UserType.find(type.charAt(0)).orElse(null),
                condition,
                table.sort(),
                table.descending(),
                table.size(),
                PageCursor.decode(ui.links().parameter("page")).orElse(null));
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
