package org.openemm.bounce;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.openemm.database.Transaction;

/** Compiled rules, read again as soon as somebody has changed one. Thread-safe. */
final class RuleBook {
    private record Edition(long checksum, BounceRules rules) {}

    private final Map<Integer, Edition> byCompany = new ConcurrentHashMap<>();

    BounceRules of(Transaction tx, int companyId) {
        long checksum = checksum(tx, companyId);
        Edition known = byCompany.get(companyId);
        if (known == null || known.checksum() != checksum) {
            known = new Edition(checksum, BounceRules.read(tx, companyId));
            byCompany.put(companyId, known);
        }
        return known.rules();
    }

    /** Times of change would miss what administrators change by SQL. */
    private static long checksum(Transaction tx, int companyId) {
        return tx.sql()
                .createQuery(
                        """
                        SELECT COALESCE(SUM(CRC32(CONCAT_WS('|', rule_id, company_id, dsn, detail, pattern, active, shortname))), 0)
                               * 1000 + COUNT(*) % 1000
                          FROM bounce_translate_tbl WHERE company_id IN (0, :company)
                        """)
                .bind("company", companyId)
                .mapTo(Long.class)
                .one();
    }
}
