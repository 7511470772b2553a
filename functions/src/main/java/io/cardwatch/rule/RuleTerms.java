package io.cardwatch.rule;

import static java.util.Objects.requireNonNull;

/** What a rule was compiled from: its condition, a flag, and its score, a number. */
record RuleTerms(Term when, Term score) {
    RuleTerms {
        requireNonNull(when, "when");
        requireNonNull(score, "score");
    }
}
