package io.cardwatch.rule;

import io.cardwatch.event.CardEvent;

/**
 * What the class that is generated for a rule set does. Public only because that class lives in a
 * class loader of its own, which goes away with the set.
 */
public interface RuleCode {
    /**
     * A word of an event's signature: a bit is off where the value that it is about is there and
     * cannot satisfy a condition that asks for the bit.
     */
    long signature(int word, CardEvent event, double[] features);

    /** Evaluates one rule and tells what came of it, if anything. */
    void judge(int rule, CardEvent event, double[] features, CompiledRules.RuleOutcomes outcomes);

    /** A feature's predicate, by its number among the set's different ones. */
    EventPredicate predicate(int number);
}
