package org.openemm.web.dashboard;

import java.util.List;
import java.util.Locale;
import org.openemm.statistics.Growth;
import org.openemm.statistics.Growth.Figures;
import org.openemm.statistics.Growth.Period;
import org.openemm.web.ui.Bars;
import org.openemm.web.ui.Bars.Series;
import org.openemm.web.ui.Formats;
import org.openemm.web.ui.Option;
import org.openemm.web.ui.Ui;

/**
 * How the lists grow.
 *
 * @param list 0 for all
 * @param lists to choose from
 */
public record GrowthTile(Period period, int list, List<Option> lists, Growth growth) {
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
        return growth.total().equals(new Figures(0, 0, 0, 0));
    }

    /** Who came above the line, who left below. */
    public Bars bars(Ui ui) {
        Formats formats = ui.format();
        return Bars.of(
                List.of(
                        new Series(ui.t("dashboard.growth.fresh"), 1, false),
                        new Series(ui.t("dashboard.growth.optOuts"), 3, true),
                        new Series(ui.t("dashboard.growth.bounces"), 5, true)),
                growth.steps().stream().map(step -> bar(ui, step)).toList(),
                formats);
    }

    private Bars.Step bar(Ui ui, Growth.Step step) {
        String day = ui.format().fullDate(step.start());
        Figures figures = step.figures();
        return new Bars.Step(
                ui.format().dayMonth(step.start()),
                isWeekly() ? ui.t("dashboard.growth.weekOf", day) : day,
                List.of(figures.fresh(), figures.optOuts(), figures.bounces()));
    }
}
