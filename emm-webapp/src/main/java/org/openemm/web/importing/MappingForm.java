package org.openemm.web.importing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.openemm.InvalidInput;
import org.openemm.importing.CsvFormat;
import org.openemm.importing.DateFormat;
import org.openemm.importing.DuplicateCheck;
import org.openemm.importing.ImportMode;
import org.openemm.importing.ImportSettings;
import org.openemm.recipient.BindingStatus;
import org.openemm.recipient.UserType;
import org.openemm.web.ui.Input;

/** The fields of the mapping page and the settings they stand for. */
final class MappingForm {
    private MappingForm() {}

    static CsvFormat format(Input input) {
        return new CsvFormat(
                input.text("charset"),
                (char) input.integer("separator"),
                (char) input.integer("quote"));
    }

    /** What the page does not offer stays as it was. */
    static ImportSettings settings(Input input, ImportSettings before) {
        List<String> columns = new ArrayList<>();
        for (int i = 0; i < before.columns().size(); i++) {
            columns.add(input.text("column" + i));
        }
        return before.change()
                .columns(columns)
                .keyColumns(input.all("keyColumns").stream().filter(key -> !key.isEmpty()).toList())
                .mode(ImportMode.find(input.integer("mode")).orElse(before.mode()))
                .dateFormat(
                        DateFormat.find(input.integer("dateFormat")).orElse(before.dateFormat()))
                .decimalSeparator(input.text("decimal").equals(",") ? ',' : '.')
                .keepOnEmpty(input.flag("keepOnEmpty"))
                .updateAll(input.flag("updateAll"))
                .duplicates(DuplicateCheck.of(input.flag("noDuplicateCheck") ? 2 : 1))
                .genders(genders(input.text("genders")))
                .defaultMailtype(input.integer("defaultMailtype"))
                .mailinglists(input.integers("mailinglists"))
                .bindingStatus(
                        BindingStatus.find(input.integer("bindingStatus"))
                                .orElse(BindingStatus.ACTIVE))
                .userType(userType(input.text("userType")))
                .done();
    }

    /** Only the mailing lists and as what. */
    static ImportSettings lists(Input input, ImportSettings before) {
        if (input.find("bindingStatus").isEmpty()) {
            return before;
        }
        BindingStatus status =
                BindingStatus.find(input.integer("bindingStatus")).orElse(BindingStatus.ACTIVE);
        return before.change()
                .mailinglists(input.integers("mailinglists"))
                .bindingStatus(status)
                .mediaStatus(Map.of())
                .userType(userType(input.text("userType")))
                .done();
    }

    /** One line per word: {@code Herr = 0}. */
    static String text(Map<String, Integer> genders) {
        List<String> lines = new ArrayList<>();
        genders.forEach((word, code) -> lines.add(word + " = " + code));
        lines.sort(String.CASE_INSENSITIVE_ORDER);
        return String.join("\n", lines);
    }

    private static Map<String, Integer> genders(String text) {
        Map<String, Integer> genders = new HashMap<>();
        for (String line : text.split("\\R")) {
            if (line.isBlank()) {
                continue;
            }
            int equals = line.lastIndexOf('=');
            try {
                genders.put(
                        line.substring(0, equals).strip().toLowerCase(Locale.ROOT),
                        Integer.parseInt(line.substring(equals + 1).strip()));
            } catch (NumberFormatException | IndexOutOfBoundsException e) {
                throw new InvalidInput("genders", "importing.genders.form", line.strip());
            }
        }
        return genders;
    }

    private static UserType userType(String code) {
        return code.isEmpty()
                ? UserType.WORLD
                : UserType.find(code.charAt(0)).orElse(UserType.WORLD);
    }
}
