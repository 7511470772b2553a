package io.cardwatch.cli.rules;

import java.util.List;

/** Checks the bytes of a rule file. */
@FunctionalInterface
public interface RuleChecker {
    /**
     * Checks a file.
     *
     * @param file what messages call it
     */
    Result check(String file, byte[] content);

    /**
     * What came of it.
     *
     * @param usable whether the file can be used
     * @param problems errors and warnings, each as {@code file:line:column: what is wrong}
     * @param holds what the file holds, in one line; empty where it cannot be used
     */
    record Result(boolean usable, List<String> problems, String holds) {
        public Result {
            problems = List.copyOf(problems);
        }
    }
}
