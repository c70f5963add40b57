package org.openemm.importing;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.openemm.recipient.BindingStatus;
import org.openemm.recipient.UserType;

/**
 * How to import a file.
 *
 * @param headings of the columns as the file has them; empty when nobody noted them
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
        List<String> headings,
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
        headings = headings == null ? List.of() : List.copyOf(headings);
        columns = columns.stream().map(column -> column == null ? "" : column).toList();
        keyColumns = List.copyOf(keyColumns);
        genders = Map.copyOf(genders);
        mailinglists = List.copyOf(mailinglists);
    }

    /** What the product proposes for a file with these columns. */
    static ImportSettings proposed(
            CsvFormat format, List<String> headings, List<String> columns, DateFormat dates) {
        return new ImportSettings(
                format,
                headings,
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
        return with(parts -> parts.format = other);
    }

    public ImportSettings withColumns(List<String> other) {
        return with(parts -> parts.columns = other);
    }

    public ImportSettings withMode(ImportMode other) {
        return with(parts -> parts.mode = other);
    }

    /** Binds new recipients, and those without a binding, to these lists as active. */
    public ImportSettings withMailinglists(List<Integer> other) {
        return with(parts -> parts.mailinglists = other);
    }

    private ImportSettings with(Consumer<Parts> change) {
        Parts parts = new Parts(this);
        change.accept(parts);
        return parts.whole();
    }

    /** The one place that copies; what may differ in a copy can be set. */
    private static final class Parts {
        private final ImportSettings from;
        private CsvFormat format;
        private List<String> columns;
        private ImportMode mode;
        private List<Integer> mailinglists;

        Parts(ImportSettings from) {
            this.from = from;
            format = from.format;
            columns = from.columns;
            mode = from.mode;
            mailinglists = from.mailinglists;
        }

        ImportSettings whole() {
            return new ImportSettings(
                    format,
                    from.headings,
                    columns,
                    from.keyColumns,
                    mode,
                    from.dateFormat,
                    from.decimalSeparator,
                    from.keepOnEmpty,
                    from.genders,
                    from.defaultMailtype,
                    mailinglists,
                    from.bindingStatus,
                    from.userType);
        }
    }
}
