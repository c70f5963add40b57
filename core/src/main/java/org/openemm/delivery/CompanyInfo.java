package org.openemm.delivery;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.openemm.database.Transaction;

/**
 * What a company has set for its sendings (company_info_tbl): its own values before those of all
 * companies, {@code name[<mailing>]} before {@code name}. Read in the transaction of the sending,
 * never from a cache: a sending must not begin with settings of a while ago. Names ignore case.
 */
public final class CompanyInfo {
    private static final Set<String> YES = Set.of("true", "1", "+", "yes", "on");

    private final Map<String, String> values;
    private final int mailingId;

    private CompanyInfo(Map<String, String> values, int mailingId) {
        this.values = values;
        this.mailingId = mailingId;
    }

    /**
     * @param mailingId 0: for no mailing in particular
     */
    public static CompanyInfo of(Transaction tx, int companyId, int mailingId) {
        Map<String, String> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        tx.sql()
                .createQuery(
                        """
                        SELECT cname, COALESCE(cvalue, '') FROM company_info_tbl
                         WHERE company_id IN (0, :company) AND COALESCE(hostname, '') = ''
                         ORDER BY company_id
                        """)
                .bind("company", companyId)
                .map((row, context) -> Map.entry(row.getString(1), row.getString(2)))
                .forEach(entry -> values.put(entry.getKey(), entry.getValue().strip()));
        return new CompanyInfo(values, mailingId);
    }

    /** The value unless it is blank. */
    public Optional<String> find(String name) {
        String own = values.get(name + "[" + mailingId + "]");
        return Optional.ofNullable(own == null ? values.get(name) : own)
                .filter(value -> !value.isEmpty());
    }

    /** Whether it says yes; {@code otherwise} where nothing is set. */
    public boolean isTrue(String name, boolean otherwise) {
        return find(name)
                .map(value -> YES.contains(value.toLowerCase(java.util.Locale.ROOT)))
                .orElse(otherwise);
    }

    /** A whole number of up to eight digits; {@code otherwise} for anything else. */
    public int number(String name, int otherwise) {
        return find(name)
                .filter(value -> value.matches("\\d{1,8}"))
                .map(Integer::parseInt)
                .orElse(otherwise);
    }
}
