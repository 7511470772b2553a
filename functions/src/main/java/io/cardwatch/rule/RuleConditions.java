package io.cardwatch.rule;

import io.cardwatch.event.CardEvent;

/** A set's conditions: code for every rule, and an index that says which of them to ask. */
final class RuleConditions {
    private final RuleCode code;
    private final RuleIndex index;

    RuleConditions(RuleCode code, RuleIndex index) {
        this.code = code;
        this.index = index;
    }

    /** See {@link CompiledRules#evaluate}. */
    void evaluate(CardEvent event, double[] features, CompiledRules.RuleOutcomes outcomes) {
        index.evaluate(event, features, code, outcomes);
    }

    /** A feature's predicate, by its number among the set's different ones. */
    EventPredicate predicate(int number) {
        return code.predicate(number);
    }
}
