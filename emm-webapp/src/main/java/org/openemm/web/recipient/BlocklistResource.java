package org.openemm.web.recipient;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Locale;
import org.openemm.InvalidInput;
import org.openemm.recipient.Blocklist;
import org.openemm.recipient.BlocklistEntry;
import org.openemm.web.access.Requires;
import org.openemm.web.ui.Input;
import org.openemm.web.ui.Paging;
import org.openemm.web.ui.Ui;
import org.openemm.web.ui.View;

/** Addresses that must not get mail. */
@Path("/recipients/blacklist")
public final class BlocklistResource {
    private static final String LIST = "/recipients/blacklist/list.action";
    private static final int SIZE = 50;

    private final Blocklist blocklist;

    BlocklistResource(Blocklist blocklist) {
        this.blocklist = blocklist;
    }

    /** One page of the entries. */
    public record ListPage(List<BlocklistEntry> entries, boolean filtered, Paging paging) {}

    @GET
    @Path("list.action")
    @Requires("blacklist")
    public View list(@Context Ui ui) {
        String search = ui.links().parameter("q").toLowerCase(Locale.ROOT);
        List<BlocklistEntry> found =
                blocklist.all(ui.actor()).stream()
                        .filter(
                                entry ->
                                        (entry.pattern() + " " + entry.reason())
                                                .toLowerCase(Locale.ROOT)
                                                .contains(search))
                        .toList();
        int from = Math.min(found.size(), (ui.links().page() - 1) * SIZE);
        int to = Math.min(found.size(), from + SIZE);
        return View.of(
                "recipient/blocklist.jte",
                new ListPage(
                        found.subList(from, to),
                        !search.isEmpty(),
                        Paging.numbered(ui, SIZE, found.size())));
    }

    @POST
    @Path("save.action")
    @Requires("recipient.change")
    public Object save(@Context Ui ui, Input input) {
        try {
            blocklist.add(ui.actor(), input.text("email"), input.text("reason"));
        } catch (InvalidInput e) {
            return list(ui).again(input, e);
        }
        ui.flash("blocklist.added", input.text("email"));
        return ui.redirect(LIST);
    }

    @POST
    @Path("delete.action")
    @Requires("recipient.delete")
    public Response delete(@Context Ui ui, Input input) {
        blocklist.remove(ui.actor(), input.text("email"));
        ui.flash("blocklist.removed", input.text("email"));
        return ui.redirect(LIST);
    }
}
