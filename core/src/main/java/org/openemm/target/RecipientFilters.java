package org.openemm.target;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.openemm.InvalidInput;
import org.openemm.NotFound;
import org.openemm.account.Actor;
import org.openemm.database.Database;
import org.openemm.database.Transaction;
import org.openemm.profilefield.ProfileFieldCatalog;
import org.openemm.profilefield.ProfileFields;
import org.openemm.recipient.RecipientCondition;
import org.openemm.recipient.RecipientQuery;
import org.openemm.recipient.Recipients;

/** What a {@link RecipientFilter} means for the recipients of a company. Thread-safe. */
public final class RecipientFilters {
    private static final String EMAIL = "email";

    private final Database database;
    private final Targets targets;
    private final ProfileFields fields;
    private final Recipients recipients;

    public RecipientFilters(
            Database database, Targets targets, ProfileFields fields, Recipients recipients) {
        this.database = database;
        this.targets = targets;
        this.fields = fields;
        this.recipients = recipients;
    }

    /**
     * Condition on the recipients of the actor's company, alias {@code cust}, for exports and
     * changes of many.
     *
     * @throws InvalidInput fields {@code rules} or {@code eql}: what is wrong with them
     * @throws NotFound without such a target group
     */
    public RecipientCondition condition(Transaction tx, Actor actor, RecipientFilter filter) {
        actor.require("recipient.show");
        return recipients.condition(tx, actor, query(tx, actor, filter));
    }

    /**
     * The filter for lists of recipients, by address and from the first on.
     *
     * @throws InvalidInput fields {@code rules} or {@code eql}: what is wrong with them
     * @throws NotFound without such a target group
     */
    public RecipientQuery query(Actor actor, RecipientFilter filter) {
        return database.inTransaction(tx -> query(tx, actor, filter));
    }

    /** How many recipients match, counting no further than the limit. */
    public long count(Actor actor, RecipientFilter filter, long limit) {
        return recipients.count(actor, query(actor, filter), limit);
    }

    /**
     * The part of a filter that a target group can say: quick search, target group, lines and rule;
     * mailing list, status and type belong to a mailing, not to a group.
     *
     * @throws InvalidInput fields {@code rules} or {@code eql}: what is wrong with them
     */
    public String eql(Actor actor, RecipientFilter filter) {
        return database.inTransaction(
                tx -> {
                    List<String> parts = new ArrayList<>();
                    if (!filter.text().isEmpty()) {
                        parts.add(searched(catalog(tx, actor), filter.text()));
                    }
                    if (filter.targetId() != 0) {
                        parts.add(group(tx, actor, filter.targetId()));
                    }
                    parts.add(lines(catalog(tx, actor), filter));
                    parts.add(filter.eql());
                    parts.removeIf(String::isBlank);
                    String eql =
                            parts.size() == 1
                                    ? parts.get(0)
                                    : parts.stream()
                                            .map(part -> "(" + part + ")")
                                            .collect(Collectors.joining(" AND "));
                    targets.ruleSql(tx, actor, eql);
                    return eql;
                });
    }

    /** As {@link #query(Actor, RecipientFilter)}, in a transaction that is open. */
    public RecipientQuery query(Transaction tx, Actor actor, RecipientFilter filter) {
        List<String> conditions = new ArrayList<>();
        if (filter.targetId() != 0) {
            conditions.add(targets.sql(tx, actor.companyId(), filter.targetId()));
        }
        if (!filter.rules().isEmpty()) {
            conditions.add(targets.ruleSql(tx, actor, lines(catalog(tx, actor), filter)));
        }
        if (!filter.eql().isEmpty()) {
            conditions.add(targets.ruleSql(tx, actor, filter.eql()));
        }
        return new RecipientQuery(
                filter.text(),
                "",
                "",
                "",
                filter.mailinglistId(),
                filter.status(),
                filter.userType(),
                String.join(" AND ", conditions),
                EMAIL,
                false,
                1,
                null);
    }

    private ProfileFieldCatalog catalog(Transaction tx, Actor actor) {
        return fields.of(tx, actor);
    }

    private static String lines(ProfileFieldCatalog catalog, RecipientFilter filter) {
        return filter.rules().stream()
                .map(
                        rule ->
                                rule.eql(
                                        catalog.column(rule.column())
                                                .orElseThrow(() -> unknown(rule.column()))))
                .collect(Collectors.joining(filter.any() ? " OR " : " AND "));
    }

    /** Parts of a list have no rule that a person could read. */
    private String group(Transaction tx, Actor actor, int targetId) {
        Target group = targets.get(tx, actor, targetId);
        if (group.eql().isBlank()) {
            throw new InvalidInput("target", "target.filter.split", group.name());
        }
        return group.eql();
    }

    /** As the quick search finds people, in the words of a rule. */
    private static String searched(ProfileFieldCatalog catalog, String text) {
        if (text.indexOf('@') >= 0) {
            return begins(catalog, EMAIL, text.startsWith("@") ? "*" + text : text);
        }
        List<String> ways = new ArrayList<>();
        for (String column : List.of(EMAIL, "lastname", "firstname")) {
            if (catalog.column(column).isPresent()) {
                ways.add(begins(catalog, column, text));
            }
        }
        if (text.matches("[0-9]{1,9}")) {
            ways.add("`" + catalog.require("customer_id").name() + "` = " + Long.valueOf(text));
        }
        String[] words = text.replace(',', ' ').strip().split("\\s+", 2);
        boolean names =
                catalog.column("firstname").isPresent() && catalog.column("lastname").isPresent();
        if (words.length == 2 && names) {
            ways.add(names(catalog, words[0], words[1]));
            ways.add(names(catalog, words[1], words[0]));
        }
        return String.join(" OR ", ways);
    }

    private static String names(ProfileFieldCatalog catalog, String first, String last) {
        return "("
                + begins(catalog, "firstname", first)
                + " AND "
                + begins(catalog, "lastname", last)
                + ")";
    }

    private static String begins(ProfileFieldCatalog catalog, String column, String text) {
        boolean wild = text.indexOf('*') >= 0 || text.indexOf('?') >= 0;
        FieldRule rule =
                wild
                        ? new FieldRule(column, FieldRule.Operator.LIKE, text + "*")
                        : new FieldRule(column, FieldRule.Operator.STARTS, text);
        return rule.eql(catalog.require(column));
    }

    private static InvalidInput unknown(String column) {
        return new InvalidInput("rules", "recipient.field.unknown", column);
    }
}
