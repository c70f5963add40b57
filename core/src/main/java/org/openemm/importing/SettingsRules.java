package org.openemm.importing;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.openemm.InvalidInput;
import org.openemm.NotFound;
import org.openemm.account.Actor;
import org.openemm.mailinglist.Mailinglists;
import org.openemm.profilefield.ProfileField;
import org.openemm.profilefield.ProfileFieldCatalog;

/** What must be right about the settings of an import before a row is read. */
final class SettingsRules {
    private static final int HIGHEST_MAILTYPE = 2;
    private static final int HIGHEST_GENDER = 5;

    private final Mailinglists mailinglists;

    SettingsRules(Mailinglists mailinglists) {
        this.mailinglists = mailinglists;
    }

    /**
     * @throws InvalidInput with everything that is wrong
     */
    void check(Actor actor, ProfileFieldCatalog catalog, ImportSettings settings) {
        actor.require(settings.mode().right());
        List<InvalidInput.Problem> problems = new ArrayList<>();
        checkColumns(actor, catalog, settings, problems);
        checkRules(catalog, settings, problems);
        checkKeys(catalog, settings, problems);
        checkLists(actor, settings, problems);
        if (settings.defaultMailtype() < 0 || settings.defaultMailtype() > HIGHEST_MAILTYPE) {
            problems.add(
                    new InvalidInput.Problem(
                            "defaultMailtype", "recipient.value.mailtype", HIGHEST_MAILTYPE));
        }
        if (settings.genders().values().stream().anyMatch(g -> g < 0 || g > HIGHEST_GENDER)) {
            problems.add(
                    new InvalidInput.Problem("genders", "recipient.value.gender", HIGHEST_GENDER));
        }
        if (!problems.isEmpty()) {
            throw new InvalidInput(problems);
        }
    }

    /** The number of a recipient says who is meant, but is never written. */
    private static boolean isKeyOnly(Actor actor, ImportSettings settings, String column) {
        return column.equals("customer_id")
                && !settings.mode().adds()
                && settings.keyColumns().contains(column)
                && actor.may("import.customerid");
    }

    private static void checkRules(
            ProfileFieldCatalog catalog,
            ImportSettings settings,
            List<InvalidInput.Problem> problems) {
        Set<String> used = new HashSet<>();
        for (ColumnRule rule : settings.columnRules()) {
            Optional<ProfileField> field = catalog.column(rule.column());
            if (field.isEmpty() || !field.get().column().equals(rule.column())) {
                problems.add(
                        new InvalidInput.Problem(
                                "columns", "recipient.field.unknown", rule.column()));
            } else if (!used.add(rule.column())) {
                problems.add(
                        new InvalidInput.Problem(
                                "columns", "importing.columns.twice", field.get().name()));
            } else if (!settings.columns().contains(rule.column())
                    && (!field.get().isWritable()
                            || rule.mandatory() && rule.defaultValue().isEmpty())) {
                problems.add(
                        new InvalidInput.Problem(
                                "columns", "importing.columns.mandatory", field.get().name()));
            }
        }
    }

    private static void checkColumns(
            Actor actor,
            ProfileFieldCatalog catalog,
            ImportSettings settings,
            List<InvalidInput.Problem> problems) {
        Set<String> used = new HashSet<>();
        for (int i = 0; i < settings.columns().size(); i++) {
            String column = settings.columns().get(i);
            if (column.isEmpty()) {
                continue;
            }
            Optional<ProfileField> field = catalog.column(column);
            if (field.isEmpty() || !field.get().column().equals(column)) {
                problems.add(problem(i, "recipient.field.unknown", column));
            } else if (!field.get().isWritable() && !isKeyOnly(actor, settings, column)) {
                problems.add(problem(i, "recipient.field.readonly", field.get().name()));
            } else if (!used.add(column)) {
                problems.add(problem(i, "importing.columns.twice", field.get().name()));
            }
        }
        if (settings.mode().adds() && !used.contains("email")) {
            problems.add(new InvalidInput.Problem("columns", "importing.columns.email"));
        }
    }

    private static void checkKeys(
            ProfileFieldCatalog catalog,
            ImportSettings settings,
            List<InvalidInput.Problem> problems) {
        if (settings.duplicates() == DuplicateCheck.NONE && settings.mode() != ImportMode.ADD) {
            problems.add(new InvalidInput.Problem("duplicates", "importing.duplicates.needed"));
        }
        if (settings.keyColumns().isEmpty()) {
            problems.add(new InvalidInput.Problem("keyColumns", "importing.key.none"));
        }
        for (String key : settings.keyColumns()) {
            if (!settings.columns().contains(key)) {
                String name = catalog.column(key).map(ProfileField::name).orElse(key);
                problems.add(new InvalidInput.Problem("keyColumns", "importing.key.missing", name));
            }
        }
        if (settings.mode().blocks() && !settings.keyColumns().equals(List.of("email"))) {
            problems.add(new InvalidInput.Problem("keyColumns", "importing.key.blocklist"));
        }
    }

    private void checkLists(
            Actor actor, ImportSettings settings, List<InvalidInput.Problem> problems) {
        for (int list : settings.mailinglists()) {
            try {
                mailinglists.get(actor, list);
            } catch (NotFound e) {
                problems.add(
                        new InvalidInput.Problem("mailinglists", "importing.list.unknown", list));
            }
        }
        if (settings.mode().changesStatus() && settings.mailinglists().isEmpty()) {
            problems.add(new InvalidInput.Problem("mailinglists", "importing.list.none"));
        }
    }

    private static InvalidInput.Problem problem(int column, String key, String name) {
        return new InvalidInput.Problem("column" + column, key, name);
    }
}
