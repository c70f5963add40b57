package org.openemm.target;

import org.openemm.eql.Complexity;

/**
 * What the list of target groups shows.
 *
 * @param search part of name or description; empty for all
 * @param grade null for all
 * @param deleted the deleted ones instead of the living
 * @param page from 1
 * @param size lines per page, 1 to 500
 */
public record TargetQuery(
        String search,
        Complexity.Grade grade,
        boolean deleted,
        Sort sort,
        boolean descending,
        int page,
        int size) {

    /** Columns to sort by. */
    public enum Sort {
        ID("target_id"),
        NAME("target_shortname"),
        DESCRIPTION("target_description"),
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
        search = search == null ? "" : search.strip();
        sort = sort == null ? Sort.NAME : sort;
        page = Math.max(1, page);
        size = Math.min(500, Math.max(1, size));
    }

    /** Every living group by name, as far as one page goes. */
    public static TargetQuery all() {
        return new TargetQuery("", null, false, Sort.NAME, false, 1, 500);
    }
}
