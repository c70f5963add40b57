package org.openemm.web.recipient;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import java.util.Optional;
import org.openemm.InvalidInput;
import org.openemm.recipient.RecipientListing;
import org.openemm.recipient.RecipientQuery;
import org.openemm.target.RecipientFilters;
import org.openemm.web.access.Requires;
import org.openemm.web.ui.Ui;

/** From one recipient to the next (or previous) in the list as the user has left it. */
@Path("/recipient")
public final class RecipientStepResource {
    private static final String LIST = "table.recipients";

    private final RecipientListing listing;
    private final RecipientFilters filters;

    RecipientStepResource(RecipientListing listing, RecipientFilters filters) {
        this.listing = listing;
        this.filters = filters;
    }

    @GET
    @Path("{id: [0-9]{1,10}}/next.action")
    @Requires("recipient.show")
    public Object next(@Context Ui ui, @PathParam("id") long id) {
        return step(ui, id, false);
    }

    @GET
    @Path("{id: [0-9]{1,10}}/previous.action")
    @Requires("recipient.show")
    public Object previous(@Context Ui ui, @PathParam("id") long id) {
        return step(ui, id, true);
    }

    private Object step(Ui ui, long id, boolean before) {
        Optional<Long> other = beside(ui, id, before);
        if (other.isEmpty()) {
            ui.flash(before ? "recipient.step.first" : "recipient.step.last");
        }
        return ui.redirect("/recipient/" + other.orElse(id) + "/view.action");
    }

    private Optional<Long> beside(Ui ui, long id, boolean before) {
        ui.restore(ui.remembered(LIST));
        try {
            RecipientQuery query =
                    filters.query(ui.actor(), FilterState.of(ui.links()::parameter))
                            .paged(
                                    ui.links().parameter("sort"),
                                    ui.links().isDescending(),
                                    1,
                                    null);
            return listing.beside(ui.actor(), query, id, before);
        } catch (InvalidInput e) {
            return Optional.empty();
        }
    }
}
