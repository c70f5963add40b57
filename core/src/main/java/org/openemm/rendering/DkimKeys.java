package org.openemm.rendering;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.openemm.content.NamedAddress;
import org.openemm.database.Transaction;

/**
 * Finds the key for a sender (dkim_key_tbl): one of the sender's domain, else of a domain above it;
 * keys of other domains only where the settings dkim-local-key or dkim-global-key allow them.
 */
final class DkimKeys {
    private final Transaction tx;
    private final MailingSnapshot.Tenant tenant;

    DkimKeys(Transaction tx, MailingSnapshot.Tenant tenant) {
        this.tx = tx;
        this.tenant = tenant;
    }

    /** A row of the table. */
    private record Row(int companyId, String domain, String selector, String key) {
        boolean covers(String senderDomain) {
            return senderDomain.equals(domain) || senderDomain.endsWith("." + domain);
        }
    }

    /** Null when there is none. */
    MailingSnapshot.Dkim find(String from, Instant when) {
        String address = MailAddress.ascii(NamedAddress.parse(from).address().strip());
        String senderDomain = MailAddress.domain(address).toLowerCase(Locale.ROOT);
        List<Row> rows = rows(when);
        // The longest domain that covers the sender is the closest; own keys come first.
        return rows.stream()
                .filter(row -> row.covers(senderDomain))
                .max(
                        Comparator.comparingInt((Row row) -> row.domain().length())
                                .thenComparingInt(Row::companyId))
                .map(row -> key(row, address))
                .or(
                        () ->
                                rows.stream()
                                        .filter(row -> isAllowedForAll(row.companyId()))
                                        .max(Comparator.comparingInt(Row::companyId))
                                        .map(row -> key(row, "")))
                .orElse(null);
    }

    private static MailingSnapshot.Dkim key(Row row, String identity) {
        return new MailingSnapshot.Dkim(row.domain(), row.selector(), row.key(), identity);
    }

    private boolean isAllowedForAll(int companyId) {
        return "true"
                .equalsIgnoreCase(
                        tenant.setting(companyId == 0 ? "dkim-global-key" : "dkim-local-key")
                                .orElse(""));
    }

    private List<Row> rows(Instant when) {
        return tx.sql()
                .createQuery(
                        """
                        SELECT company_id, LOWER(domain), selector, domain_key FROM dkim_key_tbl
                        WHERE company_id IN (0, :company)
                          AND COALESCE(domain, '') <> '' AND COALESCE(selector, '') <> ''
                          AND COALESCE(domain_key, '') <> ''
                          AND (valid_start IS NULL OR valid_start <= :when)
                          AND (valid_end IS NULL OR valid_end > :when)
                        ORDER BY dkim_id
                        """)
                .bind("company", tenant.companyId())
                .bind("when", when)
                .map(
                        (row, context) ->
                                new Row(
                                        row.getInt(1),
                                        row.getString(2),
                                        row.getString(3),
                                        row.getString(4)))
                .list();
    }
}
