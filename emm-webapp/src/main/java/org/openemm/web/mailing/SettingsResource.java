package org.openemm.web.mailing;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.openemm.InvalidInput;
import org.openemm.delivery.Expected;
import org.openemm.mailing.FollowUp;
import org.openemm.mailing.Mailing;
import org.openemm.mailing.MailingDraft;
import org.openemm.mailing.MailingType;
import org.openemm.mailing.Mailings;
import org.openemm.mailing.TargetExpression;
import org.openemm.mailing.WorkStatus;
import org.openemm.route.RouteUse;
import org.openemm.route.Routes;
import org.openemm.web.access.Requires;
import org.openemm.web.route.RouteScreens;
import org.openemm.web.ui.Input;
import org.openemm.web.ui.Option;
import org.openemm.web.ui.Ui;
import org.openemm.web.ui.View;

/** Settings of a mailing or template. */
@Path("/mailing")
public final class SettingsResource {
    private final Mailings mailings;
    private final Expected expected;
    private final Choices choices;
    private final Routes routes;

    SettingsResource(Mailings mailings, Expected expected, Choices choices, Routes routes) {
        this.routes = routes;
        this.mailings = mailings;
        this.expected = expected;
        this.choices = choices;
    }

    /**
     * The settings.
     *
     * @param template name of the template it was made from; empty for none
     * @param selection ticked target groups; empty when the expression is no plain list
     * @param followed the mailing that this one follows, by name; empty for none
     * @param extended the user sees the fields for experts
     * @param routes to choose from; empty: there is only one
     * @param route chosen; 0: none
     */
    public record SettingsPage(
            MailingHead head,
            MailingDraft draft,
            WorkStatus status,
            String version,
            String template,
            List<Option> lists,
            List<Option> targets,
            Optional<TargetExpression.Selection> selection,
            List<Option> followed,
            boolean mayChange,
            boolean mayChooseType,
            boolean extended,
            boolean envelope,
            List<Option> routes,
            int route) {

        /** Who of the recipients of the other mailing a follow-up goes to. */
        public List<Option> methods(Ui ui) {
            return Stream.of(FollowUp.Method.values())
                    .map(
                            method ->
                                    new Option(
                                            method.parameter(),
                                            ui.t("mailing.followUp." + method.parameter())))
                    .toList();
        }

        /** What a mailing can be started by. */
        public List<Option> types(Ui ui) {
            return Stream.of(MailingType.values())
                    .map(type -> Option.of(type.code(), ui.t(typeKey(type))))
                    .toList();
        }

        /** The target groups that are chosen; those that are gone by their number. */
        public List<Option> chosen(Ui ui) {
            return selection.stream()
                    .flatMap(chosen -> chosen.targets().stream())
                    .map(
                            id ->
                                    targets.stream()
                                            .filter(target -> target.value().equals(id.toString()))
                                            .findFirst()
                                            .orElse(Option.of(id, ui.t("mailing.target.gone", id))))
                    .toList();
        }
    }

    /**
     * How many recipients there are.
     *
     * @param error what is wrong with the settings instead; null for nothing
     */
    public record CountPart(long count, String error) {}

    @GET
    @Path("{id: \\d+}/settings.action")
    @Requires({"mailing.show", "template.show"})
    public View view(@Context Ui ui, @PathParam("id") int id) {
        Mailing mailing = mailings.get(ui.actor(), id);
        MailingDraft draft = mailing.settings();
        return View.of(
                "mailing/settings.jte",
                new SettingsPage(
                        MailingHead.of(ui, mailing, MailingHead.Page.SETTINGS),
                        draft,
                        mailing.status(),
                        mailing.version(),
                        template(ui, draft.templateId()),
                        choices.lists(ui, null),
                        choices.targets(ui.actor()),
                        TargetExpression.selection(draft.targetExpression()),
                        choices.named(ui, draft.email().followUp().mailingId()),
                        mailing.editable()
                                && ui.may(
                                        mailing.template() ? "template.change" : "mailing.change"),
                        ui.may("mailing.show.types"),
                        ui.may("settings.extended"),
                        ui.may("mailing.envelope_address"),
                        RouteScreens.options(ui, routes, ui.t("route.choice.mailing")),
                        routes.chosen(ui.actor(), RouteUse.Level.MAILING, id)));
    }

    @POST
    @Path("{id: \\d+}/settings.action")
    @Requires({"mailing.change", "template.change"})
    public Object save(@Context Ui ui, @PathParam("id") int id, Input input) {
        try {
            MailingDraft stored = mailings.get(ui.actor(), id).settings();
            MailingDraft draft =
                    DraftForm.all(input, stored, ui.may("settings.extended"), ui.format());
            mailings.update(ui.actor(), id, draft, input.text("version"));
            if (ui.may("settings.extended") && input.find("route").isPresent()) {
                routes.choose(ui.actor(), RouteUse.Level.MAILING, id, input.integer("route", 0));
            }
        } catch (InvalidInput e) {
            return view(ui, id).again(input, e);
        }
        ui.flash("mailing.settings.saved");
        return ui.redirect(MailingHead.Page.SETTINGS.path(id));
    }

    /** Number of recipients for the list and target groups as they are ticked, saved or not. */
    @POST
    @Path("ajax/{id: \\d+}/calculateRecipients.action")
    @Requires({"mailing.show", "template.show"})
    public View count(@Context Ui ui, @PathParam("id") int id, Input input) {
        Mailing mailing = mailings.get(ui.actor(), id);
        CountPart part;
        try {
            part =
                    new CountPart(
                            expected.world(
                                    ui.actor(),
                                    input.integer("mailinglistId", 0),
                                    DraftForm.targets(input, mailing.settings().targetExpression()),
                                    input.flag("removeDuplicates")),
                            null);
        } catch (InvalidInput e) {
            part = new CountPart(0, ui.say(e.problems().get(0)));
        }
        return View.of("mailing/count.jte", part);
    }

    static String typeKey(MailingType type) {
        return "mailing.type." + type.name().toLowerCase(Locale.ROOT);
    }

    private String template(Ui ui, int templateId) {
        return templateId == 0 || !ui.may("template.show")
                ? ""
                : choices.templates(ui.actor()).stream()
                        .filter(template -> template.id() == templateId)
                        .map(template -> template.name())
                        .findFirst()
                        .orElse("");
    }
}
