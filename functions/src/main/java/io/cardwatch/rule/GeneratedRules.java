package io.cardwatch.rule;

import io.cardwatch.event.CardEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A rule set with the class that was generated for it. */
final class GeneratedRules implements CompiledRules {
    private final RuleSet ruleSet;
    private final RuleConditions conditions;
    private final List<@Nullable EventPredicate> where;
    private final List<List<EventPredicate>> steps;
    private final List<RuleTerms> terms;
    private final List<ReasonTemplate> reasons;
    private final List<int[]> slots;
    private final Set<EventField> fields;

    /**
     * @param where one per feature, null where every event counts
     * @param steps a list per feature, empty where it is no sequence
     * @param terms one per rule
     * @param reasons one per rule
     * @param slots the features that each rule names
     * @param fields everything that is read of an event
     */
    GeneratedRules(
            RuleSet ruleSet,
            RuleConditions conditions,
            List<@Nullable EventPredicate> where,
            List<List<EventPredicate>> steps,
            List<RuleTerms> terms,
            List<ReasonTemplate> reasons,
            List<int[]> slots,
            Set<EventField> fields) {
        this.ruleSet = ruleSet;
        this.conditions = conditions;
        this.where = new ArrayList<>(where);
        this.steps = List.copyOf(steps);
        this.terms = List.copyOf(terms);
        this.reasons = List.copyOf(reasons);
        this.slots = List.copyOf(slots);
        this.fields = Set.copyOf(fields);
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
    public EventPredicate step(int slot, int step) {
        return steps.get(slot).get(step);
    }

    @Override
    public int[] slots(int rule) {
        return slots.get(rule).clone();
    }

    @Override
    public Set<EventField> fields() {
        return fields;
    }

    /** What the rule was compiled from. */
    RuleTerms terms(int rule) {
        return terms.get(rule);
    }

    @Override
    public void evaluate(CardEvent event, double[] features, RuleOutcomes outcomes) {
        conditions.evaluate(event, features, outcomes);
    }

    @Override
    public RuleTrace trace(int rule, CardEvent event, double[] features) {
        return new ConditionTracer(ruleSet.features(), event, features).trace(terms(rule));
    }

    @Override
    public String reason(int rule, CardEvent event, double[] features) {
        return reasons.get(rule).fill(event, features);
    }
}
