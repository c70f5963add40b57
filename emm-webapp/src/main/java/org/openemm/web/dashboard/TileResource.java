package org.openemm.web.dashboard;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import org.openemm.InvalidInput;
import org.openemm.NotFound;
import org.openemm.dashboard.Tile;
import org.openemm.delivery.Expected;
import org.openemm.web.access.ForEveryUser;
import org.openemm.web.access.Requires;
import org.openemm.web.ui.Input;
import org.openemm.web.ui.Ui;
import org.openemm.web.ui.View;

/** Single tiles, asked for after the page or again. Each says itself which right it needs. */
@Path("/dashboard")
public final class TileResource {
    private final Tiles tiles;
    private final Expected expected;

    TileResource(Tiles tiles, Expected expected) {
        this.tiles = tiles;
        this.expected = expected;
    }

    @GET
    @Path("tile/{id}.action")
    @ForEveryUser
    public View tile(@Context Ui ui, @PathParam("id") String id) {
        Tile tile = Tile.of(id).orElseThrow(() -> new NotFound("tile", id));
        return View.of("dashboard/" + tile.id() + ".jte", tiles.content(ui, tile));
    }

    /** Another span of time or list, remembered for the next time. */
    @POST
    @Path("growth.action")
    @Requires("stats.mailing")
    public Object growth(@Context Ui ui, Input input) {
        tiles.chooseGrowth(ui, input.text("period"), input.text("list"));
        return ui.isPartial()
                ? tile(ui, Tile.GROWTH.id())
                : ui.redirect("/dashboard.action?whole=true");
    }

    /** How many a mailing would reach now, in words. */
    @GET
    @Path("mailing/{id: \\d+}/recipients.action")
    @Requires("mailing.show")
    public View recipients(@Context Ui ui, @PathParam("id") int id) {
        try {
            return View.of(
                    "dashboard/recipients.jte",
                    ui.plural(
                            "dashboard.next.recipients",
                            expected.recent(ui.actor(), id).recipients()));
        } catch (InvalidInput e) {
            return View.of("dashboard/recipients.jte", ui.t("dashboard.next.recipients.unknown"));
        }
    }
}
