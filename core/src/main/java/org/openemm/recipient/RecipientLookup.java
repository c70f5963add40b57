package org.openemm.recipient;

import static org.openemm.recipient.ProfileFieldStore.customerTable;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jdbi.v3.core.statement.Query;
import org.openemm.database.Transaction;

/**
 * Finds recipients while somebody types: only by what an index or a small table answers at once.
 */
final class RecipientLookup {
    /** Names have no index of their own; a table of this size is read in a few milliseconds. */
    private static final int SMALL_TABLE = 20_000;

    private static final Pattern CUSTOMER_ID = Pattern.compile("[0-9]{1,9}");

    private RecipientLookup() {}

    static List<RecipientHit> starting(Transaction tx, int companyId, String text, int limit) {
        if (text.isBlank()) {
            return List.of();
        }
        Map<Long, RecipientHit> found = new LinkedHashMap<>();
        if (CUSTOMER_ID.matcher(text).matches()) {
            put(found, of(tx, companyId, List.of(Long.valueOf(text))));
        }
        put(found, by(tx, companyId, "cust.email LIKE :start ESCAPE '!'", "email", text, limit));
        if (found.size() < limit && text.indexOf('@') < 0 && isSmall(tx, companyId)) {
            String name =
                    """
                    (cust.lastname LIKE :start ESCAPE '!' OR cust.firstname LIKE :start ESCAPE '!'
                     OR CONCAT_WS(' ', cust.firstname, cust.lastname) LIKE :start ESCAPE '!')
                    """;
            put(found, by(tx, companyId, name, "lastname", text, limit));
        }
        return found.values().stream().limit(limit).toList();
    }

    static List<RecipientHit> of(Transaction tx, int companyId, Collection<Long> ids) {
        return ids.isEmpty()
                ? List.of()
                : list(
                        select(tx, companyId, "cust.customer_id IN (<ids>)", "customer_id")
                                .bindList("ids", List.copyOf(ids)),
                        ids.size());
    }

    private static List<RecipientHit> by(
            Transaction tx, int companyId, String condition, String order, String text, int limit) {
        return list(
                select(tx, companyId, condition, order)
                        .bind("start", text.replaceAll("[!%_]", "!$0") + "%"),
                limit);
    }

    private static Query select(Transaction tx, int companyId, String condition, String order) {
        return tx.sql()
                .createQuery(
                        """
                        SELECT cust.customer_id, cust.email, cust.firstname, cust.lastname
                          FROM %s cust WHERE %s AND %s ORDER BY cust.%s LIMIT :limit
                        """
                                .formatted(
                                        customerTable(companyId),
                                        RecipientStore.VISIBLE,
                                        condition,
                                        order));
    }

    private static List<RecipientHit> list(Query query, int limit) {
        return query.bind("limit", limit).map((row, context) -> hit(row)).list();
    }

    private static void put(Map<Long, RecipientHit> found, List<RecipientHit> more) {
        more.forEach(hit -> found.putIfAbsent(hit.id(), hit));
    }

    /** By the statistics of the table: counting would take as long as the search. */
    private static boolean isSmall(Transaction tx, int companyId) {
        return tx.sql()
                .createQuery(
                        """
                        SELECT COALESCE(table_rows, 0) < :small FROM information_schema.tables
                         WHERE table_schema = DATABASE() AND table_name = :table
                        """)
                .bind("small", SMALL_TABLE)
                .bind("table", customerTable(companyId))
                .mapTo(boolean.class)
                .findOne()
                .orElse(false);
    }

    private static RecipientHit hit(ResultSet row) throws SQLException {
        String first = Objects.toString(row.getString("firstname"), "");
        String last = Objects.toString(row.getString("lastname"), "");
        return new RecipientHit(
                row.getLong("customer_id"), row.getString("email"), (first + " " + last).strip());
    }
}
