package io.cardwatch.rule;

import io.cardwatch.event.CardEvent;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A rule set with its conditions compiled. Immutable and free of side effects; one instance serves
 * one thread or many.
 */
public interface CompiledRules {
    /** The set this was compiled from. */
    RuleSet ruleSet();

    /** The compiled {@code where} of the feature in this slot, or null where every event counts. */
    @Nullable EventPredicate where(int slot);

    /** The compiled condition of a step of the {@code sequence} in this slot. */
    EventPredicate step(int slot, int step);

    /**
     * The slots of the features that a rule's condition, score and reason name, without repeats.
     */
    int[] slots(int rule);

    /**
     * The fields that conditions, scores and reasons read, and those that features aggregate, are
     * kept by or compare.
     */
    Set<EventField> fields();

    /**
     * Evaluates every rule that is not off.
     *
     * @param event the event
     * @param features the feature vector: one value per slot, NaN where a feature is missing, 1 and
     *     0 for true and false
     * @param outcomes told of each rule that fired or could not be judged, in the set's order
     */
    void evaluate(CardEvent event, double[] features, RuleOutcomes outcomes);

    /**
     * How a rule comes out, part by part: the same as {@link #evaluate} says, for looking at one
     * event. Slow beside it.
     */
    RuleTrace trace(int rule, CardEvent event, double[] features);

    /** The reason of a rule with its features filled in, in plain text. */
    String reason(int rule, CardEvent event, double[] features);

    /** Receives what {@link #evaluate} found. */
    interface RuleOutcomes {
        /** The rule's condition held; the score is finite. */
        void fired(int rule, double score);

        /** The rule needs a value that this event or its windows do not have. */
        void notApplicable(int rule);
    }
}
