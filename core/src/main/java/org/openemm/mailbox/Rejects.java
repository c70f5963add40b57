package org.openemm.mailbox;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Addresses that the mailbox refuses, to try what happens with bounces. One rule per line: an
 * address or a pattern with {@code *}, optionally followed by the answer, e.g. {@code
 * *@gone.example 550 5.1.1 User unknown} or {@code full@* 452 4.2.2 Mailbox full}. Lines starting
 * with {@code #} are comments. The first matching rule counts. Immutable.
 */
public final class Rejects {
    /** Answer of a rule that names none. */
    public static final String USER_UNKNOWN = "550 5.1.1 User unknown";

    private static final Pattern LINE =
            Pattern.compile("(\\S+)(?:\\s+([45]\\d\\d(?: [\\x20-\\x7e]{0,200})?))?");

    private final List<Rule> rules;

    private Rejects(List<Rule> rules) {
        this.rules = rules;
    }

    /** Lines that are no rule are left out; {@link #problems} names them. */
    public static Rejects parse(String text) {
        List<Rule> rules = new ArrayList<>();
        text.lines()
                .map(String::strip)
                .filter(Rejects::isRule)
                .forEach(
                        line -> {
                            Matcher matcher = LINE.matcher(line);
                            if (matcher.matches()) {
                                rules.add(Rule.of(matcher.group(1), matcher.group(2)));
                            }
                        });
        return new Rejects(List.copyOf(rules));
    }

    /**
     * Numbers of the lines (from 1) that are no rule, e.g. with an answer that is not 4xx or 5xx.
     */
    public static List<Integer> problems(String text) {
        List<Integer> problems = new ArrayList<>();
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (isRule(line) && !LINE.matcher(line).matches()) {
                problems.add(i + 1);
            }
        }
        return problems;
    }

    /** The SMTP answer for an address to be refused. */
    public Optional<String> answerFor(String address) {
        String lower = address.toLowerCase(Locale.ROOT);
        return rules.stream()
                .filter(rule -> rule.address().matcher(lower).matches())
                .map(Rule::answer)
                .findFirst();
    }

    private static boolean isRule(String line) {
        return !line.isEmpty() && !line.startsWith("#");
    }

    private record Rule(Pattern address, String answer) {
        static Rule of(String pattern, String answer) {
            String expression =
                    Arrays.stream(pattern.toLowerCase(Locale.ROOT).split("\\*", -1))
                            .map(Pattern::quote)
                            .collect(Collectors.joining(".*"));
            return new Rule(Pattern.compile(expression), answer == null ? USER_UNKNOWN : answer);
        }
    }
}
