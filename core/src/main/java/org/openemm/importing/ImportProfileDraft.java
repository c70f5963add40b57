package org.openemm.importing;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.openemm.recipient.BindingStatus;
import org.openemm.recipient.UserType;

/**
 * What can be set in an import profile.
 *
 * @param file how the files are written
 * @param keyColumns profile fields that identify a recipient
 * @param autoMapping columns of the file that are not listed go to the profile field of that name
 * @param columns what the columns of the file mean; also fields with a default value alone
 * @param genders words in lower case and the salutation they stand for
 * @param allLists new recipients go into every mailing list there is when the import runs
 * @param status of new bindings by mediatype (0 e-mail)
 * @param report who is told what, empty addresses for nobody
 */
public record ImportProfileDraft(
        String name,
        ProfileFile file,
        ImportMode mode,
        List<String> keyColumns,
        DuplicateCheck duplicates,
        boolean updateAll,
        boolean keepOnEmpty,
        int defaultMailtype,
        boolean autoMapping,
        List<ProfileColumn> columns,
        Map<String, Integer> genders,
        boolean allLists,
        List<Integer> mailinglists,
        Map<Integer, BindingStatus> status,
        UserType userType,
        ProfileReport report) {

    public ImportProfileDraft {
        name = name.strip();
        keyColumns = List.copyOf(keyColumns);
        columns = List.copyOf(columns);
        genders = new TreeMap<>(genders);
        mailinglists = List.copyOf(mailinglists);
        status = Map.copyOf(status);
    }

    /** What a new profile begins with. */
    public static ImportProfileDraft empty() {
        return new ImportProfileDraft(
                "",
                ProfileFile.usual(),
                ImportMode.ADD_AND_UPDATE,
                List.of("email"),
                DuplicateCheck.FULL,
                false,
                true,
                1,
                true,
                List.of(),
                Map.of(),
                false,
                List.of(),
                Map.of(0, BindingStatus.ACTIVE),
                UserType.WORLD,
                new ProfileReport("", "", ""));
    }

    ImportProfileDraft named(String other) {
        return copy(other, file, columns);
    }

    ImportProfileDraft with(ProfileFile otherFile, List<ProfileColumn> otherColumns) {
        return copy(name, otherFile, otherColumns);
    }

    private ImportProfileDraft copy(
            String otherName, ProfileFile otherFile, List<ProfileColumn> otherColumns) {
        return new ImportProfileDraft(
                otherName,
                otherFile,
                mode,
                keyColumns,
                duplicates,
                updateAll,
                keepOnEmpty,
                defaultMailtype,
                autoMapping,
                otherColumns,
                genders,
                allLists,
                mailinglists,
                status,
                userType,
                report);
    }
}
