package org.openemm.target;

import java.io.Serial;

/** Somebody else has changed a group since it was shown. Nothing is saved. */
public final class TargetChanged extends RuntimeException {
    @Serial private static final long serialVersionUID = 1L;

    private final transient Target stored;

    TargetChanged(Target stored) {
        super("target group " + stored.id() + " has been changed meanwhile");
        this.stored = stored;
    }

    /** The group as it is now. */
    public Target stored() {
        return stored;
    }
}
