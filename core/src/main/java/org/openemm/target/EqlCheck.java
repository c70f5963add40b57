package org.openemm.target;

import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.openemm.eql.Complexity;
import org.openemm.eql.Eql;
import org.openemm.eql.EqlContext;
import org.openemm.eql.EqlError;
import org.openemm.eql.EqlProblem;
import org.openemm.eql.EqlWarning;
import org.openemm.eql.Translation;

/**
 * What can be said about a rule while it is written.
 *
 * @param problem why it cannot be used; empty for a legal rule
 * @param grade how much work it makes for the database
 */
public record EqlCheck(
        Optional<EqlProblem> problem,
        List<EqlWarning> warnings,
        boolean usableInContent,
        Complexity.Grade grade) {

    /**
     * @param grading index of the work a legal rule makes
     */
    static EqlCheck of(String eql, EqlContext context, ToIntFunction<Translation> grading) {
        try {
            Translation rule = Eql.translate(eql, context);
            return new EqlCheck(
                    Optional.empty(),
                    rule.warnings(),
                    !rule.usesBehaviour(),
                    Complexity.Grade.of(grading.applyAsInt(rule)));
        } catch (EqlError error) {
            return new EqlCheck(
                    Optional.of(error.problem()), List.of(), true, Complexity.Grade.GREEN);
        }
    }

    public boolean isLegal() {
        return problem.isEmpty();
    }
}
