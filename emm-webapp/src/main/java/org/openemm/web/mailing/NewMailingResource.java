package org.openemm.web.mailing;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
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

/** Creating a mailing or template in one step: what it starts from, its name, its list. */
@Path("/mailing")
public final class NewMailingResource {
    /** Choice of the template that comes with the product, which is added on the way. */
    public static final String STARTER = "starter";

    private static final int NAME_LENGTH = 99;

    private final Mailings mailings;
    private final StarterTemplate starter;
    private final Choices choices;

    NewMailingResource(Mailings mailings, StarterTemplate starter, Choices choices) {
        this.mailings = mailings;
        this.starter = starter;
        this.choices = choices;
    }

    /**
     * The page.
     *
     * @param starter the template that comes with the product is offered
     * @param chosen id of the template, {@link #STARTER}, or 0 for an empty page
     * @param asksSender for some choice nobody would know yet which address the mails come from
     */
    public record NewPage(
            boolean forTemplates,
            List<MailingSummary> templates,
            boolean starter,
            String chosen,
            List<Option> lists,
            int list,
            boolean asksSender) {}

    @GET
    @Path("create.action")
    @Requires({"mailing.change", "template.change"})
    public View create(
            @Context Ui ui,
            @QueryParam("templateId") @DefaultValue("") String templateId,
            @QueryParam("forTemplates") @DefaultValue("false") boolean forTemplates) {
        return page(ui, templateId, forTemplates);
    }

    /** The same page with a template chosen already. */
    @GET
    @Path("new.action")
    @Requires({"mailing.change", "template.change"})
    public View of(
            @Context Ui ui,
            @QueryParam("templateId") @DefaultValue("0") String templateId,
            @QueryParam("forTemplates") @DefaultValue("false") boolean forTemplates) {
        return page(ui, templateId, forTemplates);
    }

    /** What the template that comes with the product looks like. */
    @GET
    @Path("starter/preview.action")
    @Requires("template.change")
    public Response starterPreview() {
        return Response.ok(starter.preview(), "text/html;charset=UTF-8")
                .header("Content-Security-Policy", PreviewResource.POLICY)
                .header("Cache-Control", "private, max-age=86400")
                .build();
    }

    @POST
    @Path("generate.action")
    @Requires({"mailing.change", "template.change"})
    public Object generate(@Context Ui ui, Input input) {
        boolean forTemplates = input.text("forTemplates").equals("true");
        String template = input.text("templateId");
        int id;
        try {
            id = make(ui, template, forTemplates, input);
        } catch (InvalidInput e) {
            return page(ui, template, forTemplates).again(input, e);
        }
        ui.flash(forTemplates ? "mailing.created.template" : "mailing.created");
        return ui.redirect(MailingHead.Page.CONTENT.path(id));
    }

    private int make(Ui ui, String template, boolean forTemplates, Input input) {
        boolean fromStarter = template.equals(STARTER) && mayAddStarter(ui);
        int templateId = fromStarter || template.isEmpty() ? 0 : input.integer("templateId");
        MailingDraft draft = draft(ui, templateId, input);
        if (fromStarter && !forTemplates) {
            return starter.begin(ui.actor(), ui.t("mailing.starter.name"), draft);
        }
        if (fromStarter) {
            return starter.create(
                    ui.actor(), draft.name(), draft.mailinglistId(), draft.email().from());
        }
        return forTemplates
                ? mailings.createTemplate(ui.actor(), draft)
                : mailings.create(ui.actor(), draft);
    }

    /** A subject that is accepted: what is wrong with the name is told once, at the name. */
    private static String subjectFrom(String name) {
        return name.isBlank()
                ? "…".repeat(2)
                : name.substring(0, Math.min(NAME_LENGTH, name.length()));
    }

    /** What was typed, and for the rest what template, list and user propose, in this order. */
    private MailingDraft draft(Ui ui, int templateId, Input input) {
        int listId = input.integer("mailinglistId", 0);
        Mailinglist list = listId == 0 ? null : choices.list(ui.actor(), listId);
        String name = input.text("name");
        String typedSubject = input.text("subject");
        String subject = typedSubject.isEmpty() ? subjectFrom(name) : typedSubject;
        String typed = input.text("from");
        if (templateId == 0) {
            NamedAddress from =
                    new NamedAddress("", typed.isEmpty() ? choices.sender(ui, list) : typed);
            EmailSettings email = EmailSettings.of(subject, from);
            return MailingDraft.of(name, listId, withReply(email, list));
        }
        MailingDraft like = mailings.prefill(ui.actor(), templateId);
        EmailSettings email = like.email().withSubject(subject);
        if (!typed.isEmpty()) {
            email = email.withFrom(new NamedAddress(email.from().name(), typed));
        } else if (list != null
                && list.id() != like.mailinglistId()
                && !list.senderEmail().isEmpty()) {
            email =
                    withReply(
                            email.withFrom(
                                    new NamedAddress(email.from().name(), list.senderEmail())),
                            list);
        }
        return like.withName(name).withList(listId).withEmail(email);
    }

    private static EmailSettings withReply(EmailSettings email, Mailinglist list) {
        return list == null || list.replyEmail().isEmpty()
                ? email
                : email.withReply(new NamedAddress("", list.replyEmail()));
    }

    private View page(Ui ui, String templateId, boolean forTemplates) {
        List<MailingSummary> templates =
                ui.may("template.show") ? choices.templates(ui.actor()) : List.of();
        if (templateId.matches("[1-9]\\d{0,8}")) {
            mailings.prefill(ui.actor(), Integer.parseInt(templateId)); // there is one
        }
        boolean offered = mayAddStarter(ui) && (forTemplates || templates.isEmpty());
        String chosen = templateId;
        if (chosen.isEmpty()) {
            chosen =
                    !templates.isEmpty() && !forTemplates
                            ? String.valueOf(templates.get(0).id())
                            : offered ? STARTER : "0";
        }
        List<Mailinglist> lists = choices.lists(ui.actor());
        boolean unknown =
                lists.isEmpty()
                        || lists.stream().anyMatch(list -> choices.sender(ui, list).isEmpty());
        return View.of(
                "mailing/new.jte",
                new NewPage(
                        forTemplates,
                        templates,
                        offered,
                        chosen,
                        choices.lists(ui, forTemplates ? "mailing.list.none" : null),
                        preferredList(chosen, templates, lists),
                        unknown && (templates.isEmpty() || forTemplates)));
    }

    /** The list of the chosen template, else the first. */
    private static int preferredList(
            String chosen, List<MailingSummary> templates, List<Mailinglist> lists) {
        return templates.stream()
                .filter(template -> String.valueOf(template.id()).equals(chosen))
                .map(MailingSummary::mailinglistId)
                .filter(id -> lists.stream().anyMatch(list -> list.id() == id))
                .findFirst()
                .orElse(lists.isEmpty() ? 0 : lists.get(0).id());
    }

    private static boolean mayAddStarter(Ui ui) {
        return ui.may("template.change") && ui.may("mailing.components.change");
    }
}
