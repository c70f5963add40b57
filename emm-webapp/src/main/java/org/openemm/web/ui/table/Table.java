package org.openemm.web.ui.table;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.openemm.web.ui.Links;
import org.openemm.web.ui.Option;
import org.openemm.web.ui.Ui;

/**
 * A list as one user sees it now: which columns in which order, how sorted, filtered and how long.
 * What the address does not say comes from how the user has left the list in this session.
 */
public final class Table {
    /** Rows per page to choose from. */
    public static final List<Integer> SIZES = List.of(20, 50, 100, 200);

    static final int SIZE = 50;
    static final String RESET = "reset";

    private final Ui ui;
    private final TableSpec spec;
    private final List<Column> columns;

    private Table(Ui ui, TableSpec spec) {
        this.ui = ui;
        this.spec = spec;
        this.columns = ColumnChoice.visible(spec, ui.preference(spec.name().columnsPreference()));
    }

    static Table open(Ui ui, TableSpec spec) {
        Table table = new Table(ui, spec);
        Links asked = ui.links();
        if (asked.has(RESET)) {
            ui.remember(spec.name().memory(), "");
            ui.restore(asked.only(spec.keeping()));
        } else if (table.stateNames().noneMatch(asked::has)) {
            ui.restore(join(asked.only(spec.keeping()), ui.remembered(spec.name().memory())));
        } else {
            ui.remember(
                    spec.name().memory(),
                    asked.only(
                            Stream.concat(Stream.of("q", "sort", "dir"), table.filterNames())
                                    .toList()));
        }
        return table;
    }

    public TableSpec spec() {
        return spec;
    }

    /** The columns to show, in the order of the user. */
    public List<Column> columns() {
        return columns;
    }

    /** Whether the column is to be shown: what is not need not be read. */
    public boolean shows(String key) {
        return columns.stream().anyMatch(column -> column.is(key));
    }

    /** All columns for choosing: those shown first, in their order. */
    public List<Column> choosable() {
        List<Column> all = new ArrayList<>(columns);
        spec.columns().stream().filter(column -> !columns.contains(column)).forEach(all::add);
        return all;
    }

    /** Whether there is anything to choose. */
    public boolean isArrangeable() {
        return spec.columns().stream().anyMatch(column -> !column.always());
    }

    /** Key of the column that the list is sorted by. */
    public String sort() {
        String asked = ui.links().parameter("sort");
        boolean possible =
                spec.columns().stream().anyMatch(column -> column.sortable() && column.is(asked));
        return possible ? asked : spec.sort();
    }

    public boolean descending() {
        return sort().equals(ui.links().parameter("sort"))
                ? ui.links().isDescending()
                : spec.descending();
    }

    /** For {@code aria-sort}; null where the list is not sorted by the column. */
    public String sorted(Column column) {
        return !column.is(sort()) ? null : descending() ? "descending" : "ascending";
    }

    /** Address of the list sorted by that column, the other way round where it is already. */
    public String sortHref(Column column) {
        boolean falling = column.is(sort()) ? !descending() : column.fallsFirst();
        return ui.links().with("sort", column.key(), "dir", falling ? "desc" : "asc");
    }

    /** Rows per page. */
    public int size() {
        String chosen = ui.preference(spec.name().sizePreference());
        return SIZES.stream()
                .filter(size -> size.toString().equals(chosen))
                .findFirst()
                .orElse(SIZE);
    }

    /** Whether the user has chosen other than the usual number of rows. */
    public boolean isResized() {
        return size() != SIZE;
    }

    /** Choices of rows per page. */
    public List<Option> sizes() {
        return SIZES.stream().map(size -> Option.of(size, ui.format().number(size))).toList();
    }

    /** What is searched for; empty text for nothing. */
    public String query() {
        return spec.search().isEmpty() ? "" : ui.links().parameter("q");
    }

    /** The value of a filter; empty text when it filters nothing. */
    public String filter(String name) {
        return spec.filters().stream()
                .filter(filter -> filter.name().equals(name))
                .map(filter -> filter.accepted(ui.links().parameter(name)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No filter " + name));
    }

    /** The value of a filter of whole numbers; 0 when it filters nothing. */
    public int number(String name) {
        String value = filter(name);
        return value.isEmpty() ? 0 : Integer.parseInt(value);
    }

    /**
     * The beginning of the day of a date filter in the user's zone; null when it filters nothing.
     */
    public Instant day(String name) {
        String value = filter(name);
        return value.isEmpty()
                ? null
                : LocalDate.parse(value).atStartOfDay(ui.format().zone()).toInstant();
    }

    /** The end of that day; null when it filters nothing. */
    public Instant endOfDay(String name) {
        String value = filter(name);
        return value.isEmpty()
                ? null
                : LocalDate.parse(value).plusDays(1).atStartOfDay(ui.format().zone()).toInstant();
    }

    /** The words for a filter's value. */
    public String words(Filter filter) {
        String value = filter(filter.name());
        if (filter.isElsewhere()) {
            return filter.words().apply(value);
        }
        return filter.options().stream()
                .filter(option -> option.value().equals(value))
                .map(Option::label)
                .findFirst()
                .orElse(value);
    }

    /** Whether search or a filter narrow the list. */
    public boolean isFiltered() {
        return !query().isEmpty() || isNarrowed();
    }

    /** Whether a filter narrows the list, whatever is searched for. */
    public boolean isNarrowed() {
        return filterNames().anyMatch(name -> !filter(name).isEmpty());
    }

    /** Whether more than one filter is set: each alone can be taken away at itself. */
    public boolean isNarrowedTwice() {
        return filterNames().filter(name -> !filter(name).isEmpty()).count() > 1;
    }

    /** This list without that filter. */
    public String without(Filter filter) {
        // An empty value stays in the address: it says that nothing is to be remembered from
        // before.
        return ui.links().cleared(filter.name());
    }

    /** This list as it is without search, filters and sorting of the user. */
    public String resetHref() {
        return ui.links().path(join(ui.links().only(spec.keeping()), RESET + "="));
    }

    /** The address of the list without anything about how it is seen. */
    public String cleanHref() {
        return ui.links().path(ui.links().only(spec.keeping()));
    }

    /** Where forms of this list lead back to: what is seen now, from the first row on. */
    public String address() {
        return ui.links().with("page", "", "at", "");
    }

    /** Parameters of the address that a search does not change, with their values. */
    public List<Map.Entry<String, String>> kept() {
        return Stream.concat(spec.keeping().stream(), Stream.of("sort", "dir"))
                .map(name -> Map.entry(name, ui.links().parameter(name)))
                .filter(entry -> !entry.getValue().isEmpty())
                .toList();
    }

    private Stream<String> filterNames() {
        return spec.filters().stream().map(Filter::name);
    }

    private Stream<String> stateNames() {
        return Stream.concat(Stream.of("q", "sort", "dir", "page"), filterNames());
    }

    private static String join(String first, String second) {
        return first.isEmpty() || second.isEmpty() ? first + second : first + "&" + second;
    }
}
