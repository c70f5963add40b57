package org.openemm.web.target;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import org.openemm.InvalidInput;
import org.openemm.bulk.BulkChange;
import org.openemm.bulk.BulkChanges;
import org.openemm.recipient.RecipientListing;
import org.openemm.target.RecipientFilter;
import org.openemm.target.RecipientFilters;
import org.openemm.target.Target;
import org.openemm.target.Targets;
import org.openemm.web.access.Requires;
import org.openemm.web.ui.Input;
import org.openemm.web.ui.Ui;
import org.openemm.web.ui.View;

/** Deletes the recipients of a group for good: the question with their number, then the work. */
@Path("/target")
public final class TargetRecipientsResource {
    private final Targets targets;
    private final RecipientFilters filters;
    private final RecipientListing listing;
    private final BulkChanges changes;

    TargetRecipientsResource(
            Targets targets,
            RecipientFilters filters,
            RecipientListing listing,
            BulkChanges changes) {
        this.targets = targets;
        this.filters = filters;
        this.listing = listing;
        this.changes = changes;
    }

    /**
     * The question.
     *
     * @param count how many will be deleted
     * @param everybody whether the group has no rule, so that nobody is left
     */
    public record QuestionPage(Target target, long count, boolean everybody) {}

    @GET
    @Path("{id: [0-9]{1,9}}/confirm/delete/recipients.action")
    @Requires("recipient.delete")
    public View confirm(@Context Ui ui, @PathParam("id") int id) {
        Target target = usable(ui, id);
        long count =
                listing.countAll(
                        ui.actor(), filters.query(ui.actor(), RecipientFilter.ofTarget(id)));
        return View.of(
                "target/recipientsdelete.jte",
                new QuestionPage(target, count, target.eql().isBlank()));
    }

    /**
     * Field {@code version}: of the rule that was shown; for another one by now it is asked anew.
     */
    @POST
    @Path("{id: [0-9]{1,9}}/delete/recipients.action")
    @Requires("recipient.delete")
    public Object delete(@Context Ui ui, @PathParam("id") int id, Input input) {
        Target target = usable(ui, id);
        if (!version(target).equals(input.text("version"))) {
            ui.flashWarning("target.recipients.stale", target.name());
            return ui.redirect("/target/" + id + "/confirm/delete/recipients.action");
        }
        long run = changes.start(ui.actor(), new BulkChange.Erase(), RecipientFilter.ofTarget(id));
        return ui.redirect("/recipient/bulk/" + run + ".action");
    }

    private Target usable(Ui ui, int id) {
        Target target = targets.get(ui.actor(), id);
        if (target.deleted() || !target.valid()) {
            throw new InvalidInput("", "target.expression.invalid", target.name());
        }
        return target;
    }

    /** Stands for the rule of the group. */
    public static String version(Target target) {
        return Integer.toHexString(target.sql().hashCode());
    }
}
