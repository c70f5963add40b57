package org.openemm;

import java.io.Serial;

/** The actor lacks a right. */
public final class NotPermitted extends RuntimeException {
    @Serial private static final long serialVersionUID = 1L;
    private final String right;

    public NotPermitted(String right) {
        super("This needs the right " + right);
        this.right = right;
    }

    public String right() {
        return right;
    }
}
