package org.openemm.web.mailing;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import org.openemm.delivery.Sending;
import org.openemm.web.access.Requires;
import org.openemm.web.ui.Ui;
import org.openemm.web.ui.View;

/** How far a sending is; holding it, going on, ending it. */
@Path("/mailing/send/{id: \\d+}")
public final class DeliveryResource {
    private final Sending sending;
    private final SendPages pages;

    DeliveryResource(Sending sending, SendPages pages) {
        this.sending = sending;
        this.pages = pages;
    }

    /** The state alone, asked for again while something moves. */
    @GET
    @Path("delivery-status-box/load.action")
    @Requires("mailing.send.show")
    public View progress(@Context Ui ui, @PathParam("id") int id) {
        return View.of("mailing/moved.jte", pages.moved(ui, id));
    }

    @POST
    @Path("pause.action")
    @Requires("mailing.send.world")
    public Object pause(@Context Ui ui, @PathParam("id") int id) {
        return pages.done(ui, id, "mailing.send.paused", () -> sending.pause(ui.actor(), id));
    }

    @POST
    @Path("resume-sending.action")
    @Requires("mailing.send.world")
    public Object resume(@Context Ui ui, @PathParam("id") int id) {
        return pages.done(ui, id, "mailing.send.resumed", () -> sending.resume(ui.actor(), id));
    }

    @POST
    @Path("cancel.action")
    @Requires("mailing.send.world")
    public Object stop(@Context Ui ui, @PathParam("id") int id) {
        return pages.done(ui, id, "mailing.send.stopped", () -> sending.stop(ui.actor(), id));
    }
}
