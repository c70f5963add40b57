package org.openemm.company;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AccentTest {
    /** Grounds of the pages: surface, ground, sunken, pointed at. */
    private static final List<String> LIGHT = List.of("#ffffff", "#f6f6f4", "#f1f1ee", "#f5f5f2");

    private static final List<String> DARK = List.of("#1a1b1a", "#121312", "#141514", "#222322");

    static Stream<String> colours() {
        Stream<String> nasty =
                Stream.of(
                        "#ffff00", "#000000", "#ffffff", "#808080", "#777777", "#00ff00", "#ff0000",
                        "#0000ff", "#00ffff", "#ff00ff", "#010101", "#fefefe", "#ffcc00", "#3d4fd6",
                        "#E30613", "#2b6a3f");
        return Stream.concat(
                nasty,
                new Random(7)
                        .ints(300, 0, 0x1000000)
                        .mapToObj(value -> String.format("#%06x", value)));
    }

    @ParameterizedTest
    @MethodSource("colours")
    void whateverColourATenantHasItsShadesCanBeRead(String colour) {
        Accent accent = Accent.of(colour);
        check(colour, accent.light(), LIGHT);
        check(colour, accent.dark(), DARK);
    }

    @Test
    void aColourThatCanBeReadStaysAsItIs() {
        assertEquals("#3d4fd6", Accent.of("#3d4fd6").light().accent());
        assertEquals("#b3261e", Accent.of("#B3261E").light().accent());
    }

    @Test
    void theHueStays() {
        String yellow = Accent.of("#ffff00").light().accent();
        int red = Integer.parseInt(yellow.substring(1, 3), 16);
        int green = Integer.parseInt(yellow.substring(3, 5), 16);
        int blue = Integer.parseInt(yellow.substring(5, 7), 16);
        assertTrue(Math.abs(red - green) < 40 && blue < 60, yellow);
    }

    @Test
    void onlySixHexadecimalDigitsAreAColour() {
        assertTrue(Accent.isColour("#12aBcD"));
        for (String text :
                List.of("", "red", "#123", "#12345g", "#1234567", "#123456;}", " #123456")) {
            assertFalse(Accent.isColour(text), text);
        }
    }

    private static void check(String colour, Accent.Shades shades, List<String> grounds) {
        for (String ground : grounds) {
            readable(colour, shades.accent(), ground);
            readable(colour, shades.strong(), ground);
        }
        readable(colour, shades.accent(), shades.soft());
        readable(colour, shades.strong(), shades.soft());
        readable(colour, shades.on(), shades.accent());
        readable(colour, shades.on(), shades.strong());
        assertNotEquals(shades.accent(), shades.strong(), "pointing at a button shows");
    }

    private static void readable(String colour, String text, String ground) {
        double contrast = Accent.contrast(text, ground);
        assertTrue(
                contrast >= Accent.READABLE,
                colour + ": " + text + " on " + ground + " has " + contrast);
    }
}
