package org.openemm.dkim;

import java.time.Instant;

/**
 * A row of dkim_key_tbl.
 *
 * @param domain in ASCII and lower case
 * @param plain private key in PEM as former versions kept it; empty in rows of ours
 * @param sealed private key as {@link KeyBox} seals it, or as former versions encrypted it
 * @param validStart null: always was
 * @param validEnd first moment it is no longer valid; null: for ever
 */
record KeyRow(
        int id,
        int companyId,
        String domain,
        String selector,
        String plain,
        String sealed,
        Instant validStart,
        Instant validEnd,
        Instant created) {

    KeyName name() {
        return new KeyName(domain, selector);
    }

    boolean isValidAt(Instant when) {
        return (validStart == null || !validStart.isAfter(when))
                && (validEnd == null || validEnd.isAfter(when));
    }

    /** Without the key. */
    @Override
    public String toString() {
        return selector + "._domainkey." + domain + " (" + id + ")";
    }
}
