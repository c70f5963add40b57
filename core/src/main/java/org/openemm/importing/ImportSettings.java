package org.openemm.importing;

import java.util.List;
import java.util.Map;
import org.openemm.recipient.BindingStatus;
import org.openemm.recipient.UserType;

/**
 * How to import a file.
 *
 * @param columns profile field (column name) per column of the file, null or empty for one that is
 *     left out; as many as the file has
 * @param keyColumns profile fields that tell whether two rows, or a row and a recipient, are the
 *     same; each must be among the columns
 * @param decimalSeparator point or comma
 * @param keepOnEmpty an empty cell leaves the value of a recipient that is there; otherwise it
 *     clears it
 * @param genders words of the file in lower case and the salutation they stand for, beside the
 *     numbers and words that are always understood
 * @param defaultMailtype of new recipients without one in the file: 0 text, 1 HTML, 2 offline HTML
 * @param mailinglists lists to bind recipients to, or in which to change the status
 * @param bindingStatus status of new bindings; bindings that exist are left as they are
 */
public record ImportSettings(
        CsvFormat format,
        List<String> columns,
        List<String> keyColumns,
        ImportMode mode,
        DateFormat dateFormat,
        char decimalSeparator,
        boolean keepOnEmpty,
        Map<String, Integer> genders,
        int defaultMailtype,
        List<Integer> mailinglists,
        BindingStatus bindingStatus,
        UserType userType) {

    public ImportSettings {
        columns = columns.stream().map(column -> column == null ? "" : column).toList();
        keyColumns = List.copyOf(keyColumns);
        genders = Map.copyOf(genders);
        mailinglists = List.copyOf(mailinglists);
    }

    /** What the product proposes for a file with these columns. */
    static ImportSettings proposed(CsvFormat format, List<String> columns, DateFormat dates) {
        return new ImportSettings(
                format,
                columns,
                List.of("email"),
                ImportMode.ADD_AND_UPDATE,
                dates,
                '.',
                true,
                Map.of(),
                1,
                List.of(),
                BindingStatus.ACTIVE,
                UserType.WORLD);
    }

    public ImportSettings withFormat(CsvFormat other) {
        return new ImportSettings(
                other,
                columns,
                keyColumns,
                mode,
                dateFormat,
                decimalSeparator,
                keepOnEmpty,
                genders,
                defaultMailtype,
                mailinglists,
                bindingStatus,
                userType);
    }

    public ImportSettings withColumns(List<String> other) {
        return new ImportSettings(
                format,
                other,
                keyColumns,
                mode,
                dateFormat,
                decimalSeparator,
                keepOnEmpty,
                genders,
                defaultMailtype,
                mailinglists,
                bindingStatus,
                userType);
    }

    public ImportSettings withMode(ImportMode other) {
        return new ImportSettings(
                format,
                columns,
                keyColumns,
                other,
                dateFormat,
                decimalSeparator,
                keepOnEmpty,
                genders,
                defaultMailtype,
                mailinglists,
                bindingStatus,
                userType);
    }

    /** Binds new recipients, and those without a binding, to these lists as active. */
    public ImportSettings withMailinglists(List<Integer> other) {
        return new ImportSettings(
                format,
                columns,
                keyColumns,
                mode,
                dateFormat,
                decimalSeparator,
                keepOnEmpty,
                genders,
                defaultMailtype,
                other,
                bindingStatus,
                userType);
    }
}
