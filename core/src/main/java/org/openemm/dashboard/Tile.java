package org.openemm.dashboard;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.openemm.account.Actor;

/** A part of the dashboard. In the order in which a person thinks in the morning. */
public enum Tile {
    ATTENTION("attention", Size.FULL),
    NEXT("next", Size.HALF, "mailing.show"),
    GROWTH("growth", Size.HALF, "stats.mailing"),
    LAST("last", Size.FULL, "mailing.show", "stats.mailing"),
    CALENDAR("calendar", Size.FULL, "calendar.show");

    /** How wide a tile is where there is room for two. */
    public enum Size {
        HALF("half"),
        FULL("full");

        private final String id;

        Size(String id) {
            this.id = id;
        }

        public String id() {
            return id;
        }

        /** The other one. */
        public Size other() {
            return this == HALF ? FULL : HALF;
        }

        static Optional<Size> of(String id) {
            return Arrays.stream(values()).filter(size -> size.id.equals(id)).findFirst();
        }
    }

    private final String id;
    private final Size usual;
    private final List<String> rights;

    Tile(String id, Size usual, String... rights) {
        this.id = id;
        this.usual = usual;
        this.rights = List.of(rights);
    }

    /** As it is stored, and as it stands in addresses. */
    public String id() {
        return id;
    }

    /** How wide it is until somebody changes that. */
    public Size usual() {
        return usual;
    }

    /** Whether this user can see what is in it. */
    public boolean isFor(Actor actor) {
        return rights.stream().allMatch(actor::may);
    }

    /**
     * @throws org.openemm.NotPermitted naming the right that is missing
     */
    public void require(Actor actor) {
        rights.forEach(actor::require);
    }

    public static Optional<Tile> of(String id) {
        return Arrays.stream(values()).filter(tile -> tile.id.equals(id)).findFirst();
    }
}
