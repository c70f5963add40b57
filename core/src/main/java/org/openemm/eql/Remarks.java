package org.openemm.eql;

import java.math.BigDecimal;
import java.util.List;

/** Remarks on rules that are legal but select less than a person may think. */
final class Remarks {
    /** male, female, unknown, Miss, practice, company. */
    private static final List<String> GENDERS = List.of("0", "1", "2", "3", "4", "5");

    private final RuleText text;
    private final References references;
    private boolean needsMailTracking;

    private Remarks(RuleText text, References references) {
        this.text = text;
        this.references = references;
    }

    /**
     * @param condition with NOT around single conditions only
     */
    static void add(Condition condition, RuleText text, EqlContext context, References references) {
        Remarks remarks = new Remarks(text, references);
        remarks.look(condition);
        if (remarks.needsMailTracking && !context.tracksMails()) {
            references.warn("warning.target.mailtrackingRequired");
        }
    }

    private void look(Condition condition) {
        if (condition instanceof Condition.And and) {
            and.parts().forEach(this::look);
        } else if (condition instanceof Condition.Or or) {
            or.parts().forEach(this::look);
        } else if (condition instanceof Condition.Not not) {
            needsMailTracking |=
                    not.part() instanceof Condition.Opened
                            || not.part() instanceof Condition.Clicked;
            look(not.part());
        } else if (condition instanceof Condition.Received) {
            needsMailTracking = true;
        } else if (condition instanceof Condition.Comparison comparison) {
            if (isGender(comparison.left())) {
                gender(comparison.right());
            }
        } else if (condition instanceof Condition.Between between) {
            between(between);
        } else if (condition instanceof Condition.DateBetween between) {
            between(between);
        } else if (condition instanceof Condition.Membership membership) {
            if (isGender(membership.value())) {
                membership.members().forEach(this::gender);
            }
        }
    }

    private void between(Condition.Between between) {
        if (between.low() instanceof Value.Number low
                && between.high() instanceof Value.Number high
                && new BigDecimal(low.digits()).compareTo(new BigDecimal(high.digits())) > 0) {
            references.warn("target.warning.betweenOrder", text.place(low.range()));
        }
    }

    private void between(Condition.DateBetween between) {
        if (between.low() instanceof Condition.DateOperand.Constant low
                && between.high() instanceof Condition.DateOperand.Constant high
                && low.date().text().compareTo(high.date().text()) > 0) {
            references.warn("target.warning.betweenOrder", text.place(low.range()));
        }
    }

    private static boolean isGender(Value value) {
        return value instanceof Value.Field field
                && field.field().column().equalsIgnoreCase("gender");
    }

    private void gender(Value value) {
        boolean known =
                value instanceof Value.Number number
                        && GENDERS.contains(
                                new BigDecimal(number.digits())
                                        .stripTrailingZeros()
                                        .toPlainString());
        boolean constant = value instanceof Value.Number || value instanceof Value.Negative;
        if (constant && !known) {
            references.warn("error.gender.invalid", text.place(value.range()));
        }
    }
}
