package org.openemm.exporting;

/**
 * Which profiles of a company a list shows.
 *
 * @param search part of name or description; empty for all
 * @param deleted those that were deleted, instead of the others
 * @param page from 1
 */
public record ProfileQuery(
        String search, boolean deleted, Sort sort, boolean descending, int page, int size) {

    /** What a list can be sorted by. */
    public enum Sort {
        NAME("shortname"),
        DESCRIPTION("description"),
        CHANGED("COALESCE(change_date, creation_date)"),
        CREATED("creation_date"),
        ID("export_predef_id");

        private final String sql;

        Sort(String sql) {
            this.sql = sql;
        }

        String sql() {
            return sql;
        }
    }
}
