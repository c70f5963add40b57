package org.openemm.web.recipient;

import org.openemm.recipient.PageCursor;
import org.openemm.recipient.RecipientListing;
import org.openemm.recipient.RecipientPage;
import org.openemm.recipient.RecipientQuery;
import org.openemm.recipient.Recipients;
import org.openemm.web.ui.Paging;
import org.openemm.web.ui.Ui;

/**
 * The foot of the list: exact at once where few are counted quickly, else an estimate that the page
 * exchanges for the exact number when that is known.
 *
 * @param total about how many match, for people
 */
record RecipientPaging(Paging paging, String total) {
    /** So many are counted within the time of a page. */
    private static final long COUNTED_AT_ONCE = 20_000;

    static RecipientPaging of(
            Ui ui,
            Recipients recipients,
            RecipientListing listing,
            RecipientQuery query,
            RecipientPage page) {
        int rows = page.recipients().size();
        int size = query.pageSize();
        boolean whole = page.previous() == null && page.next() == null;
        long everybody = listing.estimate(ui.actor(), RecipientQuery.all(1));
        boolean small = everybody <= COUNTED_AT_ONCE;
        String first = ui.links().with("page", "", "at", "");
        String last = ui.links().with("page", PageCursor.END.encoded(), "at", "");
        if (whole || small) {
            long total = whole ? rows : recipients.count(ui.actor(), query, Integer.MAX_VALUE);
            boolean end = query.cursor() != null && query.cursor().equals(PageCursor.END);
            Paging exact =
                    Paging.keyset(
                            ui,
                            rows,
                            size,
                            end ? Math.max(1, total - rows + 1) : 0,
                            total,
                            encoded(page.previous()),
                            encoded(page.next()));
            return new RecipientPaging(exact.withEnds(first, last), ui.format().number(total));
        }
        long about = Math.max(rows, listing.estimate(ui.actor(), query));
        long from = at(ui, page.previous() == null);
        about = Math.max(about, from + rows - 1);
        String number = ui.format().number(rounded(about));
        String words =
                from == 0
                        ? ui.t("ui.paging.about.last", ui.format().number(rows), number)
                        : ui.t(
                                "ui.paging.about",
                                ui.format().number(from),
                                ui.format().number(from + rows - 1),
                                number);
        Paging estimated =
                Paging.keyset(
                                ui,
                                rows,
                                size,
                                from,
                                about,
                                encoded(page.previous()),
                                encoded(page.next()))
                        .withEnds(first, last)
                        .estimated(words, exactAddress(ui, from, rows));
        return new RecipientPaging(estimated, ui.t("recipient.bulk.about", number));
    }

    /** The label of {@code count.action}: parameters {@code from} and {@code rows}. */
    static String exact(Ui ui, long total) {
        long rows = number(ui.links().parameter("rows"));
        long from = number(ui.links().parameter("from"));
        if (from == 0) {
            from = Math.max(1, total - rows + 1);
        }
        return ui.t(
                "ui.paging.range",
                ui.format().number(from),
                ui.format().number(Math.min(total, from + rows - 1)),
                ui.format().number(total));
    }

    private static String exactAddress(Ui ui, long from, int rows) {
        String query = ui.links().only(FilterState.NAMES);
        return "/recipient/count.action?from="
                + from
                + "&rows="
                + rows
                + (query.isEmpty() ? "" : "&" + query);
    }

    /** Number of the first row; 0 when nobody knows it. */
    private static long at(Ui ui, boolean isFirst) {
        return isFirst ? 1 : number(ui.links().parameter("at"));
    }

    /** Two digits say all that an estimate knows. */
    private static long rounded(long number) {
        long unit = 1;
        while (number / unit >= 100) {
            unit *= 10;
        }
        return (number + unit / 2) / unit * unit;
    }

    private static long number(String text) {
        return text.matches("[0-9]{1,12}") ? Long.parseLong(text) : 0;
    }

    private static String encoded(PageCursor cursor) {
        return cursor == null ? null : cursor.encoded();
    }
}
