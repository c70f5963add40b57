package org.openemm.importing;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.openemm.InvalidInput;
import org.openemm.NotFound;
import org.openemm.account.Actor;
import org.openemm.address.EmailAddress;
import org.openemm.mailinglist.Mailinglists;
import org.openemm.profilefield.ProfileField;
import org.openemm.profilefield.ProfileFieldCatalog;

/** What must be right about an import profile before it is kept. */
final class ProfileRules {
    static final int MIN_NAME = 3;
    static final int MAX_NAME = 99;
    static final int MAX_COLUMNS = 500;
    private static final int MAX_TEXT = 255;
    private static final int MAX_WORD = 100;
    private static final int MAX_REPORT = 255;
    private static final int MAX_ERRORS = 400;
    private static final int HIGHEST_MAILTYPE = 2;
    private static final int HIGHEST_GENDER = 5;

    private final Mailinglists mailinglists;
    private final ProfileFieldCatalog catalog;
    private final ImportProfileDraft draft;
    private final List<InvalidInput.Problem> problems = new ArrayList<>();

    ProfileRules(Mailinglists mailinglists, ProfileFieldCatalog catalog, ImportProfileDraft draft) {
        this.mailinglists = mailinglists;
        this.catalog = catalog;
        this.draft = draft;
    }

    /**
     * @param values says what is wrong with the default values, see {@link ImportProfiles}
     * @throws InvalidInput with everything that is wrong
     */
    void check(Actor actor, List<InvalidInput.Problem> values) {
        actor.require(draft.mode().right());
        int length = draft.name().length();
        if (length < MIN_NAME || length > MAX_NAME) {
            add("name", "importing.profile.name", MIN_NAME, MAX_NAME);
        }
        checkColumns();
        problems.addAll(values);
        checkKeys();
        checkHandling();
        checkGenders();
        checkLists(actor);
        checkAddresses("reportEmail", draft.report().to(), MAX_REPORT);
        checkAddresses("errorEmail", draft.report().errorsTo(), MAX_ERRORS);
        if (!draft.file().hasKnownZone()) {
            add("zone", "importing.profile.zone", draft.file().zone());
        }
        if (!problems.isEmpty()) {
            throw new InvalidInput(problems);
        }
    }

    private void checkColumns() {
        if (draft.columns().size() > MAX_COLUMNS) {
            add("columns", "importing.profile.columns", MAX_COLUMNS);
            return;
        }
        Set<String> headings = new HashSet<>();
        Set<String> fields = new HashSet<>();
        for (int i = 0; i < draft.columns().size(); i++) {
            ProfileColumn column = draft.columns().get(i);
            String heading = column.fileColumn().toLowerCase(Locale.ROOT);
            if (heading.length() > MAX_TEXT || column.defaultValue().length() > MAX_TEXT) {
                add("file" + i, "importing.profile.text", MAX_TEXT);
            } else if (!heading.isEmpty() && !headings.add(heading)) {
                add("file" + i, "importing.profile.heading.twice", column.fileColumn());
            } else if (heading.isEmpty() && column.field().isEmpty()) {
                add("file" + i, "importing.profile.row.empty");
            } else if (heading.isEmpty() && column.defaultValue().isEmpty()) {
                add("default" + i, "importing.profile.default.missing");
            }
            checkField(i, column, fields);
        }
    }

    private void checkField(int place, ProfileColumn column, Set<String> fields) {
        if (column.field().isEmpty()) {
            return;
        }
        Optional<ProfileField> field = catalog.column(column.field());
        if (field.isEmpty() || !field.get().column().equals(column.field())) {
            add("field" + place, "recipient.field.unknown", column.field());
        } else if (field.get().isMaintained()) {
            add("field" + place, "recipient.field.readonly", field.get().name());
        } else if (!fields.add(column.field())) {
            add("field" + place, "importing.columns.twice", field.get().name());
        }
    }

    private void checkKeys() {
        if (draft.keyColumns().isEmpty()) {
            add("keyColumns", "importing.key.none");
        }
        for (String key : draft.keyColumns()) {
            boolean mapped =
                    draft.columns().stream()
                            .anyMatch(
                                    column ->
                                            column.field().equals(key)
                                                    && !column.fileColumn().isEmpty());
            Optional<ProfileField> field = catalog.column(key);
            if (field.isEmpty() || field.get().isMaintained()) {
                add("keyColumns", "recipient.field.unknown", key);
            } else if (!mapped && !draft.autoMapping()) {
                add("keyColumns", "importing.key.missing", field.get().name());
            }
        }
        if (draft.mode().blocks() && !draft.keyColumns().equals(List.of("email"))) {
            add("keyColumns", "importing.key.blocklist");
        }
        boolean email = draft.columns().stream().anyMatch(column -> column.field().equals("email"));
        if (draft.mode().adds() && !email && !draft.autoMapping()) {
            add("columns", "importing.columns.email");
        }
    }

    private void checkHandling() {
        if (draft.duplicates() == DuplicateCheck.NONE && draft.mode() != ImportMode.ADD) {
            add("duplicates", "importing.profile.duplicates");
        }
        if (draft.defaultMailtype() < 0 || draft.defaultMailtype() > HIGHEST_MAILTYPE) {
            add("defaultMailtype", "recipient.value.mailtype", HIGHEST_MAILTYPE);
        }
    }

    private void checkGenders() {
        for (Map.Entry<String, Integer> gender : draft.genders().entrySet()) {
            if (gender.getKey().isBlank() || gender.getKey().length() > MAX_WORD) {
                add("genders", "importing.profile.word", MAX_WORD);
            } else if (gender.getValue() < 0 || gender.getValue() > HIGHEST_GENDER) {
                add("genders", "recipient.value.gender", HIGHEST_GENDER);
            }
        }
    }

    private void checkLists(Actor actor) {
        for (int list : draft.mailinglists()) {
            try {
                mailinglists.get(actor, list);
            } catch (NotFound e) {
                add("mailinglists", "importing.list.unknown", list);
            }
        }
        if (draft.allLists()) {
            actor.require("import.mailinglists.all");
        }
    }

    private void checkAddresses(String field, String addresses, int longest) {
        if (addresses.length() > longest) {
            add(field, "importing.profile.text", longest);
            return;
        }
        for (String address : addresses.split("[,;\\s]+")) {
            if (!address.isEmpty() && !EmailAddress.check(address).isValid()) {
                add(field, "importing.profile.address", address);
            }
        }
    }

    private void add(String field, String key, Object... arguments) {
        problems.add(new InvalidInput.Problem(field, key, arguments));
    }
}
