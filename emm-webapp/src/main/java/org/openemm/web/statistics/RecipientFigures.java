package org.openemm.web.statistics;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.openemm.recipient.BindingStatus;
import org.openemm.statistics.Development;
import org.openemm.statistics.Growth;
import org.openemm.statistics.Growth.Figures;
import org.openemm.statistics.Growth.Period;
import org.openemm.statistics.RecipientStatistics.Remark;
import org.openemm.web.recipient.Labels;
import org.openemm.web.ui.Bars;
import org.openemm.web.ui.Option;
import org.openemm.web.ui.Share;
import org.openemm.web.ui.Ui;

/**
 * The page about recipients.
 *
 * @param lists to choose from
 * @param targets target groups to choose from
 * @param counted when statuses, remarks and people were counted; null for just now
 * @param people what they are like; null while that is to be asked for, because it takes a while
 *     with very many
 */
public record RecipientFigures(
        RecipientAsked asked,
        List<Option> lists,
        List<Option> targets,
        Development development,
        Map<BindingStatus, Long> statuses,
        List<Remark> remarks,
        Instant counted,
        RecipientPeople people) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Values of the field. */
    public List<String> periods() {
        return List.of("month", "quarter", "year");
    }

    public boolean isWeekly() {
        return asked.period() == Period.YEAR;
    }

    /** Nobody is and was there. */
    public boolean isEmpty() {
        return statuses.isEmpty() && development.growth().total().equals(new Figures(0, 0, 0, 0));
    }

    /** Whether anything happened in the time shown. */
    public boolean isQuiet() {
        return development.growth().total().equals(new Figures(0, 0, 0, 0));
    }

    /** Address of the figures of a part as a file. */
    public String csv(String part) {
        return "/statistics/recipient/" + part + ".csv" + asked.query();
    }

    /** What the whole consists of, for a bar. */
    public List<Share> shares(Ui ui) {
        return statuses.entrySet().stream()
                .map(
                        count ->
                                new Share(
                                        Labels.kind(count.getKey()),
                                        Labels.status(ui, count.getKey()),
                                        count.getValue()))
                .toList();
    }

    public long all() {
        return statuses.values().stream().mapToLong(Long::longValue).sum();
    }

    /** A moment of the development in words. */
    public String day(Ui ui, Growth.Step step) {
        String day = ui.format().fullDate(step.start());
        return isWeekly() ? ui.t("dashboard.growth.weekOf", day) : day;
    }

    /** Subscribers at the end of each step, as an option of ECharts. */
    public String sizes(Ui ui) {
        ObjectNode option = JSON.createObjectNode();
        option.putObject("tooltip").put("trigger", "axis");
        ObjectNode time = option.putObject("xAxis").put("type", "category");
        time.put("boundaryGap", false);
        ArrayNode days = time.putArray("data");
        development.growth().steps().forEach(step -> days.add(step.start().toString()));
        option.putObject("yAxis").put("type", "value").put("minInterval", 1);
        ObjectNode line = option.putArray("series").addObject();
        line.put("name", ui.t("statistics.recipients.size")).put("type", "line");
        line.putObject("areaStyle").put("opacity", 0.1);
        ArrayNode values = line.putArray("data");
        development.sizes().forEach(values::add);
        return option.toString();
    }

    /** Who came above the line, who left below. */
    public Bars bars(Ui ui) {
        return Bars.of(
                List.of(
                        new Bars.Series(ui.t("dashboard.growth.fresh"), 1, false),
                        new Bars.Series(ui.t("dashboard.growth.optOuts"), 3, true),
                        new Bars.Series(ui.t("dashboard.growth.bounces"), 5, true),
                        new Bars.Series(ui.t("statistics.recipients.blocked"), 4, true)),
                development.growth().steps().stream().map(step -> bar(ui, step)).toList(),
                ui.format());
    }

    private Bars.Step bar(Ui ui, Growth.Step step) {
        Figures figures = step.figures();
        return new Bars.Step(
                ui.format().dayMonth(step.start()),
                day(ui, step),
                List.of(figures.fresh(), figures.optOuts(), figures.bounces(), figures.blocked()));
    }

    /** Name of a part of a distribution. */
    public static String name(Ui ui, String what, String value) {
        if (value == null || value.isEmpty()) {
            return ui.t("statistics.recipients.noValue");
        }
        return switch (what) {
            case "formats" -> known(value, 3) ? ui.t("statistics.format." + value) : value;
            case "genders" -> known(value, 6) ? ui.t("recipient.gender." + value) : value;
            default -> value;
        };
    }

    private static boolean known(String code, int end) {
        return code.length() == 1 && code.charAt(0) >= '0' && code.charAt(0) < '0' + end;
    }

    static Period period(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "quarter" -> Period.QUARTER;
            case "year" -> Period.YEAR;
            default -> Period.MONTH;
        };
    }
}
