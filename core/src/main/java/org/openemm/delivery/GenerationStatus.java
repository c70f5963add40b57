package org.openemm.delivery;

/** How far a send job is (maildrop_status_tbl.genstatus). */
public enum GenerationStatus {
    SCHEDULED(0),
    READY(1),
    IN_GENERATION(2),
    FINISHED(3),
    /** Failed or cancelled. */
    GIVEN_UP(4);

    private final int code;

    GenerationStatus(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }

    public static GenerationStatus of(int code) {
        for (GenerationStatus status : values()) {
            if (status.code == code) {
                return status;
            }
        }
        throw new IllegalArgumentException("genstatus " + code);
    }
}
