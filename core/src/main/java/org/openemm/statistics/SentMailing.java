package org.openemm.statistics;

import java.time.Instant;
import java.util.List;

/**
 * A line of the overview of mailings that were sent. Only figures that are kept as counters: the
 * overview opens as fast with many events as with few.
 *
 * @param mailinglist name of the list, empty when there is none any more
 * @param begun when its first mails left
 * @param workStatus key of its state, see mailing_tbl.work_status
 * @param sent mails to recipients, without admin and test mails
 * @param openers recipients with a measured opening
 */
public record SentMailing(
        int id,
        String name,
        String mailinglist,
        Instant begun,
        String workStatus,
        long sent,
        long openers,
        long clickers) {

    /** What the overview can be sorted by. */
    public enum Sort {
        NAME("m.shortname"),
        MAILINGLIST("list"),
        STATUS("work_status"),
        BEGUN("a.begun"),
        SENT("a.sent"),
        OPENERS("openers"),
        CLICKERS("clickers");

        final String sql;

        Sort(String sql) {
            this.sql = sql;
        }
    }

    /**
     * @param total of all pages
     */
    public record Page(List<SentMailing> rows, long total) {}
}
