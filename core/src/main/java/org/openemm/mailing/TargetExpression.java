package org.openemm.mailing;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The part of target expressions that screens can show as a list of groups: {@code 3 & 4} or {@code
 * 3 | 4}. Anything else is kept as it is and shown as text.
 */
public final class TargetExpression {
    private static final Pattern ID = Pattern.compile("\\d{1,10}");

    private TargetExpression() {}

    /**
     * @param all true: a recipient must be in all of them; false: in one of them
     */
    public static String of(List<Integer> targets, boolean all) {
        return targets.stream()
                .map(String::valueOf)
                .collect(Collectors.joining(all ? " & " : " | "));
    }

    /** Every target group that occurs, in order; numbers too big to be an id are left out. */
    public static Set<Integer> ids(String expression) {
        Set<Integer> ids = new LinkedHashSet<>();
        Matcher found = ID.matcher(expression);
        while (found.find()) {
            long id = Long.parseLong(found.group());
            ids.add(id > Integer.MAX_VALUE ? -1 : (int) id);
        }
        ids.remove(0);
        return ids;
    }

    /** The groups and how they are joined, when the expression is a plain list; else empty. */
    public static Optional<Selection> selection(String expression) {
        boolean all = !expression.contains("|");
        String plain = expression.replace(" ", "");
        if (!plain.isEmpty() && !plain.matches(all ? "\\d+(&\\d+)*" : "\\d+(\\|\\d+)*")) {
            return Optional.empty();
        }
        return Optional.of(new Selection(new ArrayList<>(ids(expression)), all));
    }

    /**
     * A plain list of target groups.
     *
     * @param all true: in all of them; false: in one of them
     */
    public record Selection(List<Integer> targets, boolean all) {
        public Selection {
            targets = List.copyOf(targets);
        }
    }
}
