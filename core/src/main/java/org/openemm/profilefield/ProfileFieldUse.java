package org.openemm.profilefield;

import java.util.List;

/**
 * Where a profile field is used and how much is in it.
 *
 * @param users at most 50 of each kind
 * @param filled recipients with a value that is not the default, counted up to {@link #COUNTED}
 */
public record ProfileFieldUse(List<User> users, long filled) {
    /** Counting stops here: further on the number makes no difference to anybody. */
    public static final long COUNTED = 100_000;

    /** What can use a field. */
    public enum Kind {
        TARGET,
        /** Its texts, links or blocks show it. */
        MAILING,
        TEMPLATE,
        IMPORT_PROFILE,
        EXPORT_PROFILE,
        /** One that was uploaded and is not finished. */
        IMPORT,
        /** A change of many recipients that is being made, named by who wants it. */
        CHANGE,
        /** One that is being written. */
        EXPORT,
        FORM,
        ACTION
    }

    /**
     * Who uses it.
     *
     * @param blocks it would not work any more; the field cannot be deleted before
     */
    public record User(Kind kind, long id, String name, boolean blocks) {}

    public ProfileFieldUse {
        users = List.copyOf(users);
    }

    public boolean isUsed() {
        return !users.isEmpty();
    }

    public boolean isBlocked() {
        return users.stream().anyMatch(User::blocks);
    }
}
