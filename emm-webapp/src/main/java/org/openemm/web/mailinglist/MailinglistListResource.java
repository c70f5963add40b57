package org.openemm.web.mailinglist;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.openemm.InvalidInput;
import org.openemm.ListServices;
import org.openemm.mailinglist.DeletedLists.DeletedList;
import org.openemm.mailinglist.Mailinglist;
import org.openemm.recipient.BindingStatus;
import org.openemm.statistics.Growth;
import org.openemm.statistics.ListGrowth;
import org.openemm.web.access.Requires;
import org.openemm.web.ui.Input;
import org.openemm.web.ui.Option;
import org.openemm.web.ui.Paging;
import org.openemm.web.ui.Ui;
import org.openemm.web.ui.View;
import org.openemm.web.ui.table.Bulk;
import org.openemm.web.ui.table.Column;
import org.openemm.web.ui.table.Filter;
import org.openemm.web.ui.table.Table;
import org.openemm.web.ui.table.TableName;
import org.openemm.web.ui.table.TableSpec;

/** All mailing lists, those in the bin, and what can be done with them from there. */
@Path("/mailinglist")
public final class MailinglistListResource {
    static final String LIST = "/mailinglist/list.action";
    private static final String DELETED = "deleted";
    private static final int MAX_NAME = 99;

    private final ListServices lists;
    private final ListGrowth growth;

    MailinglistListResource(ListServices lists, ListGrowth growth) {
        this.lists = lists;
        this.growth = growth;
    }

    /**
     * A list at a glance.
     *
     * @param counts recipients by status
     * @param mailings that go to it, templates included
     * @param growth active recipients at the end of each of the last 30 days; empty for users who
     *     may not see statistics
     * @param limited whether it is closed to some users
     * @param deleted null for a list that is not in the bin
     */
    public record Row(
            Mailinglist list,
            Map<BindingStatus, Long> counts,
            long mailings,
            List<Long> growth,
            boolean limited,
            DeletedList deleted) {
        public long active() {
            return counts.getOrDefault(BindingStatus.ACTIVE, 0L);
        }

        public long total() {
            return counts.values().stream().mapToLong(Long::longValue).sum();
        }

        private Row growing(List<Long> sizes) {
            return new Row(list, counts, mailings, sizes, limited, deleted);
        }
    }

    /** All lists that the search leaves. */
    public record ListPage(Table table, List<Row> rows, Paging paging, boolean deleted) {}

    @GET
    @Path("list.action")
    @Requires("mailinglist.show")
    public View list(@Context Ui ui) {
        Table table = table(ui);
        boolean deleted = table.filter(DELETED).equals("true");
        String search = table.query().toLowerCase(Locale.ROOT);
        List<Row> rows =
                (deleted ? bin(ui) : present(ui))
                        .filter(row -> matches(row.list(), search))
                        .sorted(order(table))
                        .toList();
        int from = Math.min(rows.size(), (ui.links().page() - 1) * table.size());
        return View.of(
                "mailinglist/list.jte",
                new ListPage(
                        table,
                        rows.subList(from, Math.min(rows.size(), from + table.size())).stream()
                                .map(row -> table.shows("growth") ? withGrowth(ui, row) : row)
                                .toList(),
                        Paging.numbered(ui, table.size(), rows.size()),
                        deleted));
    }

    @POST
    @Path("{id: [0-9]{1,9}}/restore.action")
    @Requires("mailinglist.change")
    public Object restore(@Context Ui ui, @PathParam("id") int id) {
        try {
            ui.flash("mailinglist.restored", lists.deleted().restore(ui.actor(), id));
        } catch (InvalidInput e) {
            warn(ui, e);
        }
        return ui.toList(LIST);
    }

    /** The ticked ones: field {@code bulkIds}. */
    @POST
    @Path("bulkDelete.action")
    @Requires("mailinglist.delete")
    public Object deleteTicked(@Context Ui ui, Input input) {
        Bulk bulk =
                Bulk.each(
                        ui,
                        input.integers("bulkIds"),
                        id -> lists.mailinglists().get(ui.actor(), id).name(),
                        id -> lists.mailinglists().delete(ui.actor(), id));
        String undo = ui.may("mailinglist.change") ? "/mailinglist/bulkRestore.action" : "";
        bulk.flash(ui, "mailinglist.deleted", "mailinglist.bulk.deleted", undo);
        bulk.report(ui);
        return ui.toList(LIST);
    }

    /** Takes {@link #deleteTicked} back; also for ticked rows of the bin. */
    @POST
    @Path("bulkRestore.action")
    @Requires("mailinglist.change")
    public Object restoreTicked(@Context Ui ui, Input input) {
        Bulk bulk =
                Bulk.each(
                        ui,
                        input.integers("bulkIds"),
                        String::valueOf,
                        id -> lists.deleted().restore(ui.actor(), id));
        bulk.flash(ui, "mailinglist.bulk.restored.one", "mailinglist.bulk.restored", "");
        bulk.report(ui);
        return ui.toList(LIST);
    }

    /** A list with the same settings, without recipients. */
    @POST
    @Path("{id: [0-9]{1,9}}/copy.action")
    @Requires("mailinglist.change")
    public Object copy(@Context Ui ui, @PathParam("id") int id) {
        String old = lists.mailinglists().get(ui.actor(), id).name();
        String name = ui.t("mailinglist.copy.name", old);
        try {
            int copy =
                    lists.approval()
                            .copy(
                                    ui.actor(),
                                    id,
                                    name.substring(0, Math.min(MAX_NAME, name.length())));
            ui.flash("mailinglist.copied", old);
            return ui.redirect("/mailinglist/" + copy + "/view.action");
        } catch (InvalidInput e) {
            warn(ui, e);
            return ui.toList(LIST);
        }
    }

    private Stream<Row> present(Ui ui) {
        Map<Integer, Map<BindingStatus, Long>> counts = lists.mailinglists().counts(ui.actor());
        Map<Integer, Long> uses = lists.mailinglists().useCounts(ui.actor());
        Set<Integer> limited = lists.approval().limited(ui.actor());
        return lists.mailinglists().all(ui.actor()).stream()
                .map(
                        list ->
                                new Row(
                                        list,
                                        counts.getOrDefault(list.id(), Map.of()),
                                        uses.getOrDefault(list.id(), 0L),
                                        List.of(),
                                        limited.contains(list.id()),
                                        null));
    }

    private Stream<Row> bin(Ui ui) {
        Map<Integer, Map<BindingStatus, Long>> counts = lists.mailinglists().counts(ui.actor());
        return lists.deleted().all(ui.actor()).stream()
                .map(
                        deleted ->
                                new Row(
                                        deleted.list(),
                                        counts.getOrDefault(deleted.list().id(), Map.of()),
                                        0,
                                        List.of(),
                                        false,
                                        deleted));
    }

    /** From what there is now back over what came and went on each day. */
    private Row withGrowth(Ui ui, Row row) {
        if (row.total() == 0 || row.deleted() != null || !ui.may("stats.mailing")) {
            return row;
        }
        List<Growth.Step> steps =
                growth.of(ui.actor(), Growth.Period.MONTH, row.list().id()).steps();
        List<Long> sizes = new ArrayList<>();
        long size = row.active();
        for (int i = steps.size() - 1; i >= 0; i--) {
            sizes.add(0, Math.max(0, size));
            size -= steps.get(i).figures().net();
        }
        return row.growing(sizes);
    }

    private static Table table(Ui ui) {
        return TableSpec.named(TableName.LISTS)
                .columns(
                        Column.text("name", ui.t("mailinglist.name")).sorts().asTitle(),
                        Column.number("active", ui.t("mailinglist.active")).sorts(),
                        Column.text("shares", ui.t("mailinglist.shares")),
                        Column.brief("growth", ui.t("mailinglist.growth")).notOnPhone(),
                        Column.number("mailings", ui.t("mailinglist.mailings")).sorts(),
                        Column.number("total", ui.t("mailinglist.total")).sorts().onDemand(),
                        Column.date("changed", ui.t("mailinglist.changed")).sorts().notOnPhone(),
                        Column.date("created", ui.t("mailinglist.created")).sorts().onDemand(),
                        Column.text("sender", ui.t("mailinglist.sender")).onDemand(),
                        Column.number("id", ui.t("mailinglist.id")).sorts().onDemand())
                .sortedBy("name", false)
                .search(ui.t("mailinglist.list.search"))
                .filters(
                        List.of(
                                Filter.choice(
                                        DELETED,
                                        ui.t("mailinglist.show"),
                                        ui.t("mailinglist.show.present"),
                                        List.of(new Option("true", ui.t("mailinglist.show.bin"))))))
                .ticks(ui.may("mailinglist.delete"))
                .open(ui);
    }

    private static boolean matches(Mailinglist list, String search) {
        return (list.name() + " " + list.description() + " " + list.id())
                .toLowerCase(Locale.ROOT)
                .contains(search);
    }

    private static Comparator<Row> order(Table table) {
        Comparator<Instant> byTime = Comparator.nullsFirst(Comparator.naturalOrder());
        Comparator<Row> order =
                switch (table.sort()) {
                    case "active" -> Comparator.comparingLong(Row::active);
                    case "total" -> Comparator.comparingLong(Row::total);
                    case "mailings" -> Comparator.comparingLong(Row::mailings);
                    case "id" -> Comparator.comparingInt(row -> row.list().id());
                    case "changed" -> Comparator.comparing(row -> row.list().changed(), byTime);
                    case "created" -> Comparator.comparing(row -> row.list().created(), byTime);
                    default ->
                            Comparator.comparing(
                                    row -> row.list().name(), String.CASE_INSENSITIVE_ORDER);
                };
        return table.descending() ? order.reversed() : order;
    }

    private static void warn(Ui ui, InvalidInput e) {
        InvalidInput.Problem problem = e.problems().get(0);
        ui.flashWarning(problem.key(), problem.arguments().toArray());
    }
}
