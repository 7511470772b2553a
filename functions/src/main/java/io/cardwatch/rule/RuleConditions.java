package io.cardwatch.rule;

import io.cardwatch.event.CardEvent;

/**
 * What the class that is generated for a rule set does. Public only because that class lives in a
 * class loader of its own, which goes away with the set.
 */
public interface RuleConditions {
    /** See {@link CompiledRules#evaluate}. */
    void evaluate(CardEvent event, double[] features, CompiledRules.RuleOutcomes outcomes);

    /** A feature's predicate, by its number among the set's different ones. */
    EventPredicate predicate(int number);
}
