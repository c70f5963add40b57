package org.openemm.mailing;

/**
 * What the overview shows.
 *
 * @param search part of name or description; empty for all
 * @param mailinglistId 0 for all
 * @param status null for all
 * @param page from 1
 * @param size lines per page, 1 to 500
 */
public record MailingQuery(
        boolean templates,
        boolean deleted,
        String search,
        int mailinglistId,
        WorkStatus status,
        Sort sort,
        boolean descending,
        int page,
        int size) {

    /** Columns to sort by. */
    public enum Sort {
        NAME("m.shortname"),
        DESCRIPTION("m.description"),
        MAILINGLIST("l.shortname"),
        STATUS("m.work_status"),
        SEND_DATE("send_date"),
        CREATED("m.creation_date"),
        CHANGED("m.change_date"),
        RECIPIENTS("recipients"),
        ID("m.mailing_id");

        final String sql;

        Sort(String sql) {
            this.sql = sql;
        }
    }

    public MailingQuery {
        search = search == null ? "" : search.strip();
        page = Math.max(1, page);
        size = Math.min(500, Math.max(1, size));
    }

    /** Everything, newest first. */
    public static MailingQuery all(boolean templates) {
        return new MailingQuery(templates, false, "", 0, null, Sort.CREATED, true, 1, 500);
    }
}
