package org.openemm.web.blocklist;

import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.openemm.blocklist.Blocklist;
import org.openemm.blocklist.Blocklist.Scope;
import org.openemm.web.access.Requires;
import org.openemm.web.ui.Input;
import org.openemm.web.ui.Ui;
import org.openemm.web.ui.View;
import org.openemm.web.ui.table.Bulk;

/** Removes ticked entries. Whom they blocked in a mailing list stays so. */
@Path("/recipients/blacklist")
public final class BlocklistBulkResource {
    private final Blocklist blocklist;

    BlocklistBulkResource(Blocklist blocklist) {
        this.blocklist = blocklist;
    }

    /** The question, with the entries by name. */
    public record BulkPage(Scope scope, List<String> entries) {}

    @POST
    @Path("bulkConfirm.action")
    @Requires("recipient.delete")
    public Object ask(@Context Ui ui, @QueryParam("scope") String asked, Input input) {
        Scope scope = BlocklistResource.scope(ui, asked);
        List<String> entries = input.all("bulkIds");
        return entries.isEmpty()
                ? ui.redirect(BlocklistResource.path(BlocklistResource.LIST, scope))
                : View.of("blocklist/bulkremove.jte", new BulkPage(scope, entries));
    }

    @POST
    @Path("bulkDelete.action")
    @Requires("recipient.delete")
    public Response delete(@Context Ui ui, @QueryParam("scope") String asked, Input input) {
        Scope scope = BlocklistResource.scope(ui, asked);
        Bulk bulk =
                Bulk.each(
                        ui,
                        input.all("bulkIds"),
                        entry -> blocklist.get(ui.actor(), scope, entry).pattern(),
                        entry -> blocklist.remove(ui.actor(), scope, entry));
        bulk.report(ui);
        bulk.flash(ui, "blocklist.removed", "blocklist.removed.many", "");
        return ui.redirect(BlocklistResource.path(BlocklistResource.LIST, scope));
    }
}
