package org.openemm.recipient;

import static org.openemm.profilefield.CustomerTable.customerTable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.openemm.account.Actor;
import org.openemm.database.Transaction;
import org.openemm.profilefield.ProfileField;
import org.openemm.profilefield.ProfileFieldCatalog;
import org.openemm.profilefield.StandardFields;
import org.openemm.profilefield.StoredText;

/**
 * SQL of lists of recipients: filtered, sorted by any field, paged by key.
 *
 * <p>Whether a filter finds many or few decides what is quick. Many: walk along the index of the
 * order until the page is full. Few: walking would read nearly all recipients one by one, so they
 * are looked up first, in whatever order is cheapest, and then sorted.
 */
final class RecipientSearch {
    private static final int FEW = 5_000;

    /**
     * A page of 50 among n recipients of whom m match is full after 50 n / m of them were read.
     * That is as many as m where m is the root of 50 n.
     */
    private static final int PAGE = 50;

    /**
     * Left to itself MariaDB gathers all recipients that have such bindings, or all whose names
     * match, before it looks at the order.
     */
    private static final String PLAN =
            "SET STATEMENT optimizer_switch ="
                    + " 'semijoin=off,materialization=off,exists_to_in=off,index_merge=off' FOR ";

    /**
     * @param columns what is read besides id, address and sort column; empty for everything
     */
    RecipientPage page(
            Transaction tx,
            Actor actor,
            ProfileFieldCatalog catalog,
            RecipientQuery query,
            Collection<String> columns) {
        ProfileField sort = catalog.require(query.sort());
        List<ProfileField> fields = fields(catalog, sort, columns);
        PageCursor cursor = query.cursor();
        boolean backwards = cursor != null && cursor.backwards();
        String direction = query.descending() != backwards ? "DESC" : "ASC";
        SearchCondition condition = narrowed(tx, actor, catalog, query);
        if (cursor != null && !cursor.isEnd()) {
            addStart(condition, sort, cursor, "DESC".equals(direction));
        }
        String sql =
                PLAN
                        + "SELECT %s FROM %s WHERE %s ORDER BY cust.%s %s, cust.customer_id %s LIMIT :limit"
                                .formatted(
                                        RecipientStore.selectList(fields),
                                        condition.from(customerTable(actor.companyId())),
                                        condition.sql(),
                                        sort.sql(),
                                        direction,
                                        direction);
        List<Recipient> found =
                new ArrayList<>(
                        condition
                                .bind(tx.sql().createQuery(sql))
                                .bind("limit", query.pageSize() + 1)
                                .map((row, context) -> RecipientStore.recipient(row, fields))
                                .list());
        boolean more = found.size() > query.pageSize();
        if (more) {
            found.remove(found.size() - 1);
        }
        if (backwards) {
            Collections.reverse(found);
        }
        return result(found, sort, cursor, more);
    }

    private static List<ProfileField> fields(
            ProfileFieldCatalog catalog, ProfileField sort, Collection<String> columns) {
        if (columns.isEmpty()) {
            return catalog.all();
        }
        Set<String> needed = new HashSet<>(columns);
        needed.addAll(List.of(StandardFields.ID, StandardFields.EMAIL, sort.column()));
        return catalog.all().stream().filter(field -> needed.contains(field.column())).toList();
    }

    Optional<Long> beside(
            Transaction tx,
            Actor actor,
            ProfileFieldCatalog catalog,
            RecipientQuery query,
            Recipient recipient,
            boolean before) {
        PageCursor here = cursor(before, recipient, catalog.require(query.sort()));
        RecipientQuery one = query.paged(query.sort(), query.descending(), 1, here);
        return page(tx, actor, catalog, one, List.of(StandardFields.EMAIL)).recipients().stream()
                .map(Recipient::id)
                .findFirst();
    }

    long count(
            Transaction tx,
            Actor actor,
            ProfileFieldCatalog catalog,
            RecipientQuery query,
            long limit) {
        catalog.require(query.sort());
        SearchCondition condition = narrowed(tx, actor, catalog, query);
        String sql =
                PLAN
                        + "SELECT COUNT(*) FROM (SELECT 1 FROM %s WHERE %s LIMIT :limit) counted"
                                .formatted(
                                        condition.from(customerTable(actor.companyId())),
                                        condition.sql());
        return condition
                .bind(tx.sql().createQuery(sql))
                .bind("limit", limit)
                .mapTo(Long.class)
                .one();
    }

    /**
     * About how many the query finds, by what the database knows of its tables and indexes: at
     * once, for any number of recipients.
     */
    long estimate(Transaction tx, Actor actor, ProfileFieldCatalog catalog, RecipientQuery query) {
        long all = RecipientEstimate.all(tx, actor.companyId());
        if (!query.isFiltered() && actor.limit().isNone()) {
            return all;
        }
        SearchCondition condition = SearchCondition.of(actor, catalog, query);
        long least = all;
        for (SearchCondition.Lead lead : leads(tx, actor.companyId(), condition)) {
            long together = 0;
            for (String way : lead.ways()) {
                together +=
                        RecipientEstimate.of(
                                condition.bind(tx.sql().createQuery("EXPLAIN " + way)));
            }
            least = Math.min(least, together);
        }
        if (condition.hasRest()) {
            String rest =
                    "EXPLAIN SELECT cust.customer_id FROM %s cust WHERE %s"
                            .formatted(customerTable(actor.companyId()), condition.restSql());
            least =
                    Math.min(
                            least,
                            RecipientEstimate.of(condition.bind(tx.sql().createQuery(rest))));
        }
        return least;
    }

    /** Ids that the query finds, in their order, above one and up to another. */
    List<Long> idsBetween(
            Transaction tx,
            Actor actor,
            ProfileFieldCatalog catalog,
            RecipientQuery query,
            long after,
            long end,
            int limit) {
        SearchCondition condition = SearchCondition.of(actor, catalog, query);
        String sql =
                PLAN
                        + """
                        SELECT cust.customer_id FROM %s cust
                         WHERE cust.customer_id > :after AND cust.customer_id <= :end AND %s
                         ORDER BY cust.customer_id LIMIT :limit
                        """
                                .formatted(customerTable(actor.companyId()), condition.sql());
        return condition
                .bind(tx.sql().createQuery(sql))
                .bind("after", after)
                .bind("end", end)
                .bind("limit", limit)
                .mapTo(Long.class)
                .list();
    }

    /** How many the query finds, however long that takes up to half a minute. */
    long countAll(Transaction tx, Actor actor, ProfileFieldCatalog catalog, RecipientQuery query) {
        SearchCondition condition = SearchCondition.of(actor, catalog, query);
        return condition
                .bind(
                        tx.sql()
                                .createQuery(
                                        "SET STATEMENT max_statement_time = 30 FOR SELECT COUNT(*) FROM %s cust WHERE %s"
                                                .formatted(
                                                        customerTable(actor.companyId()),
                                                        condition.sql())))
                .mapTo(Long.class)
                .one();
    }

    private static SearchCondition narrowed(
            Transaction tx, Actor actor, ProfileFieldCatalog catalog, RecipientQuery query) {
        SearchCondition condition = SearchCondition.of(actor, catalog, query);
        List<SearchCondition.Lead> leads = leads(tx, actor.companyId(), condition);
        long few = leads.isEmpty() ? 0 : few(RecipientEstimate.all(tx, actor.companyId()));
        for (SearchCondition.Lead lead : leads) {
            if (number(tx, condition, lead, few + 1) <= few) {
                condition.leadBy(lead);
                break;
            }
        }
        return condition;
    }

    private static long few(long all) {
        return Math.max(FEW, Math.round(Math.sqrt((double) PAGE * all)));
    }

    private static List<SearchCondition.Lead> leads(
            Transaction tx, int companyId, SearchCondition condition) {
        return condition.leads(customerTable(companyId), () -> lists(tx, companyId));
    }

    private static long number(
            Transaction tx, SearchCondition condition, SearchCondition.Lead lead, long limit) {
        return condition
                .bind(tx.sql().createQuery(PLAN + lead.number()))
                .bind("limit", limit)
                .mapTo(Long.class)
                .one();
    }

    /** Deleted ones, too: recipients may still be in them. */
    private static List<Integer> lists(Transaction tx, int companyId) {
        return tx.sql()
                .createQuery(
                        "SELECT mailinglist_id FROM mailinglist_tbl WHERE company_id = :company"
                                + " UNION SELECT 0")
                .bind("company", companyId)
                .mapTo(Integer.class)
                .list();
    }

    private static RecipientPage result(
            List<Recipient> found, ProfileField sort, PageCursor cursor, boolean more) {
        if (found.isEmpty()) {
            return new RecipientPage(found, null, null);
        }
        boolean backwards = cursor != null && cursor.backwards();
        boolean before = backwards ? more : cursor != null;
        boolean after = backwards ? !cursor.isEnd() : more;
        return new RecipientPage(
                found,
                before ? cursor(true, found.get(0), sort) : null,
                after ? cursor(false, found.get(found.size() - 1), sort) : null);
    }

    private static PageCursor cursor(boolean backwards, Recipient recipient, ProfileField sort) {
        Object value = recipient.values().get(sort.column());
        return new PageCursor(backwards, StoredText.of(value), recipient.id());
    }

    /** MariaDB sorts recipients without a value before all others. */
    private static void addStart(
            SearchCondition condition, ProfileField sort, PageCursor cursor, boolean descending) {
        String column = "cust." + sort.sql();
        String further = descending ? "<" : ">";
        String sameValue = "cust.customer_id " + further + " :cursorId";
        condition.bind("cursorId", cursor.id());
        if (cursor.value() == null) {
            condition.and(
                    descending
                            ? "(%s IS NULL AND %s)".formatted(column, sameValue)
                            : "(%s IS NOT NULL OR %s)".formatted(column, sameValue));
            return;
        }
        condition.bind("cursorValue", cursor.value());
        String beyond =
                "(%1$s %2$s= :cursorValue AND (%1$s %2$s :cursorValue OR %3$s))"
                        .formatted(column, further, sameValue);
        condition.and(
                descending && sort.nullable()
                        ? "(%s OR %s IS NULL)".formatted(beyond, column)
                        : beyond);
    }
}
