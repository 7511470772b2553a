package io.cardwatch.jobs.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cardwatch.operator.RulesPush;
import io.cardwatch.rollout.RulesRecord;
import io.cardwatch.rollout.RulesRecordJson;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** Whatever stands in the rules topic becomes a push; what is none says why. */
class RulesDeserializerTest {
    private static final RulesRecord RECORD =
            new RulesRecord(
                    "north",
                    "mine.yaml",
                    "ruleset: mine\n",
                    Instant.parse("2026-11-21T12:00:00Z"),
                    RulesRecord.Action.PUSH,
                    null);

    @Test
    void shouldKnowASetByItsOffset() {
        assertThat(push("north", RulesRecordJson.encode(RECORD)))
                .isEqualTo(new RulesPush(7, "north", "mine.yaml", "ruleset: mine\n", null));
    }

    @Test
    void shouldSayWhereARecordStandsThatIsNoPush() {
        RulesPush push = push("north", "4111111111111111".getBytes(UTF_8));

        assertThat(push.source()).isNull();
        assertThat(push.bankId()).isEqualTo("north");
        assertThat(push.problem()).startsWith("rules-0@7: not a JSON object");
        assertThat(push("north", null).problem()).startsWith("rules-0@7: ");
    }

    @Test
    void shouldNotTakeAnyKeyForABank() {
        assertThat(push("a b", new byte[] {1}).bankId()).isNull();
        assertThat(push("", RulesRecordJson.encode(RECORD)).problem())
                .isEqualTo("rules-0@7: the record's key is not its bankId");
    }

    private static RulesPush push(String key, byte[] value) {
        return RulesDeserializer.push(
                new ConsumerRecord<>("rules", 0, 7L, key.getBytes(UTF_8), value));
    }
}
