package org.openemm.web.ui.table;

import java.util.List;
import org.openemm.web.ui.Ui;

/**
 * What a list is: declared once in its resource.
 *
 * <pre>
 * Table table = TableSpec.named(TableName.MAILINGS)
 *         .columns(Column.text("name", ui.t("mailing.field.name")).sorts().asTitle(), ...)
 *         .sortedBy("created", true)                 // column or any other key the query knows
 *         .search(ui.t("mailing.list.mailings.search"))       // parameter q
 *         .filters(Filter.choice("status", ui.t("..status"), ui.t("..every"), options))
 *         .keeping("forTemplates")                   // parameter that belongs to the address
 *         .ticks(ui.may("mailing.delete"))           // rows can be ticked
 *         .open(ui);
 * query(table.text("q"), table.filter("status"), table.sort(), table.descending(), table.size());
 * </pre>
 *
 * The template hands table, paging and rows to {@code jte/ui/table.jte}; see there.
 *
 * @param sort key of the column sorted by at first
 * @param most how many columns may be shown besides those that always are
 * @param search what the search field looks for; empty without search field
 * @param keeping parameters that say which list it is, not how it is seen
 */
public record TableSpec(
        TableName name,
        List<Column> columns,
        String sort,
        boolean descending,
        int most,
        String search,
        List<Filter> filters,
        List<String> keeping,
        boolean ticks) {
    private static final int MOST = 8;

    public TableSpec {
        columns = List.copyOf(columns);
        filters = List.copyOf(filters);
        keeping = List.copyOf(keeping);
    }

    public static TableSpec named(TableName name) {
        return new TableSpec(name, List.of(), "", false, MOST, "", List.of(), List.of(), false);
    }

    public TableSpec columns(List<Column> all) {
        return new TableSpec(name, all, sort, descending, most, search, filters, keeping, ticks);
    }

    public TableSpec columns(Column... all) {
        return columns(List.of(all));
    }

    public TableSpec sortedBy(String key, boolean falling) {
        return new TableSpec(name, columns, key, falling, most, search, filters, keeping, ticks);
    }

    public TableSpec search(String label) {
        return new TableSpec(name, columns, sort, descending, most, label, filters, keeping, ticks);
    }

    public TableSpec filters(List<Filter> all) {
        return new TableSpec(name, columns, sort, descending, most, search, all, keeping, ticks);
    }

    public TableSpec filters(Filter... all) {
        return filters(List.of(all));
    }

    public TableSpec keeping(String... parameters) {
        return new TableSpec(
                name, columns, sort, descending, most, search, filters, List.of(parameters), ticks);
    }

    public TableSpec ticks(boolean possible) {
        return new TableSpec(
                name, columns, sort, descending, most, search, filters, keeping, possible);
    }

    /** The list as this user asks for it now, or has left it. */
    public Table open(Ui ui) {
        return Table.open(ui, this);
    }
}
