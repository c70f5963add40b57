package org.openemm.recipient;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.openemm.account.Actor;

/** Which bindings a recipient must have to be in a list: mailing list, status, type. */
final class BindingFilter {
    /** Asks for nothing. */
    static final BindingFilter NONE = new BindingFilter("", false);

    private final String table;
    private final boolean none;
    private final StringBuilder sql = new StringBuilder("b.mediatype = 0");
    private final Map<String, Object> values = new HashMap<>();

    private BindingFilter(String table, boolean none) {
        this.table = table;
        this.none = none;
    }

    /** Lists that are closed to the actor are not looked at. */
    static BindingFilter of(Actor actor, RecipientQuery query) {
        BindingFilter filter =
                new BindingFilter(
                        "customer_" + actor.companyId() + "_binding_tbl",
                        query.mailinglistId() == RecipientQuery.NO_LIST);
        if (filter.none) {
            return filter;
        }
        if (query.mailinglistId() != 0 && !actor.usesList(query.mailinglistId())) {
            filter.and("1 = :nobody", "nobody", 0);
        }
        if (query.mailinglistId() != 0) {
            filter.and("b.mailinglist_id = :list", "list", query.mailinglistId());
        }
        if (query.status() != null) {
            filter.and("b.user_status = :status", "status", query.status().code());
        }
        if (query.userType() != null) {
            filter.and(
                    // The first half can use an index, the second tells T from t.
                    "b.user_type = :type AND b.user_type = :type COLLATE utf8mb4_bin",
                    "type",
                    String.valueOf(query.userType().code()));
        }
        if (!filter.values.isEmpty() && !actor.closedLists().isEmpty()) {
            filter.sql
                    .append(" AND b.mailinglist_id NOT IN (")
                    .append(joined(List.copyOf(actor.closedLists())))
                    .append(')');
        }
        return filter;
    }

    boolean isEmpty() {
        return !none && values.isEmpty();
    }

    Map<String, Object> values() {
        return values;
    }

    /** Whether recipients can be looked up by their bindings; not those without any. */
    boolean canLead() {
        return !none && !values.isEmpty();
    }

    /** Condition on a recipient, alias cust. */
    String ofRecipient() {
        return none
                ? "NOT EXISTS (SELECT 1 FROM %s b WHERE b.customer_id = cust.customer_id)"
                        .formatted(table)
                : "EXISTS (SELECT 1 FROM %s b WHERE b.customer_id = cust.customer_id AND %s)"
                        .formatted(table, sql);
    }

    /**
     * Query of the recipients' ids by way of their bindings, alias b. Lists and statuses that are
     * not asked for are named all the same: an index that begins with them can then be used.
     *
     * @param lists all mailing lists of the company
     */
    String leading(List<Integer> lists) {
        StringBuilder bindings = new StringBuilder(sql);
        if (!values.containsKey("list")) {
            bindings.append(" AND b.mailinglist_id IN (").append(joined(lists)).append(')');
        }
        if (!values.containsKey("status")) {
            List<Integer> all =
                    Arrays.stream(BindingStatus.values()).map(BindingStatus::code).toList();
            bindings.append(" AND b.user_status IN (").append(joined(all)).append(')');
        }
        return "SELECT DISTINCT b.customer_id FROM %s b WHERE %s".formatted(table, bindings);
    }

    private static String joined(List<Integer> numbers) {
        return numbers.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    private void and(String condition, String name, Object value) {
        sql.append(" AND ").append(condition);
        values.put(name, value);
    }
}
