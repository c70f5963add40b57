package org.openemm.dkim;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Algorithms of keys, by the names that stand in DNS records ({@code k=}). */
public enum KeyType {
    RSA("rsa-sha256", "SHA256withRSA"),
    /** RFC 8463. */
    ED25519("ed25519-sha256", "Ed25519");

    private final String signatureTag;
    private final String jcaName;

    KeyType(String signatureTag, String jcaName) {
        this.signatureTag = signatureTag;
        this.jcaName = jcaName;
    }

    /** As in {@code k=}: rsa, ed25519. */
    public String tag() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The type of that name in any case. */
    public static Optional<KeyType> named(String name) {
        return Arrays.stream(values())
                .filter(type -> type.tag().equalsIgnoreCase(name.strip()))
                .findFirst();
    }

    /** As in {@code a=} of a signature. */
    String signatureTag() {
        return signatureTag;
    }

    /** Name of the signature algorithm in Java. */
    String jcaName() {
        return jcaName;
    }
}
