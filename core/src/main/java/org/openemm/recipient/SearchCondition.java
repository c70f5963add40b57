package org.openemm.recipient;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.SqlStatements;
import org.openemm.InvalidInput;
import org.openemm.account.Actor;
import org.openemm.profilefield.CustomerTable;
import org.openemm.profilefield.ProfileFieldCatalog;

/** WHERE clause of a list of recipients with the values it binds. */
final class SearchCondition {
    private static final Pattern CUSTOMER_ID = Pattern.compile("[0-9]{1,9}");

    /** Names with more blanks than this are found by their beginning only. */
    private static final int MAX_WORDS = 5;

    /** Place of the bindings among the parts. */
    private static final int BINDINGS = -1;

    /** Conditions on names and addresses, each with one or more ways to fulfil it. */
    private final List<List<String>> texts = new ArrayList<>();

    private final List<String> rest = new ArrayList<>();
    private final Map<String, Object> values = new HashMap<>();
    private BindingFilter bindings = BindingFilter.NONE;
    private Lead lead;

    private SearchCondition() {}

    /**
     * @param catalog what the actor sees: the quick search passes over what he does not
     * @throws InvalidInput for a pattern of a field that he does not see
     */
    static SearchCondition of(Actor actor, ProfileFieldCatalog catalog, RecipientQuery query) {
        SearchCondition condition = new SearchCondition();
        condition.addText(catalog, query.text());
        condition.addPattern(catalog, "email", query.email());
        condition.addPattern(catalog, "firstname", query.firstname());
        condition.addPattern(catalog, "lastname", query.lastname());
        condition.bindings = BindingFilter.of(actor, query);
        if (!actor.limit().isNone()) {
            condition.and(actor.limit().sql());
        }
        if (!query.conditionSql().isEmpty()) {
            condition.and("(" + query.conditionSql() + ")");
        }
        return condition;
    }

    /**
     * A part of the condition by which recipients can be looked up through an index.
     *
     * @param place of the part
     * @param ways queries for ids that an index answers alone; together they find everybody of the
     *     part
     */
    record Lead(int place, List<String> ways) {
        /** One query for all of them. */
        String together() {
            return String.join(" UNION ", ways);
        }

        /** How many they are, counting no further than parameter limit; some may count twice. */
        String number() {
            return ways.stream()
                    .map(way -> "(" + way + " LIMIT :limit)")
                    .collect(
                            Collectors.joining(
                                    " UNION ALL ", "SELECT COUNT(*) FROM (", ") counted"));
        }
    }

    /** What holds for each recipient, alias cust; but for the lead, if there is one. */
    String sql() {
        StringBuilder sql = new StringBuilder(CustomerTable.VISIBLE);
        for (int i = 0; i < texts.size(); i++) {
            if (lead == null || lead.place() != i) {
                sql.append(" AND (").append(String.join(" OR ", texts.get(i))).append(')');
            }
        }
        if (!bindings.isEmpty() && (lead == null || lead.place() != BINDINGS)) {
            sql.append(" AND ").append(bindings.ofRecipient());
        }
        rest.forEach(part -> sql.append(" AND ").append(part));
        return sql.toString();
    }

    /**
     * Where recipients come from: the table under alias cust, by way of the lead if there is one.
     */
    String from(String customers) {
        return lead == null
                ? customers + " cust"
                : "(%s) found STRAIGHT_JOIN %s cust ON cust.customer_id = found.customer_id"
                        .formatted(lead.together(), customers);
    }

    /** Looks recipients up by this part of the condition first. */
    void leadBy(Lead chosen) {
        lead = chosen;
    }

    /**
     * Parts of the condition by which recipients can be looked up.
     *
     * @param lists all mailing lists of the company, asked for when needed
     */
    List<Lead> leads(String customers, Supplier<List<Integer>> lists) {
        List<Lead> leads = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            leads.add(
                    new Lead(
                            i,
                            texts.get(i).stream()
                                    .map(
                                            way ->
                                                    "SELECT cust.customer_id FROM %s cust WHERE %s"
                                                            .formatted(customers, way))
                                    .toList()));
        }
        if (bindings.canLead()) {
            leads.add(new Lead(BINDINGS, List.of(bindings.leading(lists.get()))));
        }
        return leads;
    }

    /** The whole condition, for statements of others. */
    RecipientCondition published() {
        Map<String, Object> all = new HashMap<>(values);
        all.putAll(bindings.values());
        return new RecipientCondition(sql(), all);
    }

    /** Whether there are conditions by which nobody can be looked up. */
    boolean hasRest() {
        return !rest.isEmpty();
    }

    /** Those conditions. */
    String restSql() {
        return String.join(" AND ", rest);
    }

    void and(String part) {
        rest.add(part);
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
    private void addText(ProfileFieldCatalog catalog, String text) {
        if (text.isEmpty()) {
            return;
        }
        if (text.indexOf('@') >= 0) {
            String start = text.startsWith("@") ? "%" : "";
            bind("text", start + beginning(text));
            texts.add(List.of("cust.email LIKE :text"));
            return;
        }
        List<String> ways = new ArrayList<>();
        bind("text", beginning(text));
        for (String column : List.of("email", "lastname", "firstname")) {
            if (catalog.column(column).isPresent()) {
                ways.add("cust.%s LIKE :text".formatted(column));
            }
        }
        if (CUSTOMER_ID.matcher(text).matches()) {
            ways.add("cust.customer_id = :textId");
            bind("textId", Long.valueOf(text));
        }
        if (catalog.column("firstname").isPresent() && catalog.column("lastname").isPresent()) {
            addBothNames(text, ways);
        }
        texts.add(ways);
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

    private void addPattern(ProfileFieldCatalog catalog, String column, String pattern) {
        if (pattern.isEmpty()) {
            return;
        }
        catalog.require(column);
        bind(column, hasWildcard(pattern) ? likePattern(pattern) : pattern);
        String operator = hasWildcard(pattern) ? "LIKE" : "=";
        texts.add(List.of("cust.%s %s :%s".formatted(column, operator, column)));
    }

    private static boolean hasWildcard(String text) {
        return text.chars().anyMatch(c -> c == '*' || c == '%' || c == '?' || c == '_');
    }

    private static String likePattern(String text) {
        return text.replace("\\", "\\\\").replace('*', '%').replace('?', '_');
    }
}
