package org.openemm.eql;

import java.io.Serial;

/** A rule that cannot be translated. Nothing was changed. */
public final class EqlError extends RuntimeException {
    @Serial private static final long serialVersionUID = 1L;
    private final transient EqlProblem problem;

    EqlError(EqlProblem problem) {
        super(
                problem.key()
                        + " in line "
                        + problem.place().line()
                        + ", column "
                        + problem.place().column());
        this.problem = problem;
    }

    public EqlProblem problem() {
        return problem;
    }
}
