package org.openemm.web.dashboard;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import java.util.List;
import org.openemm.dashboard.FirstSteps;
import org.openemm.dashboard.Layout;
import org.openemm.dashboard.Layouts;
import org.openemm.dashboard.Tile;
import org.openemm.web.access.ForEveryUser;
import org.openemm.web.ui.Ui;
import org.openemm.web.ui.View;

/** The first page after login. */
@Path("/dashboard.action")
public final class DashboardResource {
    private final Tiles tiles;
    private final Layouts layouts;
    private final FirstSteps firstSteps;

    DashboardResource(Tiles tiles, Layouts layouts, FirstSteps firstSteps) {
        this.tiles = tiles;
        this.layouts = layouts;
        this.firstSteps = firstSteps;
    }

    /**
     * The page.
     *
     * @param steps what a new tenant has to do; empty when all is done
     */
    public record DashboardPage(List<Shown> tiles, List<FirstSteps.State> steps) {
        /** How many of the first steps are done. */
        public long done() {
            return steps.stream().filter(FirstSteps.State::done).count();
        }
    }

    /**
     * A tile in its place.
     *
     * @param content null: comes after the page
     */
    public record Shown(Tile tile, Tile.Size size, Object content) {}

    /**
     * @param arrange {@code true}: to move, widen, hide and add tiles
     * @param whole {@code true}: with all tiles at once, for browsers without scripts
     */
    @GET
    @ForEveryUser
    public View show(
            @Context Ui ui,
            @QueryParam("arrange") boolean arrange,
            @QueryParam("whole") boolean whole) {
        Layout layout = layouts.get(ui.actor());
        if (arrange) {
            return View.of("dashboard/arrange.jte", Arrangement.of(ui.actor(), layout));
        }
        List<FirstSteps.State> steps = firstSteps.of(ui.actor());
        List<Shown> shown =
                layout.places().stream()
                        .filter(place -> place.tile().isFor(ui.actor()))
                        .filter(place -> steps.isEmpty() || !needsMailings(place.tile()))
                        .map(
                                place ->
                                        new Shown(
                                                place.tile(),
                                                place.size(),
                                                whole || tiles.isQuick(place.tile())
                                                        ? tiles.content(ui, place.tile())
                                                        : null))
                        .toList();
        return View.of("dashboard/dashboard.jte", new DashboardPage(shown, steps));
    }

    /** Figures say nothing before anything was sent. */
    private static boolean needsMailings(Tile tile) {
        return tile == Tile.LAST || tile == Tile.GROWTH;
    }
}
