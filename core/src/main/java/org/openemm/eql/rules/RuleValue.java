package org.openemm.eql.rules;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

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

    /** As {@link #text}; nothing when it is missing or blank. */
    Optional<String> optionalText() {
        return json.isMissingNode() || json.isNull()
                ? Optional.empty()
                : Optional.of(text()).filter(text -> !text.isBlank());
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
     * @return 0 for -1, which stands for any
     */
    int idOrAny(String key) {
        return plain().trim().equals("-1") ? 0 : id(key);
    }

    /** One of the names of an enumeration in lower case; empty when nothing is chosen. */
    <E extends Enum<E>> Optional<E> choice(Class<E> choices) {
        String name = json.isMissingNode() || json.isNull() ? "" : plain();
        if (name.isEmpty()) {
            return Optional.empty();
        }
        for (E choice : choices.getEnumConstants()) {
            if (choice.name().toLowerCase(Locale.ROOT).equals(name)) {
                return Optional.of(choice);
            }
        }
        throw new RulesError(path, "rules.error.value");
    }

    /**
     * A number of something, empty when nothing is said.
     *
     * @param least smallest number that says something
     */
    int count(int least) {
        String text = json.isMissingNode() || json.isNull() ? "" : plain().trim();
        if (text.isEmpty()) {
            return least - 1;
        }
        if (!text.matches("\\d{1,9}") || Integer.parseInt(text) < least - 1) {
            throw new RulesError(path, "rules.error.count", text);
        }
        return Integer.parseInt(text);
    }

    /**
     * @param key what to say when it is none
     */
    int id(String key) {
        String text = plain().trim();
        if (!text.matches("[1-9]\\d{0,9}") || Long.parseLong(text) > Integer.MAX_VALUE) {
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
