package org.openemm.mailloop;

/**
 * What a list of filters shows.
 *
 * @param search part of name, description or address; empty for all
 * @param page from 1
 * @param size lines per page, 1 to 500
 */
public record FilterQuery(String search, Sort sort, boolean descending, int page, int size) {
    /** Columns to sort by. */
    public enum Sort {
        NAME("shortname"),
        DESCRIPTION("description"),
        ADDRESS("rid"),
        CHANGED("change_date");

        final String sql;

        Sort(String sql) {
            this.sql = sql;
        }
    }

    public FilterQuery {
        search = search == null ? "" : search.strip();
        page = Math.max(1, page);
        size = Math.min(500, Math.max(1, size));
    }
}
