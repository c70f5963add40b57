package org.openemm.recipient;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jdbi.v3.core.statement.Query;

/** WHERE clause of a list of recipients with the values it binds. */
final class SearchCondition {
    private static final Pattern CUSTOMER_ID = Pattern.compile("[0-9]{1,9}");

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

    private void addText(String text) {
        if (text.isEmpty()) {
            return;
        }
        bind("text", likePattern(text) + (hasWildcard(text) ? "" : "%"));
        if (text.indexOf('@') > 0) {
            and("cust.email LIKE :text");
            return;
        }
        String id = "";
        if (CUSTOMER_ID.matcher(text).matches()) {
            id = " OR cust.customer_id = :textId";
            bind("textId", Long.valueOf(text));
        }
        and(
                "(cust.email LIKE :text OR cust.lastname LIKE :text OR cust.firstname LIKE :text%s)"
                        .formatted(id));
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
