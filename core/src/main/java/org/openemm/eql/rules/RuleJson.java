package org.openemm.eql.rules;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.openemm.eql.Condition;
import org.openemm.eql.EqlContext;
import org.openemm.eql.EqlField;
import org.openemm.eql.ValueType;

/** A single rule as JSON: {@code id}, {@code operator}, {@code value}, {@code negated} ... */
final class RuleJson {
    private static final String IS_EMPTY = "is_empty";
    private static final String IS_NOT_EMPTY = "is_not_empty";

    private static final Map<Condition.Match.Kind, String> MATCHES =
            Map.of(
                    Condition.Match.Kind.LIKE, "like",
                    Condition.Match.Kind.CONTAINS, "contains",
                    Condition.Match.Kind.STARTS_WITH, "begins_with");

    private final EqlContext context;

    RuleJson(EqlContext context) {
        this.context = context;
    }

    Rule read(JsonNode json, List<Integer> path) {
        if (!json.isObject()) {
            throw new RulesError(path, "rules.error.json");
        }
        return new Rule(
                claim(json, new RuleValue(json.path("value"), path), path),
                json.path("negated").asBoolean(),
                json.path("includeEmpty").asBoolean());
    }

    private Claim claim(JsonNode json, RuleValue value, List<Integer> path) {
        String id = json.path("id").asText();
        switch (id) {
            case RuleIds.RECEIVED:
                return new Claim.Received(value.id("rules.error.mailing"));
            case RuleIds.OPENED:
                return new Claim.Opened(value.id("rules.error.mailing"));
            case RuleIds.CLICKED:
                return clicked(value);
            default:
                break;
        }
        if (!Words.isName(id)) {
            throw new RulesError(path, "rules.error.field", id);
        }
        return ofField(id, json, value, path);
    }

    private static Claim clicked(RuleValue value) {
        if (!value.isList()) {
            return new Claim.Clicked(value.id("rules.error.mailing"), OptionalInt.empty());
        }
        value.needsSize(2, 2);
        RuleValue link = value.part(1);
        return new Claim.Clicked(
                value.part(0).id("rules.error.mailing"),
                link.isNone() ? OptionalInt.empty() : OptionalInt.of(link.id("rules.error.link")));
    }

    private Claim ofField(String id, JsonNode json, RuleValue value, List<Integer> path) {
        String operator = json.path("operator").asText();
        if (operator.equals(IS_EMPTY) || operator.equals(IS_NOT_EMPTY)) {
            return new Claim.Empty(id, operator.equals(IS_NOT_EMPTY));
        }
        Optional<Arithmetic> arithmetic = Arithmetic.named(operator);
        if (arithmetic.isPresent()) {
            value.needsSize(3, 3);
            return new Claim.Calculated(
                    id,
                    arithmetic.get(),
                    value.part(0).number(),
                    operator(value.part(1).text(), path),
                    value.part(2).number());
        }
        for (Condition.Match.Kind kind : Condition.Match.Kind.values()) {
            String name = MATCHES.get(kind);
            if (operator.equals(name) || operator.equals("not_" + name)) {
                return new Claim.Matches(id, kind, operator.startsWith("not_"), value.text());
            }
        }
        Operator comparison = operator(operator, path);
        return switch (type(id, json)) {
            case NUMERIC -> new Claim.NumberIs(id, comparison, value.number());
            case TEXT -> new Claim.TextIs(id, comparison, value.text());
            case DATE -> date(id, comparison, value);
        };
    }

    private static Operator operator(String name, List<Integer> path) {
        return Operator.named(name)
                .orElseThrow(() -> new RulesError(path, "rules.error.operator", name));
    }

    private static Claim date(String id, Operator operator, RuleValue value) {
        value.needsSize(2, 4);
        String format = value.part(value.size() - 1).text();
        String date = value.part(0).text();
        if (!date.equalsIgnoreCase("today")) {
            value.needsSize(2, 2);
            return new Claim.DateIs(id, operator, new Claim.Day.Constant(date), format);
        }
        Optional<Claim.Day.Shift> shift = Optional.empty();
        if (value.size() == 4) {
            shift = Optional.of(new Claim.Day.Shift(value.part(1).days(), value.part(2).later()));
        } else {
            value.needsSize(2, 2);
        }
        return new Claim.DateIs(id, operator, new Claim.Day.Today(shift), format);
    }

    /** The field decides; what the rule says of its type counts only for unknown fields. */
    private ValueType type(String id, JsonNode json) {
        Optional<EqlField> field = context.field(id);
        if (field.isPresent()) {
            return field.get().type();
        }
        JsonNode value = json.path("value");
        return switch (json.path("type").asText().toLowerCase(Locale.ROOT)) {
            case "double", "integer" -> ValueType.NUMERIC;
            case "date", "datetime" -> ValueType.DATE;
            case "string" -> ValueType.TEXT;
            default ->
                    value.isArray()
                            ? ValueType.DATE
                            : value.isNumber() ? ValueType.NUMERIC : ValueType.TEXT;
        };
    }

    static ObjectNode write(Rule rule, ObjectNode json) {
        Claim claim = rule.claim();
        if (claim instanceof Claim.OfField field) {
            json.put("id", field.field());
            ofField(field, json);
        } else {
            json.put("operator", Operator.EQUAL.id());
            if (claim instanceof Claim.Received received) {
                json.put("id", RuleIds.RECEIVED).put("value", received.mailingId());
            } else if (claim instanceof Claim.Opened opened) {
                json.put("id", RuleIds.OPENED).put("value", opened.mailingId());
            } else if (claim instanceof Claim.Clicked clicked) {
                json.put("id", RuleIds.CLICKED);
                json.putArray("value").add(clicked.mailingId()).add(clicked.linkId().orElse(-1));
            }
        }
        json.put("negated", rule.negated());
        json.put("includeEmpty", rule.includeEmpty());
        return json;
    }

    private static void ofField(Claim.OfField claim, ObjectNode json) {
        if (claim instanceof Claim.NumberIs number) {
            json.put("operator", number.operator().id()).put("value", number.number());
        } else if (claim instanceof Claim.TextIs text) {
            json.put("operator", text.operator().id()).put("value", text.text());
        } else if (claim instanceof Claim.Empty empty) {
            json.put("operator", empty.negated() ? IS_NOT_EMPTY : IS_EMPTY);
        } else if (claim instanceof Claim.Matches match) {
            String name = MATCHES.get(match.kind());
            json.put("operator", match.negated() ? "not_" + name : name);
            json.put("value", match.pattern());
        } else if (claim instanceof Claim.Calculated calculated) {
            json.put("operator", calculated.arithmetic().id());
            json.putArray("value")
                    .add(calculated.operand())
                    .add(calculated.operator().id())
                    .add(calculated.result());
        } else if (claim instanceof Claim.DateIs date) {
            json.put("operator", date.operator().dateId()).put("type", "date");
            date(date, json.putArray("value"));
        }
    }

    private static void date(Claim.DateIs date, ArrayNode value) {
        if (date.day() instanceof Claim.Day.Constant constant) {
            value.add(constant.date());
        } else if (date.day() instanceof Claim.Day.Today today) {
            value.add("today");
            today.shift()
                    .ifPresent(
                            by ->
                                    value.add(String.valueOf(by.days()))
                                            .add(by.later() ? "add" : "sub"));
        }
        value.add(date.format());
    }
}
