package org.openemm.recipient;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jdbi.v3.core.statement.Query;

/** WHERE clause of a list of recipients with the values it binds. */
final class SearchCondition {
    private static final Pattern CUSTOMER_ID = Pattern.compile("[0-9]{1,9}");

    /** Names with more blanks than this are found by their beginning only. */
    private static final int MAX_WORDS = 5;

    private final StringBuilder sql = new StringBuilder(RecipientStore.VISIBLE);
    private final Map<String, Object> values = new HashMap<>();

    private SearchCondition() {}

    static SearchCondition of(int companyId, RecipientQuery query) {
        SearchCondition condition = new SearchCondition();
        condition.addText(query.text());
        condition.addPattern("email", query.email());
        condition.addPattern("firstname", query.firstname());
        condition.addPattern("lastname", query.lastname());
        condition.addBinding("customer_" + companyId + "_binding_tbl", query);
        if (!query.conditionSql().isEmpty()) {
            condition.and("(" + query.conditionSql() + ")");
        }
        return condition;
    }

    /** Exactly these recipients; the ids come from the database. */
    static SearchCondition ofIds(List<Long> ids) {
        SearchCondition condition = new SearchCondition();
        condition.and(
                ids.isEmpty()
                        ? "1 = 0"
                        : "cust.customer_id IN ("
                                + ids.stream().map(String::valueOf).collect(Collectors.joining(","))
                                + ")");
        return condition;
    }

    String sql() {
        return sql.toString();
    }

    void and(String part) {
        sql.append(" AND ").append(part);
    }

    void bind(String name, Object value) {
        values.put(name, value);
    }

    Query bind(Query query) {
        values.forEach(query::bind);
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
        if (text.indexOf('@') >= 0) {
            String start = text.startsWith("@") ? "%" : "";
            bind("text", start + beginning(text));
            and("cust.email LIKE :text");
            return;
        }
        List<String> ways = new ArrayList<>();
        bind("text", beginning(text));
        for (String column : List.of("email", "lastname", "firstname")) {
            ways.add("cust.%s LIKE :text".formatted(column));
        }
        if (CUSTOMER_ID.matcher(text).matches()) {
            ways.add("cust.customer_id = :textId");
            bind("textId", Long.valueOf(text));
        }
        addBothNames(text, ways);
        and("(" + String.join(" OR ", ways) + ")");
    }

    private void addBothNames(String text, List<String> ways) {
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
        bind(column, hasWildcard(pattern) ? likePattern(pattern) : pattern);
        and("cust.%s %s :%s".formatted(column, hasWildcard(pattern) ? "LIKE" : "=", column));
    }

    private void addBinding(String table, RecipientQuery query) {
        if (query.mailinglistId() == RecipientQuery.NO_LIST) {
            and(
                    "NOT EXISTS (SELECT 1 FROM %s b WHERE b.customer_id = cust.customer_id)"
                            .formatted(table));
            return;
        }
        StringBuilder binding = new StringBuilder();
        if (query.mailinglistId() != 0) {
            binding.append(" AND b.mailinglist_id = :list");
            bind("list", query.mailinglistId());
        }
        if (query.status() != null) {
            binding.append(" AND b.user_status = :status");
            bind("status", query.status().code());
        }
        if (query.userType() != null) {
            binding.append(" AND b.user_type = :type COLLATE utf8mb4_bin");
            bind("type", String.valueOf(query.userType().code()));
        }
        if (!binding.isEmpty()) {
            and(
                    "cust.customer_id IN (SELECT b.customer_id FROM %s b WHERE b.mediatype = 0%s)"
                            .formatted(table, binding));
        }
    }

    private static boolean hasWildcard(String text) {
        return text.chars().anyMatch(c -> c == '*' || c == '%' || c == '?' || c == '_');
    }

    private static String likePattern(String text) {
        return text.replace("\\", "\\\\").replace('*', '%').replace('?', '_');
    }
}
