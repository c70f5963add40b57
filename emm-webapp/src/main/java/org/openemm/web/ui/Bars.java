package org.openemm.web.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Bars over time, drawn by the server: what came above a line, what went below it. All places are
 * shares of the area in percent, so that the drawing fits every width and its words keep their
 * size. What belongs to one step stands on top of each other.
 */
public final class Bars {
    /** More marks at the side are not read. */
    private static final int MOST_TICKS = 5;

    /** Of the room of a step; few steps would be blocks rather than bars. */
    private static final double WIDTH_OF_MANY = 0.72;

    private static final double WIDTH_OF_FEW = 0.5;
    private static final int MANY = 15;

    /** What happened must be seen beside something a thousand times as big. Percent. */
    private static final double LEAST_HEIGHT = 1.2;

    /** Room of a digit at the side, in widths of the letter m. */
    private static final double DIGIT = 0.62;

    private final List<Series> series;
    private final List<Step> steps;
    private final Formats formats;
    private final long up;
    private final long down;

    private Bars(List<Series> series, List<Step> steps, Formats formats) {
        this.series = List.copyOf(series);
        this.steps = List.copyOf(steps);
        this.formats = formats;
        this.up = steps.stream().mapToLong(step -> sum(step, false)).max().orElse(0);
        this.down = steps.stream().mapToLong(step -> sum(step, true)).max().orElse(0);
    }

    /**
     * @param steps oldest first, at equal distances, each with one value per series
     */
    public static Bars of(List<Series> series, List<Step> steps, Formats formats) {
        return new Bars(series, steps, formats);
    }

    public List<Series> series() {
        return series;
    }

    public List<Step> steps() {
        return steps;
    }

    /** Marks at the side, from the top down. */
    public List<Tick> ticks() {
        long distance = distance();
        return IntStream.rangeClosed((int) -(down / distance), (int) (up / distance))
                .mapToObj(i -> i * distance)
                .sorted((a, b) -> Long.compare(b, a))
                .map(value -> new Tick(y(value), formats.shortNumber(Math.abs(value)), value == 0))
                .toList();
    }

    /** Room for the words of {@link #ticks()}, as a length of SVG. */
    public String sideWidth() {
        int digits = ticks().stream().mapToInt(tick -> tick.text().length()).max().orElse(1);
        return number(digits * DIGIT) + "em";
    }

    /** One per step. */
    public List<Column> columns() {
        double room = 100.0 / Math.max(1, steps.size());
        double width = room * (steps.size() < MANY ? WIDTH_OF_FEW : WIDTH_OF_MANY);
        return IntStream.range(0, steps.size())
                .mapToObj(
                        i ->
                                new Column(
                                        percent(i * room),
                                        percent(room),
                                        percent(i * room + (room - width) / 2),
                                        percent(width),
                                        tip(steps.get(i)),
                                        pieces(steps.get(i))))
                .toList();
    }

    /** Few of the steps' names, evenly spread; the last one always. */
    public List<Mark> marks() {
        int last = steps.size() - 1;
        int distance = last < 8 ? Math.max(1, (last + 4) / 5) : last / 4;
        return Stream.iterate(last, i -> i >= 0, i -> i - distance)
                .map(
                        i ->
                                new Mark(
                                        i == last && last > 8
                                                ? "100%"
                                                : percent((i + 0.5) * 100 / steps.size()),
                                        i == last && last > 8 ? "end" : "middle",
                                        steps.get(i).name()))
                .toList();
    }

    private List<Piece> pieces(Step step) {
        List<Piece> pieces = new ArrayList<>();
        double above = share(0);
        double below = share(0);
        for (int i = 0; i < series.size(); i++) {
            long value = step.values().get(i);
            if (value > 0) {
                double height = Math.max(LEAST_HEIGHT, 100.0 * value / (up + down));
                Series one = series.get(i);
                above -= one.below() ? 0 : height;
                pieces.add(
                        new Piece(
                                percent(one.below() ? below : above),
                                percent(height),
                                one.colour()));
                below += one.below() ? height : 0;
            }
        }
        return pieces;
    }

    private String tip(Step step) {
        LongFunction<String> count = formats::number;
        return step.title()
                + IntStream.range(0, series.size())
                        .mapToObj(
                                i ->
                                        "\n"
                                                + series.get(i).name()
                                                + ": "
                                                + count.apply(step.values().get(i)))
                        .collect(Collectors.joining());
    }

    /** 1, 2, 5, 10, 20 ... until there are few enough. */
    private long distance() {
        long distance = 1;
        for (int i = 0; up / distance + down / distance >= MOST_TICKS; i++) {
            distance = i % 3 == 1 ? distance / 2 * 5 : distance * 2;
        }
        return distance;
    }

    private long sum(Step step, boolean below) {
        return IntStream.range(0, series.size())
                .filter(i -> series.get(i).below() == below)
                .mapToLong(i -> step.values().get(i))
                .sum();
    }

    private String y(long value) {
        return percent(share(value));
    }

    private double share(long value) {
        return up + down == 0 ? 100 : 100.0 * (up - value) / (up + down);
    }

    private static String percent(double value) {
        return number(value) + "%";
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    /**
     * @param colour of the chart palette, 1 to 5
     * @param below whether it is drawn below the line; its values are positive all the same
     */
    public record Series(String name, int colour, boolean below) {}

    /**
     * @param name short, for the axis
     * @param title in full, for the explanation
     * @param values not negative, one per series
     */
    public record Step(String name, String title, List<Long> values) {}

    /** A line across with its number. */
    public record Tick(String y, String text, boolean zero) {}

    /**
     * A step: its whole room, for the pointer, and its bar.
     *
     * @param tip what happened, in lines
     */
    public record Column(
            String left,
            String room,
            String barLeft,
            String barWidth,
            String tip,
            List<Piece> pieces) {}

    /** Part of a bar. */
    public record Piece(String y, String height, int colour) {}

    /**
     * Name of a step below the bars.
     *
     * @param anchor {@code text-anchor} of SVG
     */
    public record Mark(String x, String anchor, String text) {}
}
