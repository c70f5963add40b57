package org.openemm.importing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.openemm.InvalidInput;
import org.openemm.profilefield.ProfileField;
import org.openemm.profilefield.ProfileFieldCatalog;

/** Applies an import profile to the headings of a file. */
final class ProfileMapping {
    private final ImportProfileDraft profile;
    private final ProfileFieldCatalog catalog;

    ProfileMapping(ImportProfileDraft profile, ProfileFieldCatalog catalog) {
        this.profile = profile;
        this.catalog = catalog;
    }

    /** The other way round: a profile with the settings of an import. */
    static ImportProfileDraft of(ImportSettings settings, String name) {
        List<ProfileColumn> columns = new ArrayList<>();
        Map<String, ColumnRule> rules = settings.rulesByColumn();
        for (int i = 0; i < settings.columns().size(); i++) {
            String heading =
                    settings.format().headless() || i >= settings.headings().size()
                            ? String.valueOf(i + 1)
                            : settings.headings().get(i);
            ColumnRule rule = rules.remove(settings.columns().get(i));
            if (!heading.isEmpty()) {
                columns.add(
                        new ProfileColumn(
                                heading,
                                settings.columns().get(i),
                                rule != null && rule.mandatory(),
                                rule == null ? "" : rule.defaultValue()));
            }
        }
        rules.values()
                .forEach(
                        rule ->
                                columns.add(
                                        new ProfileColumn(
                                                "",
                                                rule.column(),
                                                rule.mandatory(),
                                                rule.defaultValue())));
        return new ImportProfileDraft(
                name,
                new ProfileFile(
                        settings.format(),
                        settings.dateFormat(),
                        settings.decimalSeparator(),
                        settings.zone() == null ? "" : settings.zone()),
                settings.mode(),
                settings.keyColumns(),
                settings.duplicates(),
                settings.updateAll(),
                settings.keepOnEmpty(),
                settings.defaultMailtype(),
                false,
                columns,
                settings.genders(),
                false,
                settings.mailinglists(),
                settings.statusByMedium(),
                settings.userType(),
                new ProfileReport("", "", ""));
    }

    /**
     * Settings for a file.
     *
     * @param read as the file is read, with its headings
     * @param lists mailing lists of the company, for a profile that binds to all
     * @throws InvalidInput when the file lacks a column that the profile needs
     */
    ImportSettings settings(ImportSettings read, List<Integer> lists) {
        List<String> columns = columns(read.headings());
        requireColumns(columns);
        return read.change()
                .columns(columns)
                .keyColumns(profile.keyColumns())
                .mode(profile.mode())
                .dateFormat(profile.file().dates())
                .decimalSeparator(profile.file().decimal())
                .keepOnEmpty(profile.keepOnEmpty())
                .genders(lowerCase(profile.genders()))
                .defaultMailtype(profile.defaultMailtype())
                .mailinglists(profile.allLists() ? lists : profile.mailinglists())
                .bindingStatus(profile.status().values().iterator().next())
                .userType(profile.userType())
                .mediaStatus(profile.status())
                .columnRules(rules())
                .duplicates(profile.duplicates())
                .updateAll(profile.updateAll())
                .zone(profile.file().zone())
                .done();
    }

    /** Fields that have a default value or must be filled, and are still there. */
    List<ColumnRule> rules() {
        return profile.columns().stream()
                .filter(column -> catalog.column(column.field()).isPresent())
                .filter(column -> column.mandatory() || !column.defaultValue().isEmpty())
                .map(
                        column ->
                                new ColumnRule(
                                        column.field(), column.mandatory(), column.defaultValue()))
                .toList();
    }

    private List<String> columns(List<String> headings) {
        Map<String, String> chosen = new HashMap<>();
        profile.columns()
                .forEach(
                        column ->
                                chosen.put(
                                        column.fileColumn().toLowerCase(Locale.ROOT),
                                        column.field()));
        boolean numbered = profile.file().format().headless();
        Set<String> taken = new HashSet<>(chosen.values());
        List<String> proposed =
                profile.autoMapping() && !numbered
                        ? HeaderMatcher.propose(headings, catalog)
                        : List.of();
        List<String> columns = new ArrayList<>();
        for (int i = 0; i < headings.size(); i++) {
            String key =
                    numbered ? String.valueOf(i + 1) : headings.get(i).toLowerCase(Locale.ROOT);
            String field = chosen.get(key);
            if (field == null) {
                String guess = proposed.isEmpty() ? "" : proposed.get(i);
                field = taken.add(guess) ? guess : "";
            }
            columns.add(catalog.column(field).isPresent() ? field : "");
        }
        return columns;
    }

    private void requireColumns(List<String> columns) {
        List<String> missing = new ArrayList<>();
        for (ProfileColumn column : profile.columns()) {
            boolean needed =
                    profile.keyColumns().contains(column.field())
                            || column.mandatory() && column.defaultValue().isEmpty();
            if (needed && !column.fileColumn().isEmpty() && !columns.contains(column.field())) {
                missing.add("“" + column.fileColumn() + "”");
            }
        }
        for (String key : profile.keyColumns()) {
            if (missing.isEmpty() && !columns.contains(key)) {
                missing.add(catalog.column(key).map(ProfileField::name).orElse(key));
            }
        }
        if (!missing.isEmpty()) {
            throw new InvalidInput(
                    "file",
                    "importing.profile.missing",
                    String.join(", ", missing),
                    profile.name());
        }
    }

    private static Map<String, Integer> lowerCase(Map<String, Integer> genders) {
        Map<String, Integer> lower = new HashMap<>();
        genders.forEach((word, code) -> lower.put(word.strip().toLowerCase(Locale.ROOT), code));
        return lower;
    }
}
