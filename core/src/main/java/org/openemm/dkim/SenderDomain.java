package org.openemm.dkim;

import java.net.IDN;
import java.util.Locale;
import org.openemm.content.NamedAddress;

/**
 * The address that mails come from, as far as keys depend on it.
 *
 * @param domain in ASCII and lower case; empty when it is only known per recipient
 * @param identity for {@code i=}: the address, or {@code @domain} when its first part differs from
 *     recipient to recipient; empty without domain
 */
record SenderDomain(String domain, String identity) {
    private static final SenderDomain UNKNOWN = new SenderDomain("", "");

    /**
     * @param from as stored: with or without a name, tags allowed
     */
    static SenderDomain of(String from) {
        String address = NamedAddress.parse(from).address().strip();
        int at = address.lastIndexOf('@');
        String domain = ascii(address.substring(at + 1));
        if (at < 0 || domain.isEmpty() || domain.contains("[")) {
            return UNKNOWN;
        }
        String local = address.substring(0, at);
        return new SenderDomain(domain, (local.contains("[") ? "" : local) + "@" + domain);
    }

    /** Whether a key of that domain may speak for this one: the same or one above it. */
    boolean isWithin(String keyDomain) {
        return !domain.isEmpty() && (domain.equals(keyDomain) || domain.endsWith("." + keyDomain));
    }

    /** Lower case, international names in ASCII; as it is when it cannot be written so. */
    static String ascii(String domain) {
        String plain = domain.strip().toLowerCase(Locale.ROOT);
        try {
            return IDN.toASCII(plain).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            return plain;
        }
    }
}
