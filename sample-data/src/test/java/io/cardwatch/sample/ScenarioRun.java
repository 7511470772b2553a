package io.cardwatch.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardwatch.engine.Assessment;
import io.cardwatch.engine.EnginePlan;
import io.cardwatch.engine.EngineSettings;
import io.cardwatch.engine.FraudEngine;
import io.cardwatch.engine.KeyHasher;
import io.cardwatch.event.CardEvent;
import io.cardwatch.event.Label;
import io.cardwatch.rule.CompiledRules;
import io.cardwatch.rule.RuleCompiler;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What a rule set makes of a scenario's events, each label heard of when it became known. */
final class ScenarioRun {
    private final CompiledRules rules;

    /** Per event: the rules that fired, live or shadow, and {@link Scenario#ALERT}. */
    final Map<String, Set<String>> fired = new LinkedHashMap<>();

    private ScenarioRun(CompiledRules rules) {
        this.rules = rules;
    }

    static ScenarioRun of(CompiledRules rules, Scenario scenario) {
        ScenarioRun run = new ScenarioRun(rules);
        FraudEngine engine =
                new FraudEngine(
                        EnginePlan.of(rules, EngineSettings.defaults()),
                        new KeyHasher("a scenario secret".getBytes(StandardCharsets.UTF_8)),
                        rule -> {});
        Deque<Label> labels = new ArrayDeque<>(scenario.labels());
        for (CardEvent event : scenario.events()) {
            learn(engine, labels, event.eventTime());
            run.note(event, engine.assess(event));
        }
        return run;
    }

    /** The rules of a file; fails with what is wrong with it, warnings included. */
    static CompiledRules compile(String file, String text) {
        RuleCompiler.Result result = RuleCompiler.check(file, text);
        assertThat(result.problems()).as("%s:%n%s", file, text).isEmpty();
        CompiledRules compiled = result.rules();
        if (compiled == null) {
            throw new AssertionError(file + " has no problems and no rules");
        }
        return compiled;
    }

    private static void learn(FraudEngine engine, Deque<Label> labels, Instant now) {
        while (!labels.isEmpty() && !labels.peek().knownAt().isAfter(now)) {
            engine.learn(labels.remove());
        }
    }

    private void note(CardEvent event, Assessment assessment) {
        Set<String> names = new TreeSet<>();
        for (int place = 0; place < assessment.fired(); place++) {
            names.add(rules.ruleSet().rules().get(assessment.rule(place)).id());
        }
        if (assessment.alerts()) {
            names.add(Scenario.ALERT);
        }
        fired.put(event.eventId(), names);
    }
}
