package io.cardwatch.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cardwatch.SchemaAssert;
import io.cardwatch.alert.TestingAlerts;
import io.cardwatch.channel.SendOutcome;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What delivery writes to topics of its own. */
class DeliveryRecordsTest {
    private static final Instant AT = Instant.parse("2026-03-01T12:00:00Z");

    @ParameterizedTest
    @EnumSource
    void shouldReadBackAnAttemptWithEveryOutcome(SendOutcome.Kind kind) {
        Attempt attempt = attempt(2, Attempt.Phase.ANSWERED, kind);
        byte[] json = AttemptJson.encode(attempt);
        SchemaAssert.schema("attempt").accepts(json);
        assertThat(AttemptJson.decode(json)).isEqualTo(attempt);
    }

    @ParameterizedTest
    @EnumSource(names = {"INTENDED", "NOT_STARTED"})
    void shouldReadBackAnAttemptWithoutAnOutcome(Attempt.Phase phase) {
        Attempt attempt = attempt(1, phase, null);
        byte[] json = AttemptJson.encode(attempt);
        SchemaAssert.schema("attempt").accepts(json);
        assertThat(AttemptJson.decode(json)).isEqualTo(attempt);
    }

    @Test
    void shouldTellTheLaterOfTwoRecords() {
        Attempt intended = attempt(1, Attempt.Phase.INTENDED, null);
        Attempt answered = attempt(1, Attempt.Phase.ANSWERED, SendOutcome.Kind.RETRY);
        Attempt second = attempt(2, Attempt.Phase.INTENDED, null);
        assertThat(answered.isNewerThan(intended)).isTrue();
        assertThat(second.isNewerThan(answered)).isTrue();
        assertThat(intended.isNewerThan(second)).isFalse();
        assertThat(intended.isNewerThan(intended)).isFalse();
    }

    @Test
    void shouldHaveAnOutcomeWithAnAnswerAlone() {
        assertThatThrownBy(() -> attempt(1, Attempt.Phase.ANSWERED, null))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> attempt(1, Attempt.Phase.INTENDED, SendOutcome.Kind.ACCEPTED))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "{}", "[]", "{\"alertId\":1}", "{\"channel\":\"sms\"}"})
    void shouldReadNothingFromWhatIsNoRecord(String json) {
        assertThat(AttemptJson.decode(json.getBytes(UTF_8))).isNull();
        assertThat(ChannelControlJson.decode(json.getBytes(UTF_8))).isNull();
    }

    @Test
    void shouldReadBackAControl() {
        ChannelControl control =
                new ChannelControl(ChannelControl.ALL, true, AT, "provider incident");
        byte[] json = ChannelControlJson.encode(control);
        SchemaAssert.schema("channel-control").accepts(json);
        assertThat(ChannelControlJson.decode(json)).isEqualTo(control);
    }

    private static Attempt attempt(
            int number, Attempt.Phase phase, SendOutcome.@Nullable Kind outcome) {
        return new Attempt(
                TestingAlerts.ID,
                "sms",
                "00112233445566778899aabbccddeeff",
                number,
                phase,
                3,
                AT,
                outcome,
                outcome == null ? null : "SM1",
                outcome == null ? null : "30003");
    }
}
