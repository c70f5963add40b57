package org.openemm.profilefield;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.openemm.account.Actor;

/**
 * The profile fields of a company as they are, and as each of its users sees them. Thread-safe.
 *
 * <p>A field has a visibility for the whole company (customer_field_tbl.mode_edit) and may have
 * another one for single users (customer_field_permission_tbl). What a user must not see is not in
 * his catalogue at all: to him it is a field that does not exist, in lists, rules, imports, exports
 * and interfaces alike. Programs that come through web services have no user of the company: for
 * them the visibility of the company holds. The product itself sees everything.
 */
final class CompanyFields {
    private final long version;
    private final ProfileFieldCatalog all;
    private final Map<Integer, Map<String, ProfileField.Editing>> exceptions;
    private final Map<Integer, ProfileFieldCatalog> views = new ConcurrentHashMap<>();

    /**
     * @param version of {@link FieldVersion}
     * @param exceptions by user, then by column
     */
    CompanyFields(
            long version,
            ProfileFieldCatalog all,
            Map<Integer, Map<String, ProfileField.Editing>> exceptions) {
        this.version = version;
        this.all = all;
        this.exceptions = Map.copyOf(exceptions);
    }

    long version() {
        return version;
    }

    ProfileFieldCatalog all() {
        return all;
    }

    ProfileFieldCatalog of(Actor actor) {
        if (actor.kind() == Actor.Kind.SYSTEM) {
            return all;
        }
        int user =
                actor.kind() == Actor.Kind.USER && exceptions.containsKey(actor.id())
                        ? actor.id()
                        : 0;
        return views.computeIfAbsent(user, this::view);
    }

    private ProfileFieldCatalog view(int user) {
        Map<String, ProfileField.Editing> own = exceptions.getOrDefault(user, Map.of());
        return new ProfileFieldCatalog(
                all.all().stream()
                        .map(field -> own(field, own.get(field.column())))
                        .flatMap(Optional::stream)
                        .toList());
    }

    private static Optional<ProfileField> own(ProfileField field, ProfileField.Editing exception) {
        ProfileField.Editing editing = exception == null ? field.editing() : exception;
        if (editing == ProfileField.Editing.HIDDEN && !field.isIdentity()) {
            return Optional.empty();
        }
        return Optional.of(field.editing() == editing ? field : field.withEditing(editing));
    }
}
