package org.openemm.web.exporting;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.openemm.exporting.DateStyle;
import org.openemm.exporting.ExportColumn;
import org.openemm.exporting.ExportSettings;
import org.openemm.exporting.FileFormat;
import org.openemm.exporting.FileType;
import org.openemm.mailinglist.Mailinglist;
import org.openemm.mailinglist.Mailinglists;
import org.openemm.profilefield.ProfileField;
import org.openemm.profilefield.ProfileFieldCatalog;
import org.openemm.profilefield.ProfileFields;
import org.openemm.recipient.RecipientQuery;
import org.openemm.tabular.Charsets;
import org.openemm.target.Targets;
import org.openemm.web.recipient.Labels;
import org.openemm.web.ui.Option;
import org.openemm.web.ui.Ui;

/** What export profiles are made of, in words. */
final class ExportWords {
    private final ProfileFields fields;
    private final Mailinglists mailinglists;
    private final Targets targets;

    ExportWords(ProfileFields fields, Mailinglists mailinglists, Targets targets) {
        this.fields = fields;
        this.mailinglists = mailinglists;
        this.targets = targets;
    }

    /** All that can be chosen in the editor. */
    public record Choices(
            List<Option> lists,
            List<Option> targets,
            List<Option> statuses,
            List<Option> types,
            List<Option> columns,
            List<Option> fileTypes,
            List<Option> charsets,
            List<Option> separators,
            List<Option> quotes,
            List<Option> decimals,
            List<Option> days,
            List<Option> moments,
            List<Option> languages,
            List<Option> zones,
            List<Option> packings) {}

    /**
     * A column in the editor.
     *
     * @param token as {@link ExportForm} reads it
     * @param label what it shows
     * @param usual heading when no other is typed
     * @param known false: the field or list is not there any more
     */
    public record ColumnRow(
            String token,
            String label,
            String usual,
            String heading,
            String value,
            boolean own,
            boolean known) {}

    Choices choices(Ui ui, ExportSettings settings) {
        List<Mailinglist> lists = mailinglists.all(ui.actor());
        return new Choices(
                Stream.concat(
                                Stream.of(
                                        new Option("0", ui.t("exporting.lists.all")),
                                        Option.of(
                                                RecipientQuery.NO_LIST,
                                                ui.t("exporting.lists.none"))),
                                lists.stream().map(list -> Option.of(list.id(), list.name())))
                        .toList(),
                target(ui, settings.targetId()),
                Labels.statuses(ui, ui.t("exporting.statuses.all")),
                types(ui, settings),
                columns(ui, fields.of(ui.actor()), lists),
                Stream.of(FileType.values())
                        .map(
                                type ->
                                        Option.of(
                                                type.name(),
                                                ui.t("exporting.type." + type),
                                                ui.t("exporting.type." + type + ".note")))
                        .toList(),
                options(ui, "exporting.charset.", Charsets.all(), settings.format().charset()),
                signs(ui, "exporting.separator.", FileFormat.SEPARATORS),
                signs(ui, "exporting.quote.", FileFormat.QUOTES),
                List.of(
                        new Option(".", ui.t("exporting.decimal.point")),
                        new Option(",", ui.t("exporting.decimal.comma"))),
                styles(DateStyle.days()),
                styles(DateStyle.moments()),
                ui.languages(),
                ZoneId.getAvailableZoneIds().stream()
                        .filter(id -> id.equals("UTC") || id.matches("[A-Z][A-Za-z]+/.+"))
                        .filter(id -> !id.startsWith("SystemV") && !id.startsWith("Etc/"))
                        .sorted()
                        .map(id -> new Option(id, id.replace('_', ' ')))
                        .toList(),
                Stream.of("none", "zip", "sealed")
                        .map(kind -> new Option(kind, ui.t("exporting.pack." + kind)))
                        .toList());
    }

    List<ColumnRow> rows(Ui ui, ExportSettings settings) {
        ProfileFieldCatalog catalog = fields.of(ui.actor());
        List<Mailinglist> lists = mailinglists.all(ui.actor());
        List<ColumnRow> rows = new ArrayList<>();
        for (ExportColumn column : settings.columns()) {
            rows.add(row(ui, column, rows.size(), catalog, lists));
        }
        return rows;
    }

    private static ColumnRow row(
            Ui ui,
            ExportColumn column,
            int place,
            ProfileFieldCatalog catalog,
            List<Mailinglist> lists) {
        String token = ExportForm.token(column, place);
        return switch (column.kind()) {
            case FIELD -> {
                var field = catalog.column(column.field());
                String label = field.map(one -> Labels.field(ui, one)).orElse(column.field());
                yield new ColumnRow(
                        token,
                        label,
                        column.field(),
                        column.heading(),
                        "",
                        false,
                        field.isPresent());
            }
            case LIST -> {
                var list =
                        lists.stream().filter(one -> one.id() == column.mailinglistId()).findAny();
                String name =
                        list.map(Mailinglist::name).orElse(String.valueOf(column.mailinglistId()));
                yield new ColumnRow(
                        token,
                        ui.t("exporting.column.list", name),
                        name,
                        column.heading(),
                        "",
                        false,
                        list.isPresent());
            }
            case BOUNCE_REASON -> {
                String label = ui.t("exporting.column.bounce");
                yield new ColumnRow(token, label, label, column.heading(), "", false, true);
            }
            case OWN ->
                    new ColumnRow(
                            token,
                            ui.t("exporting.column.own"),
                            "",
                            column.heading(),
                            column.value(),
                            true,
                            true);
        };
    }

    private static List<Option> columns(
            Ui ui, ProfileFieldCatalog catalog, List<Mailinglist> lists) {
        List<Option> options = new ArrayList<>();
        for (ProfileField field : catalog.all()) {
            String label = Labels.field(ui, field);
            options.add(
                    Option.of(
                            ExportForm.token(ExportColumn.ofField(field.column()), 0),
                            label,
                            label.equals(field.column()) ? null : field.column()));
        }
        options.add(
                new Option(
                        ExportForm.token(ExportColumn.bounceReason(), 0),
                        ui.t("exporting.column.bounce")));
        if (ui.may("export.ownColumns")) {
            options.add(
                    Option.of(
                            ExportForm.OWN,
                            ui.t("exporting.column.own"),
                            ui.t("exporting.column.own.note")));
        }
        for (Mailinglist list : lists) {
            options.add(
                    new Option(
                            ExportForm.token(ExportColumn.ofList(list.id()), 0),
                            ui.t("exporting.column.list", list.name())));
        }
        return options;
    }

    private List<Option> target(Ui ui, int chosen) {
        return targets.all(ui.actor()).stream()
                .filter(target -> target.valid() || target.id() == chosen)
                .map(target -> Option.of(target.id(), target.name()))
                .toList();
    }

    private static List<Option> types(Ui ui, ExportSettings settings) {
        return Stream.concat(
                        Stream.of(new Option("", ui.t("exporting.types.all"))),
                        Labels.types(ui, settings.userType()).stream())
                .toList();
    }

    private static List<Option> options(Ui ui, String prefix, List<String> known, String chosen) {
        return Stream.concat(known.stream(), Stream.of(chosen))
                .distinct()
                .map(name -> new Option(name, known.contains(name) ? ui.t(prefix + name) : name))
                .toList();
    }

    private static List<Option> signs(Ui ui, String prefix, String signs) {
        return signs.chars().mapToObj(sign -> Option.of(sign, ui.t(prefix + sign))).toList();
    }

    private static List<Option> styles(List<DateStyle> styles) {
        return styles.stream()
                .map(
                        style ->
                                Option.of(
                                        style.code(),
                                        style.pattern().pattern().replace("XXX", "+hh:mm")))
                .toList();
    }
}
