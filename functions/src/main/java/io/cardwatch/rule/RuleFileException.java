package io.cardwatch.rule;

import static java.util.stream.Collectors.joining;

import java.util.List;

/** A rule file that cannot be used; carries everything that is wrong with it. */
public final class RuleFileException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<RuleProblem> problems;

    RuleFileException(List<RuleProblem> problems) {
        super(problems.stream().map(RuleProblem::toString).collect(joining("\n")));
        this.problems = List.copyOf(problems);
    }

    /** All problems, warnings among them, in the file's order. */
    public List<RuleProblem> problems() {
        return problems;
    }
}
