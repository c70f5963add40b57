package org.openemm.web.mailing;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.openemm.InvalidInput;
import org.openemm.delivery.Distribution;
import org.openemm.delivery.MailsPerHour;
import org.openemm.delivery.Progress;
import org.openemm.delivery.SendOptions;
import org.openemm.delivery.Sending;
import org.openemm.mailing.Finding;
import org.openemm.mailing.Mailing;
import org.openemm.mailing.MailingChecks;
import org.openemm.mailing.Mailings;
import org.openemm.mailing.RecipientCount;
import org.openemm.mailinglist.Mailinglist;
import org.openemm.mailinglist.Mailinglists;
import org.openemm.web.access.Requires;
import org.openemm.web.ui.Input;
import org.openemm.web.ui.Option;
import org.openemm.web.ui.Ui;
import org.openemm.web.ui.View;

/** Checks, trial sendings, the sending itself and how far it is. */
@Path("/mailing/send")
public final class SendResource {
    private final Mailings mailings;
    private final MailingChecks checks;
    private final Sending sending;
    private final Mailinglists mailinglists;

    SendResource(
            Mailings mailings, MailingChecks checks, Sending sending, Mailinglists mailinglists) {
        this.mailings = mailings;
        this.checks = checks;
        this.sending = sending;
        this.mailinglists = mailinglists;
    }

    /**
     * The page.
     *
     * @param count null when the settings select no recipients that could be counted
     * @param progress null for a template
     * @param sendable no error is in the way, and it was not sent
     */
    public record SendPage(
            MailingHead head,
            Mailing mailing,
            String mailinglist,
            List<Finding> findings,
            RecipientCount count,
            ProgressPart progress,
            List<Option> speeds,
            boolean sendable,
            boolean mayLimit) {

        public boolean hasErrors() {
            return findings.stream().anyMatch(Finding::isError);
        }

        /** The page on which a finding can be mended. */
        public String mend(Finding finding) {
            return Findings.page(head.id(), finding);
        }
    }

    /** How far the sending is, and what can be done about it. */
    public record ProgressPart(int mailingId, Progress progress, boolean maySteer) {
        public boolean isPaused() {
            return progress.distribution() == Distribution.DELIVERY_STOPPED;
        }

        public boolean isUnderWay() {
            return progress.distribution().isMoving() || isPaused();
        }
    }

    /**
     * The last question.
     *
     * @param when null: now
     */
    public record ConfirmPage(
            MailingHead head,
            String subject,
            String mailinglist,
            RecipientCount count,
            Instant when,
            Map<String, String> fields,
            String speed) {}

    @GET
    @Path("{id: \\d+}/view.action")
    @Requires("mailing.send.show")
    public View view(@Context Ui ui, @PathParam("id") int id) {
        Mailing mailing = mailings.get(ui.actor(), id);
        List<Finding> findings = checks.problems(ui.actor(), id);
        boolean sendable =
                !mailing.template()
                        && mailing.editable()
                        && ui.may("mailing.send.world")
                        && findings.stream().noneMatch(Finding::isError);
        return View.of(
                "mailing/send.jte",
                new SendPage(
                        MailingHead.of(ui, mailing, MailingHead.Page.SEND),
                        mailing,
                        mailinglist(ui, mailing),
                        findings,
                        count(ui, id),
                        mailing.template() ? null : part(ui, id),
                        speeds(ui),
                        sendable,
                        ui.may("mailing.setmaxrecipients")));
    }

    /** The state alone, asked for again while something moves. */
    @GET
    @Path("{id: \\d+}/delivery-status-box/load.action")
    @Requires("mailing.send.show")
    public View progress(@Context Ui ui, @PathParam("id") int id) {
        return View.of("mailing/progress.jte", part(ui, id));
    }

    @POST
    @Path("{id: \\d+}/send-admin.action")
    @Requires("mailing.send.show")
    public Object admin(@Context Ui ui, @PathParam("id") int id) {
        return done(ui, id, "mailing.send.admin.done", () -> sending.admin(ui.actor(), id));
    }

    @POST
    @Path("{id: \\d+}/send-test.action")
    @Requires("mailing.send.show")
    public Object test(@Context Ui ui, @PathParam("id") int id) {
        return done(ui, id, "mailing.send.test.done", () -> sending.test(ui.actor(), id));
    }

    /** Asks once more, with the numbers. */
    @POST
    @Path("{id: \\d+}/confirm-send-world.action")
    @Requires("mailing.send.world")
    public View confirm(@Context Ui ui, @PathParam("id") int id, Input input) {
        Mailing mailing = mailings.get(ui.actor(), id);
        SendOptions options;
        try {
            options = options(ui, input);
        } catch (InvalidInput e) {
            return ui.isPartial()
                    ? View.of("mailing/refusal.jte", ui.say(e.problems().get(0)))
                    : view(ui, id).again(input, e);
        }
        return View.of(
                "mailing/confirm.jte",
                new ConfirmPage(
                        MailingHead.of(ui, mailing, MailingHead.Page.SEND),
                        mailing.settings().email().subject(),
                        mailinglist(ui, mailing),
                        checks.recipients(ui.actor(), id),
                        options.when(),
                        Map.of(
                                "when", input.text("when"),
                                "date", input.text("date"),
                                "speed", input.text("speed"),
                                "maxRecipients", input.text("maxRecipients")),
                        speed(ui, MailsPerHour.of(input.integer("speed", 0)))));
    }

    @POST
    @Path("{id: \\d+}/send-world.action")
    @Requires("mailing.send.world")
    public Object world(@Context Ui ui, @PathParam("id") int id, Input input) {
        try {
            SendOptions options = options(ui, input);
            sending.world(ui.actor(), id, options);
            if (options.when() == null) {
                ui.flash("mailing.send.world.started");
            } else {
                ui.flash("mailing.send.world.scheduled", ui.format().dateTime(options.when()));
            }
        } catch (InvalidInput e) {
            return view(ui, id).again(input, e);
        }
        return ui.redirect(MailingHead.Page.SEND.path(id));
    }

    @POST
    @Path("{id: \\d+}/pause.action")
    @Requires("mailing.send.world")
    public Object pause(@Context Ui ui, @PathParam("id") int id) {
        return done(ui, id, "mailing.send.paused", () -> sending.pause(ui.actor(), id));
    }

    @POST
    @Path("{id: \\d+}/resume-sending.action")
    @Requires("mailing.send.world")
    public Object resume(@Context Ui ui, @PathParam("id") int id) {
        return done(ui, id, "mailing.send.resumed", () -> sending.resume(ui.actor(), id));
    }

    @POST
    @Path("{id: \\d+}/cancel.action")
    @Requires("mailing.send.world")
    public Object stop(@Context Ui ui, @PathParam("id") int id) {
        return done(ui, id, "mailing.send.stopped", () -> sending.stop(ui.actor(), id));
    }

    private Object done(Ui ui, int id, String key, Runnable work) {
        try {
            work.run();
        } catch (InvalidInput e) {
            return view(ui, id).again(Input.of(Map.of()), e);
        }
        ui.flash(key);
        return ui.redirect(MailingHead.Page.SEND.path(id));
    }

    private static SendOptions options(Ui ui, Input input) {
        Instant when = null;
        if (input.text("when").equals("at")) {
            when =
                    input.instant("date", ui.format().zone())
                            .orElseThrow(
                                    () -> new InvalidInput("date", "mailing.send.date.missing"));
        }
        SendOptions options = when == null ? SendOptions.now() : SendOptions.at(when);
        int most = ui.may("mailing.setmaxrecipients") ? input.integer("maxRecipients", 0) : 0;
        return options.withSpeed(MailsPerHour.of(input.integer("speed", 0)))
                .withMaxRecipients(most);
    }

    private ProgressPart part(Ui ui, int id) {
        return new ProgressPart(id, sending.progress(ui.actor(), id), ui.may("mailing.send.world"));
    }

    private RecipientCount count(Ui ui, int id) {
        try {
            return checks.recentRecipients(ui.actor(), id);
        } catch (InvalidInput e) {
            return null;
        }
    }

    private String mailinglist(Ui ui, Mailing mailing) {
        return mailinglists.all(ui.actor()).stream()
                .filter(list -> list.id() == mailing.settings().mailinglistId())
                .map(Mailinglist::name)
                .findFirst()
                .orElse("–");
    }

    private static List<Option> speeds(Ui ui) {
        List<Option> options = new ArrayList<>();
        for (MailsPerHour speed : MailsPerHour.values()) {
            options.add(Option.of(speed.mails(), speed(ui, speed)));
        }
        return options;
    }

    private static String speed(Ui ui, MailsPerHour speed) {
        return speed == MailsPerHour.UNLIMITED
                ? ui.t("mailing.send.speed.unlimited")
                : ui.t("mailing.send.speed.perhour", ui.format().number(speed.mails()));
    }
}
