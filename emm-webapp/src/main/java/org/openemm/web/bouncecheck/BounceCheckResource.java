package org.openemm.web.bouncecheck;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.openemm.bouncecheck.BounceCheck;
import org.openemm.bouncecheck.CheckResult;
import org.openemm.bouncecheck.CheckResult.State;
import org.openemm.web.access.Requires;
import org.openemm.web.mailloop.MailloopScreens;
import org.openemm.web.ui.Tab;
import org.openemm.web.ui.Ui;
import org.openemm.web.ui.View;

/** Every step that a bounce takes, and whether it is in order. */
@Path(MailloopScreens.CHECK)
public final class BounceCheckResource {
    private final BounceCheck check;

    BounceCheckResource(BounceCheck check) {
        this.check = check;
    }

    /** A step in the user's language. */
    public record Line(State state, String title, String text, Optional<String> todo) {
        public String css() {
            return switch (state) {
                case GOOD -> "good";
                case WARNING -> "warn";
                case PROBLEM -> "bad";
            };
        }

        public String icon() {
            return switch (state) {
                case GOOD -> "circle-check";
                case WARNING -> "triangle-alert";
                case PROBLEM -> "circle-x";
            };
        }
    }

    /**
     * @param worst of all steps
     * @param summary one sentence
     */
    public record CheckPage(List<Tab> tabs, State worst, String summary, List<Line> lines) {}

    @GET
    @Requires("server.status")
    public View check(@Context Ui ui) {
        List<CheckResult> results = check.run(ui.actor());
        long problems = count(results, State.PROBLEM);
        long warnings = count(results, State.WARNING);
        State worst = problems > 0 ? State.PROBLEM : warnings > 0 ? State.WARNING : State.GOOD;
        String summary =
                switch (worst) {
                    case PROBLEM -> ui.plural("bouncecheck.problems", problems);
                    case WARNING -> ui.plural("bouncecheck.warnings", warnings);
                    case GOOD -> ui.t("bouncecheck.all.good");
                };
        return View.of(
                "bouncecheck/check.jte",
                new CheckPage(
                        MailloopScreens.tabs(ui, MailloopScreens.CHECK),
                        worst,
                        summary,
                        results.stream().map(result -> line(ui, result)).toList()));
    }

    private static long count(List<CheckResult> results, State state) {
        return results.stream().filter(result -> result.state() == state).count();
    }

    private static Line line(Ui ui, CheckResult result) {
        Object[] arguments =
                result.arguments().stream().map(argument -> shown(ui, argument)).toArray();
        return new Line(
                result.state(),
                ui.t(result.titleKey()),
                ui.t(result.textKey(), arguments),
                result.todoKey().map(key -> ui.t(key, arguments)));
    }

    private static Object shown(Ui ui, Object argument) {
        if (argument instanceof Instant time) {
            return ui.format().dateTime(time);
        }
        return argument instanceof Number number
                ? ui.format().number(number.longValue())
                : argument;
    }
}
