package org.openemm.web.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class BarsTest {
    private static final Formats FORMATS = Formats.of(Optional.empty(), Locale.UK);

    @Test
    void whatComesStandsAboveTheLineAndWhatGoesBelowIt() {
        List<Bars.Piece> pieces = bars(3, 1).columns().get(0).pieces();

        assertEquals(
                List.of(
                        new Bars.Piece("0.00%", "75.00%", 1),
                        new Bars.Piece("75.00%", "25.00%", 3)),
                pieces);
    }

    @Test
    void littleIsSeenBesideMuch() {
        assertEquals("1.20%", bars(1_000_000, 1).columns().get(0).pieces().get(1).height());
    }

    @Test
    void theSideHasFewRoundNumbers() {
        assertEquals(List.of("2", "1", "0"), side(2, 0));
        assertEquals(List.of("6", "4", "2", "0", "2"), side(7, 3));
        assertEquals(List.of("1,000", "500", "0"), side(1204, 31));
        assertEquals(List.of("100K", "50K", "0", "50K"), side(120_000, 60_000));
        assertEquals(List.of("0"), side(0, 0));
        LongStream.of(1, 9, 11, 99, 12_345, Integer.MAX_VALUE, 1L << 50)
                .forEach(most -> assertTrue(side(most, most / 3).size() <= 5, "most " + most));
    }

    @Test
    void fewStepsAreNamedAndAlwaysTheLast() {
        for (int steps : List.of(1, 2, 5, 8, 9, 12, 30, 52, 90)) {
            List<Bars.Mark> marks = days(steps).marks();
            assertEquals("day " + (steps - 1), marks.get(0).text());
            assertTrue(marks.size() <= 6, steps + " steps: " + marks.size());
        }
    }

    @Test
    void theExplanationOfABarHasALinePerFigure() {
        assertEquals("Monday\nNew: 1,204\nGone: 0", bars(1204, 0).columns().get(0).tip());
    }

    private static List<String> side(long came, long went) {
        return bars(came, went).ticks().stream().map(Bars.Tick::text).toList();
    }

    private static Bars bars(long came, long went) {
        return Bars.of(
                List.of(new Bars.Series("New", 1, false), new Bars.Series("Gone", 3, true)),
                List.of(new Bars.Step("Mon", "Monday", List.of(came, went))),
                FORMATS);
    }

    private static Bars days(int count) {
        return Bars.of(
                List.of(new Bars.Series("New", 1, false)),
                IntStream.range(0, count)
                        .mapToObj(day -> new Bars.Step("day " + day, "", List.of(1L)))
                        .toList(),
                FORMATS);
    }
}
