package io.cardwatch.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cardwatch.SchemaAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuditRecordTest {
    /** Computed by other means than this code: {@code jq -cS 'del(.hash)' | sha256sum}. */
    private static final String FIRST_HASH =
            "4e4a79af64b3d7f3072555b936e9a6b57ca6426e55c06281efdd3e185642fb87";

    @Test
    void shouldHaveTheHashThatOtherToolsCompute() {
        AuditRecord first = AuditRecord.after(ChainHead.START, TestingDecisions.accepted(1));

        assertThat(new String(first.encode(), UTF_8))
                .isEqualTo(
                        "{\"seq\":1,\"previous\":\""
                                + "0".repeat(64)
                                + "\",\"decision\":"
                                + new String(
                                        DecisionJson.encode(TestingDecisions.accepted(1)), UTF_8)
                                + ",\"hash\":\""
                                + FIRST_HASH
                                + "\"}");
    }

    @Test
    void shouldReadBackARecord() {
        AuditRecord first = AuditRecord.after(ChainHead.START, TestingDecisions.accepted(1));
        AuditRecord second = AuditRecord.after(first.head(), TestingDecisions.accepted(2));

        SchemaAssert.schema("audit").accepts(second.encode());
        assertThat(AuditRecord.decode(second.encode())).isEqualTo(second);
        assertThat(second.seq()).isEqualTo(2);
        assertThat(second.previous()).isEqualTo(first.hash());
    }

    @Test
    void shouldReadBackAnAnchor() {
        ChainHead head = AuditRecord.after(ChainHead.START, TestingDecisions.accepted(1)).head();
        assertThat(ChainHead.parse(head.format())).isEqualTo(head);
        assertThat(ChainHead.parse("0:" + "0".repeat(64))).isEqualTo(ChainHead.START);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", ":", "1:abc", "-1:0", "9999999999999999999:0", "1:Z"})
    void shouldReadNoAnchorFromWhatIsNone(String text) {
        assertThat(ChainHead.parse(text)).isNull();
        assertThat(ChainHead.parse(text + "0".repeat(65))).isNull();
    }
}
