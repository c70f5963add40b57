package org.openemm.web.dashboard;

import java.util.Arrays;
import java.util.List;
import org.openemm.account.Actor;
import org.openemm.dashboard.Layout;
import org.openemm.dashboard.Tile;

/**
 * The dashboard while it is arranged: each button carries the layout that it leads to, so that
 * everything works without scripts, too.
 *
 * @param places tiles that the user sees, in their order
 * @param hidden tiles that can be added
 * @param changed whether it differs from the usual one
 */
public record Arrangement(
        Layout layout, List<Layout.Place> places, List<Tile> hidden, boolean changed) {

    static Arrangement of(Actor actor, Layout layout) {
        List<Layout.Place> places =
                layout.places().stream().filter(place -> place.tile().isFor(actor)).toList();
        List<Tile> hidden =
                Arrays.stream(Tile.values())
                        .filter(tile -> tile.isFor(actor) && layout.place(tile).isEmpty())
                        .toList();
        return new Arrangement(new Layout(places), places, hidden, !layout.equals(Layout.usual()));
    }

    public boolean isFirst(Tile tile) {
        return places.get(0).tile() == tile;
    }

    public boolean isLast(Tile tile) {
        return places.get(places.size() - 1).tile() == tile;
    }

    public String earlier(Tile tile) {
        return layout.moved(tile, -1).json();
    }

    public String later(Tile tile) {
        return layout.moved(tile, 1).json();
    }

    public String resized(Tile tile) {
        return layout.resized(tile).json();
    }

    public String without(Tile tile) {
        return layout.without(tile).json();
    }

    public String with(Tile tile) {
        return layout.with(tile).json();
    }
}
