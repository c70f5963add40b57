package org.openemm.insight;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.openemm.eql.Condition;
import org.openemm.eql.EqlField;
import org.openemm.eql.Value;

/** The profile fields that a single condition asks for. */
final class Fields {
    private Fields() {}

    static Set<EqlField> of(Condition condition) {
        Set<EqlField> fields = new LinkedHashSet<>();
        values(condition).forEach(value -> collect(value, fields));
        return fields;
    }

    private static List<Value> values(Condition condition) {
        if (condition instanceof Condition.Comparison comparison) {
            return List.of(comparison.left(), comparison.right());
        }
        if (condition instanceof Condition.DateComparison comparison) {
            return with(comparison.left(), comparison.right());
        }
        if (condition instanceof Condition.Membership membership) {
            return List.of(membership.value());
        }
        if (condition instanceof Condition.Emptiness emptiness) {
            return List.of(emptiness.value());
        }
        if (condition instanceof Condition.Match match) {
            return List.of(match.value());
        }
        if (condition instanceof Condition.Between between) {
            return List.of(between.value(), between.low(), between.high());
        }
        return condition instanceof Condition.DateBetween between
                ? with(between.value(), between.low(), between.high())
                : List.of();
    }

    private static List<Value> with(Value first, Condition.DateOperand... operands) {
        List<Value> values = new ArrayList<>(List.of(first));
        for (Condition.DateOperand operand : operands) {
            if (operand instanceof Condition.DateOperand.Moment moment) {
                values.add(moment.value());
            }
        }
        return values;
    }

    private static void collect(Value value, Set<EqlField> fields) {
        if (value instanceof Value.Field field) {
            fields.add(field.field());
        } else if (value instanceof Value.Negative negative) {
            collect(negative.operand(), fields);
        } else if (value instanceof Value.Calculation calculation) {
            collect(calculation.left(), fields);
            collect(calculation.right(), fields);
        }
    }
}
