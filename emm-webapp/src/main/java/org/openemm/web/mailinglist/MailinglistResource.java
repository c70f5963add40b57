package org.openemm.web.mailinglist;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.openemm.InvalidInput;
import org.openemm.ListServices;
import org.openemm.mailinglist.ListApproval.ListUser;
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
import org.openemm.web.dashboard.GrowthTile;
import org.openemm.web.recipient.Labels;
import org.openemm.web.route.RouteScreens;
import org.openemm.web.ui.Input;
import org.openemm.web.ui.Option;
import org.openemm.web.ui.Share;
import org.openemm.web.ui.Ui;
import org.openemm.web.ui.View;

/** One mailing list. */
@Path("/mailinglist")
public final class MailinglistResource {
    private static final String LIST = MailinglistListResource.LIST;
    private static final String APPROVE = "admin.setpermission";
    private static final String STATISTICS = "stats.mailing";

    private final ListServices lists;
    private final Mailinglists mailinglists;
    private final Routes routes;
    private final ListGrowth growth;

    MailinglistResource(ListServices lists, Routes routes, ListGrowth growth) {
        this.lists = lists;
        this.mailinglists = lists.mailinglists();
        this.routes = routes;
        this.growth = growth;
    }

    /**
     * @param id 0 for a new list
     * @param counts recipients by status
     * @param routes to choose from; empty: there is only one
     * @param route chosen; 0: none
     * @param users whom it can be open to; empty for those who may not decide that
     * @param growth null for a new list, and for those who may not see statistics
     */
    public record EditPage(
            int id,
            MailinglistDraft draft,
            Map<BindingStatus, Long> counts,
            List<MailinglistUse> uses,
            boolean editable,
            List<Option> routes,
            int route,
            List<ListUser> users,
            GrowthTile growth) {}

    /**
     * The question before a deletion.
     *
     * @param recipients who are in it
     * @param last whether it is the only list there is
     */
    public record DeletePage(
            Mailinglist list, long recipients, List<MailinglistUse> uses, boolean last) {}

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
                        0,
                        List.of(),
                        null));
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
                        routes.chosen(ui.actor(), RouteUse.Level.LIST, id),
                        ui.may(APPROVE) ? lists.approval().users(ui.actor(), id) : List.of(),
                        ui.may(STATISTICS) ? growth(ui, id) : null));
    }

    /** How the list grew in a month or longer, for the page of the list. */
    @GET
    @Path("{id: [0-9]{1,9}}/growth.action")
    @Requires(STATISTICS)
    public View growthOf(@Context Ui ui, @PathParam("id") int id) {
        mailinglists.get(ui.actor(), id);
        return View.of("mailinglist/growth.jte", growth(ui, id));
    }

    private GrowthTile growth(Ui ui, int id) {
        Growth.Period period =
                switch (ui.links().parameter("period")) {
                    case "year" -> Growth.Period.YEAR;
                    case "quarter" -> Growth.Period.QUARTER;
                    default -> Growth.Period.MONTH;
                };
        return new GrowthTile(period, id, List.of(), growth.of(ui.actor(), period, id));
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

    /** Opens the list to the ticked users and closes it to the others. */
    @POST
    @Path("{id: [0-9]{1,9}}/users.action")
    @Requires(APPROVE)
    public Object users(@Context Ui ui, @PathParam("id") int id, Input input) {
        String name = mailinglists.get(ui.actor(), id).name();
        try {
            lists.approval().open(ui.actor(), id, Set.copyOf(input.integers("users")));
        } catch (InvalidInput e) {
            return view(ui, id).again(input, e);
        }
        ui.flash("mailinglist.saved", name);
        return ui.redirect("/mailinglist/" + id + "/view.action");
    }

    @GET
    @Path("{id: [0-9]{1,9}}/confirmDelete.action")
    @Requires("mailinglist.delete")
    public View confirmDelete(@Context Ui ui, @PathParam("id") int id) {
        Map<BindingStatus, Long> counts =
                mailinglists.counts(ui.actor()).getOrDefault(id, Map.of());
        return View.of(
                "mailinglist/delete.jte",
                new DeletePage(
                        mailinglists.get(ui.actor(), id),
                        counts.values().stream().mapToLong(Long::longValue).sum(),
                        mailinglists.uses(ui.actor(), id),
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
        if (ui.may("mailinglist.change")) {
            ui.flashUndo("mailinglist.deleted", "/mailinglist/" + id + "/restore.action", name);
        } else {
            ui.flash("mailinglist.deleted", name);
        }
        return ui.redirect(LIST);
    }

    private List<Option> routes(Ui ui) {
        return RouteScreens.options(ui, routes, ui.t("route.choice.list"));
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
            case TARGET_GROUP ->
                    ui.may("targets.show") ? "/target/" + use.id() + "/view.action" : "";
            case IMPORT_PROFILE, EXPORT_PROFILE -> "";
        };
    }
}
