package org.openemm.web.target;

import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import java.util.List;
import java.util.Optional;
import org.openemm.InvalidInput;
import org.openemm.NotFound;
import org.openemm.insight.Busy;
import org.openemm.insight.Explanation;
import org.openemm.insight.Insights;
import org.openemm.insight.Superseded;
import org.openemm.recipient.Recipient;
import org.openemm.web.access.Requires;
import org.openemm.web.ui.Input;
import org.openemm.web.ui.Ui;
import org.openemm.web.ui.View;

/** What takes a moment longer beside the editor of a rule, and what is asked for there. */
@Path("/target/insight")
public final class InsightResource {
    private final Insights insights;

    InsightResource(Insights insights) {
        this.insights = insights;
    }

    /**
     * @param sample some of the recipients; empty for users who may not see recipients
     */
    public record CountPage(RuleNumber number, List<Recipient> sample) {}

    /**
     * @param explanation empty when no recipient is chosen
     * @param problem why there is none; empty without
     */
    public record ExplainPage(Optional<Explanation> explanation, String problem) {}

    /**
     * @param problem why no index is made; empty when one is
     */
    public record IndexPage(String column, String problem) {}

    /** The exact number, and recipients to look at. */
    @POST
    @Path("count.action")
    @Requires("targets.show")
    public View count(@Context Ui ui, Input input) {
        CountPage page;
        try {
            Insights.Count count = insights.count(ui.actor(), RuleResource.eql(input), 0);
            page =
                    new CountPage(
                            RuleNumber.of(count), RuleResource.sample(ui, insights, count.some()));
        } catch (Superseded e) {
            page = problem(ui.t("target.insight.superseded"));
        } catch (Busy e) {
            page = problem(ui.t("target.insight.busy"));
        } catch (InvalidInput e) {
            page = problem(ui.say(e.problems().get(0)));
        }
        return View.of("target/insightcount.jte", page);
    }

    private static CountPage problem(String text) {
        return new CountPage(RuleNumber.problem(text), List.of());
    }

    /** Which parts of the rule hold for a recipient. */
    @POST
    @Path("explain.action")
    @Requires("recipient.show")
    public View explain(@Context Ui ui, Input input) {
        int recipient = input.integer("insightRecipient", 0);
        ExplainPage page = new ExplainPage(Optional.empty(), "");
        if (recipient > 0) {
            try {
                page =
                        new ExplainPage(
                                Optional.of(
                                        insights.explain(
                                                ui.actor(), RuleResource.eql(input), recipient)),
                                "");
            } catch (NotFound e) {
                page = new ExplainPage(Optional.empty(), ui.t("target.insight.nobody"));
            } catch (Busy | Superseded e) {
                page = new ExplainPage(Optional.empty(), ui.t("target.insight.busy"));
            } catch (InvalidInput e) {
                page = new ExplainPage(Optional.empty(), ui.t("target.insight.wrong"));
            }
        }
        return View.of("target/insightwhy.jte", page);
    }

    /** Makes an index that helps the rule. */
    @POST
    @Path("index.action")
    @Requires("profileField.show")
    public View index(@Context Ui ui, Input input) {
        String problem = "";
        String column = input.text("column");
        try {
            insights.createIndex(ui.actor(), column);
        } catch (InvalidInput e) {
            problem = ui.say(e.problems().get(0));
        }
        return View.of("target/insightindex.jte", new IndexPage(column, problem));
    }
}
