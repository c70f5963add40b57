package org.openemm.eql;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Conditions of which one has to hold. Those that ask who opened, or who clicked in, one mailing or
 * another become one question: the database looks once instead of once for each mailing.
 */
final class Alternatives {
    private final List<Condition> rest;
    private final List<Integer> opened;
    private final List<Integer> clicked;

    private Alternatives(List<Condition> rest, List<Integer> opened, List<Integer> clicked) {
        this.rest = rest;
        this.opened = opened;
        this.clicked = clicked;
    }

    static Alternatives of(List<Condition> parts) {
        List<Condition> all = new ArrayList<>();
        parts.forEach(part -> flatten(part, all));
        List<Integer> opened = taken(all, Alternatives::isPlainOpening);
        List<Integer> clicked = taken(all, Alternatives::isPlainClick);
        return new Alternatives(all, opened, clicked);
    }

    /** In SQL, one with OR between them. */
    List<String> written(BehaviourSql behaviour, Function<Condition, String> others) {
        List<String> written = new ArrayList<>();
        if (!opened.isEmpty()) {
            written.add(behaviour.openedOneOf(opened));
        }
        if (!clicked.isEmpty()) {
            written.add(behaviour.clickedInOneOf(clicked));
        }
        rest.forEach(part -> written.add(others.apply(part)));
        return written;
    }

    private static void flatten(Condition condition, List<Condition> all) {
        if (condition instanceof Condition.Grouped grouped) {
            if (grouped.part() instanceof Condition.And) {
                all.add(condition);
            } else {
                flatten(grouped.part(), all);
            }
        } else if (condition instanceof Condition.Or or) {
            or.parts().forEach(part -> flatten(part, all));
        } else {
            all.add(condition);
        }
    }

    /** Takes those that fit out of the list when there are several; their mailings. */
    private static List<Integer> taken(List<Condition> all, Predicate<Condition> fits) {
        List<Condition> found = all.stream().filter(fits).toList();
        if (found.size() < 2) {
            return List.of();
        }
        all.removeAll(found);
        return found.stream().map(Alternatives::mailing).distinct().toList();
    }

    private static boolean isPlainOpening(Condition condition) {
        return condition instanceof Condition.Opened opened
                && opened.mailingId() != 0
                && opened.how().isAny();
    }

    private static boolean isPlainClick(Condition condition) {
        return condition instanceof Condition.Clicked clicked
                && clicked.mailingId() != 0
                && clicked.linkId().isEmpty()
                && clicked.how().isAny();
    }

    private static int mailing(Condition condition) {
        return condition instanceof Condition.Opened opened
                ? opened.mailingId()
                : ((Condition.Clicked) condition).mailingId();
    }
}
