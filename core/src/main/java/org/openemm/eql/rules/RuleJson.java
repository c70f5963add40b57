package org.openemm.eql.rules;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.openemm.eql.Condition;
import org.openemm.eql.EqlContext;
import org.openemm.eql.EqlField;
import org.openemm.eql.ValueType;

/** A single rule as JSON: {@code id}, {@code operator}, {@code value}, {@code negated} ... */
final class RuleJson {
    private static final String IS_EMPTY = "is_empty";
    private static final String IS_NOT_EMPTY = "is_not_empty";
    private static final String BETWEEN = "between";
    private static final String NOT_BETWEEN = "not_between";

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
        if (RuleIds.isBehaviour(id)) {
            return new BehaviourJson(json, value, path).read(id);
        }
        if (!Words.isName(id)) {
            throw new RulesError(path, "rules.error.field", id);
        }
        return ofField(id, json, value, path);
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
        if (operator.equals(BETWEEN) || operator.equals(NOT_BETWEEN)) {
            return between(id, type(id, json), operator.equals(NOT_BETWEEN), value);
        }
        Operator comparison = operator(operator, path);
        return switch (type(id, json)) {
            case NUMERIC -> new Claim.NumberIs(id, comparison, value.number());
            case TEXT -> new Claim.TextIs(id, comparison, value.text());
            case DATE -> date(id, comparison, value);
        };
    }

    private static Claim between(String id, ValueType type, boolean negated, RuleValue value) {
        int parts = type == ValueType.DATE ? 3 : 2;
        value.needsSize(parts, parts);
        RuleValue low = value.part(0);
        RuleValue high = value.part(1);
        return switch (type) {
            case NUMERIC -> new Claim.NumberBetween(id, negated, low.number(), high.number());
            case TEXT -> new Claim.TextBetween(id, negated, low.text(), high.text());
            case DATE ->
                    new Claim.DateBetween(
                            id,
                            negated,
                            DayJson.read(low),
                            DayJson.read(high),
                            value.part(2).text());
        };
    }

    static Operator operator(String name, List<Integer> path) {
        return Operator.named(name)
                .orElseThrow(() -> new RulesError(path, "rules.error.operator", name));
    }

    private static Claim date(String id, Operator operator, RuleValue value) {
        value.needsSize(2, 4);
        int last = value.size() - 1;
        return new Claim.DateIs(id, operator, DayJson.read(value, last), value.part(last).text());
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
            BehaviourJson.write(claim, json);
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
            DayJson.write(date.day(), json.putArray("value")).add(date.format());
        } else if (claim instanceof Claim.NumberBetween between) {
            json.put("operator", between.negated() ? NOT_BETWEEN : BETWEEN);
            json.putArray("value").add(between.low()).add(between.high());
        } else if (claim instanceof Claim.TextBetween between) {
            json.put("operator", between.negated() ? NOT_BETWEEN : BETWEEN);
            json.putArray("value").add(between.low()).add(between.high());
        } else if (claim instanceof Claim.DateBetween between) {
            json.put("operator", between.negated() ? NOT_BETWEEN : BETWEEN).put("type", "date");
            ArrayNode value = json.putArray("value");
            DayJson.write(between.low(), value.addArray());
            DayJson.write(between.high(), value.addArray());
            value.add(between.format());
        }
    }
}
