package org.openemm.web.ui;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A small curve without axes, drawn by the server: its paths in a box of {@value #WIDTH} x {@value
 * #HEIGHT} that the style sheet stretches. The floor is zero, so that curves of counts can be
 * compared with each other.
 */
public final class Sparkline {
    /** Width of the box the points lie in. */
    public static final int WIDTH = 100;

    /** Height of the box the points lie in. */
    public static final int HEIGHT = 30;

    /** Room for the width of the line at the upper and the lower edge. */
    private static final double EDGE = 1.5;

    private final List<? extends Number> values;
    private final double most;

    private Sparkline(List<? extends Number> values) {
        this.values = values;
        this.most = values.stream().mapToDouble(Number::doubleValue).max().orElse(0);
    }

    /**
     * @param values not negative, at equal distances; a single one becomes a level line
     */
    public static Sparkline of(List<? extends Number> values) {
        return new Sparkline(values.size() == 1 ? List.of(values.get(0), values.get(0)) : values);
    }

    /** Whether there is anything to draw. */
    public boolean isEmpty() {
        return values.isEmpty();
    }

    /** Path of the line. */
    public String line() {
        return IntStream.range(0, values.size())
                .mapToObj(i -> (i == 0 ? "M" : "L") + number(x(i)) + " " + number(y(i)))
                .collect(Collectors.joining());
    }

    /** Path of the area between line and floor. */
    public String area() {
        return line() + "L" + WIDTH + " " + HEIGHT + "L0 " + HEIGHT + "Z";
    }

    private double x(int index) {
        return (double) WIDTH * index / (values.size() - 1);
    }

    private double y(int index) {
        double share = most <= 0 ? 0 : Math.max(0, values.get(index).doubleValue()) / most;
        return HEIGHT - EDGE - share * (HEIGHT - 2 * EDGE);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
