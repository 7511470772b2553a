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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The schema that editors use says the same as the parser. */
final class RuleSchemaTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void shouldAcceptTheExample() throws Exception {
        assertThat(schema().validate(yaml(example()))).isEmpty();
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
            })
    void shouldRefuseWhatTheParserRefuses(String scenario) throws Exception {
        Path file = Path.of("src/test/resources/scenarios/rule-errors", scenario, "rules.yaml");
        assertThat(schema().validate(yaml(Files.readString(file)))).isNotEmpty();
    }

    @Test
    void shouldKnowTheLanguagesWords() throws Exception {
        JsonNode properties = JSON.readTree(resource()).at("/$defs/feature/properties");
        List<String> keys = new ArrayList<>(List.of("by", "over", "where", "excluding"));
        Arrays.stream(Aggregate.values()).map(Aggregate::keyword).forEach(keys::add);
        assertThat(properties.fieldNames()).toIterable().containsExactlyInAnyOrderElementsOf(keys);
        assertThat(words(properties.at("/by/enum")))
                .containsExactlyElementsOf(
                        Stream.of(KeyDimension.values()).map(KeyDimension::keyword).toList());
        for (Aggregate aggregate : Aggregate.values()) {
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

    private static List<String> words(JsonNode list) {
        List<String> words = new ArrayList<>();
        list.forEach(word -> words.add(word.asText()));
        return words;
    }

    private static String example() throws Exception {
        return Files.readString(Path.of("src/test/resources/rules/design-example.yaml"));
    }

    private static JsonNode yaml(String text) {
        return JSON.valueToTree(new Load(LoadSettings.builder().build()).loadFromString(text));
    }

    private static InputStream resource() {
        return RuleCompiler.class.getResourceAsStream("/io/cardwatch/schema/rules.schema.json");
    }

    private static JsonSchema schema() throws Exception {
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(JSON.readTree(resource()));
    }
}
