package org.openemm.web.ui;

/**
 * The foot of a table: where one is and how to go on.
 *
 * @param label e.g. {@code 21–40 of 1,000}
 * @param previous address of the page before; empty on the first
 * @param next address of the page after; empty on the last
 */
public record Paging(String label, String previous, String next) {

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

    private static String label(Ui ui, long from, long to, long total) {
        return from > to
                ? ui.t("ui.paging.total", ui.format().number(total))
                : ui.t(
                        "ui.paging.range",
                        ui.format().number(from),
                        ui.format().number(to),
                        ui.format().number(total));
    }
}
