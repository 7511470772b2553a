package io.cardwatch.rule;

import io.cardwatch.event.CardEvent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A rule set with the class that was generated for it. */
final class GeneratedRules implements CompiledRules {
    private final RuleSet ruleSet;
    private final RuleConditions conditions;
    private final List<@Nullable EventPredicate> where;
    private final List<ReasonTemplate> reasons;

    /**
     * @param where one per feature, null where every event counts
     * @param reasons one per rule
     */
    GeneratedRules(
            RuleSet ruleSet,
            RuleConditions conditions,
            List<@Nullable EventPredicate> where,
            List<ReasonTemplate> reasons) {
        this.ruleSet = ruleSet;
        this.conditions = conditions;
        this.where = new ArrayList<>(where);
        this.reasons = List.copyOf(reasons);
    }

    @Override
    public RuleSet ruleSet() {
        return ruleSet;
    }

    @Override
    public @Nullable EventPredicate where(int slot) {
        return where.get(slot);
    }

    @Override
    public void evaluate(CardEvent event, double[] features, RuleOutcomes outcomes) {
        conditions.evaluate(event, features, outcomes);
    }

    @Override
    public String reason(int rule, CardEvent event, double[] features) {
        return reasons.get(rule).fill(event, features);
    }
}
