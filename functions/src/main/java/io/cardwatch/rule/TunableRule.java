package io.cardwatch.rule;

import static java.util.Objects.requireNonNull;

import io.cardwatch.event.CardEvent;
import org.jspecify.annotations.Nullable;

/**
 * A rule of which something can be tuned.
 *
 * @param rule its place in the set
 * @param id its name
 * @param mode as the file has it
 * @param condition its condition, taken apart
 * @param score its score
 * @param off the edit that turns it off; null where the file leaves no place for it
 */
public record TunableRule(
        int rule,
        String id,
        RuleMode mode,
        TunableCondition condition,
        Score score,
        @Nullable FileEdit off) {
    public TunableRule {
        requireNonNull(id, "id");
        requireNonNull(mode, "mode");
        requireNonNull(condition, "condition");
        requireNonNull(score, "score");
    }

    /** A rule's score: a plain number, which can be tuned, or an expression, which is read. */
    public static final class Score {
        private final Term term;
        private final @Nullable FileToken token;

        Score(Term term, @Nullable FileToken token) {
            this.term = term;
            this.token = term instanceof Term.NumberConstant ? token : null;
        }

        /** Where the plain number stands; null where the score is an expression. */
        public @Nullable FileToken token() {
            return token;
        }

        /** The score on an event whose condition holds; NaN where it is missing. */
        public double of(CardEvent event, double[] features) {
            if (term instanceof Term.NumberConstant number) {
                return number.value();
            }
            TermValues terms = new TermValues(event, features);
            return terms.isPresent(term) ? terms.number(term) : Double.NaN;
        }
    }
}
