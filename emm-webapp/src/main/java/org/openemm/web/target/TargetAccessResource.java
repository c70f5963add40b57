package org.openemm.web.target;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import java.util.List;
import java.util.Set;
import org.openemm.InvalidInput;
import org.openemm.target.AccessLimits;
import org.openemm.target.AccessLimits.LimitedUser;
import org.openemm.target.Target;
import org.openemm.target.Targets;
import org.openemm.web.access.Requires;
import org.openemm.web.ui.Input;
import org.openemm.web.ui.Ui;
import org.openemm.web.ui.View;

/** Which users know only of the recipients of a group. */
@Path("/target")
public final class TargetAccessResource {
    private final Targets targets;
    private final AccessLimits limits;

    TargetAccessResource(Targets targets, AccessLimits limits) {
        this.targets = targets;
        this.limits = limits;
    }

    /**
     * @param self id of whoever looks: nobody limits himself
     * @param editable whether this user may decide
     */
    public record AccessPage(Target target, List<LimitedUser> users, int self, boolean editable) {}

    @GET
    @Path("{id: [0-9]{1,9}}/access.action")
    @Requires("admin.setpermission")
    public View access(@Context Ui ui, @PathParam("id") int id) {
        Target target = targets.get(ui.actor(), id);
        return View.of(
                "target/access.jte",
                new AccessPage(
                        target,
                        limits.users(ui.actor(), id),
                        ui.actor().id(),
                        AccessLimits.mayDecide(ui.actor()) && !target.deleted() && target.valid()));
    }

    @POST
    @Path("{id: [0-9]{1,9}}/access.action")
    @Requires("admin.setpermission")
    public Object save(@Context Ui ui, @PathParam("id") int id, Input input) {
        boolean limiting = input.flag("limiting");
        try {
            limits.set(
                    ui.actor(),
                    id,
                    limiting,
                    limiting ? Set.copyOf(input.integers("users")) : Set.of());
        } catch (InvalidInput e) {
            return access(ui, id).again(input, e);
        }
        ui.flash("target.access.saved", targets.get(ui.actor(), id).name());
        return ui.redirect("/target/" + id + "/access.action");
    }
}
