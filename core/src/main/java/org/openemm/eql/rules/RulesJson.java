package org.openemm.eql.rules;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.openemm.eql.EqlContext;

/** Rules of the builder as the browser and its library know them. */
final class RulesJson {
    /** As deep as the language itself allows parentheses. */
    private static final int MAX_DEPTH = 50;

    private static final int MAX_CHARACTERS = 1_000_000;

    private static final ObjectMapper JSON =
            new ObjectMapper(
                            JsonFactory.builder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxDocumentLength(MAX_CHARACTERS)
                                                    .maxNestingDepth(3 * MAX_DEPTH)
                                                    .build())
                                    .build())
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private RulesJson() {}

    /**
     * @throws RulesError naming the rule that means nothing
     */
    static RuleGroup read(String json, EqlContext context) {
        JsonNode root;
        try {
            root = JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new RulesError(List.of(), "rules.error.json");
        }
        if (root == null || !root.isObject() || !root.has("rules")) {
            throw new RulesError(List.of(), "rules.error.json");
        }
        return group(root, new RuleJson(context), List.of());
    }

    private static RuleGroup group(JsonNode json, RuleJson single, List<Integer> path) {
        if (path.size() > MAX_DEPTH) {
            throw new RulesError(path, "rules.error.deep", MAX_DEPTH);
        }
        String word = json.path("condition").asText();
        RuleGroup.Joint joint =
                Arrays.stream(RuleGroup.Joint.values())
                        .filter(one -> one.name().equals(word))
                        .findFirst()
                        .orElseThrow(() -> new RulesError(path, "rules.error.joint", word));
        JsonNode rules = json.path("rules");
        if (!rules.isArray() || rules.isEmpty() && !path.isEmpty()) {
            throw new RulesError(path, "rules.error.group");
        }
        List<RuleNode> nodes = new ArrayList<>();
        for (int i = 0; i < rules.size(); i++) {
            List<Integer> inner = new ArrayList<>(path);
            inner.add(i);
            JsonNode rule = rules.get(i);
            nodes.add(
                    rule.has("rules") || rule.has("condition")
                            ? group(rule, single, inner)
                            : single.read(rule, inner));
        }
        return new RuleGroup(joint, json.path("negated").asBoolean(), nodes);
    }

    static String write(RuleGroup rules) {
        return group(rules).toString();
    }

    private static ObjectNode group(RuleGroup group) {
        ObjectNode json = JSON.createObjectNode();
        json.put("condition", group.joint().name());
        if (group.negated()) {
            json.put("negated", true);
        }
        var rules = json.putArray("rules");
        for (RuleNode node : group.rules()) {
            rules.add(
                    node instanceof RuleGroup inner
                            ? group(inner)
                            : RuleJson.write((Rule) node, JSON.createObjectNode()));
        }
        return json;
    }
}
