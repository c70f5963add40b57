package org.openemm.web.mailing;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.openemm.account.Actor;
import org.openemm.mailing.Finding;
import org.openemm.mailing.Mailing;
import org.openemm.mailing.MailingChecks;
import org.openemm.mailing.Mailings;
import org.openemm.recipient.Recipients;
import org.openemm.rendering.Preview;
import org.openemm.rendering.Previews;
import org.openemm.rendering.UnsendableMailing;
import org.openemm.web.access.Requires;
import org.openemm.web.mailbox.OpeningPixel;
import org.openemm.web.ui.Input;
import org.openemm.web.ui.Ui;
import org.openemm.web.ui.View;

/** A mailing as one recipient would get it. */
@Path("/mailing/preview")
public final class PreviewResource {
    /** Styles and pictures of any origin, and nothing that acts. */
    static final String POLICY =
            "default-src 'none'; img-src * data:; style-src * 'unsafe-inline'; font-src * data:;"
                    + " frame-ancestors 'self'; form-action 'none'; base-uri 'none'; sandbox";

    private final Mailings mailings;
    private final MailingChecks checks;
    private final Previews previews;
    private final Recipients recipients;
    private final Choices choices;

    PreviewResource(
            Mailings mailings,
            MailingChecks checks,
            Previews previews,
            Recipients recipients,
            Choices choices) {
        this.mailings = mailings;
        this.checks = checks;
        this.previews = previews;
        this.recipients = recipients;
        this.choices = choices;
    }

    /**
     * The page.
     *
     * @param preview null when the mailing cannot be made: findings say why
     * @param email address that was asked for; empty for none
     * @param unknown nobody has that address
     */
    public record PreviewPage(
            MailingHead head,
            Preview preview,
            List<Finding> findings,
            String email,
            boolean unknown,
            boolean mayChoose,
            String form,
            String preheader,
            List<String> examples) {}

    @GET
    @Path("{id: \\d+}/view.action")
    @Requires("mailing.show")
    public View view(@Context Ui ui, @PathParam("id") int id) {
        Mailing mailing = mailings.get(ui.actor(), id);
        boolean mayChoose = ui.may("recipient.show");
        String email = mayChoose ? ui.links().parameter("email") : "";
        long customer = email.isEmpty() ? 0 : customer(ui.actor(), email);
        boolean unknown = !email.isEmpty() && customer == 0;
        String form = ui.links().parameter("form");
        return View.of(
                "mailing/preview.jte",
                new PreviewPage(
                        MailingHead.of(ui, mailing, MailingHead.Page.PREVIEW),
                        render(ui.actor(), id, customer),
                        checks.problems(ui.actor(), id).stream().filter(Finding::isError).toList(),
                        email,
                        unknown,
                        mayChoose,
                        List.of("text", "header", "source").contains(form) ? form : "html",
                        mailing.settings().email().preheader(),
                        choices.examples(ui, mailing.settings().mailinglistId())));
    }

    /** The HTML form alone, for a frame: cut off from the page around it. */
    @GET
    @Path("html.action")
    @Requires("mailing.show")
    public Response html(
            @Context Ui ui,
            @QueryParam("mailingId") int mailingId,
            @QueryParam("customerId") @DefaultValue("0") long customerId,
            @QueryParam("dark") @DefaultValue("false") boolean dark) {
        mailings.get(ui.actor(), mailingId);
        Preview preview = render(ui.actor(), mailingId, customerId);
        return Response.ok(
                        preview == null ? "" : scheme(OpeningPixel.without(preview.html()), dark),
                        "text/html;charset=UTF-8")
                .header("Content-Security-Policy", POLICY)
                .build();
    }

    /** With the rules for dark mail programs switched on, whatever this browser prefers. */
    private static String scheme(String html, boolean dark) {
        return dark
                ? html.replaceAll(
                                "\\(\\s*prefers-color-scheme\\s*:\\s*dark\\s*\\)", "(min-width: 0)")
                        .replaceAll(
                                "\\(\\s*prefers-color-scheme\\s*:\\s*light\\s*\\)",
                                "(max-width: 0)")
                : html;
    }

    /**
     * The HTML or text form of content that is being typed, as a page for a frame. What is wrong
     * with it stands in its place.
     */
    @POST
    @Path("{id: \\d+}/draft.action")
    @Requires({"mailing.content.show"})
    public Response draft(@Context Ui ui, @PathParam("id") int id, Input input) {
        mailings.get(ui.actor(), id);
        String email = ui.may("recipient.show") ? input.text("email") : "";
        long customer = email.isEmpty() ? 0 : customer(ui.actor(), email);
        Object page;
        if (!email.isEmpty() && customer == 0) {
            page = notice(ui.t("mailing.preview.unknown.short", email), List.of(), "");
        } else {
            try {
                Preview preview = previews.render(ui.actor(), id, customer, Drafts.of(input));
                page =
                        input.flag("asText")
                                ? notice("", List.of(), preview.text())
                                : OpeningPixel.without(preview.html());
            } catch (UnsendableMailing e) {
                page =
                        notice(
                                ui.t("mailing.preview.impossible"),
                                e.problems().stream()
                                        .map(problem -> Findings.say(ui, problem))
                                        .toList(),
                                "");
            }
        }
        return Response.ok(page, "text/html;charset=UTF-8")
                .header("Content-Security-Policy", POLICY + " allow-same-origin")
                .build();
    }

    /**
     * What stands in the frame when it is no mail.
     *
     * @param text the text form; empty for none
     */
    public record FrameNotice(String title, List<String> lines, String text) {}

    private static View notice(String title, List<String> lines, String text) {
        return View.of("mailing/inframe.jte", new FrameNotice(title, lines, text));
    }

    private Preview render(Actor actor, int mailingId, long customerId) {
        try {
            return previews.render(actor, mailingId, customerId);
        } catch (UnsendableMailing e) {
            return null;
        }
    }

    private long customer(Actor actor, String email) {
        List<Long> found = recipients.findBy(actor, "email", email);
        return found.isEmpty() ? 0 : found.get(0);
    }
}
