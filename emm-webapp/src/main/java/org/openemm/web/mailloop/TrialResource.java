package org.openemm.web.mailloop;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.openemm.InvalidInput;
import org.openemm.mailloop.Trials;
import org.openemm.web.access.Requires;
import org.openemm.web.ui.Input;
import org.openemm.web.ui.Ui;
import org.openemm.web.ui.View;

/** A message to a filter address, to see whether it comes in. */
@Path("/administration/bounce/trial.action")
public final class TrialResource {
    private final Trials trials;
    private final AddressTestResource test;

    TrialResource(Trials trials, AddressTestResource test) {
        this.trials = trials;
        this.test = test;
    }

    /** How far a message is, asked for again and again. */
    public record TrialPage(String mark, Trials.Progress progress) {
        public boolean isUnderWay() {
            return progress.state() == Trials.State.UNDER_WAY;
        }
    }

    @POST
    @Requires("mailloop.change")
    public Object send(@Context Ui ui, Input input) {
        String address = input.text("address");
        String mark;
        try {
            mark =
                    trials.send(
                            ui.actor(),
                            address,
                            ui.t("mailloop.trial.subject"),
                            ui.t("mailloop.trial.mail", address, ui.actor().name()));
        } catch (InvalidInput e) {
            return test.test(ui, address, "").again(input, e);
        }
        return ui.redirect(
                AddressTestResource.PAGE
                        + "?address="
                        + URLEncoder.encode(address, StandardCharsets.UTF_8)
                        + "&sent="
                        + mark);
    }

    @GET
    @Requires("mailloop.show")
    public View progress(@Context Ui ui) {
        String mark = ui.links().parameter("sent");
        return View.of(
                "mailloop/trial.jte", new TrialPage(mark, trials.progress(ui.actor(), mark)));
    }
}
