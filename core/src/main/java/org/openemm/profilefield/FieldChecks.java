package org.openemm.profilefield;

import java.util.stream.Collectors;
import org.openemm.InvalidInput;
import org.openemm.config.Settings;
import org.openemm.database.Transaction;

/** What of the company stands against a change of one of its fields. */
final class FieldChecks {
    private static final int NAMED = 10;

    private final Settings settings;
    private final ProfileFieldStore store;
    private final FieldChangeStore changes;

    FieldChecks(Settings settings, ProfileFieldStore store, FieldChangeStore changes) {
        this.settings = settings;
        this.store = store;
        this.changes = changes;
    }

    void requireIdle(Transaction tx, int company, String column) {
        if (changes.isBusy(tx, company, column)) {
            throw new InvalidInput("column", "profilefield.going", column);
        }
    }

    /** Standard fields do not count. */
    void history(ProfileFieldCatalog catalog, int company, ProfileField old, ProfileField field) {
        int limit =
                settings.intValue(company, "recipient.profile_history.max_userdefined_fields", -1);
        boolean more = field.historized() && (old == null || !old.historized());
        long kept = catalog.own().stream().filter(ProfileField::historized).count();
        if (more && !field.isStandard() && limit >= 0 && kept >= limit) {
            throw new InvalidInput("historized", "profilefield.history.limit", limit);
        }
    }

    void values(Transaction tx, int company, ProfileField old, ProfileField field) {
        if (field.length() < old.length()) {
            int longest = store.longest(tx, company, old);
            if (longest > field.length()) {
                throw new InvalidInput("length", "profilefield.length.values", longest);
            }
        }
        if (old.nullable() && !field.nullable() && store.hasEmpty(tx, company, old)) {
            throw new InvalidInput("nullable", "profilefield.nullable.empty");
        }
    }

    void deletable(Transaction tx, int company, ProfileField field) {
        if (field.isStandard()) {
            throw new InvalidInput("column", "profilefield.delete.standard", field.name());
        }
        ProfileFieldUse use = FieldUses.of(tx, company, field);
        if (use.isBlocked()) {
            String names =
                    use.users().stream()
                            .filter(ProfileFieldUse.User::blocks)
                            .map(ProfileFieldUse.User::name)
                            .limit(NAMED)
                            .collect(Collectors.joining(", "));
            throw new InvalidInput("column", "profilefield.delete.used", field.name(), names);
        }
        int limit = settings.intValue(company, "recipient.MaximumNumberOfEntriesForColumnDrop", -1);
        if (limit >= 0 && CustomerTable.countUpTo(tx, company, limit + 1) > limit) {
            throw new InvalidInput("column", "profilefield.delete.size", field.name(), limit);
        }
    }
}
