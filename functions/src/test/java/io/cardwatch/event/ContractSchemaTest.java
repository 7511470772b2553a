package io.cardwatch.event;

import static io.cardwatch.event.TestEvents.SOMEWHERE;
import static io.cardwatch.event.TestEvents.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ContractSchemaTest {
    private static final JsonSchemaFactory SCHEMAS =
            JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
    private static final JsonSchema EVENT = SCHEMAS.getSchema(read("card-event.schema.json"));
    private static final JsonSchema REJECTION = SCHEMAS.getSchema(read("rejection.schema.json"));

    /** What the schema cannot say; its description lists it. */
    private static final List<RejectionReason> BEYOND_THE_SCHEMA =
            List.of(
                    RejectionReason.CARD_NUMBER,
                    RejectionReason.WRONG_BANK,
                    RejectionReason.UNKNOWN_CURRENCY,
                    RejectionReason.UNKNOWN_COUNTRY);

    @Test
    void shouldNameTheFieldsOfTheCodeInTheirOrder() {
        assertThat(names(EVENT.getSchemaNode().get("properties")))
                .isEqualTo(EventField.wireNames());
        List<String> required =
                Stream.of(EventField.values())
                        .filter(EventField::isRequired)
                        .map(EventField::wireName)
                        .toList();
        assertThat(texts(EVENT.getSchemaNode().get("required"))).isEqualTo(required);
        JsonNode rejection = REJECTION.getSchemaNode().get("properties");
        assertThat(texts(rejection.get("field").get("enum")))
                .isEqualTo(
                        Stream.concat(
                                        EventField.wireNames().stream(),
                                        LabelField.wireNames().stream())
                                .distinct()
                                .toList());
        assertThat(texts(rejection.get("reason").get("enum")))
                .isEqualTo(
                        Stream.of(RejectionReason.values())
                                .map(RejectionReason::wireName)
                                .toList());
    }

    @Test
    void shouldAgreeWithTheDecoder() {
        int accepted = 0;
        int refused = 0;
        for (String altered : alteredEvents()) {
            Decoded decoded = TestEvents.decode(altered);
            boolean conforms = conforms(EVENT, altered);
            CardEvent event = decoded.event();
            if (event != null) {
                accepted++;
                String again = new String(CardEventJson.encode(event), StandardCharsets.UTF_8);
                assertThat(conforms).as(altered).isTrue();
                assertThat(conforms(EVENT, again)).as(again).isTrue();
            } else {
                refused++;
                assertThat(conforms && !BEYOND_THE_SCHEMA.contains(decoded.reason()))
                        .as(altered)
                        .isFalse();
            }
        }
        assertThat(accepted).isGreaterThan(100);
        assertThat(refused).isGreaterThan(300);
    }

    @ParameterizedTest
    @EnumSource(RejectionReason.class)
    void shouldDescribeEveryRejection(RejectionReason reason) {
        for (String field : new String[] {null, "merchantName"}) {
            Rejection rejection =
                    Decoded.refused(reason, field, SOMEWHERE)
                            .rejection("aurora", Instant.parse("2026-03-01T12:00:00.5Z"));
            String json = new String(RejectionJson.encode(rejection), StandardCharsets.UTF_8);
            assertThat(conforms(REJECTION, json)).isTrue();
        }
    }

    /** The complete event, with each field in turn given each of these values. */
    static List<String> alteredEvents() {
        List<String> values =
                List.of(
                        "null",
                        "true",
                        "0",
                        "1",
                        "-1",
                        "7.5",
                        "999999999999",
                        "1000000000000",
                        "90.5",
                        "-180",
                        "[]",
                        "{}",
                        "\"\"",
                        "\"x\"",
                        "\"00\"",
                        "\"051\"",
                        "\"5411\"",
                        "\"541111\"",
                        "\"54111111\"",
                        "\"EUR\"",
                        "\"AT\"",
                        "\"refund\"",
                        "\"aurora\"",
                        "\"10.0.0.1\"",
                        "\"::1\"",
                        "\"1.2.3\"",
                        "\"a b\"",
                        "\"Caf\u00e9\"",
                        "\"2026-03-01T12:00:00Z\"",
                        "\"2026-03-01T12:00:00\"",
                        "\"2026-03-01T12:00:00.123456789-18:00\"",
                        "\"1969-03-01T12:00:00Z\"",
                        "\"" + "x".repeat(33) + "\"",
                        "\"" + "x".repeat(65) + "\"",
                        "\"" + "x".repeat(129) + "\"",
                        "\"4111111111111111\"",
                        "4111111111111111");
        List<String> altered = new ArrayList<>();
        for (EventField field : EventField.values()) {
            for (String value : values) {
                ObjectNode json = json();
                json.putRawValue(field.wireName(), new RawValue(value));
                altered.add(json.toString());
            }
        }
        return altered;
    }

    private static boolean conforms(JsonSchema schema, String json) {
        return schema.validate(
                        json,
                        InputFormat.JSON,
                        context -> context.getExecutionConfig().setFormatAssertionsEnabled(true))
                .isEmpty();
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(node -> texts.add(node.asText()));
        return texts;
    }

    private static JsonNode read(String name) {
        try (InputStream schema =
                ContractSchemaTest.class.getResourceAsStream("/io/cardwatch/schema/" + name)) {
            return new ObjectMapper().readTree(schema);
        } catch (java.io.IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }
}
