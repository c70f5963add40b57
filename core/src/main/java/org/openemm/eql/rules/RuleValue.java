package org.openemm.eql.rules;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** The value of a rule in JSON, or a part of it; everything from outside is checked here. */
final class RuleValue {
    private final JsonNode json;
    private final List<Integer> path;

    RuleValue(JsonNode json, List<Integer> path) {
        this.json = json;
        this.path = path;
    }

    boolean isList() {
        return json.isArray();
    }

    int size() {
        return json.size();
    }

    void needsSize(int least, int most) {
        if (!json.isArray() || json.size() < least || json.size() > most) {
            throw new RulesError(path, "rules.error.value");
        }
    }

    RuleValue part(int index) {
        return new RuleValue(json.path(index), path);
    }

    /** One line of text; a number counts as its digits. */
    String text() {
        if (!json.isTextual() && !json.isNumber()) {
            throw new RulesError(path, "rules.error.value");
        }
        String text = plain();
        if (!Words.isText(text)) {
            throw new RulesError(path, "rules.error.text");
        }
        return text;
    }

    String number() {
        String text = text();
        return Words.number(text)
                .orElseThrow(() -> new RulesError(path, "rules.error.number", text));
    }

    /** Number of days; its sign counts for nothing, empty is 0. */
    int days() {
        String text = json.isNull() ? "" : text().trim();
        if (text.isEmpty()) {
            return 0;
        }
        if (!text.matches("[+-]?\\d{1,9}")) {
            throw new RulesError(path, "rules.error.days", text);
        }
        return Math.abs(Integer.parseInt(text));
    }

    /** Whether days are added, else they are taken away. */
    boolean later() {
        return switch (text()) {
            case "add" -> true;
            case "sub" -> false;
            default -> throw new RulesError(path, "rules.error.value");
        };
    }

    /** Whether no link is chosen. */
    boolean isNone() {
        return json.isNull() || plain().isEmpty() || plain().equals("-1");
    }

    /**
     * @param key what to say when it is none
     */
    int id(String key) {
        String text = plain().trim();
        if (!text.matches("\\d{1,10}") || Long.parseLong(text) > Integer.MAX_VALUE) {
            throw new RulesError(path, key, text);
        }
        return Integer.parseInt(text);
    }

    private String plain() {
        return json.isNumber() && !json.isIntegralNumber()
                ? json.decimalValue().toPlainString()
                : json.asText();
    }
}
