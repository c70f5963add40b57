package org.openemm.route;

import java.util.Locale;

/** How a connection is secured. */
public enum Security {
    NONE,
    /** Begins in clear and is encrypted before anything is said (RFC 3207). */
    STARTTLS,
    /** Encrypted from the first byte on (RFC 8314). */
    TLS;

    /** As it stands in the database and in forms. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * @throws IllegalArgumentException for any other text
     */
    public static Security of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
