package org.openemm.web.mailing;

import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import java.time.LocalTime;
import org.openemm.InvalidInput;
import org.openemm.delivery.Activations;
import org.openemm.delivery.Clearance;
import org.openemm.delivery.MailsPerHour;
import org.openemm.delivery.Schedule;
import org.openemm.delivery.SendOptions;
import org.openemm.mailing.Mailing;
import org.openemm.mailing.MailingType;
import org.openemm.mailing.Mailings;
import org.openemm.web.access.Requires;
import org.openemm.web.ui.Input;
import org.openemm.web.ui.Ui;

/** Makes mailings active that send themselves, and ends that. */
@Path("/mailing/send/{id: \\d+}")
public final class ActivationResource {
    private final Mailings mailings;
    private final Activations activations;
    private final SendPages pages;

    ActivationResource(Mailings mailings, Activations activations, SendPages pages) {
        this.mailings = mailings;
        this.activations = activations;
        this.pages = pages;
    }

    @POST
    @Path("activate.action")
    @Requires("mailing.send.world")
    public Object activate(@Context Ui ui, @PathParam("id") int id, Input input) {
        Mailing mailing = mailings.get(ui.actor(), id);
        try {
            if (mailing.settings().type() == MailingType.ACTION_BASED) {
                activations.activate(ui.actor(), id);
            } else {
                LocalTime time =
                        input.time("time", ui.format())
                                .orElseThrow(
                                        () ->
                                                new InvalidInput(
                                                        "time", "mailing.send.date.missing"));
                if (mailing.settings().type() == MailingType.DATE_BASED) {
                    activations.limit(
                            ui.actor(),
                            id,
                            new Clearance(
                                    input.integer("clearance", 0), input.text("clearanceEmail")));
                }
                boolean slow = ui.may("mailing.send.admin.options");
                activations.activate(
                        ui.actor(),
                        id,
                        Schedule.of(Rhythm.of(input.text("rhythm")).rule(time), ui.format().zone()),
                        input.date("from", ui.format()).orElse(null),
                        SendOptions.now()
                                .withSpeed(MailsPerHour.of(slow ? input.integer("speed", 0) : 0)));
            }
        } catch (InvalidInput e) {
            return pages.refused(ui, id, input, e);
        }
        ui.flash("mailing.active.started");
        return ui.redirect(MailingHead.Page.SEND.path(id));
    }

    @POST
    @Path("deactivate.action")
    @Requires("mailing.send.world")
    public Object deactivate(@Context Ui ui, @PathParam("id") int id) {
        return pages.done(
                ui, id, "mailing.active.stopped", () -> activations.deactivate(ui.actor(), id));
    }

    @POST
    @Path("release.action")
    @Requires("mailing.send.world")
    public Object release(@Context Ui ui, @PathParam("id") int id) {
        return pages.done(
                ui, id, "mailing.active.released", () -> activations.release(ui.actor(), id));
    }
}
