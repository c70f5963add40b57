package org.openemm.web.target;

import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import org.openemm.InvalidInput;
import org.openemm.target.Target;
import org.openemm.target.TargetFavorites;
import org.openemm.target.Targets;
import org.openemm.web.access.Requires;
import org.openemm.web.ui.Ui;
import org.openemm.web.ui.View;

/** Marks of a group that change with one click: favourite, lock, gone and back. */
@Path("/target")
public final class TargetMarkResource {
    private final Targets targets;
    private final TargetFavorites favorites;

    TargetMarkResource(Targets targets, TargetFavorites favorites) {
        this.targets = targets;
        this.favorites = favorites;
    }

    /** The star as it is after the click. */
    public record StarPage(Target target, boolean favorite) {}

    @POST
    @Path("{id: [0-9]{1,9}}/addToFavorites.action")
    @Requires("targets.show")
    public Object addToFavorites(@Context Ui ui, @PathParam("id") int id) {
        return starred(ui, id, true);
    }

    @POST
    @Path("{id: [0-9]{1,9}}/removeFromFavorites.action")
    @Requires("targets.show")
    public Object removeFromFavorites(@Context Ui ui, @PathParam("id") int id) {
        return starred(ui, id, false);
    }

    @POST
    @Path("{id: [0-9]{1,9}}/lock.action")
    @Requires("targets.lock")
    public Response lock(@Context Ui ui, @PathParam("id") int id) {
        return locked(ui, id, true);
    }

    @POST
    @Path("{id: [0-9]{1,9}}/unlock.action")
    @Requires("targets.lock")
    public Response unlock(@Context Ui ui, @PathParam("id") int id) {
        return locked(ui, id, false);
    }

    /** From the list, of a group that nothing uses: what can be taken back is not asked for. */
    @POST
    @Path("{id: [0-9]{1,9}}/delete.action")
    @Requires("targets.delete")
    public Response delete(@Context Ui ui, @PathParam("id") int id) {
        String name = targets.get(ui.actor(), id).name();
        try {
            targets.delete(ui.actor(), id);
            ui.flashUndo("target.deleted", "/target/" + id + "/restore.action", name);
        } catch (InvalidInput e) {
            warn(ui, e);
        }
        return ui.toList(TargetListResource.LIST);
    }

    /** Takes a deletion back, from the message about it or from the list of deleted groups. */
    @POST
    @Path("{id: [0-9]{1,9}}/restore.action")
    @Requires("targets.delete")
    public Response restore(@Context Ui ui, @PathParam("id") int id) {
        try {
            targets.restore(ui.actor(), id);
            ui.flash("target.restored", targets.get(ui.actor(), id).name());
        } catch (InvalidInput e) {
            warn(ui, e);
        }
        return ui.toList(TargetListResource.LIST);
    }

    /** In place the star alone is drawn anew; without scripts the page comes again. */
    private Object starred(Ui ui, int id, boolean favorite) {
        favorites.set(ui.actor(), id, favorite);
        return ui.isPartial()
                ? View.of("target/starred.jte", new StarPage(targets.get(ui.actor(), id), favorite))
                : ui.redirect(TargetListResource.LIST);
    }

    private Response locked(Ui ui, int id, boolean locked) {
        targets.setLocked(ui.actor(), id, locked);
        ui.flash(
                locked ? "target.lock.done" : "target.unlock.done",
                targets.get(ui.actor(), id).name());
        return ui.isPartial()
                ? ui.toList(TargetListResource.LIST)
                : ui.redirect("/target/" + id + "/view.action");
    }

    private static void warn(Ui ui, InvalidInput problem) {
        InvalidInput.Problem first = problem.problems().get(0);
        ui.flashWarning(first.key(), first.arguments().toArray());
    }
}
