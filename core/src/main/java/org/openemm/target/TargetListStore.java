package org.openemm.target;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.statement.Query;
import org.openemm.account.Actor;
import org.openemm.database.Transaction;

/** The list of target groups: filtered, sorted, by pages. */
final class TargetListStore {
    private final StringBuilder where =
            new StringBuilder(
                    "FROM dyn_target_tbl WHERE company_id = :company AND deleted = :deleted"
                            + " AND COALESCE(hidden, 0) = 0");

    private final Map<String, Object> values = new HashMap<>();
    private final Transaction tx;
    private final TargetQuery query;
    private final String favored;
    private final Map<Integer, Integer> uses;

    /**
     * @param favored condition on a group that the actor marked as favourite
     * @param uses how many places use each group, by id
     */
    TargetListStore(
            Transaction tx,
            Actor actor,
            TargetQuery query,
            TargetFavorites.Condition favored,
            Map<Integer, Integer> uses) {
        this.tx = tx;
        this.query = query;
        this.favored = favored.sql();
        this.uses = uses;
        values.put("company", actor.companyId());
        values.put("deleted", query.filter().deleted() ? 1 : 0);
        narrow(query.filter());
        if (where.indexOf(":admin") >= 0 || query.sort() == TargetQuery.Sort.FAVORITE) {
            values.putAll(favored.values());
        }
    }

    TargetPage page() {
        return new TargetPage(rows(), total());
    }

    private List<Target> rows() {
        long start = (long) (query.page() - 1) * query.size();
        if (query.sort() == TargetQuery.Sort.USES) {
            return byUses(start);
        }
        String direction = query.descending() ? " DESC" : "";
        String by =
                query.sort() == TargetQuery.Sort.FAVORITE
                        ? "(" + favored + ")" + direction + ", target_shortname"
                        : query.sort().sql() + direction;
        return bound(
                        "SELECT "
                                + TargetStore.COLUMNS
                                + where
                                + " ORDER BY "
                                + by
                                + ", target_id LIMIT :size OFFSET :start")
                .bind("size", query.size())
                .bind("start", start)
                .map(TargetStore.TARGET)
                .list();
    }

    /** Where groups are used is told by many tables: their number is no column. */
    private List<Target> byUses(long start) {
        Comparator<Integer> order = Comparator.comparing(id -> uses.getOrDefault(id, 0));
        List<Integer> ids =
                bound("SELECT target_id " + where + " ORDER BY target_shortname, target_id")
                        .mapTo(Integer.class)
                        .list()
                        .stream()
                        .sorted(query.descending() ? order.reversed() : order)
                        .skip(start)
                        .limit(query.size())
                        .toList();
        if (ids.isEmpty()) {
            return List.of();
        }
        Map<Integer, Target> byId =
                bound("SELECT " + TargetStore.COLUMNS + where + " AND target_id IN (<ids>)")
                        .bindList("ids", ids)
                        .map(TargetStore.TARGET)
                        .collect(Collectors.toMap(Target::id, Function.identity()));
        List<Target> rows = new ArrayList<>();
        ids.forEach(id -> rows.add(byId.get(id)));
        return rows;
    }

    private long total() {
        return bound("SELECT COUNT(*) " + where).mapTo(long.class).one();
    }

    private Query bound(String sql) {
        Query bound =
                tx.sql()
                        .createQuery(
                                sql.replace("<ids>", "\u0000")
                                        .replace("<", "\\<")
                                        .replace("\u0000", "<ids>"));
        values.forEach(bound::bind);
        return bound;
    }

    private void narrow(TargetFilter filter) {
        if (!filter.search().isEmpty()) {
            where.append(
                    " AND (INSTR(target_shortname, :search) > 0"
                            + " OR INSTR(target_description, :search) > 0)");
            values.put("search", filter.search());
        }
        if (filter.grade() != null) {
            where.append(" AND COALESCE(invalid, 0) = 0 AND ")
                    .append(
                            switch (filter.grade()) {
                                case GREEN -> "COALESCE(complexity, 0) < 10";
                                case YELLOW -> "complexity BETWEEN 10 AND 17";
                                case RED -> "complexity >= 18";
                            });
        }
        if (filter.delivery() != null) {
            where.append(" AND admin_test_delivery ")
                    .append(filter.delivery() == TargetFilter.Delivery.FINAL ? "= 0" : "= 1");
        }
        if (filter.mark() != null) {
            where.append(" AND ").append(marked(filter.mark()));
        }
        since("creation_date >= :createdFrom", "createdFrom", filter.createdFrom());
        since("creation_date < :createdUntil", "createdUntil", filter.createdUntil());
        since("change_date >= :changedFrom", "changedFrom", filter.changedFrom());
        since("change_date < :changedUntil", "changedUntil", filter.changedUntil());
    }

    private String marked(TargetFilter.Mark mark) {
        return switch (mark) {
            case FAVORITE -> favored;
            case LOCKED -> "COALESCE(locked, 0) = 1";
            case LIMITING -> "access_limiting = 1";
            case NOT_FOR_CONTENT -> "COALESCE(component_hide, 0) = 1";
            case INVALID -> "COALESCE(invalid, 0) = 1";
            case USED -> "target_id IN (" + joined(uses.keySet()) + ")";
            case UNUSED -> "target_id NOT IN (" + joined(uses.keySet()) + ")";
        };
    }

    private void since(String condition, String name, Instant when) {
        if (when != null) {
            where.append(" AND ").append(condition);
            values.put(name, when);
        }
    }

    /** Numbers only; 0 is no group. */
    private static String joined(Collection<Integer> ids) {
        return ids.isEmpty()
                ? "0"
                : ids.stream().map(String::valueOf).collect(Collectors.joining(","));
    }
}
