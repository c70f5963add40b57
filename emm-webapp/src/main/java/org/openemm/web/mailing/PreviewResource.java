package org.openemm.web.mailing;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
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
import org.openemm.web.ui.Ui;
import org.openemm.web.ui.View;

/** A mailing as one recipient would get it. */
@Path("/mailing/preview")
public final class PreviewResource {
    /** Styles and pictures of any origin, and nothing that acts. */
    private static final String POLICY =
            "default-src 'none'; img-src * data:; style-src * 'unsafe-inline'; font-src * data:;"
                    + " frame-ancestors 'self'; form-action 'none'; base-uri 'none'; sandbox";

    private final Mailings mailings;
    private final MailingChecks checks;
    private final Previews previews;
    private final Recipients recipients;

    PreviewResource(
            Mailings mailings, MailingChecks checks, Previews previews, Recipients recipients) {
        this.mailings = mailings;
        this.checks = checks;
        this.previews = previews;
        this.recipients = recipients;
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
            String form) {}

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
                        List.of("text", "header").contains(form) ? form : "html"));
    }

    /** The HTML form alone, for a frame: cut off from the page around it. */
    @GET
    @Path("html.action")
    @Requires("mailing.show")
    public Response html(
            @Context Ui ui,
            @QueryParam("mailingId") int mailingId,
            @QueryParam("customerId") @DefaultValue("0") long customerId) {
        mailings.get(ui.actor(), mailingId);
        Preview preview = render(ui.actor(), mailingId, customerId);
        return Response.ok(preview == null ? "" : preview.html(), "text/html;charset=UTF-8")
                .header("Content-Security-Policy", POLICY)
                .build();
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
