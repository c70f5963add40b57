package org.openemm.response;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * Texts of which everything that an expression matches has at least one in it. Looking for plain
 * texts is a hundred times faster than trying the expression, and most expressions fit no mail.
 *
 * <p>What it does not understand it gives up on, and the expression is tried every time.
 */
final class NeededText {
    private static final int SHORTEST = 2;
    private static final int MOST = 60;

    /** Nothing is known: the expression may match anything. */
    private static final Set<String> ANYTHING = Set.of();

    private final String expression;
    private int at;

    private NeededText(String expression) {
        this.expression = expression;
    }

    /** In lower case; empty when none can be told. */
    static Set<String> of(String expression) {
        if (expression.contains("\\Q") || hasFlags(expression)) {
            return ANYTHING;
        }
        NeededText reader = new NeededText(expression);
        Set<String> needed = reader.alternatives();
        return reader.at < expression.length() ? ANYTHING : needed;
    }

    /** Branches up to the closing parenthesis or the end: one of what each of them needs. */
    private Set<String> alternatives() {
        Set<String> all = new TreeSet<>();
        boolean known = true;
        while (true) {
            Set<String> branch = sequence();
            known &= !branch.isEmpty();
            all.addAll(branch);
            if (at >= expression.length() || expression.charAt(at) != '|') {
                return known && all.size() <= MOST ? all : ANYTHING;
            }
            at++;
        }
    }

    /** What a branch needs most clearly: the longest text, or the group with the longest ones. */
    private Set<String> sequence() {
        List<Set<String>> candidates = new ArrayList<>();
        StringBuilder run = new StringBuilder();
        while (at < expression.length() && "|)".indexOf(expression.charAt(at)) < 0) {
            char c = expression.charAt(at);
            Set<String> group = ANYTHING;
            boolean plain = false;
            char letter = c;
            if (c == '(') {
                group = group();
            } else if (c == '[') {
                skipClass();
            } else if (c == '\\') {
                at++;
                letter = at < expression.length() ? expression.charAt(at) : 0;
                plain = letter != 0 && !Character.isLetterOrDigit(letter);
                at++;
            } else {
                plain = ".^$*+?{".indexOf(c) < 0;
                at++;
            }
            boolean always = quantifier();
            if (plain && always) {
                run.append(letter);
                continue;
            }
            add(candidates, run);
            if (always && !group.isEmpty()) {
                candidates.add(group);
            }
        }
        add(candidates, run);
        return candidates.stream()
                .max((a, b) -> Integer.compare(shortest(a), shortest(b)))
                .orElse(ANYTHING);
    }

    private Set<String> group() {
        at++;
        boolean look = false;
        if (expression.startsWith("?", at)) {
            // (?:  (?=  (?!  (?<=  (?<!  (?<name>
            look = !expression.startsWith("?:", at);
            at += expression.startsWith("?<", at) ? 3 : 2;
        }
        Set<String> inside = alternatives();
        // Behind the closing parenthesis; without one the expression does not compile anyway.
        at++;
        return look ? ANYTHING : inside;
    }

    /** Passes over a quantifier; false when what stands before it may be missing. */
    private boolean quantifier() {
        if (at >= expression.length()) {
            return true;
        }
        char c = expression.charAt(at);
        boolean always = true;
        if (c == '?' || c == '*') {
            always = false;
            at++;
        } else if (c == '+') {
            at++;
            // One is sure, but what follows does not stand right behind it.
            always = false;
        } else if (c == '{') {
            int close = expression.indexOf('}', at);
            at = close < 0 ? expression.length() : close + 1;
            always = false;
        } else {
            return true;
        }
        if (at < expression.length() && "?+".indexOf(expression.charAt(at)) >= 0) {
            at++;
        }
        return always;
    }

    private void skipClass() {
        int depth = 0;
        do {
            char c = expression.charAt(at);
            if (c == '\\') {
                at++;
            } else if (c == '[') {
                depth++;
                boolean negated = expression.startsWith("^", at + 1);
                // A bracket right at the beginning is a member.
                if (expression.startsWith("]", at + (negated ? 2 : 1))) {
                    at += negated ? 2 : 1;
                }
            } else if (c == ']') {
                depth--;
            }
            at++;
        } while (depth > 0 && at < expression.length());
    }

    private static void add(List<Set<String>> candidates, StringBuilder run) {
        if (run.length() >= SHORTEST) {
            candidates.add(Set.of(run.toString().toLowerCase(Locale.ROOT)));
        }
        run.setLength(0);
    }

    private static int shortest(Set<String> texts) {
        return texts.stream().mapToInt(String::length).min().orElse(0);
    }

    /** Flags such as (?x) change what the characters behind them mean; groups do not. */
    private static boolean hasFlags(String expression) {
        for (int i = expression.indexOf("(?"); i >= 0; i = expression.indexOf("(?", i + 1)) {
            if (i + 2 >= expression.length() || ":=!<>".indexOf(expression.charAt(i + 2)) < 0) {
                return true;
            }
        }
        return false;
    }
}
