package org.openemm.dkim;

import java.time.Instant;
import java.util.Optional;

/**
 * A key as people see it: without the private part.
 *
 * @param companyId 0: of the installation, for all companies that are allowed to use it
 * @param type empty when the key cannot be opened
 * @param bits 0 when the key cannot be opened
 * @param publicText what stands behind {@code p=} in DNS; empty when the key cannot be opened
 * @param problem why it cannot be opened, in English as in the log; empty when it can
 * @param signs whether it signs the mails of its domain now
 * @param created null for rows that do not say
 * @param check what was found in DNS last
 */
public record DkimKey(
        int id,
        int companyId,
        KeyName name,
        Optional<KeyType> type,
        int bits,
        String publicText,
        String problem,
        Validity validity,
        boolean signs,
        Instant created,
        Optional<RecordCheck> check) {

    /** Where a key stands in its life. */
    public enum Stage {
        SIGNS,
        /** Begins to be valid later. */
        WAITS,
        /** Valid, but another one signs. */
        RESERVE,
        ENDED,
        UNREADABLE
    }

    public Stage stage(Instant now) {
        if (type.isEmpty()) {
            return Stage.UNREADABLE;
        }
        if (validity.end() != null && !validity.end().isAfter(now)) {
            return Stage.ENDED;
        }
        if (validity.start() != null && validity.start().isAfter(now)) {
            return Stage.WAITS;
        }
        return signs ? Stage.SIGNS : Stage.RESERVE;
    }

    /** The record to publish; empty when the key cannot be opened. */
    public Optional<DnsRecord> record() {
        return type.map(known -> DnsRecord.of(name, known, publicText));
    }
}
