package org.openemm.recipient;

import java.util.Optional;

/** State of a recipient in a mailing list (binding.user_status). */
public enum BindingStatus {
    ACTIVE(1),
    BOUNCED(2),
    OPT_OUT_BY_ADMIN(3),
    OPT_OUT_BY_USER(4),
    /** Waits for the confirmation of a double opt-in. */
    WAITING(5),
    BLOCKLISTED(6),
    SUSPENDED(7);

    private final int code;

    BindingStatus(int code) {
        this.code = code;
    }

    /** Whether somebody in this state gets mail, or a request to confirm. */
    public boolean awaitsMail() {
        return this == ACTIVE || this == WAITING;
    }

    public int code() {
        return code;
    }

    public static Optional<BindingStatus> find(int code) {
        return code < 1 || code > values().length
                ? Optional.empty()
                : Optional.of(values()[code - 1]);
    }
}
