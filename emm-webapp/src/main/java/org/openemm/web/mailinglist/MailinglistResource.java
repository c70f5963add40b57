package org.openemm.web.mailinglist;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.openemm.InvalidInput;
import org.openemm.mailinglist.Mailinglist;
import org.openemm.mailinglist.MailinglistDraft;
import org.openemm.mailinglist.MailinglistUse;
import org.openemm.mailinglist.Mailinglists;
import org.openemm.recipient.BindingStatus;
import org.openemm.route.RouteUse;
import org.openemm.route.Routes;
import org.openemm.statistics.Growth;
import org.openemm.statistics.ListGrowth;
import org.openemm.web.access.Requires;
import org.openemm.web.recipient.Labels;
import org.openemm.web.route.RouteScreens;
import org.openemm.web.ui.Input;
import org.openemm.web.ui.Option;
import org.openemm.web.ui.Paging;
import org.openemm.web.ui.Share;
import org.openemm.web.ui.Ui;
import org.openemm.web.ui.View;
import org.openemm.web.ui.table.Column;
import org.openemm.web.ui.table.Table;
import org.openemm.web.ui.table.TableName;
import org.openemm.web.ui.table.TableSpec;

/** Mailing lists. */
@Path("/mailinglist")
public final class MailinglistResource {
    private static final String LIST = "/mailinglist/list.action";

    private final Mailinglists mailinglists;
    private final ListGrowth growth;
    private final Routes routes;

    MailinglistResource(Mailinglists mailinglists, ListGrowth growth, Routes routes) {
        this.routes = routes;
        this.growth = growth;
        this.mailinglists = mailinglists;
    }

    /**
     * A list at a glance.
     *
     * @param counts recipients by status
     * @param mailings that go to it, templates included
     * @param growth active recipients at the end of each of the last 30 days; empty for users who
     *     may not see statistics
     */
    public record Row(
            Mailinglist list, Map<BindingStatus, Long> counts, long mailings, List<Long> growth) {
        public long active() {
            return counts.getOrDefault(BindingStatus.ACTIVE, 0L);
        }

        public long total() {
            return counts.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    /** All lists that the search leaves. */
    public record ListPage(Table table, List<Row> rows, Paging paging) {}

    /**
     * @param id 0 for a new list
     * @param counts recipients by status
     * @param routes to choose from; empty: there is only one
     * @param route chosen; 0: none
     */
    public record EditPage(
            int id,
            MailinglistDraft draft,
            Map<BindingStatus, Long> counts,
            List<MailinglistUse> uses,
            boolean editable,
            List<Option> routes,
            int route) {}

    /**
     * The question before a deletion.
     *
     * @param last whether it is the only list there is
     */
    public record DeletePage(Row row, List<MailinglistUse> uses, boolean last) {}

    @GET
    @Path("list.action")
    @Requires("mailinglist.show")
    public View list(@Context Ui ui) {
        Table table = table(ui);
        String search = table.query().toLowerCase(Locale.ROOT);
        Map<Integer, Map<BindingStatus, Long>> counts = mailinglists.counts(ui.actor());
        Map<Integer, Long> uses = mailinglists.useCounts(ui.actor());
        List<Row> rows =
                mailinglists.all(ui.actor()).stream()
                        .filter(list -> matches(list, search))
                        .map(
                                list ->
                                        new Row(
                                                list,
                                                counts.getOrDefault(list.id(), Map.of()),
                                                uses.getOrDefault(list.id(), 0L),
                                                List.of()))
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
                        Paging.numbered(ui, table.size(), rows.size())));
    }

    @GET
    @Path("create.action")
    @Requires("mailinglist.change")
    public View create(@Context Ui ui) {
        return View.of(
                "mailinglist/edit.jte",
                new EditPage(
                        0,
                        new MailinglistDraft("", "", "", ""),
                        Map.of(),
                        List.of(),
                        true,
                        routes(ui),
                        0));
    }

    @GET
    @Path("{id: [0-9]{1,9}}/view.action")
    @Requires("mailinglist.show")
    public View view(@Context Ui ui, @PathParam("id") int id) {
        Mailinglist list = mailinglists.get(ui.actor(), id);
        MailinglistDraft draft =
                new MailinglistDraft(
                        list.name(), list.description(), list.senderEmail(), list.replyEmail());
        return View.of(
                "mailinglist/edit.jte",
                new EditPage(
                        id,
                        draft,
                        mailinglists.counts(ui.actor()).getOrDefault(id, Map.of()),
                        mailinglists.uses(ui.actor(), id),
                        ui.may("mailinglist.change"),
                        routes(ui),
                        routes.chosen(ui.actor(), RouteUse.Level.LIST, id)));
    }

    @POST
    @Path("save.action")
    @Requires("mailinglist.change")
    public Object save(@Context Ui ui, Input input) {
        int id = input.integer("id", 0);
        MailinglistDraft draft =
                new MailinglistDraft(
                        input.text("name"),
                        input.text("description"),
                        input.text("senderEmail"),
                        input.text("replyEmail"));
        try {
            if (id == 0) {
                id = mailinglists.create(ui.actor(), draft);
                ui.saved(id, draft.name());
            } else {
                mailinglists.update(ui.actor(), id, draft);
            }
            if (input.find("route").isPresent()) {
                routes.choose(ui.actor(), RouteUse.Level.LIST, id, input.integer("route", 0));
            }
        } catch (InvalidInput e) {
            View page = id == 0 ? create(ui) : view(ui, id);
            return page.again(input, e);
        }
        ui.flash("mailinglist.saved", draft.name());
        return ui.redirect(LIST);
    }

    @GET
    @Path("{id: [0-9]{1,9}}/confirmDelete.action")
    @Requires("mailinglist.delete")
    public View confirmDelete(@Context Ui ui, @PathParam("id") int id) {
        List<MailinglistUse> uses = mailinglists.uses(ui.actor(), id);
        Map<BindingStatus, Long> counts =
                mailinglists.counts(ui.actor()).getOrDefault(id, Map.of());
        return View.of(
                "mailinglist/delete.jte",
                new DeletePage(
                        new Row(mailinglists.get(ui.actor(), id), counts, uses.size(), List.of()),
                        uses,
                        mailinglists.all(ui.actor()).size() == 1));
    }

    @POST
    @Path("{id: [0-9]{1,9}}/delete.action")
    @Requires("mailinglist.delete")
    public Object delete(@Context Ui ui, @PathParam("id") int id, Input input) {
        String name = mailinglists.get(ui.actor(), id).name();
        try {
            mailinglists.delete(ui.actor(), id);
        } catch (InvalidInput e) {
            return confirmDelete(ui, id).again(input, e);
        }
        ui.flash("mailinglist.deleted", name);
        return ui.redirect(LIST);
    }

    private List<Option> routes(Ui ui) {
        return RouteScreens.options(ui, routes, ui.t("route.choice.list"));
    }

    /** From what there is now back over what came and went on each day. */
    private Row withGrowth(Ui ui, Row row) {
        if (row.total() == 0 || !ui.may("stats.mailing")) {
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
        return new Row(row.list(), row.counts(), row.mailings(), sizes);
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
                        Column.text("sender", ui.t("mailinglist.sender")).onDemand(),
                        Column.number("id", ui.t("mailinglist.id")).sorts().onDemand())
                .sortedBy("name", false)
                .search(ui.t("mailinglist.list.search"))
                .open(ui);
    }

    /** What a list is made of, for a bar. */
    public static List<Share> shares(Ui ui, Map<BindingStatus, Long> counts) {
        return counts.entrySet().stream()
                .map(
                        count ->
                                new Share(
                                        Labels.kind(count.getKey()),
                                        Labels.status(ui, count.getKey()),
                                        count.getValue()))
                .toList();
    }

    /** Page of what uses a list; empty when the user may not see it. */
    public static String link(Ui ui, MailinglistUse use) {
        return switch (use.kind()) {
            case MAILING, TEMPLATE ->
                    ui.may("mailing.show") ? "/mailing/" + use.id() + "/settings.action" : "";
            case FILTER ->
                    ui.may("mailloop.show")
                            ? "/administration/bounce/" + use.id() + "/view.action"
                            : "";
            case IMPORT_PROFILE, EXPORT_PROFILE -> "";
        };
    }

    private static boolean matches(Mailinglist list, String search) {
        return (list.name() + " " + list.description() + " " + list.id())
                .toLowerCase(Locale.ROOT)
                .contains(search);
    }

    private static Comparator<Row> order(Table table) {
        Comparator<Row> order =
                switch (table.sort()) {
                    case "active" -> Comparator.comparingLong(Row::active);
                    case "total" -> Comparator.comparingLong(Row::total);
                    case "mailings" -> Comparator.comparingLong(Row::mailings);
                    case "id" -> Comparator.comparingInt(row -> row.list().id());
                    case "changed" ->
                            Comparator.comparing(
                                    row -> row.list().changed(),
                                    Comparator.nullsFirst(Comparator.naturalOrder()));
                    default ->
                            Comparator.comparing(
                                    row -> row.list().name(), String.CASE_INSENSITIVE_ORDER);
                };
        return table.descending() ? order.reversed() : order;
    }
}
