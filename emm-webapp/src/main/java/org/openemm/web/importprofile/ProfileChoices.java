package org.openemm.web.importprofile;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.openemm.importing.CsvFormat;
import org.openemm.importing.DateFormat;
import org.openemm.importing.FileType;
import org.openemm.importing.ImportMode;
import org.openemm.mailinglist.Mailinglists;
import org.openemm.profilefield.ProfileField;
import org.openemm.profilefield.ProfileFields;
import org.openemm.recipient.BindingStatus;
import org.openemm.recipient.UserType;
import org.openemm.web.recipient.Labels;
import org.openemm.web.ui.Option;
import org.openemm.web.ui.Ui;

/** What can be chosen in the editor of import profiles. */
public final class ProfileChoices {
    private final ProfileFields fields;
    private final Mailinglists mailinglists;

    ProfileChoices(ProfileFields fields, Mailinglists mailinglists) {
        this.fields = fields;
        this.mailinglists = mailinglists;
    }

    /** One list of options per field of the form. */
    public record Choices(
            List<Option> types,
            List<Option> charsets,
            List<Option> separators,
            List<Option> quotes,
            List<Option> dates,
            List<Option> decimals,
            List<Option> zones,
            List<Option> modes,
            List<Option> keys,
            List<Option> fields,
            List<Option> mailtypes,
            List<Option> lists,
            List<Option> statuses,
            List<Option> userTypes,
            List<Option> languages) {}

    Choices of(Ui ui) {
        List<Option> keys = new ArrayList<>();
        for (ProfileField field : fields.of(ui.actor()).editable()) {
            keys.add(new Option(field.column(), Labels.field(ui, field)));
        }
        List<Option> columns = new ArrayList<>();
        columns.add(new Option("", ui.t("importing.mapping.skip")));
        columns.addAll(keys);
        List<Option> languages = new ArrayList<>();
        languages.add(new Option("", ui.t("importprofile.language.own")));
        languages.addAll(ui.languages());
        return new Choices(
                Arrays.stream(FileType.values())
                        .map(type -> new Option(type.name(), ui.t("importprofile.type." + type)))
                        .toList(),
                CsvFormat.CHARSETS.stream()
                        .map(name -> new Option(name, ui.t("importing.charset." + name)))
                        .toList(),
                characters(ui, CsvFormat.SEPARATORS, "importing.separator."),
                characters(ui, CsvFormat.QUOTES, "importing.quote."),
                Arrays.stream(DateFormat.values())
                        .map(format -> Option.of(format.code(), format.pattern()))
                        .toList(),
                List.of(
                        new Option(".", ui.t("importing.mapping.decimal.point")),
                        new Option(",", ui.t("importing.mapping.decimal.comma"))),
                zones(ui),
                Arrays.stream(ImportMode.values())
                        .filter(mode -> ui.may(mode.right()))
                        .map(
                                mode ->
                                        Option.of(
                                                mode.code(),
                                                ui.t("importing.mode." + mode),
                                                ui.t("importing.mode." + mode + ".note")))
                        .toList(),
                keys,
                columns,
                Labels.mailtypes(ui),
                mailinglists.all(ui.actor()).stream()
                        .map(list -> Option.of(list.id(), list.name()))
                        .toList(),
                List.of(
                        status(ui, BindingStatus.ACTIVE),
                        status(ui, BindingStatus.WAITING),
                        status(ui, BindingStatus.SUSPENDED)),
                Labels.types(ui, UserType.WORLD),
                languages);
    }

    private static List<Option> zones(Ui ui) {
        List<Option> zones = new ArrayList<>();
        zones.add(new Option("", ui.t("importprofile.zone.own")));
        ZoneId.getAvailableZoneIds().stream()
                .filter(zone -> zone.indexOf('/') > 0 && !zone.startsWith("Etc/"))
                .filter(zone -> !zone.startsWith("SystemV/"))
                .sorted()
                .forEach(zone -> zones.add(new Option(zone, zone.replace('_', ' '))));
        return zones;
    }

    private static Option status(Ui ui, BindingStatus status) {
        return Option.of(status.code(), Labels.status(ui, status));
    }

    private static List<Option> characters(Ui ui, List<Character> characters, String key) {
        return characters.stream()
                .map(character -> Option.of((int) character, ui.t(key + (int) character)))
                .toList();
    }
}
