package org.openemm.profilefield;

import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.openemm.InvalidInput;

/** What a profile field must look like before anything is done for it. */
final class FieldRules {
    static final int MAX_LENGTH = 4000;

    /** MariaDB takes 3,072 bytes of a column into an index, four for each character. */
    static final int MAX_INDEXED_LENGTH = 768;

    private static final Pattern COLUMN = Pattern.compile("[a-z][a-z0-9_]{2,29}");
    private static final int MAX_NAME = 99;
    private static final int MAX_DESCRIPTION = 500;
    private static final int MAX_DEFAULT = 199;
    private static final int MAX_ALLOWED = 1_000;

    /**
     * customer_field_tbl.allowed_values holds 65,535 bytes; quotes and signs need more than one.
     */
    private static final int MAX_ALLOWED_CHARACTERS = 12_000;

    private final ProfileFieldCatalog catalog;

    FieldRules(ProfileFieldCatalog catalog) {
        this.catalog = catalog;
    }

    /**
     * @param limit how many own fields there may be
     */
    ProfileField create(ProfileFieldDraft draft, int limit) {
        String column =
                draft.column() == null ? "" : draft.column().strip().toLowerCase(Locale.ROOT);
        checkColumn(column);
        if (draft.type() == null || draft.type() == DataType.TEXT) {
            throw new InvalidInput("type", "profilefield.type");
        }
        if (catalog.own().size() >= limit) {
            throw new InvalidInput("column", "profilefield.limit", limit);
        }
        ProfileField field = field(column, draft, draft.type(), length(draft, draft.type()), null);
        return withValues(field, draft);
    }

    /** Column and type stay; of standard fields what is stored of them stays, too. */
    ProfileField change(ProfileField old, ProfileFieldDraft draft) {
        if (old.isStandard()) {
            ProfileField field = field(old.column(), draft, old.type(), old.length(), old);
            return field.withValues(old.defaultValue(), old.allowedValues(), old.min(), old.max());
        }
        int length =
                old.type() == DataType.VARCHAR && draft.length() != 0
                        ? length(draft, old.type())
                        : old.length();
        return withValues(field(old.column(), draft, old.type(), length, old), draft);
    }

    private void checkColumn(String column) {
        if (!COLUMN.matcher(column).matches()) {
            throw new InvalidInput("column", "profilefield.column.form", shown(column));
        }
        if (ReservedWords.isOfRules(column)) {
            throw new InvalidInput("column", "profilefield.column.rules", column);
        }
        if (ReservedWords.isOfDatabase(column)) {
            throw new InvalidInput("column", "profilefield.column.reserved", column);
        }
        if (catalog.column(column).isPresent()) {
            throw new InvalidInput("column", "profilefield.column.taken", column);
        }
    }

    private ProfileField field(
            String column, ProfileFieldDraft draft, DataType type, int length, ProfileField old) {
        ProfileFieldDraft.Options options = draft.options();
        boolean standard = old != null && old.isStandard();
        if (old != null && old.isIdentity() && draft.editing() == ProfileField.Editing.HIDDEN) {
            throw new InvalidInput("editing", "profilefield.hide.identity");
        }
        boolean maintained = old != null && old.isMaintained();
        if (options.historized() && maintained) {
            throw new InvalidInput("historized", "profilefield.history.maintained");
        }
        boolean indexed = standard ? old.indexed() : options.indexed();
        if (indexed && !standard && (type == DataType.TEXT || length > MAX_INDEXED_LENGTH)) {
            throw new InvalidInput("indexed", "profilefield.index.length", MAX_INDEXED_LENGTH);
        }
        if (options.interest() && !type.isNumeric()) {
            throw new InvalidInput("interest", "profilefield.interest");
        }
        return new ProfileField(
                column,
                name(draft, old),
                type,
                length,
                standard ? old.nullable() : draft.nullable(),
                null,
                description(draft),
                Math.max(0, Math.min(ProfileField.UNSORTED, draft.sort())),
                maintained ? old.editing() : draft.editing(),
                options.historized(),
                indexed,
                options.line(),
                options.interest(),
                List.of(),
                null,
                null);
    }

    private static int length(ProfileFieldDraft draft, DataType type) {
        if (type != DataType.VARCHAR) {
            return 0;
        }
        if (draft.length() < 1 || draft.length() > MAX_LENGTH) {
            throw new InvalidInput("length", "profilefield.length", MAX_LENGTH);
        }
        return draft.length();
    }

    private String name(ProfileFieldDraft draft, ProfileField itself) {
        String name = draft.name() == null ? "" : draft.name().strip();
        if (name.isEmpty() || name.codePointCount(0, name.length()) > MAX_NAME) {
            throw new InvalidInput("name", "profilefield.name", MAX_NAME);
        }
        if (catalog.find(name).filter(field -> !sameColumn(field, itself)).isPresent()) {
            throw new InvalidInput("name", "profilefield.name.taken", name);
        }
        if (name.indexOf('`') >= 0 || !HtmlRule.accepts(name, false)) {
            throw new InvalidInput("name", "profilefield.name.form");
        }
        return name;
    }

    private static boolean sameColumn(ProfileField one, ProfileField other) {
        return other != null && one.column().equals(other.column());
    }

    private static String description(ProfileFieldDraft draft) {
        String description = draft.description() == null ? "" : draft.description().strip();
        if (description.length() > MAX_DESCRIPTION) {
            throw new InvalidInput("description", "profilefield.description", MAX_DESCRIPTION);
        }
        return description;
    }

    /** Allowed values and limits obey the type, the default obeys all of them. */
    private static ProfileField withValues(ProfileField field, ProfileFieldDraft draft) {
        ProfileFieldDraft.Options options = draft.options();
        List<String> allowed = allowed(field, options.allowedValues());
        String min = limit(field, "min", options.min());
        String max = limit(field, "max", options.max());
        ProfileField limited = field.withValues(null, allowed, min, max);
        if (min != null && max != null && ValueLimits.compare(field.type(), min, max) > 0) {
            throw new InvalidInput("max", "profilefield.range");
        }
        return limited.withValues(standard(limited, draft.defaultValue()), allowed, min, max);
    }

    private static List<String> allowed(ProfileField field, List<String> values) {
        Set<String> checked = new LinkedHashSet<>();
        int characters = 0;
        List<InvalidInput.Problem> problems = new ArrayList<>();
        for (String value : values) {
            if (value == null || value.isBlank()) {
                continue;
            }
            try {
                checked.add(StoredText.of(rules().check(field, value.strip())));
                characters += value.length();
            } catch (InvalidInput e) {
                e.problems().forEach(problem -> problems.add(at("allowedValues", problem)));
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidInput(problems.subList(0, 1));
        }
        if (checked.size() > MAX_ALLOWED || characters > MAX_ALLOWED_CHARACTERS) {
            throw new InvalidInput(
                    "allowedValues",
                    "profilefield.allowed.many",
                    MAX_ALLOWED,
                    MAX_ALLOWED_CHARACTERS);
        }
        return List.copyOf(checked);
    }

    private static String limit(ProfileField field, String name, String value) {
        if (value == null || value.isBlank()) {
            return null;
        }
        if (field.type().isText()) {
            throw new InvalidInput(name, "profilefield.range.type");
        }
        return checked(field, name, value.strip());
    }

    private static String standard(ProfileField field, String value) {
        if (value == null || value.isBlank()) {
            if (!field.nullable()) {
                throw new InvalidInput("defaultValue", "profilefield.default.required");
            }
            return null;
        }
        if (value.length() > MAX_DEFAULT) {
            throw new InvalidInput("defaultValue", "profilefield.default.length", MAX_DEFAULT);
        }
        return checked(field, "defaultValue", value);
    }

    private static String checked(ProfileField field, String input, String value) {
        try {
            Object typed = rules().check(field, value);
            return typed instanceof Double number
                    ? new BigDecimal(number.toString()).toPlainString()
                    : StoredText.of(typed);
        } catch (InvalidInput e) {
            throw new InvalidInput(List.of(at(input, e.problems().get(0))));
        }
    }

    private static InvalidInput.Problem at(String input, InvalidInput.Problem problem) {
        return new InvalidInput.Problem(input, problem.key(), problem.arguments());
    }

    private static ValueRules rules() {
        return new ValueRules(false, ZoneOffset.UTC);
    }

    private static String shown(String text) {
        return text.length() > 40 ? text.substring(0, 40) + "…" : text;
    }
}
