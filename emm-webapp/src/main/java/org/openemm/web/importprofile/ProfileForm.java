package org.openemm.web.importprofile;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.openemm.importing.CsvFormat;
import org.openemm.importing.DateFormat;
import org.openemm.importing.DuplicateCheck;
import org.openemm.importing.FileType;
import org.openemm.importing.ImportMode;
import org.openemm.importing.ImportProfileDraft;
import org.openemm.importing.ProfileColumn;
import org.openemm.importing.ProfileFile;
import org.openemm.importing.ProfileReport;
import org.openemm.recipient.BindingStatus;
import org.openemm.recipient.UserType;
import org.openemm.web.ui.Input;

/** The fields of the editor and the profile they stand for. */
public final class ProfileForm {
    /** Salutations that words can stand for. */
    public static final List<Integer> GENDERS = List.of(0, 1, 2, 4, 5);

    /** More rows than a profile may have are read, so that the core can say so. */
    private static final int MAX_ROWS = 1_000;

    private static final int EMAIL = 0;

    private ProfileForm() {}

    /** Rows that say nothing are left out. */
    static ImportProfileDraft draft(Input input) {
        return new ImportProfileDraft(
                input.text("name"),
                new ProfileFile(
                        new CsvFormat(
                                input.text("charset"),
                                (char) input.integer("separator"),
                                (char) input.integer("quote"),
                                type(input.text("type")),
                                input.flag("headless"),
                                false),
                        DateFormat.find(input.integer("dateFormat")).orElse(DateFormat.GERMAN_DAY),
                        input.text("decimal").equals(",") ? ',' : '.',
                        input.text("zone")),
                ImportMode.find(input.integer("mode")).orElse(ImportMode.ADD_AND_UPDATE),
                input.all("keyColumns").stream().filter(key -> !key.isBlank()).toList(),
                DuplicateCheck.of(input.flag("noDuplicateCheck") ? 2 : 1),
                input.flag("updateAll"),
                !input.flag("clearOnEmpty"),
                input.integer("defaultMailtype", 1),
                input.flag("autoMapping"),
                columns(input, -1),
                genders(input),
                input.flag("allLists"),
                input.integers("mailinglists"),
                Map.of(
                        EMAIL,
                        BindingStatus.find(input.integer("bindingStatus", 1))
                                .orElse(BindingStatus.ACTIVE)),
                userType(input.text("userType")),
                new ProfileReport(
                        input.text("reportEmail"),
                        input.text("errorEmail"),
                        input.text("reportLanguage")));
    }

    /**
     * @param without place of a row that is to go, -1 for none
     */
    static List<ProfileColumn> columns(Input input, int without) {
        List<ProfileColumn> columns = new ArrayList<>();
        for (int i = 0; i < MAX_ROWS && input.find("file" + i).isPresent(); i++) {
            ProfileColumn column =
                    new ProfileColumn(
                            input.text("file" + i),
                            input.text("field" + i),
                            input.flag("mandatory" + i),
                            input.text("default" + i));
            boolean empty =
                    column.fileColumn().isEmpty()
                            && column.field().isEmpty()
                            && column.defaultValue().isEmpty();
            if (!empty && i != without) {
                columns.add(column);
            }
        }
        return columns;
    }

    /** Words for a salutation, separated by commas. */
    public static String words(Map<String, Integer> genders, int code) {
        return genders.entrySet().stream()
                .filter(gender -> gender.getValue() == code)
                .map(Map.Entry::getKey)
                .collect(Collectors.joining(", "));
    }

    private static Map<String, Integer> genders(Input input) {
        Map<String, Integer> genders = new LinkedHashMap<>();
        for (int code : GENDERS) {
            for (String word : input.text("gender" + code).split("[,;\\n]")) {
                if (!word.isBlank()) {
                    genders.put(word.strip().toLowerCase(Locale.ROOT), code);
                }
            }
        }
        return genders;
    }

    private static FileType type(String name) {
        for (FileType type : FileType.values()) {
            if (type.name().equals(name)) {
                return type;
            }
        }
        return FileType.CSV;
    }

    private static UserType userType(String code) {
        return code.isEmpty()
                ? UserType.WORLD
                : UserType.find(code.charAt(0)).orElse(UserType.WORLD);
    }
}
