package org.openemm.importing;

import java.util.Optional;

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
    BLOCKLIST(5, "import.mode.blacklist");

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
        return this == UNSUBSCRIBE || this == BOUNCE;
    }

    public static Optional<ImportMode> find(int code) {
        return code < 0 || code >= values().length ? Optional.empty() : Optional.of(values()[code]);
    }
}
