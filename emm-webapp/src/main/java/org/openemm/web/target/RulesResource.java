package org.openemm.web.target;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openemm.InvalidInput;
import org.openemm.eql.EqlProblem;
import org.openemm.eql.Range;
import org.openemm.eql.rules.NotShown;
import org.openemm.eql.rules.RulesError;
import org.openemm.eql.rules.VisualRules;
import org.openemm.eql.rules.Written;
import org.openemm.target.RuleEditing;
import org.openemm.target.RuleReading;
import org.openemm.web.access.Requires;
import org.openemm.web.ui.Input;
import org.openemm.web.ui.Ui;

/**
 * Between the two editors of a rule. Field {@code rules}: the rule of the builder as JSON, answered
 * with its text. Field {@code eql}: the text, answered with the rule for the builder, or with the
 * part that it cannot show. Both: what the rule means in a sentence, and what is wrong with it.
 */
@Path("/target/rules.action")
public final class RulesResource {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_QUOTED = 80;

    private final RuleEditing editing;

    RulesResource(RuleEditing editing) {
        this.editing = editing;
    }

    /**
     * @param eql the text of a rule that came from the builder
     * @param rules the rule for the builder
     * @param names of what rules mention by number: mailing, link
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Answer(
            String eql,
            @JsonRawValue String rules,
            Reason notShown,
            Problem problem,
            String sentence,
            Map<String, Map<Integer, String>> names) {}

    /** Why the builder cannot show a part of the text. */
    record Reason(String text, int from, int to) {}

    /**
     * What is wrong with a rule.
     *
     * @param path of the part of the builder's rule; null where it came as text or means the whole
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Problem(
            String text,
            String hint,
            Integer from,
            Integer to,
            String correction,
            List<Integer> path) {}

    @POST
    @Requires("targets.show")
    @Produces(MediaType.APPLICATION_JSON)
    public String convert(@Context Ui ui, Input input) {
        return json(
                input.find("rules").isPresent()
                        ? written(ui, input.raw("rules"))
                        : read(ui, RuleResource.eql(input)));
    }

    private Answer read(Ui ui, String text) {
        return answer(ui, editing.read(ui.actor(), text), null);
    }

    private Answer written(Ui ui, String rules) {
        try {
            RuleReading reading = editing.write(ui.actor(), rules);
            return answer(ui, reading, reading.text());
        } catch (RulesError e) {
            InvalidInput.Problem problem = e.asInvalidInput("rules").problems().get(0);
            return new Answer(
                    null,
                    null,
                    null,
                    new Problem(ui.say(problem), null, null, null, null, e.path()),
                    null,
                    null);
        }
    }

    private static Answer answer(Ui ui, RuleReading reading, String eql) {
        return new Answer(
                eql,
                reading.shown().map(VisualRules::toJson).orElse(null),
                reading.notShown().map(reason -> reason(ui, reason, reading.text())).orElse(null),
                reading.problem().map(problem -> problem(ui, problem, reading)).orElse(null),
                null,
                Map.of("mailing", reading.mailings(), "link", reading.links()));
    }

    private static Reason reason(Ui ui, NotShown reason, String text) {
        Range part = reason.part();
        return new Reason(
                ui.t("target.builder.notShown", ui.t(reason.key(), quoted(part.of(text)))),
                part.from(),
                part.to());
    }

    private static Problem problem(Ui ui, EqlProblem problem, RuleReading reading) {
        Range place = problem.place().range();
        Optional<Written> written = reading.written();
        return new Problem(
                ui.t(problem.key(), problem.arguments().toArray()),
                problem.hint()
                        .map(hint -> ui.t(hint.key(), hint.arguments().toArray()))
                        .orElse(null),
                place.from(),
                place.to(),
                written.isPresent() ? null : reading.correction().orElse(null),
                written.flatMap(parts -> parts.at(place.from())).orElse(null));
    }

    private static String quoted(String part) {
        return part.length() > MOST_QUOTED ? part.substring(0, MOST_QUOTED) + "…" : part;
    }

    private static String json(Answer answer) {
        try {
            return JSON.writeValueAsString(answer);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
