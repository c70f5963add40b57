package org.openemm.target;

import java.util.List;
import java.util.Optional;
import org.openemm.eql.Complexity;
import org.openemm.eql.EqlProblem;
import org.openemm.eql.EqlWarning;

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

    public boolean isLegal() {
        return problem.isEmpty();
    }
}
