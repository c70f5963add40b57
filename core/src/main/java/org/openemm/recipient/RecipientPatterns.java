package org.openemm.recipient;

import static org.openemm.profilefield.CustomerTable.customerTable;

import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.statement.Query;
import org.openemm.account.Actor;
import org.openemm.database.Transaction;
import org.openemm.profilefield.CustomerTable;
import org.openemm.profilefield.ProfileField;

/** SQL of the search by patterns. Columns come from the catalogue, patterns are bound. */
final class RecipientPatterns {
    private RecipientPatterns() {}

    /**
     * @param patterns {@code *} or {@code %} for any number of characters, {@code ?} or {@code _}
     *     for one; all must fit
     */
    static PatternMatches find(
            Transaction tx, Actor actor, Map<ProfileField, String> patterns, int limit) {
        StringBuilder from =
                new StringBuilder(" FROM ")
                        .append(customerTable(actor.companyId()))
                        .append(" cust WHERE ")
                        .append(CustomerTable.VISIBLE)
                        .append(actor.limit().and());
        int place = 0;
        for (ProfileField field : patterns.keySet()) {
            from.append(" AND cust.").append(field.sql()).append(" LIKE :p").append(place++);
        }
        List<Long> ids =
                bound(
                                tx.sql()
                                        .createQuery(
                                                "SELECT cust.customer_id"
                                                        + from
                                                        + " ORDER BY cust.customer_id LIMIT"
                                                        + " :limit"),
                                patterns)
                        .bind("limit", limit + 1)
                        .mapTo(Long.class)
                        .list();
        if (ids.size() <= limit) {
            return new PatternMatches(ids, ids.size());
        }
        long total =
                bound(tx.sql().createQuery("SELECT COUNT(*)" + from), patterns)
                        .mapTo(Long.class)
                        .one();
        return new PatternMatches(ids.subList(0, limit), total);
    }

    private static Query bound(Query query, Map<ProfileField, String> patterns) {
        int place = 0;
        for (String pattern : patterns.values()) {
            query.bind("p" + place++, like(pattern));
        }
        return query;
    }

    private static String like(String pattern) {
        return pattern.replace("\\", "\\\\").replace('*', '%').replace('?', '_');
    }
}
