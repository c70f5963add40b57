package org.openemm.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openemm.account.Actor;
import org.openemm.dashboard.Tile.Size;
import org.openemm.recipient.RecipientTestBase;

class LayoutTest extends RecipientTestBase {
    private static final Actor MASTER =
            new Actor(
                    Actor.Kind.USER,
                    1,
                    "emm-master",
                    1,
                    Set.of(),
                    Locale.ENGLISH,
                    java.time.ZoneOffset.UTC);

    @Test
    void aLayoutIsKeptPerUserAndCanBeReset() {
        assertEquals(Layout.usual(), core.dashboard().layouts().get(MASTER));
        Layout own =
                Layout.usual().without(Tile.GROWTH).moved(Tile.LAST, -1).resized(Tile.CALENDAR);
        core.dashboard().layouts().save(MASTER, own);

        assertEquals(own, core.dashboard().layouts().get(MASTER));
        assertEquals(
                "[{\"tile\":\"attention\",\"size\":\"full\"},{\"tile\":\"last\",\"size\":\"full\"},"
                    + "{\"tile\":\"next\",\"size\":\"half\"},{\"tile\":\"calendar\",\"size\":\"half\"}]",
                one(String.class, "SELECT dashboard_layout FROM admin_tbl WHERE admin_id = 1"));

        core.dashboard().layouts().reset(MASTER);
        assertEquals(Layout.usual(), core.dashboard().layouts().get(MASTER));
    }

    @Test
    void tilesMoveToTheEndsAndNoFurther() {
        Layout usual = Layout.usual();
        assertEquals(usual, usual.moved(Tile.ATTENTION, -1));
        assertEquals(usual, usual.moved(Tile.CALENDAR, 1));
        assertEquals(usual, usual.moved(Tile.NEXT, 1).moved(Tile.NEXT, -1));
    }

    @Test
    void aHiddenTileComesBackAtTheEndInItsUsualWidth() {
        Layout layout = Layout.usual().resized(Tile.NEXT).without(Tile.NEXT).with(Tile.NEXT);
        assertEquals(
                new Layout.Place(Tile.NEXT, Size.HALF),
                layout.places().get(layout.places().size() - 1));
    }

    @Test
    void theLongestLayoutFitsIntoItsColumn() {
        assertTrue(Layout.usual().json().length() <= Layout.MAX_LENGTH);
        assertEquals(Layout.usual(), Layout.read(Layout.usual().json()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{}",
                "null",
                "7",
                "'\"<script>{{[agn",
                "[7]",
                "[{\"tile\":\"next\"}]",
                "[{\"tile\":\"next\",\"size\":\"huge\"}]",
                "[{\"tile\":\"weather\",\"size\":\"half\"}]",
                "[{\"tile\":\"next\",\"size\":\"half\"},{\"tile\":\"next\",\"size\":\"full\"}]"
            })
    void whatIsNoLayoutIsRefused(String json) {
        assertEquals("dashboard.error.layout", problem(() -> Layout.read(json)));
    }

    @Test
    void aLayoutThatIsTooLongIsRefused() {
        assertEquals(
                "dashboard.error.layout",
                problem(() -> Layout.read("[" + " ".repeat(100_000) + "]")));
    }

    @Test
    void theStoredLayoutOfAnotherVersionBecomesTheUsualOne() {
        assertEquals(Layout.usual(), Layout.readStored("[[\"mailings\",\"calendar\"],[\"news\"]]"));
        assertEquals(Layout.usual(), Layout.readStored(null));
    }
}
