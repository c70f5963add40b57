package org.openemm.web.designsystem;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.stream.IntStream;
import org.openemm.web.ui.Bars;
import org.openemm.web.ui.Ui;

/** Figures for the specimens of charts. */
public final class Samples {
    /** Openings per hour, as they come after a mailing. */
    public static final List<Long> CURVE =
            List.of(
                    12L, 96L, 141L, 118L, 84L, 66L, 71L, 58L, 40L, 31L, 22L, 14L, 9L, 6L, 5L, 7L,
                    12L, 24L, 35L, 38L, 30L, 24L, 18L, 15L);

    private static final LocalDateTime START = LocalDateTime.of(2026, 5, 29, 9, 0);
    private static final ObjectMapper JSON = new ObjectMapper();

    private Samples() {}

    /** Two lines over hours. */
    public static String line(Ui ui) {
        ObjectNode option = JSON.createObjectNode();
        option.putObject("legend");
        ArrayNode hours = option.putObject("xAxis").put("type", "category").putArray("data");
        for (int hour = 0; hour < CURVE.size(); hour++) {
            hours.add(START.plusHours(hour).toString());
        }
        option.putObject("yAxis").put("type", "value");
        ArrayNode series = option.putArray("series");
        line(series, ui.t("designsystem.figures.opened"), 1);
        line(series, ui.t("designsystem.figures.clicked"), 3);
        return option.toString();
    }

    /** Who came and who left on each of the days. */
    public static Bars growth(Ui ui) {
        return Bars.of(
                List.of(
                        new Bars.Series(ui.t("designsystem.figures.fresh"), 1, false),
                        new Bars.Series(ui.t("designsystem.figures.optOuts"), 3, true),
                        new Bars.Series(ui.t("designsystem.figures.bounces"), 5, true)),
                IntStream.range(0, CURVE.size()).mapToObj(day -> step(ui, day)).toList(),
                ui.format());
    }

    private static Bars.Step step(Ui ui, int day) {
        LocalDate date = START.toLocalDate().plusDays(day);
        return new Bars.Step(
                ui.format().dayMonth(date),
                ui.format().fullDate(date),
                List.of(CURVE.get(day), CURVE.get(day) / 5, CURVE.get(day) / 12));
    }

    /** Shares of the devices. */
    public static String bars(Ui ui) {
        ObjectNode option = JSON.createObjectNode();
        ArrayNode names = option.putObject("xAxis").put("type", "category").putArray("data");
        names.add("A").add("B").add("C").add("D");
        option.putObject("yAxis").put("type", "value");
        ObjectNode bars = option.putArray("series").addObject().put("type", "bar");
        bars.put("name", ui.t("designsystem.figures.opened")).put("barMaxWidth", 40);
        bars.putArray("data").add(0.42).add(0.31).add(0.17).add(0.1);
        return option.toString();
    }

    private static void line(ArrayNode series, String name, int divisor) {
        ObjectNode line = series.addObject().put("type", "line").put("name", name);
        line.putObject("areaStyle").put("opacity", 0.08);
        ArrayNode data = line.putArray("data");
        CURVE.forEach(value -> data.add(value / divisor));
    }
}
