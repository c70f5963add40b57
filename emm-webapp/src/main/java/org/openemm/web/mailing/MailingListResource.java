package org.openemm.web.mailing;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.openemm.InvalidInput;
import org.openemm.mailing.Mailing;
import org.openemm.mailing.MailingPage;
import org.openemm.mailing.MailingQuery;
import org.openemm.mailing.MailingSummary;
import org.openemm.mailing.Mailings;
import org.openemm.mailing.WorkStatus;
import org.openemm.web.access.Requires;
import org.openemm.web.ui.Input;
import org.openemm.web.ui.Option;
import org.openemm.web.ui.Paging;
import org.openemm.web.ui.Ui;
import org.openemm.web.ui.View;

/** The overview of mailings or templates, and what can be done with one of them from there. */
@Path("/mailing")
public final class MailingListResource {
    static final String PAGE = "/mailing/list.action";
    static final String TEMPLATES = PAGE + "?forTemplates=true";
    private static final int SIZE = 50;

    /** Columns to sort by; the first is the one sorted by at first. */
    public static final List<String> COLUMNS =
            List.of("newest", "status", "name", "mailinglist", "senddate", "recipients", "changed");

    private final Mailings mailings;
    private final Choices choices;

    MailingListResource(Mailings mailings, Choices choices) {
        this.mailings = mailings;
        this.choices = choices;
    }

    /** The list with its filters. */
    public record ListPage(
            boolean templates,
            boolean deleted,
            List<MailingSummary> rows,
            Paging paging,
            List<Option> lists,
            List<Option> statuses,
            boolean mayCreate,
            boolean mayDelete) {}

    @GET
    @Path("list.action")
    @Requires({"mailing.show", "template.show"})
    public View list(@Context Ui ui) {
        boolean templates = ui.links().parameter("forTemplates").equals("true");
        MailingQuery query = query(ui, templates);
        MailingPage found = mailings.list(ui.actor(), query);
        return View.of(
                "mailing/list.jte",
                new ListPage(
                        templates,
                        query.deleted(),
                        found.rows(),
                        Paging.numbered(ui, SIZE, found.total()),
                        choices.lists(ui, "mailing.list.alllists"),
                        statuses(ui),
                        ui.may(templates ? "template.change" : "mailing.change"),
                        ui.may(templates ? "template.delete" : "mailing.delete")));
    }

    @POST
    @Path("{id: \\d+}/delete.action")
    @Requires({"mailing.delete", "template.delete"})
    public Object delete(@Context Ui ui, @PathParam("id") int id) {
        Mailing mailing = mailings.get(ui.actor(), id);
        mailings.delete(ui.actor(), id);
        ui.flash("mailing.deleted", mailing.name());
        return ui.redirect(mailing.template() ? TEMPLATES : PAGE);
    }

    @POST
    @Path("{id: \\d+}/restore.action")
    @Requires({"mailing.change", "template.change"})
    public Object restore(@Context Ui ui, @PathParam("id") int id) {
        mailings.restore(ui.actor(), id);
        Mailing mailing = mailings.get(ui.actor(), id);
        ui.flash("mailing.restored", mailing.name());
        return ui.redirect(mailing.template() ? TEMPLATES : PAGE);
    }

    @POST
    @Path("{id: \\d+}/copy.action")
    @Requires({"mailing.change", "template.change"})
    public Object copy(@Context Ui ui, @PathParam("id") int id, Input input) {
        Mailing mailing = mailings.get(ui.actor(), id);
        String name = ui.t("mailing.copy.name", mailing.name());
        int copy;
        try {
            copy = mailings.copy(ui.actor(), id, name.length() > 99 ? mailing.name() : name);
        } catch (InvalidInput e) {
            ui.flashWarning(e.problems().get(0).key(), e.problems().get(0).arguments().toArray());
            return ui.redirect(mailing.template() ? TEMPLATES : PAGE);
        }
        ui.flash("mailing.copied", mailing.name());
        return ui.redirect(MailingHead.Page.SETTINGS.path(copy));
    }

    private static MailingQuery query(Ui ui, boolean templates) {
        String sort = ui.links().sort(COLUMNS);
        boolean newest = sort.equals("newest");
        return new MailingQuery(
                templates,
                ui.links().parameter("deleted").equals("true"),
                ui.links().parameter("q"),
                number(ui.links().parameter("mailinglist")),
                status(ui.links().parameter("status")),
                newest ? MailingQuery.Sort.CREATED : sort(sort),
                newest || ui.links().isDescending(),
                ui.links().page(),
                SIZE);
    }

    private static MailingQuery.Sort sort(String column) {
        return switch (column) {
            case "status" -> MailingQuery.Sort.STATUS;
            case "mailinglist" -> MailingQuery.Sort.MAILINGLIST;
            case "senddate" -> MailingQuery.Sort.SEND_DATE;
            case "recipients" -> MailingQuery.Sort.RECIPIENTS;
            case "changed" -> MailingQuery.Sort.CHANGED;
            default -> MailingQuery.Sort.NAME;
        };
    }

    private static WorkStatus status(String name) {
        return Arrays.stream(WorkStatus.values())
                .filter(status -> status.name().equals(name.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElse(null);
    }

    private static List<Option> statuses(Ui ui) {
        List<Option> options = new ArrayList<>();
        options.add(new Option("", ui.t("mailing.list.allstatuses")));
        for (WorkStatus status :
                List.of(
                        WorkStatus.NEW,
                        WorkStatus.EDIT,
                        WorkStatus.ADMIN,
                        WorkStatus.TEST,
                        WorkStatus.SCHEDULED,
                        WorkStatus.SENDING,
                        WorkStatus.SENT,
                        WorkStatus.CANCELED)) {
            options.add(new Option(status.name().toLowerCase(Locale.ROOT), ui.t(status.key())));
        }
        return options;
    }

    private static int number(String text) {
        return text.matches("\\d{1,9}") ? Integer.parseInt(text) : 0;
    }
}
