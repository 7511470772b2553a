package io.cardwatch.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardwatch.event.CardEvent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Checks and compiles single expressions over the features of the random ones. */
final class TestingExpressions {
    private final Problems problems = new Problems("expression");
    private final List<Feature> features;
    private final ExpressionChecker checker;

    TestingExpressions(List<Feature> features) {
        this.features = features;
        Map<String, ValueType> types = new HashMap<>();
        Map<String, Integer> slots = new HashMap<>();
        for (int slot = 0; slot < features.size(); slot++) {
            types.put(features.get(slot).name(), features.get(slot).aggregate().type());
            slots.put(features.get(slot).name(), slot);
        }
        checker = new ExpressionChecker(types, slots, RandomLists.byName(), Map.of(), problems);
    }

    List<Feature> features() {
        return features;
    }

    ExpressionChecker checker() {
        return checker;
    }

    Term term(String expression, ValueType type) {
        Term term = checker.check(CelInterpreter.scalar(expression), type);
        assertThat(term).as("%s: %s", expression, problems.all()).isNotNull();
        return term;
    }

    /** Conditions and scores as rules, compiled to one class. */
    RuleConditions compile(List<RuleTerms> rules) {
        ConditionCompiler compiler = new ConditionCompiler();
        for (int rule = 0; rule < rules.size(); rule++) {
            compiler.addRule(rule, rules.get(rule).when(), rules.get(rule).score());
        }
        return compiler.compile();
    }

    /** What the compiled class says of each rule: silent, not applicable or fired with a score. */
    static List<String> outcomes(
            RuleConditions compiled, int rules, CardEvent event, double[] vector) {
        List<String> outcomes = new ArrayList<>(Collections.nCopies(rules, "silent"));
        compiled.evaluate(
                event,
                vector,
                new CompiledRules.RuleOutcomes() {
                    @Override
                    public void fired(int rule, double score) {
                        outcomes.set(rule, "fired " + score);
                    }

                    @Override
                    public void notApplicable(int rule) {
                        outcomes.set(rule, "not applicable");
                    }
                });
        return outcomes;
    }
}
