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
    private final int length;
    private final double most;

    private Sparkline(List<? extends Number> values, int length) {
        this.values = values;
        this.length = Math.max(2, length);
        this.most = values.stream().mapToDouble(Number::doubleValue).max().orElse(0);
    }

    /**
     * @param values not negative, at equal distances
     * @param length how many values fill the box; 0: as many as there are. While there are fewer,
     *     the rest of the box is empty.
     */
    public static Sparkline of(List<? extends Number> values, int length) {
        return new Sparkline(
                values.size() == 1 ? List.of(values.get(0), values.get(0)) : values,
                Math.max(length, values.size()));
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
        return line() + "L" + number(x(values.size() - 1)) + " " + HEIGHT + "L0 " + HEIGHT + "Z";
    }

    private double x(int index) {
        return (double) WIDTH * index / (length - 1);
    }

    private double y(int index) {
        double share = most <= 0 ? 0 : Math.max(0, values.get(index).doubleValue()) / most;
        return HEIGHT - EDGE - share * (HEIGHT - 2 * EDGE);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
