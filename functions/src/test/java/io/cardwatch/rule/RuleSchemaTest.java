package io.cardwatch.rule;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The schema that editors use says the same as the parser. */
final class RuleSchemaTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @ValueSource(strings = {"design-example.yaml", "whole-language.yaml"})
    void shouldAcceptWhatTheParserAccepts(String file) throws Exception {
        String text = Files.readString(Path.of("src/test/resources/rules", file));
        assertThat(RuleCompiler.check(file, text).problems()).isEmpty();
        assertThat(schema().validate(yaml(text))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "features/tx_10m",
                "rules/0",
                "alerting",
            })
    void shouldRefuseUnknownKeysEverywhere(String section) throws Exception {
        JsonNode file = yaml(example());
        JsonNode node = section.isEmpty() ? file : file.at("/" + section);
        ((ObjectNode) node).put("thresold", 1);
        assertThat(schema().validate(file)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "feature-without-key",
                "feature-without-aggregate",
                "feature-unknown-aggregate",
                "feature-two-aggregates",
                "feature-without-window",
                "feature-unknown-key",
                "feature-operands",
                "rule-mode",
                "rule-without-parts",
                "rules-empty",
                "rules-a-mapping",
                "alerting-wrong",
                "alerting-a-number",
                "threshold-missing",
                "missing-sections",
                "names-wrong",
                "fields-of-shapes",
                "nothing-as-value",
                "json-file",
                "lists-a-list",
                "rules-nested",
                "threshold-as-text",
                "severity-shape",
                "severity-values",
                "flood-share",
                "flood-fraction",
                "flood-missing",
                "flood-a-number",
                "budget-and-cooldown",
            })
    void shouldRefuseWhatTheParserRefuses(String scenario) throws Exception {
        Path file = Path.of("src/test/resources/scenarios/rule-errors", scenario, "rules.yaml");
        assertThat(schema().validate(yaml(Files.readString(file)))).isNotEmpty();
    }

    /**
     * One by one, so that no wrong feature hides behind another.
     *
     * @param beyond features that are wrong by what no schema can add up
     */
    @ParameterizedTest
    @CsvSource({
        "features, pair-wrong, ''",
        "features, same-wrong, ''",
        "features, newest-wrong, ''",
        "features, quantile-wrong, ''",
        "features, fraud-rate-wrong, e",
        "features, sequence-wrong, b g",
        "features, window-forms, ''",
        "lists, lists-wrong, twice",
    })
    void shouldRefuseEachPartThatTheParserRefuses(String section, String scenario, String beyond)
            throws Exception {
        String text =
                Files.readString(
                        Path.of(
                                "src/test/resources/scenarios/rule-errors",
                                scenario,
                                "rules.yaml"));
        List<String> good = List.of("tx_10m", "spend_1h");
        ObjectNode parts = (ObjectNode) yaml(text).get(section);
        for (Map.Entry<String, JsonNode> part : parts.properties()) {
            ObjectNode file = (ObjectNode) yaml(example());
            file.putObject(section).set(part.getKey(), part.getValue());
            boolean accepted =
                    good.contains(part.getKey())
                            || List.of(beyond.split(" ")).contains(part.getKey());
            assertThat(schema().validate(file).isEmpty()).as(part.getKey()).isEqualTo(accepted);
        }
    }

    @Test
    void shouldKnowTheLanguagesWords() throws Exception {
        JsonNode properties = JSON.readTree(resource()).at("/$defs/feature/properties");
        List<String> keys =
                new ArrayList<>(
                        List.of(
                                "by",
                                "over",
                                "where",
                                "excluding",
                                "same",
                                "newest",
                                "at",
                                "delay"));
        Arrays.stream(Aggregate.values()).map(Aggregate::keyword).forEach(keys::add);
        assertThat(properties.fieldNames()).toIterable().containsExactlyInAnyOrderElementsOf(keys);
        assertThat(words(JSON.readTree(resource()).at("/$defs/key/enum")))
                .containsExactlyElementsOf(
                        Stream.of(KeyDimension.values()).map(KeyDimension::keyword).toList());
        for (Aggregate aggregate : Aggregate.values()) {
            if (aggregate.operand() == Aggregate.Operand.STEPS) {
                continue;
            }
            JsonNode operand = properties.path(aggregate.keyword());
            List<String> accepted =
                    operand.has("const")
                            ? List.of(operand.path("const").asText())
                            : words(operand.path("enum"));
            assertThat(accepted)
                    .as(aggregate.keyword())
                    .containsExactlyInAnyOrderElementsOf(aggregate.operand().accepted());
        }
    }

    @Test
    void shouldKnowTheFieldsThatSameTakes() throws Exception {
        List<String> keys =
                List.of(
                        "cardRef",
                        "subjectRef",
                        "merchantId",
                        "terminalId",
                        "deviceId",
                        "bin",
                        "ip");
        List<String> fields = new ArrayList<>(List.of("amount"));
        fields.addAll(Aggregate.Operand.TEXT_FIELD.accepted());
        fields.removeAll(keys);
        assertThat(words(JSON.readTree(resource()).at("/$defs/sameField/enum")))
                .containsExactlyInAnyOrderElementsOf(fields);
    }

    private static List<String> words(JsonNode list) {
        List<String> words = new ArrayList<>();
        list.forEach(word -> words.add(word.asText()));
        return words;
    }

    private static String example() throws Exception {
        return Files.readString(Path.of("src/test/resources/rules/design-example.yaml"));
    }

    private static JsonNode yaml(String text) {
        return JSON.valueToTree(
                new Load(LoadSettings.builder().setAllowDuplicateKeys(true).build())
                        .loadFromString(text));
    }

    private static InputStream resource() {
        return RuleCompiler.class.getResourceAsStream("/io/cardwatch/schema/rules.schema.json");
    }

    private static JsonSchema schema() throws Exception {
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(JSON.readTree(resource()));
    }
}
