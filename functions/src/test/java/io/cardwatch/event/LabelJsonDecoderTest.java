package io.cardwatch.event;

import static io.cardwatch.event.TestEvents.SOMEWHERE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import io.cardwatch.SchemaAssert;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class LabelJsonDecoderTest {
    private static final SchemaAssert SCHEMA = SchemaAssert.schema("label");
    private static final SchemaAssert REJECTION = SchemaAssert.schema("rejection");
    private static final Instant NOW = Instant.parse("2026-03-09T12:00:00Z");
    private static final Label LABEL =
            new Label(
                    "aurora",
                    "evt-1",
                    "tok-1",
                    "M-1",
                    "T-1",
                    Instant.parse("2026-03-01T12:00:00.5Z"),
                    true,
                    Instant.parse("2026-03-08T12:00:00Z"));

    private static final Label HASHED =
            Label.of(
                    "aurora",
                    new LabelKeys("0123456789abcdef", "ab".repeat(16), null, "cd".repeat(16)),
                    LABEL.eventTime(),
                    true,
                    LABEL.knownAt());

    private final LabelJsonDecoder decoder = new LabelJsonDecoder(Set.of("aurora", "borealis"));

    @Test
    void shouldReadBackWhatIsWritten() {
        Label bare =
                new Label(
                        "borealis",
                        "evt-2",
                        "tok-2",
                        null,
                        null,
                        LABEL.eventTime(),
                        false,
                        LABEL.knownAt());
        for (Label label : List.of(LABEL, bare, HASHED)) {
            byte[] json = LabelJson.encode(label);
            SCHEMA.accepts(json);
            assertThat(decoder.decode(json, SOMEWHERE, NOW).label()).isEqualTo(label);
        }
    }

    @Test
    void shouldTakeTheFieldsOfTheContractAndSkipOthers() throws IOException {
        ObjectNode json = json();
        json.put("colour", "green").putNull("merchantId");

        Label label = decode(json.toString()).label();

        assertThat(label).isNotNull();
        assertThat(label.merchantId()).isNull();
    }

    @Test
    void shouldSayWhyALabelIsRefusedAndWhere() throws IOException {
        assertThat(refusal("{\"bankId\":\"aurora\"}")).isEqualTo("missing_field schemaVersion");
        assertThat(refusal("[]")).isEqualTo("malformed");
        assertThat(refusal("")).isEqualTo("empty");
        assertThat(refusal(json().toString().replace("{", "{\"fraud\":true,")))
                .isEqualTo("malformed fraud");
        assertThat(refusal(json().put("fraud", "yes").toString())).isEqualTo("wrong_type fraud");
        assertThat(refusal(json().put("bankId", "nobody").toString()))
                .isEqualTo("wrong_bank bankId");
        assertThat(refusal(json().put("knownAt", "yesterday").toString()))
                .isEqualTo("bad_time knownAt");
        assertThat(refusal(json().put("schemaVersion", 2).toString()))
                .isEqualTo("unknown_schema_version schemaVersion");
    }

    @Test
    void shouldTakeALabelThatNamesItsEventOrHasHashesOfItButNotBoth() throws IOException {
        for (String name : List.of("eventHash", "merchantHash")) {
            String hash = name.equals("eventHash") ? "0123456789abcdef" : "ab".repeat(16);
            String both = json().put(name, hash).toString();
            assertThat(decode(both).label()).isNull();
            assertThat(SCHEMA.isValid(both.getBytes(UTF_8))).isFalse();
        }
        assertThat(refusal(hashed().put("merchantId", "M-1").toString()))
                .isEqualTo("bad_format merchantId");
        assertThat(refusal(hashed().put("cardHash", "AB".repeat(16)).toString()))
                .isEqualTo("bad_format cardHash");
        assertThat(refusal(hashed().putNull("eventHash").toString()))
                .isEqualTo("missing_field eventHash");
        assertThat(decode(hashed().putNull("cardRef").toString()).label()).isEqualTo(HASHED);
        REJECTION.accepts(
                RejectionJson.encode(rejection(hashed().put("cardHash", "x").toString())));
    }

    private static ObjectNode hashed() throws IOException {
        return (ObjectNode) new ObjectMapper().readTree(LabelJson.encode(HASHED));
    }

    @Test
    void shouldFindCardNumbersWhereverTheyStand() throws IOException {
        assertThat(refusal(json().put("cardRef", "4111111111111111").toString()))
                .isEqualTo("card_number cardRef");
        assertThat(refusal(json().put("merchantId", "4111 1111 1111 1111").toString()))
                .isEqualTo("card_number merchantId");
        assertThat(refusal(json().put("fraud", 4111111111111111L).toString()))
                .isEqualTo("card_number fraud");
        assertThat(refusal(json().put("pan", 4111111111111111L).toString()))
                .isEqualTo("card_number");
    }

    @Test
    void shouldNameTheBankOfARefusedLabelOnlyWhereItIsKnown() throws IOException {
        Rejection known = rejection(json().put("fraud", "yes").toString());
        Rejection unknown = rejection(json().put("bankId", "nobody").toString());

        assertThat(known.bankId()).isEqualTo("aurora");
        assertThat(known.coordinates()).isEqualTo(SOMEWHERE);
        assertThat(known.rejectedAt()).isEqualTo(NOW);
        assertThat(unknown.bankId()).isNull();
        REJECTION.accepts(RejectionJson.encode(known));
        REJECTION.accepts(RejectionJson.encode(unknown));
    }

    @Test
    void shouldAgreeWithTheSchema() throws IOException {
        int accepted = 0;
        int refused = 0;
        for (LabelField field : LabelField.values()) {
            for (String value :
                    List.of(
                            "null",
                            "true",
                            "1",
                            "2",
                            "1.5",
                            "[]",
                            "\"\"",
                            "\"x\"",
                            "\"a b\"",
                            "\"aurora\"",
                            "\"2026-03-01T12:00:00Z\"",
                            "\"2026-03-01\"",
                            "\"" + "0123456789abcdef" + "\"",
                            "\"" + "0a".repeat(16) + "\"",
                            "\"" + "x".repeat(65) + "\"",
                            "\"" + "x".repeat(129) + "\"")) {
                ObjectNode json = field.isOfHashed() ? hashed() : json();
                json.putRawValue(field.wireName(), new RawValue(value));
                DecodedLabel decoded = decode(json.toString());
                boolean conforms = SCHEMA.isValid(json.toString().getBytes(UTF_8));
                if (decoded.label() != null) {
                    accepted++;
                    assertThat(conforms).as(json.toString()).isTrue();
                } else if (!"wrong_bank bankId".equals(verdict(decoded))) {
                    refused++;
                    assertThat(conforms).as(json.toString()).isFalse();
                }
            }
        }
        assertThat(accepted).isGreaterThan(15);
        assertThat(refused).isGreaterThan(50);
    }

    @Test
    void shouldNeverThrowWhateverTheBytesAre() {
        Random random = new Random(20_261_121);
        byte[] good = LabelJson.encode(LABEL);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = good.clone();
            for (int change = 0; change <= i % 4; change++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            DecodedLabel decoded = decoder.decode(bytes, SOMEWHERE, NOW);
            assertThat(decoded.label() == null).isNotEqualTo(decoded.rejection() == null);
        }
        assertThat(decoder.decode(null, SOMEWHERE, NOW).rejection()).isNotNull();
        assertThat(decoder.decode(good, SOMEWHERE, NOW).label()).isEqualTo(LABEL);
    }

    private Rejection rejection(String json) {
        return Objects.requireNonNull(decode(json).rejection());
    }

    private String refusal(String json) {
        return verdict(decode(json));
    }

    private static String verdict(DecodedLabel decoded) {
        Rejection rejection = decoded.rejection();
        if (rejection == null) {
            return "accepted";
        }
        String field = rejection.field();
        return rejection.reason().wireName() + (field == null ? "" : " " + field);
    }

    private DecodedLabel decode(String json) {
        return decoder.decode(json.getBytes(UTF_8), SOMEWHERE, NOW);
    }

    private static ObjectNode json() throws IOException {
        return (ObjectNode) new ObjectMapper().readTree(LabelJson.encode(LABEL));
    }
}
