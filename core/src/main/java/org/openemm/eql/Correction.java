package org.openemm.eql;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Puts the advice for a wrong rule into practice. Several ways are tried; the first one that makes
 * the rule legal is proposed, else the first one after which the problem is further on.
 */
public final class Correction {
    private static final Pattern OPENED_LATELY = lately("opened");
    private static final Pattern CLICKED_LATELY = lately("clicked");
    private static final Pattern END_OF_COMPARISON =
            Pattern.compile("(?i)\\s+(AND|OR)\\b|\\)\\s*($|AND\\b|OR\\b|\\))|\\s*$");

    private final String eql;
    private final EqlProblem problem;
    private final int start;

    private Correction(String eql, EqlProblem problem) {
        this.eql = eql;
        this.problem = problem;
        this.start = start(problem);
    }

    /** What a wrong rule was probably meant to be; empty for a legal one, or without an idea. */
    public static Optional<String> of(String eql, EqlContext context) {
        return problem(eql, context)
                .flatMap(wrong -> of(eql, wrong, other -> problem(other, context)));
    }

    private static Optional<EqlProblem> problem(String eql, EqlContext context) {
        try {
            Eql.translate(eql, context);
            return Optional.empty();
        } catch (EqlError error) {
            return Optional.of(error.problem());
        }
    }

    /**
     * @param check says what is wrong with a rule; empty when it is legal
     */
    public static Optional<String> of(
            String eql, EqlProblem problem, Function<String, Optional<EqlProblem>> check) {
        Correction correction = new Correction(eql, problem);
        String better = null;
        for (String candidate : correction.candidates()) {
            if (candidate.equals(eql)) {
                continue;
            }
            Optional<EqlProblem> left = check.apply(candidate);
            if (left.isEmpty()) {
                return Optional.of(candidate);
            }
            if (better == null && start(left.get()) > correction.start + 1) {
                better = candidate;
            }
        }
        return Optional.ofNullable(better);
    }

    private List<String> candidates() {
        List<String> found = new ArrayList<>();
        found.add(OPENED_LATELY.matcher(eql).replaceAll(since("lastopen_date")));
        found.add(CLICKED_LATELY.matcher(eql).replaceAll(since("lastclick_date")));
        problem.hint().ifPresent(hint -> addAdvised(found, hint));
        return found;
    }

    private void addAdvised(List<String> found, Hint hint) {
        String word = hint.arguments().isEmpty() ? "" : String.valueOf(hint.arguments().get(0));
        switch (hint.key()) {
            case "target.hint.didYouMean" -> found.add(replaced(word));
            case "target.hint.instead" -> {
                found.add(replacedTwice(word));
                found.add(replaced(word));
                found.add(replacedWithBefore(word));
            }
            case "target.hint.leaveOut" -> found.add(replaced(""));
            case "target.hint.reserved" -> found.add(replaced("`" + word + "`"));
            case "target.hint.backticks" ->
                    found.add(eql.replaceFirst(Pattern.quote(word), "`" + word + "`"));
            case "target.hint.straightQuotes" ->
                    found.add(
                            eql.replaceAll("[\u2018\u2019\u201a]", "'")
                                    .replaceAll("[\u201c\u201d\u201e]", "'"));
            case "target.hint.startsWith" ->
                    found.add(eql.substring(0, start) + "WITH " + eql.substring(start));
            case "target.hint.openParenthesis" -> found.add(eql + ")");
            case "target.hint.needsText" -> found.add(replaced("'" + problem.place().word() + "'"));
            case "target.hint.null" ->
                    found.add(eql.replaceAll("(?i)\\bIS\\s+(NOT\\s+)?NULL\\b", "IS $1EMPTY"));
            case "target.hint.dateformatMissing", "target.hint.dateformat" -> {
                found.add(withDateFormat(" DATEFORMAT 'YYYYMMDD'"));
                found.add(eql.replaceFirst("(?i)(DATEFORMAT\\s*)'[^']*'", "$1'YYYYMMDD'"));
            }
            case "target.hint.invisible", "target.hint.strange" -> found.add(replaced(" "));
            default -> {}
        }
    }

    private String replaced(String other) {
        return eql.substring(0, start) + other + eql.substring(end());
    }

    /** {@code &&} and the like: the same sign twice. */
    private String replacedTwice(String other) {
        String sign = problem.place().word();
        String rest = eql.substring(end());
        return sign.isEmpty() || !rest.startsWith(sign)
                ? eql
                : eql.substring(0, start) + other + rest.substring(sign.length());
    }

    /** {@code = =} and the like: the pair is one operator. */
    private String replacedWithBefore(String other) {
        String before = eql.substring(0, start).stripTrailing();
        return before.isEmpty()
                ? eql
                : before.substring(0, before.length() - 1) + other + eql.substring(end());
    }

    private String withDateFormat(String format) {
        var end = END_OF_COMPARISON.matcher(eql);
        int place = end.find(end()) ? end.start() : eql.length();
        return eql.substring(0, place) + format + eql.substring(place);
    }

    private int end() {
        return problem.place().range().to();
    }

    private static Pattern lately(String verb) {
        return Pattern.compile(
                "(?i)\\b(?:has\\s+)?"
                        + verb
                        + "(?:\\s+(?:something|anything))?\\s+(?:in|within|during)?\\s*(?:the\\s+)?last\\s+(\\d{1,4})\\s+days?\\b");
    }

    private static String since(String column) {
        return column + " >= TODAY - $1 DATEFORMAT 'YYYYMMDD'";
    }

    private static int start(EqlProblem problem) {
        return problem.place().range().from();
    }
}
