package org.openemm.bounce;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * What a rule asks of a bounce (bounce_translate_tbl.pattern): {@code key="expression",
 * key="expression"}; all must be met. Keys: {@code stat} (what the server said) and those of {@link
 * Bounce#facts()}. {@code relay} is a list of hosts, {@code mx.gmx.net|.web.de}, where a dot in
 * front means the domain and all hosts in it. Expressions hit anywhere and ignore case. In a value
 * {@code \"} is a quotation mark; every other backslash belongs to the expression.
 */
final class RuleConditions {
    private static final Pattern PAIR =
            Pattern.compile("\\s*(\\w+)\\s*=\\s*\"((?:[^\"\\\\]|\\\\.)*)\"\\s*,?");
    private static final String STAT = "stat";
    private static final String RELAY = "relay";

    private record Condition(String key, Pattern expression, List<String> hosts) {
        boolean isMetBy(Bounce bounce) {
            String value = key.equals(STAT) ? bounce.text() : bounce.facts().get(key);
            if (value == null) {
                return false;
            }
            return key.equals(RELAY)
                    ? hosts.stream().anyMatch(host -> isAt(value, host))
                    : expression.matcher(value).find();
        }

        private static boolean isAt(String relay, String host) {
            String name = withoutDot(relay.toLowerCase(Locale.ROOT));
            return host.startsWith(".")
                    ? name.endsWith(host) || name.equals(host.substring(1))
                    : name.equals(host);
        }
    }

    private final List<Condition> conditions;

    private RuleConditions(List<Condition> conditions) {
        this.conditions = conditions;
    }

    /**
     * @throws IllegalArgumentException when it is not of the form or an expression is wrong; the
     *     message says which
     */
    static RuleConditions parse(String pattern) {
        List<Condition> conditions = new ArrayList<>();
        Matcher pair = PAIR.matcher(pattern);
        int at = 0;
        while (at < pattern.length() && pair.find(at) && pair.start() == at) {
            conditions.add(
                    condition(
                            pair.group(1).toLowerCase(Locale.ROOT),
                            pair.group(2).replace("\\\"", "\"")));
            at = pair.end();
        }
        if (!pattern.substring(at).isBlank() || conditions.isEmpty()) {
            throw new IllegalArgumentException(
                    "not of the form key=\"expression\": " + pattern.substring(at));
        }
        return new RuleConditions(List.copyOf(conditions));
    }

    private static Condition condition(String key, String value) {
        if (key.equals(RELAY)) {
            List<String> hosts = new ArrayList<>();
            for (String host : value.toLowerCase(Locale.ROOT).split("\\|")) {
                if (!withoutDot(host.strip()).isEmpty()) {
                    hosts.add(withoutDot(host.strip()));
                }
            }
            return new Condition(key, null, List.copyOf(hosts));
        }
        try {
            return new Condition(
                    key,
                    Pattern.compile(value, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE),
                    List.of());
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(e.getDescription() + " in " + value, e);
        }
    }

    boolean areMetBy(Bounce bounce) {
        for (Condition condition : conditions) {
            if (!condition.isMetBy(bounce)) {
                return false;
            }
        }
        return true;
    }

    private static String withoutDot(String host) {
        return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    }
}
