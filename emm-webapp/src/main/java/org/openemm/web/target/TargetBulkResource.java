package org.openemm.web.target;

import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.openemm.target.Targets;
import org.openemm.web.access.Requires;
import org.openemm.web.ui.Input;
import org.openemm.web.ui.Ui;
import org.openemm.web.ui.table.Bulk;

/** What is done with the ticked groups of the list: field {@code bulkIds}. */
@Path("/target")
public final class TargetBulkResource {
    private final Targets targets;

    TargetBulkResource(Targets targets) {
        this.targets = targets;
    }

    /** Those that are locked or in use stay, and are named with what uses them. */
    @POST
    @Path("bulk/delete.action")
    @Requires("targets.delete")
    public Response delete(@Context Ui ui, Input input) {
        Bulk bulk =
                Bulk.each(
                        ui,
                        input.integers("bulkIds"),
                        id -> targets.get(ui.actor(), id).name(),
                        id -> targets.delete(ui.actor(), id));
        bulk.flash(ui, "target.deleted", "target.bulk.deleted", "/target/restore.action");
        bulk.report(ui);
        return ui.toList(TargetListResource.LIST);
    }

    /** Takes {@link #delete} back; also for ticked rows of the list of deleted groups. */
    @POST
    @Path("restore.action")
    @Requires("targets.delete")
    public Response restore(@Context Ui ui, Input input) {
        List<Integer> ids = input.integers("bulkIds");
        Bulk bulk =
                Bulk.each(
                        ui,
                        ids,
                        id -> targets.get(ui.actor(), id).name(),
                        id -> targets.restore(ui.actor(), id));
        bulk.flash(ui, "target.restored", "target.bulk.restored", "");
        bulk.report(ui);
        return ui.toList(TargetListResource.LIST);
    }
}
