package org.openemm.web.mailing;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import java.util.List;
import org.openemm.InvalidInput;
import org.openemm.NotFound;
import org.openemm.mailing.Mailing;
import org.openemm.mailing.MailingPage;
import org.openemm.mailing.MailingQuery;
import org.openemm.mailing.MailingSummary;
import org.openemm.mailing.Mailings;
import org.openemm.web.access.Requires;
import org.openemm.web.ui.Input;
import org.openemm.web.ui.Paging;
import org.openemm.web.ui.Ui;
import org.openemm.web.ui.View;
import org.openemm.web.ui.table.Bulk;
import org.openemm.web.ui.table.Table;

/** The overview of mailings or templates, and what can be done with them from there. */
@Path("/mailing")
public final class MailingListResource {
    static final String PAGE = "/mailing/list.action";
    static final String TEMPLATES = PAGE + "?forTemplates=true";

    private final Mailings mailings;
    private final Choices choices;

    MailingListResource(Mailings mailings, Choices choices) {
        this.mailings = mailings;
        this.choices = choices;
    }

    /** The list as this user sees it. */
    public record ListPage(
            boolean templates,
            boolean deleted,
            Table table,
            List<MailingSummary> rows,
            Paging paging,
            boolean mayCreate,
            boolean mayDelete) {}

    @GET
    @Path("list.action")
    @Requires({"mailing.show", "template.show"})
    public View list(@Context Ui ui) {
        boolean templates = ui.links().parameter("forTemplates").equals("true");
        boolean mayCreate = ui.may(templates ? "template.change" : "mailing.change");
        boolean mayDelete = ui.may(templates ? "template.delete" : "mailing.delete");
        Table table = MailingTable.open(ui, templates, choices, mayCreate || mayDelete);
        MailingQuery query = MailingTable.query(ui, table, templates);
        MailingPage found = mailings.list(ui.actor(), query);
        return View.of(
                "mailing/list.jte",
                new ListPage(
                        templates,
                        query.deleted(),
                        table,
                        found.rows(),
                        Paging.numbered(ui, table.size(), found.total()),
                        mayCreate,
                        mayDelete));
    }

    @POST
    @Path("{id: \\d+}/delete.action")
    @Requires({"mailing.delete", "template.delete"})
    public Object delete(@Context Ui ui, @PathParam("id") int id) {
        Mailing mailing = mailings.get(ui.actor(), id);
        mailings.delete(ui.actor(), id);
        ui.flashUndo("mailing.deleted", "/mailing/" + id + "/restore.action", mailing.name());
        return ui.toList(list(mailing.template()));
    }

    @POST
    @Path("{id: \\d+}/restore.action")
    @Requires({"mailing.change", "template.change"})
    public Object restore(@Context Ui ui, @PathParam("id") int id) {
        mailings.restore(ui.actor(), id);
        Mailing mailing = mailings.get(ui.actor(), id);
        ui.flash("mailing.restored", mailing.name());
        return ui.toList(list(mailing.template()));
    }

    @POST
    @Path("{id: \\d+}/copy.action")
    @Requires({"mailing.change", "template.change"})
    public Object copy(@Context Ui ui, @PathParam("id") int id) {
        Mailing mailing = mailings.get(ui.actor(), id);
        String name = ui.t("mailing.copy.name", mailing.name());
        int copy;
        try {
            copy = mailings.copy(ui.actor(), id, name.length() > 99 ? mailing.name() : name);
        } catch (InvalidInput e) {
            ui.flashWarning(e.problems().get(0).key(), e.problems().get(0).arguments().toArray());
            return ui.toList(list(mailing.template()));
        }
        ui.flash("mailing.copied", mailing.name());
        return ui.redirect(MailingHead.Page.SETTINGS.path(copy));
    }

    /** The ticked ones: field {@code bulkIds}. */
    @POST
    @Path("bulkDelete.action")
    @Requires({"mailing.delete", "template.delete"})
    public Object deleteTicked(@Context Ui ui, Input input) {
        List<Integer> ids = input.integers("bulkIds");
        boolean templates = areTemplates(ui, ids);
        Bulk bulk =
                Bulk.each(
                        ui,
                        ids,
                        id -> mailings.get(ui.actor(), id).name(),
                        id -> mailings.delete(ui.actor(), id));
        bulk.flash(ui, "mailing.deleted", "mailing.bulk.deleted", "/mailing/bulkRestore.action");
        bulk.report(ui);
        return ui.toList(list(templates));
    }

    /** Takes {@link #deleteTicked} back; also for ticked rows of the recycle bin. */
    @POST
    @Path("bulkRestore.action")
    @Requires({"mailing.change", "template.change"})
    public Object restoreTicked(@Context Ui ui, Input input) {
        List<Integer> ids = input.integers("bulkIds");
        Bulk bulk = Bulk.each(ui, ids, String::valueOf, id -> mailings.restore(ui.actor(), id));
        bulk.flash(ui, "mailing.bulk.restored.one", "mailing.bulk.restored", "");
        bulk.report(ui);
        return ui.toList(list(areTemplates(ui, ids)));
    }

    /** One list holds either mailings or templates: the first says which. */
    private boolean areTemplates(Ui ui, List<Integer> ids) {
        try {
            return !ids.isEmpty() && mailings.get(ui.actor(), ids.get(0)).template();
        } catch (NotFound e) {
            return false;
        }
    }

    private static String list(boolean templates) {
        return templates ? TEMPLATES : PAGE;
    }
}
