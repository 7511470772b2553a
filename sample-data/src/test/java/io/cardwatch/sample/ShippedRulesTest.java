package io.cardwatch.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardwatch.rule.CompiledRules;
import io.cardwatch.rule.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ShippedRulesTest {
    private static final CompiledRules SHIPPED = shipped();

    static Iterable<Scenario> scenarios() {
        return Scenario.all();
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void shouldFireOnEveryEventOfThePatternAndOnNoneThatIsOnlyNearIt(Scenario scenario) {
        Map<String, Set<String>> fired = new LinkedHashMap<>();
        ScenarioRun.of(SHIPPED, scenario)
                .fired
                .forEach(
                        (event, rules) -> {
                            Set<String> ofThePattern = new TreeSet<>(scenario.rules());
                            ofThePattern.add(Scenario.ALERT);
                            ofThePattern.retainAll(rules);
                            if (!ofThePattern.isEmpty()) {
                                fired.put(event, ofThePattern);
                            }
                        });

        assertThat(fired).isEqualTo(scenario.expected());
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void shouldShowBothWhatAlertsAndWhatDoesNot(Scenario scenario) {
        assertThat(scenario.rules()).isNotEmpty();
        assertThat(scenario.expected().values())
                .as("events that alert")
                .anyMatch(rules -> rules.contains(Scenario.ALERT));
        assertThat(scenario.expected()).as("near misses").hasSizeLessThan(scenario.events().size());
    }

    @Test
    void shouldHaveAScenarioForEveryPattern() {
        assertThat(Scenario.all().stream().map(Scenario::name))
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(FraudPattern.values()).map(FraudPattern::wireName).toList());
    }

    @Test
    void shouldFireEveryRuleInTheScenarioThatNamesIt() {
        Set<String> shown = new TreeSet<>();
        for (Scenario scenario : Scenario.all()) {
            scenario.expected().values().forEach(shown::addAll);
        }
        shown.remove(Scenario.ALERT);

        assertThat(shown)
                .containsExactlyInAnyOrderElementsOf(
                        SHIPPED.ruleSet().rules().stream().map(Rule::id).toList());
    }

    static CompiledRules shipped() {
        Path file = Path.of("rules/default.yaml");
        try {
            return ScenarioRun.compile(file.toString(), Files.readString(file));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
