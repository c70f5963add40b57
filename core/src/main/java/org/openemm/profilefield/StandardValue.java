package org.openemm.profilefield;

import java.util.Objects;

/** Compares defaults: the database writes numbers in its own way. */
final class StandardValue {
    private StandardValue() {}

    static boolean isSame(ProfileField one, ProfileField other) {
        String first = one.defaultValue();
        String second = other.defaultValue();
        return Objects.equals(first, second)
                || first != null
                        && second != null
                        && one.type().isNumeric()
                        && ValueLimits.compare(one.type(), first, second) == 0;
    }
}
