package org.openemm.web.dashboard;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;
import org.openemm.statistics.Growth;
import org.openemm.statistics.Growth.Figures;
import org.openemm.statistics.Growth.Period;
import org.openemm.web.ui.Option;
import org.openemm.web.ui.Ui;

/**
 * How the lists grow.
 *
 * @param list 0 for all
 * @param lists to choose from
 */
public record GrowthTile(Period period, int list, List<Option> lists, Growth growth) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** All periods, as values of a field. */
    public List<String> periods() {
        return List.of("month", "quarter", "year");
    }

    public boolean isChosen(String name) {
        return period.name().toLowerCase(Locale.ROOT).equals(name);
    }

    public boolean isWeekly() {
        return period == Period.YEAR;
    }

    /** Whether anything happened at all. */
    public boolean isEmpty() {
        return growth.total().equals(new Figures(0, 0, 0));
    }

    /** Who came above the line, who left below. */
    public String chart(Ui ui) {
        ObjectNode option = JSON.createObjectNode();
        option.putObject("legend");
        ObjectNode days = option.putObject("xAxis").put("type", "category");
        ArrayNode starts = days.putArray("data");
        growth.steps().forEach(step -> starts.add(step.start().toString()));
        days.putObject("axisLine").put("onZero", true);
        option.putObject("yAxis").put("type", "value").put("minInterval", 1);
        ArrayNode series = option.putArray("series");
        series.add(bars(ui.t("dashboard.growth.fresh"), 1, Figures::fresh));
        series.add(bars(ui.t("dashboard.growth.optOuts"), 3, figures -> -figures.optOuts()));
        series.add(bars(ui.t("dashboard.growth.bounces"), 5, figures -> -figures.bounces()));
        return option.toString();
    }

    private ObjectNode bars(String name, int colour, ToLongFunction<Figures> value) {
        ObjectNode series = JSON.createObjectNode().put("name", name).put("type", "bar");
        series.put("colour", colour).put("stack", "all").put("barMaxWidth", 18);
        ArrayNode values = series.putArray("data");
        growth.steps().forEach(step -> values.add(value.applyAsLong(step.figures())));
        return series;
    }
}
