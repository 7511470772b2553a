package io.cardwatch.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardwatch.rule.Aggregate;
import io.cardwatch.rule.CompiledRules;
import io.cardwatch.rule.EventField;
import io.cardwatch.rule.KeyDimension;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Keeps docs/rules.md true: its rules are read as an analyst would type them in. */
class RulePageTest {
    private static final Path PAGE = Path.of("../docs/rules.md");
    private static final Pattern HEADING = Pattern.compile("#+ (.*)");

    /** A fenced block of YAML, the heading above it and the line that it begins on. */
    private record Block(String heading, int line, String text) {
        /** The heading as scenario folders are named. */
        String slug() {
            return heading.toLowerCase(Locale.ROOT)
                    .replaceAll("\\b(and|or|a|the)\\b", "")
                    .replaceAll("[^a-z]+", "-");
        }

        /** A whole file: what a block leaves out is what it does not show. */
        String file() {
            String file = text;
            if (!text.contains("ruleset:")) {
                file += "ruleset: page\nversion: \"1\"\n";
            }
            return text.contains("alerting:") ? file : file + "alerting: { threshold: 1 }\n";
        }

        @Override
        public String toString() {
            return "line " + line + ", " + heading;
        }
    }

    static List<Block> blocks() {
        return read("");
    }

    static List<Block> recipes() {
        List<Block> recipes = read("Cookbook");
        assertThat(recipes).hasSize(FraudPattern.values().length);
        return recipes;
    }

    @ParameterizedTest
    @MethodSource("blocks")
    void shouldShowOnlyRulesThatValidate(Block block) {
        assertThat(ScenarioRun.compile("rules.md", block.file()).ruleSet().rules()).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void shouldFireEveryRuleOfARecipeOnTheEventsOfItsScenario(Block recipe) {
        CompiledRules rules = ScenarioRun.compile("rules.md", recipe.file());
        Scenario scenario = Scenario.read(Scenario.ROOT.resolve(recipe.slug()));
        Set<String> fired = new TreeSet<>();
        ScenarioRun.of(rules, scenario).fired.values().forEach(fired::addAll);
        fired.remove(Scenario.ALERT);

        assertThat(fired)
                .isEqualTo(
                        rules.ruleSet().rules().stream()
                                .map(rule -> rule.id())
                                .collect(Collectors.toSet()));
    }

    @Test
    void shouldNameEveryKeyAggregateAndFieldOfTheLanguage() {
        String page = String.join("\n", lines());

        assertThat(KeyDimension.values()).allMatch(key -> page.contains("| `" + key.keyword()));
        assertThat(Aggregate.values())
                .allMatch(aggregate -> page.contains("`" + aggregate.keyword() + ": "));
        assertThat(EventField.values())
                .allMatch(field -> page.contains("`" + field.keyword() + "`"));
    }

    /** The blocks below the heading of that name. */
    private static List<Block> read(String after) {
        List<String> lines = lines();
        List<Block> blocks = new ArrayList<>();
        boolean wanted = after.isEmpty();
        String heading = "";
        for (int at = 0; at < lines.size(); at++) {
            Matcher matcher = HEADING.matcher(lines.get(at));
            if (lines.get(at).equals("```yaml")) {
                int first = at + 1;
                int last = first;
                while (!lines.get(last).equals("```")) {
                    last++;
                }
                if (wanted) {
                    String text = String.join("\n", lines.subList(first, last)) + "\n";
                    blocks.add(new Block(heading, first + 1, text));
                }
                at = last;
            } else if (matcher.matches()) {
                heading = matcher.group(1);
                wanted |= heading.equals(after);
            }
        }
        return blocks;
    }

    private static List<String> lines() {
        try {
            return Files.readAllLines(PAGE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
