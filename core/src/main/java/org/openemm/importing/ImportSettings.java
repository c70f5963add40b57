package org.openemm.importing;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openemm.recipient.Binding;
import org.openemm.recipient.BindingStatus;
import org.openemm.recipient.UserType;

/**
 * How to import a file. Made by {@link #change()} from what the product proposes.
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
 * @param mediaStatus the same where it differs by medium: status by mediatype; empty for e-mail
 *     alone with the status above
 * @param columnRules default values and fields that must be filled
 * @param updateAll changes all recipients with the key of a row; otherwise the oldest one
 * @param zone in which the file's times are meant, null for that of the user who imports
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
        UserType userType,
        Map<Integer, BindingStatus> mediaStatus,
        List<ColumnRule> columnRules,
        DuplicateCheck duplicates,
        boolean updateAll,
        String zone) {

    public ImportSettings {
        headings = headings == null ? List.of() : List.copyOf(headings);
        columns = columns.stream().map(column -> column == null ? "" : column).toList();
        keyColumns = List.copyOf(keyColumns);
        genders = Map.copyOf(genders);
        mailinglists = List.copyOf(mailinglists);
        mediaStatus = mediaStatus == null ? Map.of() : Map.copyOf(mediaStatus);
        columnRules = columnRules == null ? List.of() : List.copyOf(columnRules);
        duplicates = duplicates == null ? DuplicateCheck.FULL : duplicates;
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
                UserType.WORLD,
                Map.of(),
                List.of(),
                DuplicateCheck.FULL,
                false,
                null);
    }

    /** A copy in which parts can differ. */
    public ChangedSettings change() {
        return new ChangedSettings(this);
    }

    public ImportSettings withFormat(CsvFormat other) {
        return change().format(other).done();
    }

    public ImportSettings withColumns(List<String> other) {
        return change().columns(other).done();
    }

    public ImportSettings withMode(ImportMode other) {
        return change().mode(other).done();
    }

    /** Binds new recipients, and those without a binding, to these lists as active. */
    public ImportSettings withMailinglists(List<Integer> other) {
        return change().mailinglists(other).done();
    }

    /** Status of new bindings by mediatype, never empty. */
    Map<Integer, BindingStatus> statusByMedium() {
        return mediaStatus.isEmpty() ? Map.of(Binding.EMAIL, bindingStatus) : mediaStatus;
    }

    ZoneId zoneOr(ZoneId otherwise) {
        try {
            return zone == null || zone.isEmpty() ? otherwise : ZoneId.of(zone);
        } catch (DateTimeException e) {
            return otherwise;
        }
    }

    Map<String, ColumnRule> rulesByColumn() {
        Map<String, ColumnRule> rules = new LinkedHashMap<>();
        columnRules.forEach(rule -> rules.put(rule.column(), rule));
        return rules;
    }
}
