package org.openemm.web.mailinglist;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import org.openemm.InvalidInput;
import org.openemm.NotFound;
import org.openemm.bulk.BulkChange.ClearList;
import org.openemm.bulk.BulkChanges;
import org.openemm.bulk.BulkRun;
import org.openemm.bulk.ListClearance;
import org.openemm.mailinglist.Mailinglist;
import org.openemm.mailinglist.Mailinglists;
import org.openemm.web.access.Requires;
import org.openemm.web.recipient.RecipientBulkResource.RunPage;
import org.openemm.web.ui.Input;
import org.openemm.web.ui.Ui;
import org.openemm.web.ui.View;

/** Deletes the recipients of a mailing list: whom, the question with the numbers, the progress. */
@Path("/mailinglist")
public final class ClearListResource {
    private static final String RIGHT = "mailinglist.recipients.delete";
    private static final String RUN = "/mailinglist/recipientsDelete/";

    private final BulkChanges changes;
    private final Mailinglists mailinglists;

    ClearListResource(BulkChanges changes, Mailinglists mailinglists) {
        this.changes = changes;
        this.mailinglists = mailinglists;
    }

    /**
     * Whom to delete.
     *
     * @param members who are in the list now, whatever their status
     */
    public record SettingsPage(Mailinglist list, ClearList change, long members) {}

    /** The question. */
    public record ConfirmPage(Mailinglist list, ClearList change, ListClearance numbers) {}

    @GET
    @Path("{id: [0-9]{1,9}}/recipientsDeleteSettings.action")
    @Requires(RIGHT)
    public View settings(@Context Ui ui, @PathParam("id") int id) {
        return settings(ui, new ClearList(id, false, true, false));
    }

    @POST
    @Path("confirmRecipientsDelete.action")
    @Requires(RIGHT)
    public View confirm(@Context Ui ui, Input input) {
        ClearList change = asked(input);
        if (input.find("back").isPresent()) {
            return settings(ui, change);
        }
        return View.of(
                "mailinglist/clearconfirm.jte",
                new ConfirmPage(
                        mailinglists.get(ui.actor(), change.mailinglistId()),
                        change,
                        changes.clearance(ui.actor(), change)));
    }

    @POST
    @Path("recipientsDelete.action")
    @Requires(RIGHT)
    public Object start(@Context Ui ui, Input input) {
        ClearList change = asked(input);
        mailinglists.get(ui.actor(), change.mailinglistId());
        try {
            return ui.redirect(RUN + changes.start(ui.actor(), change) + ".action");
        } catch (InvalidInput e) {
            return settings(ui, change).again(input, e);
        }
    }

    @GET
    @Path("recipientsDelete/{run: [0-9]{1,9}}.action")
    @Requires(RIGHT)
    public View progress(@Context Ui ui, @PathParam("run") long id) {
        BulkRun run = run(ui, id);
        int list = ((ClearList) run.change()).mailinglistId();
        String name =
                mailinglists.all(ui.actor()).stream()
                        .filter(known -> known.id() == list)
                        .map(Mailinglist::name)
                        .findFirst()
                        .orElse("");
        return View.of(
                ui.isPartial() ? "mailinglist/clearrun.jte" : "mailinglist/clearstate.jte",
                new RunPage(run, name, run.isRunning()));
    }

    @POST
    @Path("recipientsDeleteCancel.action")
    @Requires(RIGHT)
    public Object cancel(@Context Ui ui, Input input) {
        BulkRun run = run(ui, input.integer("id"));
        changes.cancel(ui.actor(), run.id());
        return ui.redirect(RUN + run.id() + ".action");
    }

    private BulkRun run(Ui ui, long id) {
        BulkRun run = changes.get(ui.actor(), id);
        if (!(run.change() instanceof ClearList)) {
            throw new NotFound("bulk", id);
        }
        return run;
    }

    private View settings(Ui ui, ClearList change) {
        int id = change.mailinglistId();
        return View.of(
                "mailinglist/clear.jte",
                new SettingsPage(
                        mailinglists.get(ui.actor(), id),
                        change,
                        changes.clearance(ui.actor(), new ClearList(id, false, false, true))
                                .members()));
    }

    private static ClearList asked(Input input) {
        return new ClearList(
                input.integer("id", 0),
                input.text("onlyActive").equals("true"),
                input.text("keepTest").equals("true"),
                input.text("everywhere").equals("true"));
    }
}
