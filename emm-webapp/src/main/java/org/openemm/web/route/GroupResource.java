package org.openemm.web.route;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import java.util.List;
import org.openemm.InvalidInput;
import org.openemm.route.DomainGroup;
import org.openemm.route.DomainGroups;
import org.openemm.route.Rates;
import org.openemm.web.access.Requires;
import org.openemm.web.ui.Input;
import org.openemm.web.ui.Tab;
import org.openemm.web.ui.Ui;
import org.openemm.web.ui.View;

/** Groups of receiving domains and their limits. */
@Path("/route/group")
public final class GroupResource {
    static final String LIST = "/route/group/list.action";

    private final DomainGroups groups;

    GroupResource(DomainGroups groups) {
        this.groups = groups;
    }

    public record ListPage(List<Tab> tabs, List<DomainGroup> groups) {}

    /**
     * @param group id 0 for a new one
     */
    public record EditPage(DomainGroup group, boolean editable) {}

    @GET
    @Path("list.action")
    @Requires("route.show")
    public View list(@Context Ui ui) {
        return View.of(
                "route/groups.jte",
                new ListPage(RouteResource.tabs(ui, false), groups.all(ui.actor())));
    }

    @GET
    @Path("create.action")
    @Requires("route.change")
    public View create(@Context Ui ui) {
        return View.of(
                "route/group.jte",
                new EditPage(
                        new DomainGroup(
                                0, ui.actor().companyId(), "", List.of(), 0, Rates.UNLIMITED),
                        true));
    }

    @GET
    @Path("{id: [0-9]{1,9}}/view.action")
    @Requires("route.show")
    public View view(@Context Ui ui, @PathParam("id") int id) {
        return View.of(
                "route/group.jte",
                new EditPage(groups.get(ui.actor(), id), ui.may("route.change")));
    }

    @POST
    @Path("save.action")
    @Requires("route.change")
    public Object save(@Context Ui ui, Input input) {
        int id = input.integer("id", 0);
        try {
            groups.save(
                    ui.actor(),
                    id,
                    input.text("name"),
                    input.text("domains"),
                    RouteResource.number(input, "connections"),
                    RouteResource.rates(input));
        } catch (InvalidInput e) {
            View page = id == 0 ? create(ui) : view(ui, id);
            return page.again(input, e);
        }
        ui.flash("route.group.saved", input.text("name"));
        return ui.redirect(LIST);
    }

    @POST
    @Path("{id: [0-9]{1,9}}/delete.action")
    @Requires("route.change")
    public Object delete(@Context Ui ui, @PathParam("id") int id) {
        String name = groups.get(ui.actor(), id).name();
        groups.delete(ui.actor(), id);
        ui.flash("route.group.deleted", name);
        return ui.redirect(LIST);
    }
}
