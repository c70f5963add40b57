package org.openemm.profilefield;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.openemm.InvalidInput;
import org.openemm.account.ActivityLog;
import org.openemm.account.Actor;
import org.openemm.database.Database;

/** For which users a profile field is more or less visible than for the company. Thread-safe. */
public final class FieldVisibility {
    private final Database database;
    private final ActivityLog log;
    private final Clock clock;
    private final ProfileFieldStore store;
    private final FieldCatalogs catalogs;

    FieldVisibility(
            Database database,
            ActivityLog log,
            Clock clock,
            ProfileFieldStore store,
            FieldCatalogs catalogs) {
        this.database = database;
        this.log = log;
        this.clock = clock;
        this.store = store;
        this.catalogs = catalogs;
    }

    /**
     * Users for whom a field has another visibility than for the company, by user id. Right:
     * profileField.show.
     */
    public Map<Integer, ProfileField.Editing> exceptions(Actor actor, String column) {
        actor.require("profileField.show");
        return database.inTransaction(
                tx -> {
                    ProfileField field = catalogs.of(tx, actor.companyId()).require(column);
                    return FieldRights.of(tx, actor.companyId(), field.column());
                });
    }

    /** Every user of the company with what he may do with the field. */
    public List<FieldAccess> access(Actor actor, String column) {
        actor.require("profileField.show");
        return database.inTransaction(tx -> FieldRights.users(tx, actor.companyId(), column));
    }

    /**
     * Says for which users a field has another visibility than for the company. Right:
     * profileField.show.
     *
     * @param exceptions by user id; replaces what was there
     * @throws InvalidInput for an unknown field, for users of other companies, and when somebody
     *     would not see the id or the address of recipients
     */
    public void setExceptions(
            Actor actor, String column, Map<Integer, ProfileField.Editing> exceptions) {
        actor.require("profileField.show");
        int company = actor.companyId();
        database.run(
                tx -> {
                    ProfileField field = catalogs.of(tx, company).require(column);
                    if (field.isIdentity()
                            && exceptions.containsValue(ProfileField.Editing.HIDDEN)) {
                        throw new InvalidInput("exceptions", "profilefield.hide.identity");
                    }
                    FieldRights.requireUsers(tx, company, exceptions.keySet());
                    if (exceptions.equals(FieldRights.of(tx, company, field.column()))) {
                        return;
                    }
                    store.describe(tx, company, field, clock.instant());
                    FieldRights.set(tx, company, field.column(), exceptions);
                    log.record(
                            tx,
                            actor,
                            "edit profile field",
                            "%s: visibility for %d users"
                                    .formatted(field.named(), exceptions.size()));
                });
        catalogs.invalidate(company);
    }
}
