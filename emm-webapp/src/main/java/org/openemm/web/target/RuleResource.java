package org.openemm.web.target;

import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import java.util.List;
import java.util.Optional;
import org.openemm.InvalidInput;
import org.openemm.target.EqlCheck;
import org.openemm.target.TargetFigures;
import org.openemm.target.TargetMatch;
import org.openemm.target.Targets;
import org.openemm.web.access.Requires;
import org.openemm.web.ui.Input;
import org.openemm.web.ui.Ui;
import org.openemm.web.ui.View;

/** Looks at a rule while it is written: errors, number of recipients, some of them. */
@Path("/target/evaluate.action")
public final class RuleResource {
    private static final int SAMPLE = 8;
    private final Targets targets;
    private final TargetFigures figures;

    RuleResource(Targets targets, TargetFigures figures) {
        this.targets = targets;
        this.figures = figures;
    }

    /**
     * @param marked the line with the error; empty for a legal rule
     * @param count recipients selected now; empty when the rule is wrong or counting took too long
     * @param total recipients there are at all
     * @param problem why there is no count although the rule is legal; empty when there is one
     * @param correction what a wrong rule was probably meant to be
     * @param sample some of the recipients; empty for users who may not see recipients
     */
    public record RulePage(
            EqlCheck check,
            Optional<MarkedLine> marked,
            Optional<Long> count,
            long total,
            String problem,
            Optional<String> correction,
            List<TargetMatch> sample) {}

    @POST
    @Requires("targets.show")
    public View evaluate(@Context Ui ui, Input input) {
        return View.of("target/rule.jte", page(ui, eql(input)));
    }

    private RulePage page(Ui ui, String eql) {
        EqlCheck check = targets.check(ui.actor(), eql);
        if (!check.isLegal()) {
            MarkedLine marked = MarkedLine.of(eql, check.problem().orElseThrow().place());
            return new RulePage(
                    check,
                    Optional.of(marked),
                    Optional.empty(),
                    0,
                    "",
                    targets.correct(ui.actor(), eql),
                    List.of());
        }
        try {
            long count = targets.count(ui.actor(), eql);
            List<TargetMatch> sample =
                    count > 0 && ui.may("recipient.show")
                            ? targets.recipients(ui.actor(), eql, 0, SAMPLE)
                            : List.of();
            return new RulePage(
                    check,
                    Optional.empty(),
                    Optional.of(count),
                    figures.total(ui.actor(), count),
                    "",
                    Optional.empty(),
                    sample);
        } catch (InvalidInput e) {
            return new RulePage(
                    check,
                    Optional.empty(),
                    Optional.empty(),
                    0,
                    ui.say(e.problems().get(0)),
                    Optional.empty(),
                    List.of());
        }
    }

    /** The rule with line ends as the language counts them; browsers send them in two ways. */
    static String eql(Input input) {
        return input.raw("eql").replace("\r\n", "\n");
    }
}
