package org.openemm.web.importing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.openemm.importing.CsvFormat;
import org.openemm.importing.DateFormat;
import org.openemm.importing.ImportMode;
import org.openemm.mailinglist.Mailinglist;
import org.openemm.mailinglist.Mailinglists;
import org.openemm.profilefield.ProfileField;
import org.openemm.profilefield.ProfileFields;
import org.openemm.recipient.BindingStatus;
import org.openemm.recipient.UserType;
import org.openemm.web.recipient.Labels;
import org.openemm.web.ui.Option;
import org.openemm.web.ui.Ui;

/** What can be chosen for an import. */
public final class ImportChoices {
    private final ProfileFields fields;
    private final Mailinglists mailinglists;

    ImportChoices(ProfileFields fields, Mailinglists mailinglists) {
        this.fields = fields;
        this.mailinglists = mailinglists;
    }

    /** One list of options per field of the form. */
    public record Choices(
            List<Option> charsets,
            List<Option> separators,
            List<Option> quotes,
            List<Option> fields,
            List<Option> keys,
            List<Option> modes,
            List<Option> dates,
            List<Option> statuses,
            List<Option> types,
            List<Mailinglist> lists) {}

    Choices of(Ui ui) {
        List<Option> keys = new ArrayList<>();
        for (ProfileField field : fields.of(ui.actor()).editable()) {
            keys.add(new Option(field.column(), Labels.field(ui, field)));
        }
        List<Option> columns = new ArrayList<>();
        columns.add(new Option("", ui.t("importing.mapping.skip")));
        columns.addAll(keys);
        return new Choices(
                CsvFormat.CHARSETS.stream()
                        .map(name -> new Option(name, ui.t("importing.charset." + name)))
                        .toList(),
                codes(ui, CsvFormat.SEPARATORS, "importing.separator."),
                codes(ui, CsvFormat.QUOTES, "importing.quote."),
                columns,
                keys,
                modes(ui),
                Arrays.stream(DateFormat.values())
                        .map(format -> Option.of(format.code(), format.pattern()))
                        .toList(),
                List.of(
                        status(ui, BindingStatus.ACTIVE),
                        status(ui, BindingStatus.WAITING),
                        status(ui, BindingStatus.SUSPENDED)),
                Labels.types(ui, UserType.WORLD),
                mailinglists.all(ui.actor()));
    }

    private static List<Option> modes(Ui ui) {
        return Arrays.stream(ImportMode.values())
                .filter(mode -> ui.may(mode.right()))
                .map(
                        mode ->
                                Option.of(
                                        mode.code(),
                                        ui.t("importing.mode." + mode.name()),
                                        ui.t("importing.mode." + mode.name() + ".note")))
                .toList();
    }

    private static Option status(Ui ui, BindingStatus status) {
        return Option.of(status.code(), Labels.status(ui, status));
    }

    private static List<Option> codes(Ui ui, List<Character> characters, String key) {
        return characters.stream()
                .map(character -> Option.of((int) character, ui.t(key + (int) character)))
                .toList();
    }
}
