package org.openemm.web.target;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.openemm.eql.Complexity;
import org.openemm.target.TargetFilter;
import org.openemm.target.TargetQuery;
import org.openemm.web.ui.Option;
import org.openemm.web.ui.Ui;
import org.openemm.web.ui.table.Column;
import org.openemm.web.ui.table.Filter;
import org.openemm.web.ui.table.Table;
import org.openemm.web.ui.table.TableName;
import org.openemm.web.ui.table.TableSpec;

/** What the list of target groups shows, and how it is asked for. */
final class TargetTable {
    /** Spans of days that people think in, from now back. */
    private static final List<Integer> DAYS = List.of(1, 7, 30, 90, 365);

    private static final String OLDER = "older";

    private TargetTable() {}

    static Table open(Ui ui) {
        return TableSpec.named(TableName.TARGETS)
                .columns(
                        Column.brief("favorite", ui.t("target.favorite")).sorts(),
                        Column.text("name", ui.t("target.name")).sorts().asTitle(),
                        Column.number("size", ui.t("target.size")),
                        Column.number("uses", ui.t("target.uses")).sorts(),
                        Column.brief("complexity", ui.t("target.complexity")).sorts(),
                        Column.date("changed", ui.t("target.changed")).sorts().notOnPhone(),
                        Column.text("description", ui.t("target.description")).sorts().onDemand(),
                        Column.brief("delivery", ui.t("target.delivery")).sorts().onDemand(),
                        Column.date("created", ui.t("target.created")).sorts().onDemand(),
                        Column.number("id", ui.t("target.id")).sorts().onDemand())
                .sortedBy("name", false)
                .search(ui.t("target.list.search"))
                .filters(
                        choice(ui, "mark", marks(ui)),
                        choice(ui, "complexity", complexities(ui)),
                        choice(ui, "delivery", deliveries(ui)),
                        Filter.choice(
                                "created",
                                ui.t("target.created"),
                                ui.t("target.list.created.all"),
                                spans(ui)),
                        Filter.choice(
                                "changed",
                                ui.t("target.changed"),
                                ui.t("target.list.changed.all"),
                                spans(ui)),
                        Filter.choice(
                                "deleted",
                                ui.t("target.list.show"),
                                ui.t("target.list.present"),
                                List.of(new Option("true", ui.t("target.list.deleted")))))
                .ticks(true)
                .open(ui);
    }

    static TargetQuery query(Ui ui, Table table) {
        TargetFilter filter =
                new TargetFilter(
                        table.query(),
                        named(Complexity.Grade.values(), table.filter("complexity")),
                        named(TargetFilter.Delivery.values(), table.filter("delivery")),
                        named(TargetFilter.Mark.values(), table.filter("mark")),
                        from(ui, table.filter("created")),
                        until(ui, table.filter("created")),
                        from(ui, table.filter("changed")),
                        until(ui, table.filter("changed")),
                        isDeleted(table));
        return new TargetQuery(
                filter,
                TargetQuery.Sort.valueOf(table.sort().toUpperCase(Locale.ROOT)),
                table.descending(),
                ui.links().page(),
                table.size());
    }

    static boolean isDeleted(Table table) {
        return table.filter("deleted").equals("true");
    }

    private static Filter choice(Ui ui, String name, List<Option> options) {
        return Filter.choice(
                name, ui.t("target.list." + name), ui.t("target.list." + name + ".all"), options);
    }

    private static List<Option> marks(Ui ui) {
        return Arrays.stream(TargetFilter.Mark.values())
                .map(mark -> new Option(key(mark), ui.t("target.mark." + key(mark))))
                .toList();
    }

    private static List<Option> complexities(Ui ui) {
        return Arrays.stream(Complexity.Grade.values())
                .map(grade -> new Option(key(grade), ui.t("target.complexity." + key(grade))))
                .toList();
    }

    private static List<Option> deliveries(Ui ui) {
        return Arrays.stream(TargetFilter.Delivery.values())
                .map(kind -> new Option(key(kind), ui.t("target.delivery." + key(kind))))
                .toList();
    }

    private static List<Option> spans(Ui ui) {
        List<Option> spans = new ArrayList<>();
        spans.add(Option.of(1, ui.t("target.span.today")));
        DAYS.stream()
                .skip(1)
                .forEach(days -> spans.add(Option.of(days, ui.t("target.span.days", days))));
        spans.add(new Option(OLDER, ui.t("target.span.older", oldest())));
        return spans;
    }

    private static Instant from(Ui ui, String span) {
        return span.isEmpty() || span.equals(OLDER) ? null : ago(ui, Integer.parseInt(span));
    }

    private static Instant until(Ui ui, String span) {
        return span.equals(OLDER) ? ago(ui, oldest()) : null;
    }

    private static int oldest() {
        return DAYS.get(DAYS.size() - 1);
    }

    /** The beginning of a day in the zone of the user; 1 is today. */
    private static Instant ago(Ui ui, int days) {
        return ui.today().minusDays(days - 1L).atStartOfDay(ui.format().zone()).toInstant();
    }

    private static <E extends Enum<E>> E named(E[] values, String key) {
        return Arrays.stream(values).filter(v -> key(v).equals(key)).findFirst().orElse(null);
    }

    private static String key(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
