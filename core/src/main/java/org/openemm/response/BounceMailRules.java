package org.openemm.response;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.PatternSyntaxException;

/**
 * The expressions that decide what a mail means, in the order in which they are tried: the first
 * that fits decides.
 *
 * <p>A file of rules is a list of sections {@code [hard]}, {@code [soft]}, {@code [systemmail]},
 * {@code [filter]}; below each stands one regular expression a line, upper and lower case alike.
 * Lines that begin with # and empty ones are passed over. An expression may have a word in braces
 * in front: in section filter what the mail is called, in hard and soft the code that is booked. An
 * expression that is none is left out and reported.
 */
public final class BounceMailRules {
    /** Expressions of one file or table entry. */
    private static final int MAX_RULES = 5000;

    private static final int MAX_EXPRESSION = 1000;

    /** What the expressions below a heading say of a mail. */
    public enum Section {
        /** The address does not exist. */
        HARD,
        /** Not delivered this time. */
        SOFT,
        /** A header that only mail servers write: the mail is a bounce, look for the reason. */
        SYSTEMMAIL,
        /** A header of automatic answers. */
        FILTER;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Optional<Section> of(String word) {
            return Arrays.stream(values())
                    .filter(section -> section.word().equals(word.toLowerCase(Locale.ROOT)))
                    .findFirst();
        }
    }

    /**
     * A line that cannot be used.
     *
     * @param source file or table
     * @param line from 1
     * @param text the line, at most 200 characters
     * @param reason why, in English, as the expression's reader says it
     */
    public record Problem(String source, int line, String text, String reason) {}

    private final List<Rule> rules;
    private final List<Problem> problems;

    private BounceMailRules(List<Rule> rules, List<Problem> problems) {
        this.rules = List.copyOf(rules);
        this.problems = List.copyOf(problems);
    }

    /** No rules at all; what mail servers say by code is still understood. */
    public static BounceMailRules none() {
        return new BounceMailRules(List.of(), List.of());
    }

    /**
     * Reads a file's text. Never fails: what is wrong is in {@link #problems()}.
     *
     * @param source how problems and findings name it, e.g. bav.rule
     */
    public static BounceMailRules read(String source, String text) {
        Reader reader = new Reader(source);
        int number = 0;
        for (String line : (Iterable<String>) text.lines()::iterator) {
            number++;
            String stripped =
                    (number == 1 && line.startsWith("\ufeff") ? line.substring(1) : line).strip();
            if (stripped.isEmpty() || stripped.startsWith("#")) {
                continue;
            }
            if (isHeading(stripped)) {
                reader.heading(stripped, number);
            } else {
                reader.expression(stripped, number);
            }
        }
        return new BounceMailRules(reader.rules, reader.problems);
    }

    /**
     * Rules given as lists, as the database keeps them.
     *
     * @param sections name of a section and its expressions, in order
     */
    public static BounceMailRules of(String source, Map<String, List<String>> sections) {
        Reader reader = new Reader(source);
        int number = 0;
        for (Map.Entry<String, List<String>> section : sections.entrySet()) {
            reader.heading("[" + section.getKey() + "]", number + 1);
            for (String expression : section.getValue()) {
                number++;
                if (!expression.isBlank()) {
                    reader.expression(expression.strip(), number);
                }
            }
        }
        return new BounceMailRules(reader.rules, reader.problems);
    }

    /** These, and where none of them fits, the others. */
    public BounceMailRules then(BounceMailRules others) {
        List<Rule> both = new ArrayList<>(rules);
        both.addAll(others.rules);
        List<Problem> allProblems = new ArrayList<>(problems);
        allProblems.addAll(others.problems);
        return new BounceMailRules(both, allProblems);
    }

    /** Lines that were left out. */
    public List<Problem> problems() {
        return problems;
    }

    /** How many expressions there are. */
    public int size() {
        return rules.size();
    }

    List<Rule> rules() {
        return rules;
    }

    /** A line like {@code [hard]}; an expression like {@code [45]50} is none. */
    private static boolean isHeading(String line) {
        return line.length() > 2
                && line.startsWith("[")
                && line.endsWith("]")
                && line.substring(1, line.length() - 1)
                        .strip()
                        .chars()
                        .allMatch(
                                c ->
                                        c >= 'a' && c <= 'z'
                                                || c >= 'A' && c <= 'Z'
                                                || c == '-'
                                                || c == '_');
    }

    private static final class Reader {
        private final String source;
        private final List<Rule> rules = new ArrayList<>();
        private final List<Problem> problems = new ArrayList<>();
        private Optional<Section> section = Optional.empty();
        private boolean inUnknown;

        Reader(String source) {
            this.source = source;
        }

        void heading(String line, int number) {
            String word = line.substring(1, line.length() - 1).strip();
            section = Section.of(word);
            inUnknown = section.isEmpty();
            // Older files have a section of host names; nothing is lost without it.
            if (inUnknown && !word.equalsIgnoreCase("systems")) {
                problem(number, line, "no such section");
            }
        }

        void expression(String line, int number) {
            if (section.isEmpty()) {
                if (!inUnknown) {
                    problem(number, line, "stands before the first section");
                }
            } else if (line.length() > MAX_EXPRESSION) {
                problem(number, line, "longer than " + MAX_EXPRESSION + " characters");
            } else if (rules.size() >= MAX_RULES) {
                problem(number, line, "more than " + MAX_RULES + " expressions");
            } else {
                compile(line, number);
            }
        }

        private void compile(String line, int number) {
            try {
                Rule rule = Rule.of(section.get(), source, number, line);
                if (rule.pattern().pattern().isEmpty() || rule.matches("")) {
                    problem(number, line, "fits every mail");
                } else {
                    rules.add(rule);
                }
            } catch (PatternSyntaxException e) {
                problem(number, line, e.getDescription());
            } catch (StackOverflowError e) {
                problem(number, line, "nested too deeply");
            }
        }

        private void problem(int number, String line, String reason) {
            if (problems.size() < MAX_RULES) {
                problems.add(
                        new Problem(
                                source,
                                number,
                                line.length() > 200 ? line.substring(0, 200) : line,
                                reason));
            }
        }
    }
}
