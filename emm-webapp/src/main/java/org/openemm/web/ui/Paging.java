package org.openemm.web.ui;

/**
 * The foot of a table: where one is and how to go on.
 *
 * @param label e.g. {@code 21–40 of 1,000}
 * @param previous address of the page before; empty on the first
 * @param next address of the page after; empty on the last
 * @param first address of the first page; empty on it, and where pages are few
 * @param last address of the last page; likewise
 * @param exact address that answers the label with the exact number, when this one is an estimate;
 *     else empty
 */
public record Paging(
        String label, String previous, String next, String first, String last, String exact) {

    public Paging(String label, String previous, String next) {
        this(label, previous, next, "", "", "");
    }

    /** The same with ways to both ends of the list. */
    public Paging withEnds(String toFirst, String toLast) {
        return new Paging(
                label,
                previous,
                next,
                previous.isEmpty() ? "" : toFirst,
                next.isEmpty() ? "" : toLast,
                exact);
    }

    /** The same for a number of rows that is only estimated. */
    public Paging estimated(String words, String exactAddress) {
        return new Paging(words, previous, next, first, last, exactAddress);
    }

    /** Pages by number (parameter {@code page}), for lists that are never long. */
    public static Paging numbered(Ui ui, int size, long total) {
        int page = ui.links().page();
        long from = (long) (page - 1) * size + 1;
        long to = Math.min(total, (long) page * size);
        return new Paging(
                label(ui, from, to, total),
                page > 1 ? ui.links().with("page", page - 1) : "",
                to < total ? ui.links().with("page", page + 1) : "");
    }

    /** As {@link #numbered(Ui, int, long)} for lists that are counted no further than a limit. */
    public static Paging numbered(Ui ui, int size, int rows, long total, long limit, boolean more) {
        int page = ui.links().page();
        long from = (long) (page - 1) * size + 1;
        return new Paging(
                label(ui, from, from + rows - 1, total, limit),
                page > 1 ? ui.links().with("page", page - 1) : "",
                more ? ui.links().with("page", page + 1) : "");
    }

    /**
     * Pages by key (parameters {@code page} and {@code at}), for lists without end.
     *
     * @param rows on this page
     * @param size rows of a full page
     * @param first number of the first row; 0 to take it from the address
     * @param total of all pages
     * @param previous start of the page before as text, null on the first
     * @param next start of the page after as text, null on the last
     */
    public static Paging keyset(
            Ui ui, int rows, int size, long first, long total, String previous, String next) {
        long asked = first > 0 ? first : number(ui.links().parameter("at"));
        long from = previous == null ? 1 : Math.max(2, asked);
        return new Paging(
                label(ui, from, Math.min(from + rows - 1, total), total),
                previous == null ? "" : ui.links().page(previous, Math.max(1, from - size)),
                next == null ? "" : ui.links().page(next, from + rows));
    }

    private static long number(String text) {
        return text.matches("\\d{1,12}") ? Long.parseLong(text) : 0;
    }

    /** Beyond the limit the label says "more than", never a number nobody has counted. */
    private static String label(Ui ui, long from, long to, long total, long limit) {
        return total <= limit
                ? label(ui, from, Math.min(to, total), total)
                : ui.t(
                        "ui.paging.more",
                        ui.format().number(from),
                        ui.format().number(to),
                        ui.format().number(limit));
    }

    private static String label(Ui ui, long from, long to, long total) {
        return from > to || from == 1 && to == total
                ? ui.t("ui.paging.total", ui.format().number(total))
                : ui.t(
                        "ui.paging.range",
                        ui.format().number(from),
                        ui.format().number(to),
                        ui.format().number(total));
    }
}
