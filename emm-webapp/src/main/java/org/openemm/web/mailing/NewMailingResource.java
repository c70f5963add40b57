package org.openemm.web.mailing;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import java.util.List;
import org.openemm.InvalidInput;
import org.openemm.content.NamedAddress;
import org.openemm.mailing.EmailSettings;
import org.openemm.mailing.MailingDraft;
import org.openemm.mailing.MailingSummary;
import org.openemm.mailing.Mailings;
import org.openemm.mailing.StarterTemplate;
import org.openemm.mailinglist.Mailinglist;
import org.openemm.web.access.Requires;
import org.openemm.web.ui.Input;
import org.openemm.web.ui.Option;
import org.openemm.web.ui.Ui;
import org.openemm.web.ui.View;

/** Creating a mailing or template: first what it starts from, then the base information. */
@Path("/mailing")
public final class NewMailingResource {
    private final Mailings mailings;
    private final StarterTemplate starter;
    private final Choices choices;

    NewMailingResource(Mailings mailings, StarterTemplate starter, Choices choices) {
        this.mailings = mailings;
        this.starter = starter;
        this.choices = choices;
    }

    /**
     * What a mailing can start from.
     *
     * @param mayAddStarter the template that comes with the product can be added
     */
    public record GalleryPage(
            boolean forTemplates, List<MailingSummary> templates, boolean mayAddStarter) {}

    /**
     * Base information.
     *
     * @param template name of the template; empty for none
     */
    public record BasePage(
            boolean forTemplates, MailingDraft draft, String template, List<Option> lists) {}

    @GET
    @Path("create.action")
    @Requires({"mailing.change", "template.change"})
    public View gallery(
            @Context Ui ui, @QueryParam("forTemplates") @DefaultValue("false") boolean templates) {
        return View.of(
                "mailing/gallery.jte",
                new GalleryPage(
                        templates,
                        ui.may("template.show") ? choices.templates(ui.actor()) : List.of(),
                        ui.may("template.change") && ui.may("mailing.components.change")));
    }

    @GET
    @Path("new.action")
    @Requires({"mailing.change", "template.change"})
    public View base(
            @Context Ui ui,
            @QueryParam("templateId") @DefaultValue("0") int templateId,
            @QueryParam("forTemplates") @DefaultValue("false") boolean templates) {
        String template = "";
        MailingDraft draft = fresh(ui);
        if (templateId != 0) {
            MailingDraft from = mailings.prefill(ui.actor(), templateId);
            template = from.name();
            draft = from.withName("");
        }
        return View.of(
                "mailing/new.jte",
                new BasePage(
                        templates,
                        draft,
                        template,
                        choices.lists(ui, templates ? "mailing.list.none" : null)));
    }

    @POST
    @Path("generate.action")
    @Requires({"mailing.change", "template.change"})
    public Object generate(@Context Ui ui, Input input) {
        int templateId = input.integer("templateId", 0);
        boolean templates = input.text("forTemplates").equals("true");
        int id;
        try {
            MailingDraft base =
                    templateId == 0 ? fresh(ui) : mailings.prefill(ui.actor(), templateId);
            MailingDraft draft = DraftForm.base(input, base).withTemplate(templateId);
            id =
                    templates
                            ? mailings.createTemplate(ui.actor(), draft)
                            : mailings.create(ui.actor(), draft);
        } catch (InvalidInput e) {
            return base(ui, templateId, templates).again(input, e);
        }
        ui.flash(templates ? "mailing.created.template" : "mailing.created");
        return ui.redirect(MailingHead.Page.CONTENT.path(id));
    }

    /**
     * Adds the template that comes with the product. On a new installation neither the list nor the
     * user has an address yet to send from: then the place to enter it comes first.
     */
    @POST
    @Path("starter.action")
    @Requires("template.change")
    public Object starter(@Context Ui ui) {
        Mailinglist list = choices.list(ui.actor(), 0);
        NamedAddress from = sender(ui, list);
        if (from.address().isEmpty()) {
            ui.flashWarning("mailing.starter.sender");
            return ui.redirect(
                    list == null
                            ? "/user/self/view.action"
                            : "/mailinglist/" + list.id() + "/view.action");
        }
        int id =
                starter.create(
                        ui.actor(),
                        ui.t("mailing.starter.name"),
                        list == null ? 0 : list.id(),
                        from);
        ui.flash("mailing.starter.added");
        return ui.redirect(MailingHead.Page.PREVIEW.path(id));
    }

    private MailingDraft fresh(Ui ui) {
        Mailinglist list = choices.list(ui.actor(), 0);
        EmailSettings email = EmailSettings.of("", sender(ui, list));
        if (list != null && !list.replyEmail().isEmpty()) {
            email = email.withReply(new NamedAddress("", list.replyEmail()));
        }
        return MailingDraft.of("", list == null ? 0 : list.id(), email);
    }

    /** The list's own sender, else the user's address. */
    private static NamedAddress sender(Ui ui, Mailinglist list) {
        String own = ui.user().map(user -> user.email()).orElse("");
        return new NamedAddress(
                "", list == null || list.senderEmail().isEmpty() ? own : list.senderEmail());
    }
}
