package org.openemm.web.target;

import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import java.util.List;
import java.util.Optional;
import org.openemm.InvalidInput;
import org.openemm.account.Actor;
import org.openemm.insight.Busy;
import org.openemm.insight.Cost;
import org.openemm.insight.Estimate;
import org.openemm.insight.Insights;
import org.openemm.insight.Superseded;
import org.openemm.recipient.Recipient;
import org.openemm.target.EqlCheck;
import org.openemm.target.Targets;
import org.openemm.web.access.Requires;
import org.openemm.web.ui.Input;
import org.openemm.web.ui.Ui;
import org.openemm.web.ui.View;

/**
 * Looks at a rule while it is written: what is wrong with it, about how many recipients it selects,
 * some of them, what makes it slow. Answers at once; exact numbers follow, see {@link
 * InsightResource}.
 */
@Path("/target/evaluate.action")
public final class RuleResource {
    private final Targets targets;
    private final Insights insights;

    RuleResource(Targets targets, Insights insights) {
        this.targets = targets;
        this.insights = insights;
    }

    /**
     * @param marked the line with the error; empty for a legal rule
     * @param correction what a wrong rule was probably meant to be
     * @param number empty when the rule is wrong
     * @param cost empty when the rule is wrong
     * @param sample some of the recipients; empty for users who may not see recipients
     * @param mayIndex whether this user can make indexes
     */
    public record RulePage(
            EqlCheck check,
            Optional<MarkedLine> marked,
            Optional<String> correction,
            Optional<RuleNumber> number,
            Optional<Cost> cost,
            List<Recipient> sample,
            boolean mayIndex) {}

    @POST
    @Requires("targets.show")
    public View evaluate(@Context Ui ui, Input input) {
        return View.of("target/rule.jte", page(ui, eql(input), input.integer("target", 0)));
    }

    private RulePage page(Ui ui, String eql, int targetId) {
        Actor actor = ui.actor();
        EqlCheck check = targets.check(actor, eql, targetId);
        if (!check.isLegal()) {
            return new RulePage(
                    check,
                    Optional.of(MarkedLine.of(eql, check.problem().orElseThrow().place())),
                    targets.correct(actor, eql),
                    Optional.empty(),
                    Optional.empty(),
                    List.of(),
                    false);
        }
        RuleNumber number;
        Optional<Cost> cost = Optional.empty();
        List<Recipient> sample = List.of();
        try {
            Insights.Glance glance = insights.glance(actor, eql);
            cost = Optional.of(glance.cost());
            number = glance.estimate().map(RuleNumber::of).orElse(RuleNumber.COMING);
            sample = sample(ui, insights, glance.estimate().map(Estimate::some).orElse(List.of()));
        } catch (Busy | Superseded e) {
            number = RuleNumber.COMING;
        } catch (InvalidInput e) {
            number = RuleNumber.problem(ui.say(e.problems().get(0)));
        }
        return new RulePage(
                check,
                Optional.empty(),
                Optional.empty(),
                Optional.of(number),
                cost,
                sample,
                ui.may("profileField.show"));
    }

    static List<Recipient> sample(Ui ui, Insights insights, List<Long> ids) {
        return ids.isEmpty() || !ui.may("recipient.show")
                ? List.of()
                : insights.recipients(ui.actor(), ids);
    }

    /** The rule with line ends as the language counts them; browsers send them in two ways. */
    static String eql(Input input) {
        return input.raw("eql").replace("\r\n", "\n");
    }
}
