package org.openemm.dkim;

/**
 * A key that signs the mails of a mailing, as it travels with them.
 *
 * @param key the private key, sealed by {@link KeyBox}: files that hold it tell nobody anything
 * @param identity sender address that the domain fits ({@code i=}); empty for none
 */
public record SigningKey(String domain, String selector, String key, String identity) {
    /** Without the key. */
    @Override
    public String toString() {
        return selector + "._domainkey." + domain;
    }
}
