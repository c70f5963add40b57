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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openemm.InvalidInput;
import org.openemm.eql.EqlProblem;
import org.openemm.eql.EqlRule;
import org.openemm.eql.Range;
import org.openemm.eql.rules.NotShown;
import org.openemm.eql.rules.RulesError;
import org.openemm.eql.rules.VisualRules;
import org.openemm.eql.rules.Written;
import org.openemm.eql.sentence.Names;
import org.openemm.eql.sentence.Narrator;
import org.openemm.eql.sentence.Part;
import org.openemm.eql.sentence.Sentence;
import org.openemm.eql.sentence.Voice;
import org.openemm.target.RuleEditing;
import org.openemm.target.RuleReading;
import org.openemm.web.access.Requires;
import org.openemm.web.recipient.Labels;
import org.openemm.web.ui.Input;
import org.openemm.web.ui.Ui;

/**
 * Between the two editors of a rule. Field {@code rules}: the rule of the builder as JSON, answered
 * with its text. Field {@code eql}: the text, answered with the rule for the builder, or with the
 * part that it cannot show. Field {@code target}: the group the rule is for. Both: what the rule
 * means in a sentence, and what is wrong with it.
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
            Told sentence,
            Map<String, Map<Integer, String>> names) {}

    /** A sentence in pieces, and what is listed below it. */
    record Told(List<Piece> parts, List<Told> items) {
        static Told of(Sentence sentence, Map<String, String> labels) {
            return new Told(
                    sentence.parts().stream().map(part -> Piece.of(part, labels)).toList(),
                    sentence.items().stream().map(item -> of(item, labels)).toList());
        }
    }

    /**
     * @param name whether it is a field, a value or a name, and not just words
     */
    record Piece(String text, boolean name) {
        static Piece of(Part part, Map<String, String> labels) {
            boolean field = part.kind() == Part.Kind.FIELD;
            return new Piece(
                    field ? labels.getOrDefault(part.text(), part.text()) : part.text(),
                    part.kind() != Part.Kind.WORDS);
        }
    }

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
                        ? written(ui, input.raw("rules"), input.integer("target", 0))
                        : read(ui, RuleResource.eql(input), input.integer("target", 0)));
    }

    private Answer read(Ui ui, String text, int targetId) {
        return answer(ui, editing.read(ui.actor(), text, targetId), null);
    }

    private Answer written(Ui ui, String rules, int targetId) {
        try {
            RuleReading reading = editing.write(ui.actor(), rules, targetId);
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

    private Answer answer(Ui ui, RuleReading reading, String eql) {
        return new Answer(
                eql,
                reading.shown().map(VisualRules::toJson).orElse(null),
                reading.notShown().map(reason -> reason(ui, reason, reading.text())).orElse(null),
                reading.problem().map(problem -> problem(ui, problem, reading)).orElse(null),
                reading.rule()
                        .map(rule -> Told.of(tell(ui, rule, reading.names()), labels(ui)))
                        .orElse(null),
                Map.of(
                        "mailing", reading.names().mailings(),
                        "link", reading.names().links(),
                        "list", reading.names().mailinglists(),
                        "group", reading.names().targets()));
    }

    /** Standard fields have names in the language of the user, which texts of rules do not know. */
    private Map<String, String> labels(Ui ui) {
        Map<String, String> labels = new HashMap<>();
        editing.fields(ui.actor())
                .all()
                .forEach(field -> labels.put(field.name(), Labels.field(ui, field)));
        return labels;
    }

    private static Sentence tell(Ui ui, EqlRule rule, Names names) {
        Voice voice = new Voice(ui::t, ui.format().locale(), ui.format()::date);
        return new Narrator(voice, names).tell(rule.condition());
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
