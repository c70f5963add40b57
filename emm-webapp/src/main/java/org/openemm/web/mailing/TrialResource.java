package org.openemm.web.mailing;

import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import org.openemm.InvalidInput;
import org.openemm.delivery.Expected;
import org.openemm.delivery.Sending;
import org.openemm.delivery.TrialAddresses;
import org.openemm.web.access.Requires;
import org.openemm.web.ui.Input;
import org.openemm.web.ui.Ui;

/** Trials: to the admin and test recipients of the list, or to single addresses. */
@Path("/mailing/send/{id: \\d+}")
public final class TrialResource {
    private final Sending sending;
    private final Expected expected;
    private final TrialAddresses addresses;
    private final SendPages pages;

    TrialResource(Sending sending, Expected expected, TrialAddresses addresses, SendPages pages) {
        this.sending = sending;
        this.expected = expected;
        this.addresses = addresses;
        this.pages = pages;
    }

    @POST
    @Path("send-admin.action")
    @Requires("mailing.send.show")
    public Object admin(@Context Ui ui, @PathParam("id") int id, Input input) {
        return sent(
                ui,
                id,
                input,
                () -> {
                    long count = somebody(expected.trial(ui.actor(), id).admins());
                    sending.admin(ui.actor(), id);
                    return count;
                });
    }

    @POST
    @Path("send-test.action")
    @Requires("mailing.send.show")
    public Object test(@Context Ui ui, @PathParam("id") int id, Input input) {
        return sent(
                ui,
                id,
                input,
                () -> {
                    long count = somebody(expected.trial(ui.actor(), id).all());
                    sending.test(ui.actor(), id);
                    return count;
                });
    }

    @POST
    @Path("send-address.action")
    @Requires("mailing.send.show")
    public Object address(@Context Ui ui, @PathParam("id") int id, Input input) {
        return sent(ui, id, input, () -> addresses.send(ui.actor(), id, input.text("address")));
    }

    /** Sends, and says how many get it. */
    @FunctionalInterface
    private interface Trial {
        long send();
    }

    private Object sent(Ui ui, int id, Input input, Trial trial) {
        long count;
        try {
            count = trial.send();
        } catch (InvalidInput e) {
            return pages.refused(ui, id, input, e);
        }
        ui.flash(
                count == 1 ? "mailing.send.trial.done.one" : "mailing.send.trial.done.many",
                ui.format().number(count));
        return ui.redirect(MailingHead.Page.SEND.path(id));
    }

    private static long somebody(long count) {
        if (count == 0) {
            throw new InvalidInput("address", "mailing.send.trial.nobody");
        }
        return count;
    }
}
