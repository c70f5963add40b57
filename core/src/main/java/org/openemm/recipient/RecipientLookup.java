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
import org.openemm.account.Actor;
import org.openemm.database.Transaction;
import org.openemm.profilefield.CustomerTable;
import org.openemm.profilefield.ProfileFieldCatalog;

/** Finds recipients while somebody types: only by what an index answers at once. */
final class RecipientLookup {
    private static final Pattern CUSTOMER_ID = Pattern.compile("[0-9]{1,9}");

    private RecipientLookup() {}

    /**
     * @param seen fields of the one who types: names that he does not see are neither searched nor
     *     told
     */
    static List<RecipientHit> starting(
            Transaction tx, Actor actor, ProfileFieldCatalog seen, String text, int limit) {
        if (text.isBlank()) {
            return List.of();
        }
        Map<Long, RecipientHit> found = new LinkedHashMap<>();
        if (CUSTOMER_ID.matcher(text).matches()) {
            put(found, of(tx, actor, seen, List.of(Long.valueOf(text))));
        }
        for (Way way : ways(seen, text)) {
            if (found.size() < limit) {
                put(found, by(tx, actor, seen, way, limit));
            }
        }
        return found.values().stream().limit(limit).toList();
    }

    /**
     * Columns and what their values begin with.
     *
     * @param order column by whose index they are found
     */
    private record Way(String order, Map<String, String> beginnings) {
        String condition() {
            return beginnings.keySet().stream()
                    .map(column -> "cust.%s LIKE :%s".formatted(column, column))
                    .collect(Collectors.joining(" AND "));
        }
    }

    private static List<Way> ways(ProfileFieldCatalog seen, String text) {
        List<Way> ways = new ArrayList<>();
        ways.add(new Way("email", Map.of("email", text)));
        if (text.indexOf('@') >= 0) {
            return ways;
        }
        List<String> names = names(seen);
        names.forEach(name -> ways.add(new Way(name, Map.of(name, text))));
        String[] words = text.replace(',', ' ').strip().split("\\s+", 2);
        if (words.length == 2 && names.size() == 2) {
            ways.add(new Way("lastname", Map.of("firstname", words[0], "lastname", words[1])));
            ways.add(new Way("lastname", Map.of("firstname", words[1], "lastname", words[0])));
        }
        return ways;
    }

    /** First and last name as far as they are seen. */
    private static List<String> names(ProfileFieldCatalog seen) {
        return Stream.of("lastname", "firstname")
                .filter(name -> seen.column(name).isPresent())
                .toList();
    }

    static List<RecipientHit> of(
            Transaction tx, Actor actor, ProfileFieldCatalog seen, Collection<Long> ids) {
        return ids.isEmpty()
                ? List.of()
                : list(
                        select(tx, actor, seen, "cust.customer_id IN (<ids>)", "customer_id")
                                .bindList("ids", List.copyOf(ids)),
                        ids.size());
    }

    private static List<RecipientHit> by(
            Transaction tx, Actor actor, ProfileFieldCatalog seen, Way way, int limit) {
        Query query = select(tx, actor, seen, way.condition(), way.order());
        way.beginnings()
                .forEach(
                        (column, text) ->
                                query.bind(column, text.replaceAll("[\\\\%_]", "\\\\$0") + "%"));
        return list(query, limit);
    }

    private static Query select(
            Transaction tx, Actor actor, ProfileFieldCatalog seen, String condition, String order) {
        String name =
                Stream.of("firstname", "lastname")
                        .filter(column -> seen.column(column).isPresent())
                        .map(column -> ", cust." + column)
                        .collect(Collectors.joining());
        return tx.sql()
                .createQuery(
                        """
                        SELECT cust.customer_id, cust.email, TRIM(CONCAT_WS(' ', NULL%s)) AS name
                          FROM %s cust WHERE %s AND %s%s ORDER BY cust.%s LIMIT :limit
                        """
                                .formatted(
                                        name,
                                        customerTable(actor.companyId()),
                                        CustomerTable.VISIBLE,
                                        condition,
                                        actor.limit().and(),
                                        order));
    }

    private static List<RecipientHit> list(Query query, int limit) {
        return query.bind("limit", limit).map((row, context) -> hit(row)).list();
    }

    private static void put(Map<Long, RecipientHit> found, List<RecipientHit> more) {
        more.forEach(hit -> found.putIfAbsent(hit.id(), hit));
    }

    private static RecipientHit hit(ResultSet row) throws SQLException {
        return new RecipientHit(
                row.getLong("customer_id"), row.getString("email"), row.getString("name"));
    }
}
