package org.openemm.recipient;

import static org.openemm.profilefield.CustomerTable.customerTable;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.statement.Query;
import org.openemm.database.Transaction;
import org.openemm.profilefield.CustomerTable;
import org.openemm.profilefield.ProfileFieldCatalog;

/**
 * Finds recipients while somebody types: only by what an index or a small table answers at once.
 */
final class RecipientLookup {
    /** Names have no index of their own; a table of this size is read in a few milliseconds. */
    private static final int SMALL_TABLE = 20_000;

    private static final Pattern CUSTOMER_ID = Pattern.compile("[0-9]{1,9}");

    private RecipientLookup() {}

    /**
     * @param seen fields of the one who types: names that he does not see are neither searched nor
     *     told
     */
    static List<RecipientHit> starting(
            Transaction tx, int companyId, ProfileFieldCatalog seen, String text, int limit) {
        if (text.isBlank()) {
            return List.of();
        }
        Map<Long, RecipientHit> found = new LinkedHashMap<>();
        if (CUSTOMER_ID.matcher(text).matches()) {
            put(found, of(tx, companyId, seen, List.of(Long.valueOf(text))));
        }
        put(found, by(tx, companyId, seen, "cust.email LIKE :start", "email", text, limit));
        List<String> names = names(seen);
        if (found.size() < limit
                && text.indexOf('@') < 0
                && !names.isEmpty()
                && isSmall(tx, companyId)) {
            List<String> ways = new ArrayList<>();
            names.forEach(name -> ways.add("cust." + name + " LIKE :start"));
            ways.add("CONCAT_WS(' ', cust." + String.join(", cust.", names) + ") LIKE :start");
            String name = "(" + String.join(" OR ", ways) + ")";
            String order = names.get(names.size() - 1);
            put(found, by(tx, companyId, seen, name, order, text, limit));
        }
        return found.values().stream().limit(limit).toList();
    }

    /** First and last name as far as they are seen. */
    private static List<String> names(ProfileFieldCatalog seen) {
        return Stream.of("firstname", "lastname")
                .filter(name -> seen.column(name).isPresent())
                .toList();
    }

    static List<RecipientHit> of(
            Transaction tx, int companyId, ProfileFieldCatalog seen, Collection<Long> ids) {
        return ids.isEmpty()
                ? List.of()
                : list(
                        select(tx, companyId, seen, "cust.customer_id IN (<ids>)", "customer_id")
                                .bindList("ids", List.copyOf(ids)),
                        ids.size());
    }

    private static List<RecipientHit> by(
            Transaction tx,
            int companyId,
            ProfileFieldCatalog seen,
            String condition,
            String order,
            String text,
            int limit) {
        return list(
                select(tx, companyId, seen, condition, order)
                        .bind("start", text.replaceAll("[\\\\%_]", "\\\\$0") + "%"),
                limit);
    }

    private static Query select(
            Transaction tx,
            int companyId,
            ProfileFieldCatalog seen,
            String condition,
            String order) {
        String name =
                names(seen).stream()
                        .map(column -> ", cust." + column)
                        .collect(Collectors.joining());
        return tx.sql()
                .createQuery(
                        """
                        SELECT cust.customer_id, cust.email, TRIM(CONCAT_WS(' ', NULL%s)) AS name
                          FROM %s cust WHERE %s AND %s ORDER BY cust.%s LIMIT :limit
                        """
                                .formatted(
                                        name,
                                        customerTable(companyId),
                                        CustomerTable.VISIBLE,
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
        return new RecipientHit(
                row.getLong("customer_id"), row.getString("email"), row.getString("name"));
    }
}
