package org.openemm.web.route;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.openemm.InvalidInput;
import org.openemm.delivery.RouteTrials;
import org.openemm.route.Rates;
import org.openemm.route.Route;
import org.openemm.route.RouteDraft;
import org.openemm.route.RouteUse;
import org.openemm.route.Routes;
import org.openemm.route.Security;
import org.openemm.web.access.Requires;
import org.openemm.web.ui.Input;
import org.openemm.web.ui.Tab;
import org.openemm.web.ui.Ui;
import org.openemm.web.ui.View;

/** SMTP routes of the tenant. */
@Path("/route")
public final class RouteResource {
    static final String LIST = "/route/list.action";
    private static final int WRONG = -1;

    private final Routes routes;
    private final RouteTrials trials;

    RouteResource(Routes routes, RouteTrials trials) {
        this.routes = routes;
        this.trials = trials;
    }

    /**
     * All routes.
     *
     * @param standard route of the tenant; 0: that of the machine
     */
    public record ListPage(List<Tab> tabs, List<Route> routes, int standard) {}

    /**
     * @param id 0 for a new one
     * @param trial what came of a try; empty: none was made
     * @param away the backend did not answer to the wish to try
     */
    public record EditPage(
            int id,
            RouteDraft draft,
            boolean hasPassword,
            List<RouteUse> uses,
            boolean editable,
            Optional<RouteTrials.Trial> trial,
            boolean away) {}

    /** The question before a deletion. */
    public record DeletePage(Route route, List<RouteUse> uses) {}

    @GET
    @Path("list.action")
    @Requires("route.show")
    public View list(@Context Ui ui) {
        return View.of(
                "route/list.jte",
                new ListPage(
                        tabs(ui, true),
                        routes.all(ui.actor()),
                        routes.chosen(ui.actor(), RouteUse.Level.TENANT, 0)));
    }

    @GET
    @Path("create.action")
    @Requires("route.change")
    public View create(@Context Ui ui) {
        return View.of(
                "route/edit.jte",
                new EditPage(
                        0, RouteDraft.fresh(), false, List.of(), true, Optional.empty(), false));
    }

    @GET
    @Path("{id: [0-9]{1,9}}/view.action")
    @Requires("route.show")
    public View view(@Context Ui ui, @PathParam("id") int id) {
        return view(ui, id, Optional.empty(), false);
    }

    /** Tries the route as it is saved. */
    @POST
    @Path("{id: [0-9]{1,9}}/test.action")
    @Requires("route.change")
    public View test(@Context Ui ui, @PathParam("id") int id) {
        Optional<RouteTrials.Trial> trial = trials.run(ui.actor(), id);
        return view(ui, id, trial, trial.isEmpty());
    }

    @POST
    @Path("save.action")
    @Requires("route.change")
    public Object save(@Context Ui ui, Input input) {
        int id = input.integer("id", 0);
        RouteDraft draft = draft(input);
        int saved = id;
        try {
            if (id == 0) {
                saved = routes.create(ui.actor(), draft);
            } else {
                routes.update(ui.actor(), id, draft);
            }
        } catch (InvalidInput e) {
            View page = id == 0 ? create(ui) : view(ui, id);
            return page.again(input, e);
        }
        ui.flash("route.saved", draft.name().strip());
        return ui.redirect("/route/" + saved + "/view.action");
    }

    /** What mailings take that chose nothing, and whose list chose nothing. */
    @POST
    @Path("standard.action")
    @Requires("route.change")
    public Object standard(@Context Ui ui, Input input) {
        routes.choose(ui.actor(), RouteUse.Level.TENANT, 0, input.integer("standard", 0));
        ui.flash("route.standard.saved");
        return ui.redirect(LIST);
    }

    @GET
    @Path("{id: [0-9]{1,9}}/confirmDelete.action")
    @Requires("route.change")
    public View confirmDelete(@Context Ui ui, @PathParam("id") int id) {
        return View.of(
                "route/delete.jte",
                new DeletePage(routes.get(ui.actor(), id), routes.uses(ui.actor(), id)));
    }

    @POST
    @Path("{id: [0-9]{1,9}}/delete.action")
    @Requires("route.change")
    public Object delete(@Context Ui ui, @PathParam("id") int id, Input input) {
        String name = routes.get(ui.actor(), id).name();
        try {
            routes.delete(ui.actor(), id);
        } catch (InvalidInput e) {
            return confirmDelete(ui, id).again(input, e);
        }
        ui.flash("route.deleted", name);
        return ui.redirect(LIST);
    }

    static List<Tab> tabs(Ui ui, boolean routes) {
        return List.of(
                new Tab(ui.t("route.tab.routes"), LIST, routes),
                new Tab(ui.t("route.tab.groups"), GroupResource.LIST, !routes));
    }

    /** In words, e.g. "20 per second, 10,000 per hour"; empty for no limit. */
    public static String rates(Ui ui, Rates rates) {
        List<String> parts = new ArrayList<>();
        add(parts, ui, "route.rate.second", rates.perSecond());
        add(parts, ui, "route.rate.minute", rates.perMinute());
        add(parts, ui, "route.rate.hour", rates.perHour());
        return String.join(", ", parts);
    }

    static Rates rates(Input input) {
        return new Rates(
                number(input, "perSecond"), number(input, "perMinute"), number(input, "perHour"));
    }

    /** Empty: 0. */
    static int number(Input input, String field) {
        return input.text(field).isEmpty() ? 0 : required(input, field);
    }

    /** What is no number is told at its field like a number out of range. */
    private static int required(Input input, String field) {
        String text = input.text(field);
        return text.matches("\\d{1,9}") ? Integer.parseInt(text) : WRONG;
    }

    private static void add(List<String> parts, Ui ui, String key, int mails) {
        if (mails > 0) {
            parts.add(ui.t(key, ui.format().number(mails)));
        }
    }

    private View view(Ui ui, int id, Optional<RouteTrials.Trial> trial, boolean away) {
        Route route = routes.get(ui.actor(), id);
        return View.of(
                "route/edit.jte",
                new EditPage(
                        id,
                        route.settings(),
                        route.hasPassword(),
                        routes.uses(ui.actor(), id),
                        ui.may("route.change"),
                        trial,
                        away));
    }

    private static RouteDraft draft(Input input) {
        String security = input.text("security");
        return new RouteDraft(
                input.text("name"),
                input.text("host"),
                required(input, "port"),
                List.of("none", "starttls", "tls").contains(security)
                        ? Security.of(security)
                        : Security.STARTTLS,
                input.flag("verifyCertificate"),
                input.text("user"),
                input.raw("password"),
                input.text("localAddress"),
                required(input, "connections"),
                required(input, "singleConnections"),
                rates(input),
                required(input, "lifetimeHours"));
    }
}
