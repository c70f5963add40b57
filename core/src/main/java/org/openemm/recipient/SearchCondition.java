package org.openemm.recipient;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.SqlStatements;

/** WHERE clause of a list of recipients with the values it binds. */
final class SearchCondition {
    private static final Pattern CUSTOMER_ID = Pattern.compile("[0-9]{1,9}");

    /** Names with more blanks than this are found by their beginning only. */
    private static final int MAX_WORDS = 5;

    private final StringBuilder sql = new StringBuilder(RecipientStore.VISIBLE);
    private final List<String> ways = new ArrayList<>();
    private final Map<String, Object> values = new HashMap<>();
    private BindingFilter bindings = BindingFilter.NONE;
    private boolean searchesText;

    private SearchCondition() {}

    static SearchCondition of(int companyId, RecipientQuery query) {
        SearchCondition condition = new SearchCondition();
        condition.addText(query.text());
        condition.addPattern("email", query.email());
        condition.addPattern("firstname", query.firstname());
        condition.addPattern("lastname", query.lastname());
        condition.bindings = BindingFilter.of(companyId, query);
        if (!query.conditionSql().isEmpty()) {
            condition.and("(" + query.conditionSql() + ")");
        }
        return condition;
    }

    /** Exactly these recipients; the ids come from the database. */
    static SearchCondition ofIds(Collection<Long> ids) {
        SearchCondition condition = new SearchCondition();
        condition.and(
                ids.isEmpty()
                        ? "1 = 0"
                        : "cust.customer_id IN ("
                                + ids.stream().map(String::valueOf).collect(Collectors.joining(","))
                                + ")");
        return condition;
    }

    /** What holds for each recipient, alias cust. */
    String sql() {
        String all =
                ways.isEmpty() ? sql.toString() : sql + " AND (" + String.join(" OR ", ways) + ")";
        return bindings.isEmpty() ? all : all + " AND " + bindings.ofRecipient();
    }

    /**
     * Queries that together find the ids of the recipients, each the quickest way to some of them:
     * one per name or address that may match, or by the bindings.
     *
     * @param lists all mailing lists of the company, asked for when needed
     */
    List<String> probes(String customers, Supplier<List<Integer>> lists) {
        if (!searchesText && bindings.canLead()) {
            return List.of(bindings.leading(customers, lists.get(), sql.toString()));
        }
        String rest = bindings.isEmpty() ? "" : " AND " + bindings.ofRecipient();
        return (ways.isEmpty() ? List.of("1 = 1") : ways)
                .stream()
                        .map(
                                way ->
                                        "SELECT cust.customer_id FROM %s cust WHERE %s AND %s%s LIMIT :limit"
                                                .formatted(customers, sql, way, rest))
                        .toList();
    }

    void and(String part) {
        sql.append(" AND ").append(part);
    }

    void bind(String name, Object value) {
        values.put(name, value);
    }

    Query bind(Query query) {
        // A probe asks for some of the conditions only.
        query.getConfig(SqlStatements.class).setUnusedBindingAllowed(true);
        values.forEach(query::bind);
        bindings.values().forEach(query::bind);
        return query;
    }

    /**
     * Beginning of the address, of a name, or of both names in either order; each alternative can
     * use an index. A star looks inside, too, an @ at the beginning asks for a domain.
     */
    private void addText(String text) {
        if (text.isEmpty()) {
            return;
        }
        searchesText = true;
        if (text.indexOf('@') >= 0) {
            String start = text.startsWith("@") ? "%" : "";
            bind("text", start + beginning(text));
            and("cust.email LIKE :text");
            return;
        }
        bind("text", beginning(text));
        for (String column : List.of("email", "lastname", "firstname")) {
            ways.add("cust.%s LIKE :text".formatted(column));
        }
        if (CUSTOMER_ID.matcher(text).matches()) {
            ways.add("cust.customer_id = :textId");
            bind("textId", Long.valueOf(text));
        }
        addBothNames(text);
    }

    private void addBothNames(String text) {
        String[] words = text.replace(',', ' ').strip().split("\\s+");
        for (int cut = 1; cut < Math.min(words.length, MAX_WORDS); cut++) {
            String first = String.join(" ", Arrays.copyOfRange(words, 0, cut));
            String second = String.join(" ", Arrays.copyOfRange(words, cut, words.length));
            bind("name" + cut, beginning(first));
            bind("rest" + cut, beginning(second));
            ways.add(
                    "(cust.firstname LIKE :name%1$d AND cust.lastname LIKE :rest%1$d)"
                            .formatted(cut));
            ways.add(
                    "(cust.lastname LIKE :name%1$d AND cust.firstname LIKE :rest%1$d)"
                            .formatted(cut));
        }
    }

    /** Underscore and percent are letters here: they occur in addresses. */
    private static String beginning(String text) {
        return text.replaceAll("[\\\\%_]", "\\\\$0").replace('*', '%').replace('?', '_') + "%";
    }

    private void addPattern(String column, String pattern) {
        if (pattern.isEmpty()) {
            return;
        }
        searchesText = true;
        bind(column, hasWildcard(pattern) ? likePattern(pattern) : pattern);
        and("cust.%s %s :%s".formatted(column, hasWildcard(pattern) ? "LIKE" : "=", column));
    }

    private static boolean hasWildcard(String text) {
        return text.chars().anyMatch(c -> c == '*' || c == '%' || c == '?' || c == '_');
    }

    private static String likePattern(String text) {
        return text.replace("\\", "\\\\").replace('*', '%').replace('?', '_');
    }
}
