package org.openemm.importing;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.openemm.recipient.BindingStatus;

/** What an import does (import_profile_tbl.import_mode). */
public enum ImportMode {
    /** Only those not there yet. */
    ADD(0, "import.mode.add"),
    ADD_AND_UPDATE(1, "import.mode.add_update"),
    /** Only those there already. */
    UPDATE(2, "import.mode.only_update"),
    /** Opts those there out of the chosen lists. */
    UNSUBSCRIBE(3, "import.mode.unsubscribe"),
    /** Marks those there as bounced in the chosen lists. */
    BOUNCE(4, "import.mode.bounce"),
    /** Puts the addresses on the blocklist. */
    BLOCKLIST(5, "import.mode.blacklist"),
    /** Makes those active again that are marked as bounced in the chosen lists. */
    REACTIVATE_BOUNCED(6, "import.mode.bounce"),
    /** Suspends those that are active in the chosen lists. */
    SUSPEND(7, "import.mode.unsubscribe"),
    /** Makes those active again that are suspended in the chosen lists. */
    REACTIVATE_SUSPENDED(10, "import.mode.unsubscribe"),
    /**
     * Puts the addresses on the blocklist and takes all others off; wildcard patterns and people's
     * states in lists stay.
     */
    BLOCKLIST_EXCLUSIVE(12, "import.mode.blacklist");

    private final int code;
    private final String right;

    ImportMode(int code, String right) {
        this.code = code;
        this.right = right;
    }

    public int code() {
        return code;
    }

    /** Token that it needs. */
    public String right() {
        return right;
    }

    public boolean adds() {
        return this == ADD || this == ADD_AND_UPDATE;
    }

    public boolean updates() {
        return this == ADD_AND_UPDATE || this == UPDATE;
    }

    /** Changes bindings only, never values. */
    public boolean changesStatus() {
        return !adds() && !updates() && !blocks();
    }

    /** Changes the blocklist. */
    public boolean blocks() {
        return this == BLOCKLIST || this == BLOCKLIST_EXCLUSIVE;
    }

    /** Statuses that a mode which changes them begins with. */
    List<BindingStatus> from() {
        return switch (this) {
            case UNSUBSCRIBE, BOUNCE -> List.of(BindingStatus.ACTIVE, BindingStatus.WAITING);
            case SUSPEND -> List.of(BindingStatus.ACTIVE);
            case REACTIVATE_BOUNCED -> List.of(BindingStatus.BOUNCED);
            case REACTIVATE_SUSPENDED -> List.of(BindingStatus.SUSPENDED);
            case ADD, ADD_AND_UPDATE, UPDATE, BLOCKLIST, BLOCKLIST_EXCLUSIVE -> List.of();
        };
    }

    /** Status that it leaves. */
    BindingStatus to() {
        return switch (this) {
            case UNSUBSCRIBE -> BindingStatus.OPT_OUT_BY_ADMIN;
            case BOUNCE -> BindingStatus.BOUNCED;
            case SUSPEND -> BindingStatus.SUSPENDED;
            case BLOCKLIST, BLOCKLIST_EXCLUSIVE -> BindingStatus.BLOCKLISTED;
            case ADD, ADD_AND_UPDATE, UPDATE, REACTIVATE_BOUNCED, REACTIVATE_SUSPENDED ->
                    BindingStatus.ACTIVE;
        };
    }

    public static Optional<ImportMode> find(int code) {
        return Arrays.stream(values()).filter(mode -> mode.code == code).findFirst();
    }
}
