package org.openemm.web.statistics;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.openemm.statistics.MailingSummary.HourFigures;

/**
 * Openings and clicks over time, in steps of an hour for the first two days and of a day for longer
 * spans, in the reader's zone. Steps without events are in it, so that the axis is true to time.
 *
 * @param span how much of the time since the sending it shows
 * @param spans what can be chosen: those in which something else would be seen
 */
public record Course(Span span, List<Span> spans, List<Step> steps) {
    /** How much is shown. */
    public enum Span {
        HOURS(Duration.ofHours(48)),
        DAYS(Duration.ofDays(14)),
        ALL(Duration.ofDays(36_500));

        private final Duration length;

        Span(Duration length) {
            this.length = length;
        }

        /** Value of the parameter {@code span}, and end of the text's key. */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** More would be finer than a screen can draw. */
    private static final int MAX_STEPS = 400;

    /** So few values are clearer as bars than as a line. */
    private static final int BARS_UP_TO = 10;

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * One hour or day.
     *
     * @param openers recipients who opened for the first time in it
     * @param clickers recipients who clicked for the first time in it
     */
    public record Step(String label, long openings, long openers, long clicks, long clickers) {
        boolean isEmpty() {
            return openings == 0 && clicks == 0;
        }
    }

    /**
     * @param wanted {@link Span#key()}; anything else: the shortest span that shows most
     */
    static Course of(List<HourFigures> hours, String wanted, ZoneId zone, Locale locale) {
        if (hours.isEmpty()) {
            return new Course(Span.HOURS, List.of(), List.of());
        }
        Instant first = hours.get(0).hour();
        Instant last = hours.get(hours.size() - 1).hour();
        List<Span> spans = spans(Duration.between(first, last));
        Span span =
                spans.stream()
                        .filter(one -> one.key().equals(wanted))
                        .findFirst()
                        .orElse(spans.get(0));
        boolean hourly = span == Span.HOURS;
        ChronoUnit unit = hourly ? ChronoUnit.HOURS : ChronoUnit.DAYS;
        Instant until = first.plus(span.length);
        List<HourFigures> shown =
                hours.stream().filter(hour -> hour.hour().isBefore(until)).toList();
        Map<ZonedDateTime, List<HourFigures>> byStep = new TreeMap<>();
        ZonedDateTime end = shown.get(shown.size() - 1).hour().atZone(zone).truncatedTo(unit);
        for (ZonedDateTime step = first.atZone(zone).truncatedTo(unit);
                !step.isAfter(end) && byStep.size() < MAX_STEPS;
                step = step.plus(1, unit)) {
            byStep.put(step, new ArrayList<>());
        }
        for (HourFigures hour : shown) {
            List<HourFigures> step = byStep.get(hour.hour().atZone(zone).truncatedTo(unit));
            if (step != null) {
                step.add(hour);
            }
        }
        DateTimeFormatter format = format(hourly, locale);
        return new Course(
                span,
                spans.size() == 1 ? List.of() : spans,
                byStep.entrySet().stream()
                        .map(entry -> step(format.format(entry.getKey()), entry.getValue()))
                        .toList());
    }

    private static List<Span> spans(Duration length) {
        List<Span> spans = new ArrayList<>();
        for (Span span : Span.values()) {
            spans.add(span);
            if (length.compareTo(span.length) < 0) {
                break;
            }
        }
        return spans;
    }

    /** Whether a step is an hour. */
    public boolean hourly() {
        return span == Span.HOURS;
    }

    /** Steps in which something happened: for the table behind the chart. */
    public List<Step> eventful() {
        return steps.stream().filter(step -> !step.isEmpty()).toList();
    }

    /** The chart as an option of ECharts. */
    public String chart(String openings, String clicks) {
        ObjectNode option = JSON.createObjectNode();
        option.putObject("tooltip").put("trigger", "axis");
        option.putObject("legend").put("top", 0).put("left", 0);
        ObjectNode time = option.putObject("xAxis").put("type", "category");
        time.put("boundaryGap", isBars());
        time.putObject("axisLabel").put("hideOverlap", true);
        ArrayNode labels = time.putArray("data");
        steps.forEach(step -> labels.add(step.label()));
        option.putObject("yAxis").put("type", "value").put("minInterval", 1);
        ArrayNode series = option.putArray("series");
        series.add(series(openings, Step::openings));
        series.add(series(clicks, Step::clicks));
        return option.toString();
    }

    private ObjectNode series(String name, ToLongFunction<Step> value) {
        ObjectNode series = JSON.createObjectNode().put("name", name);
        if (isBars()) {
            series.put("type", "bar").put("barMaxWidth", 36);
        } else {
            series.put("type", "line").putObject("areaStyle").put("opacity", 0.1);
        }
        ArrayNode values = series.putArray("data");
        steps.forEach(step -> values.add(value.applyAsLong(step)));
        return series;
    }

    private boolean isBars() {
        return steps.size() <= BARS_UP_TO;
    }

    private static Step step(String label, List<HourFigures> hours) {
        return new Step(
                label,
                hours.stream().mapToLong(HourFigures::openingsGross).sum(),
                hours.stream().mapToLong(HourFigures::openers).sum(),
                hours.stream().mapToLong(HourFigures::clicksGross).sum(),
                hours.stream().mapToLong(HourFigures::clickers).sum());
    }

    private static DateTimeFormatter format(boolean hourly, Locale locale) {
        if (locale.getCountry().equals("US")) {
            return DateTimeFormatter.ofPattern(hourly ? "MMM d, h a" : "MMM d", locale);
        }
        String day = locale.getLanguage().equals("de") ? "d. MMM" : "d MMM";
        return DateTimeFormatter.ofPattern(hourly ? day + ", HH:mm" : day, locale);
    }
}
