package org.openemm.rendering;

import java.io.Serial;
import java.util.List;
import java.util.stream.Collectors;
import org.openemm.content.ContentProblem;

/** Content that cannot be made into a mail, with every place that is to blame. */
public final class UnsendableMailing extends RuntimeException {
    @Serial private static final long serialVersionUID = 1L;

    private final transient List<ContentProblem> problems;

    UnsendableMailing(List<ContentProblem> problems) {
        super(problems.stream().map(ContentProblem::toString).collect(Collectors.joining("; ")));
        this.problems = List.copyOf(problems);
    }

    public List<ContentProblem> problems() {
        return problems;
    }
}
