package org.openemm.web.bouncecheck;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import java.time.Instant;
import java.util.List;
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
    private final SelfTestPages selfTests;

    BounceCheckResource(BounceCheck check, SelfTestPages selfTests) {
        this.check = check;
        this.selfTests = selfTests;
    }

    /**
     * A step in the user's language.
     *
     * @param check its name, for elements of the page
     * @param todo what to do; may be empty
     * @param label what to do with what is typed; empty without
     * @param typed what to type or write; may be empty
     */
    public record Line(
            String check,
            State state,
            String title,
            String text,
            String todo,
            String label,
            String typed) {
        public boolean isGood() {
            return state == State.GOOD;
        }

        public String stateKey() {
            return state.key();
        }

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
    public record CheckPage(
            List<Tab> tabs,
            State worst,
            String summary,
            List<Line> lines,
            SelfTestPages.SelfTestPage selfTest) {
        /** Kind of the notice above the steps. */
        public String kind() {
            return worst == State.GOOD ? "good" : worst == State.WARNING ? "warn" : "bad";
        }

        public List<Line> open() {
            return lines.stream().filter(line -> !line.isGood()).toList();
        }

        public List<Line> done() {
            return lines.stream().filter(Line::isGood).toList();
        }
    }

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
                        results.stream().map(result -> line(ui, result)).toList(),
                        selfTests.page(ui)));
    }

    private static long count(List<CheckResult> results, State state) {
        return results.stream().filter(result -> result.state() == state).count();
    }

    private static Line line(Ui ui, CheckResult result) {
        Object[] arguments =
                result.arguments().stream().map(argument -> shown(ui, argument)).toArray();
        String[] todo = result.todoKey().map(key -> ui.t(key, arguments)).orElse("").split("\n", 2);
        boolean typed = todo.length > 1;
        // The last sentence belongs to what is typed.
        int last = typed ? todo[0].lastIndexOf(". ") + 1 : todo[0].length();
        return new Line(
                result.check(),
                result.state(),
                ui.t(result.titleKey()),
                ui.t(result.textKey(), arguments),
                todo[0].substring(0, last).strip(),
                todo[0].substring(last).strip(),
                typed ? todo[1] : "");
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
