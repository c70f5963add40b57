package org.openemm.target;

/**
 * One page of a list of target groups.
 *
 * @param page from 1
 * @param size lines per page, 1 to 500
 */
public record TargetQuery(TargetFilter filter, Sort sort, boolean descending, int page, int size) {

    /** Columns to sort by. */
    public enum Sort {
        ID("target_id"),
        NAME("target_shortname"),
        DESCRIPTION("target_description"),
        FAVORITE("favored"),
        DELIVERY("admin_test_delivery"),
        /** How many places use it; not a column. */
        USES("target_shortname"),
        COMPLEXITY("complexity"),
        CREATED("creation_date"),
        CHANGED("change_date");

        private final String sql;

        Sort(String sql) {
            this.sql = sql;
        }

        String sql() {
            return sql;
        }
    }

    public TargetQuery {
        sort = sort == null ? Sort.NAME : sort;
        page = Math.max(1, page);
        size = Math.min(500, Math.max(1, size));
    }

    /** The first of the living groups with that part in name or description. */
    public static TargetQuery named(String search, Sort sort, int size) {
        boolean newestFirst = sort == Sort.CREATED || sort == Sort.CHANGED;
        return new TargetQuery(TargetFilter.named(search), sort, newestFirst, 1, size);
    }
}
