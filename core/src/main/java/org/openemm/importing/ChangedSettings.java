package org.openemm.importing;

import java.util.List;
import java.util.Map;
import org.openemm.recipient.BindingStatus;
import org.openemm.recipient.UserType;

/** Settings of an import in the making: what is not set stays as it was. Not thread-safe. */
public final class ChangedSettings {
    private CsvFormat format;
    private List<String> headings;
    private List<String> columns;
    private List<String> keyColumns;
    private ImportMode mode;
    private DateFormat dateFormat;
    private char decimalSeparator;
    private boolean keepOnEmpty;
    private Map<String, Integer> genders;
    private int defaultMailtype;
    private List<Integer> mailinglists;
    private BindingStatus bindingStatus;
    private UserType userType;
    private Map<Integer, BindingStatus> mediaStatus;
    private List<ColumnRule> columnRules;
    private DuplicateCheck duplicates;
    private boolean updateAll;
    private String zone;

    ChangedSettings(ImportSettings from) {
        format = from.format();
        headings = from.headings();
        columns = from.columns();
        keyColumns = from.keyColumns();
        mode = from.mode();
        dateFormat = from.dateFormat();
        decimalSeparator = from.decimalSeparator();
        keepOnEmpty = from.keepOnEmpty();
        genders = from.genders();
        defaultMailtype = from.defaultMailtype();
        mailinglists = from.mailinglists();
        bindingStatus = from.bindingStatus();
        userType = from.userType();
        mediaStatus = from.mediaStatus();
        columnRules = from.columnRules();
        duplicates = from.duplicates();
        updateAll = from.updateAll();
        zone = from.zone();
    }

    public ChangedSettings format(CsvFormat other) {
        format = other;
        return this;
    }

    public ChangedSettings headings(List<String> other) {
        headings = other;
        return this;
    }

    public ChangedSettings columns(List<String> other) {
        columns = other;
        return this;
    }

    public ChangedSettings keyColumns(List<String> other) {
        keyColumns = other;
        return this;
    }

    public ChangedSettings mode(ImportMode other) {
        mode = other;
        return this;
    }

    public ChangedSettings dateFormat(DateFormat other) {
        dateFormat = other;
        return this;
    }

    public ChangedSettings decimalSeparator(char other) {
        decimalSeparator = other;
        return this;
    }

    public ChangedSettings keepOnEmpty(boolean other) {
        keepOnEmpty = other;
        return this;
    }

    public ChangedSettings genders(Map<String, Integer> other) {
        genders = other;
        return this;
    }

    public ChangedSettings defaultMailtype(int other) {
        defaultMailtype = other;
        return this;
    }

    public ChangedSettings mailinglists(List<Integer> other) {
        mailinglists = other;
        return this;
    }

    public ChangedSettings bindingStatus(BindingStatus other) {
        bindingStatus = other;
        return this;
    }

    public ChangedSettings userType(UserType other) {
        userType = other;
        return this;
    }

    public ChangedSettings mediaStatus(Map<Integer, BindingStatus> other) {
        mediaStatus = other;
        return this;
    }

    public ChangedSettings columnRules(List<ColumnRule> other) {
        columnRules = other;
        return this;
    }

    public ChangedSettings duplicates(DuplicateCheck other) {
        duplicates = other;
        return this;
    }

    public ChangedSettings updateAll(boolean other) {
        updateAll = other;
        return this;
    }

    public ChangedSettings zone(String other) {
        zone = other;
        return this;
    }

    public ImportSettings done() {
        return new ImportSettings(
                format,
                headings,
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
                userType,
                mediaStatus,
                columnRules,
                duplicates,
                updateAll,
                zone);
    }
}
