package io.cardwatch.operator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cardwatch.SchemaAssert;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class RulesStatusJsonTest {
    private static final SchemaAssert SCHEMA = SchemaAssert.schema("rules-status");
    private static final Instant NOW = Instant.parse("2026-11-21T15:00:00.25Z");

    @ParameterizedTest
    @EnumSource
    void shouldReadBackEveryReport(RulesStatus.Kind kind) {
        RulesStatus full =
                new RulesStatus(
                        12,
                        "bank-north",
                        "card-default",
                        "2026-11-21.1",
                        kind,
                        "evaluate-rules",
                        1,
                        2,
                        "velocity-burst",
                        List.of("rules.yaml:3:5: unknown field"),
                        List.of(new RuleCount("velocity-burst", "shadow", 7, 2, 1)),
                        NOW);
        RulesStatus bare =
                new RulesStatus(-1, null, null, null, kind, null, 0, 1, null, List.of(), NOW);
        for (RulesStatus report : List.of(full, bare)) {
            byte[] json = RulesStatusJson.encode(report);
            SCHEMA.accepts(json);
            assertThat(RulesStatusJson.decode(json)).isEqualTo(report);
        }
    }

    @Test
    void shouldPassOverWhatItDoesNotKnow() {
        RulesStatus report =
                new RulesStatus(
                        3,
                        null,
                        null,
                        null,
                        RulesStatus.Kind.ACTIVE,
                        null,
                        0,
                        1,
                        null,
                        List.of(),
                        NOW);
        String json = new String(RulesStatusJson.encode(report), UTF_8);

        assertThat(decode(json.replace("{", "{\"colour\":\"green\","))).isEqualTo(report);
        assertThat(decode(json.replace("active", "asleep"))).isNull();
        assertThat(decode(json.replace("schemaVersion\":1", "schemaVersion\":2"))).isNull();
        assertThat(decode("[]")).isNull();
        assertThat(RulesStatusJson.decode(null)).isNull();
    }

    private static RulesStatus decode(String json) {
        return RulesStatusJson.decode(json.getBytes(UTF_8));
    }
}
