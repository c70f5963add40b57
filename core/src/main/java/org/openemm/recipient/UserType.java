package org.openemm.recipient;

import java.util.Optional;

/** What a recipient is in a mailing list (binding.user_type). */
public enum UserType {
    /** Gets admin, test and world mailings. */
    ADMIN('A'),
    /** Gets test and world mailings. */
    TEST('T'),
    /** Gets world mailings. */
    WORLD('W'),
    TEST_VIP('t'),
    WORLD_VIP('w');

    private final char code;

    UserType(char code) {
        this.code = code;
    }

    public char code() {
        return code;
    }

    public static Optional<UserType> find(char code) {
        for (UserType type : values()) {
            if (type.code == code) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}
