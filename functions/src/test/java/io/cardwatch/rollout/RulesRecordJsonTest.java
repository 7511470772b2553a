package io.cardwatch.rollout;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cardwatch.SchemaAssert;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RulesRecordJsonTest {
    private static final SchemaAssert SCHEMA = SchemaAssert.schema("rules-record");
    private static final Instant NOW = Instant.parse("2026-11-21T15:00:00.25Z");
    private static final RulesRecord DEFAULT =
            new RulesRecord(
                    null, "default.yaml", "ruleset: \"a\"\n", NOW, RulesRecord.Action.PUSH, null);
    private static final RulesRecord OF_NORTH =
            new RulesRecord(
                    "bank-north", "north.yaml", "", NOW, RulesRecord.Action.ROLLBACK, "too loud");

    @Test
    void shouldReadBackWhatIsWritten() throws Exception {
        for (RulesRecord record : new RulesRecord[] {DEFAULT, OF_NORTH}) {
            byte[] json = RulesRecordJson.encode(record);
            SCHEMA.accepts(json);
            assertThat(RulesRecordJson.decode(record.key().getBytes(UTF_8), json))
                    .isEqualTo(record);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`\"schemaVersion\":1`|`\"schemaVersion\":2`|schemaVersion: accepted: 1",
                "`\"schemaVersion\":1,`|``|schemaVersion: accepted: 1",
                "default.yaml|../../etc/passwd|fileName: accepted",
                "`\"push\"`|`\"erase\"`|`action: accepted: push, rollback`",
                "`\"fileName\":\"default.yaml\",`|``|fileName is missing",
                "2026-11-21T15|yesterday|pushedAt: accepted",
                "`\"action\"`|`\"bankId\":\"a/b\",\"action\"`|bankId: not a bank's id",
                "`\"action\"`|`\"note\":\"a\\nb\",\"action\"`|note: accepted",
                "`\"action\"`|`\"bankId\":\"bank-north\",\"action\"`|the record's key is not its bankId",
                "`{`|`[`|not a JSON object"
            })
    void shouldSayWhyARecordIsNoPush(String from, String to, String reason) {
        String json = new String(RulesRecordJson.encode(DEFAULT), UTF_8);

        assertThatThrownBy(
                        () ->
                                RulesRecordJson.decode(
                                        null,
                                        json.replace(from, to == null ? "" : to).getBytes(UTF_8)))
                .isInstanceOf(RulesRecordFormatException.class)
                .hasMessageStartingWith(reason)
                .hasMessageNotContaining("passwd");
    }

    @Test
    void shouldRefuseATombstone() {
        assertThatThrownBy(() -> RulesRecordJson.decode("bank-north".getBytes(UTF_8), null))
                .isInstanceOf(RulesRecordFormatException.class);
    }

    @Test
    void shouldThrowNothingElseWhateverTheBytesAre() {
        Random random = new Random(20_261_121);
        byte[] good = RulesRecordJson.encode(OF_NORTH);
        int refused = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = good.clone();
            for (int change = 0; change <= i % 4; change++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            try {
                RulesRecordJson.decode("bank-north".getBytes(UTF_8), bytes);
            } catch (RulesRecordFormatException e) {
                refused++;
            }
        }
        assertThat(refused).isBetween(10_000, 20_000);
    }
}
