package io.cardwatch.reply;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.cardwatch.alert.TestingAlerts;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReplyPayloadsTest {
    private static final Instant EXPIRES = Instant.parse("2026-03-02T12:00:00Z");

    private final ReplyPayloads payloads = new ReplyPayloads("0123456789abcdef".getBytes(UTF_8));

    @Test
    void shouldFitTheShortestProvidersFieldAndNameNobody() {
        String payload = sign("northbank", "subject-1", "sms", Answer.CONFIRMED_FRAUD, EXPIRES);
        assertThat(payload)
                .matches("c1\\.[0-9a-f]{32}\\.c\\.[0-9a-z]{6}\\.[A-Za-z0-9_-]{16}")
                .doesNotContain("north", "subject", "sms");
    }

    @Test
    void shouldBeTheSameForTheSame() {
        assertThat(sign("northbank", "subject-1", "sms", Answer.STOP, EXPIRES))
                .isEqualTo(sign("northbank", "subject-1", "sms", Answer.STOP, EXPIRES));
    }

    @Test
    void shouldHoldForNoOtherCardholderChannelAnswerTimeOrSecret() {
        Set<String> signatures = new HashSet<>();
        signatures.add(signature(sign("b", "s1", "sms", Answer.STOP, EXPIRES)));
        signatures.add(signature(sign("b", "s", "1sms", Answer.STOP, EXPIRES)));
        signatures.add(signature(sign("bs", "1", "sms", Answer.STOP, EXPIRES)));
        signatures.add(signature(sign("b", "s1", "sms", Answer.LEGITIMATE, EXPIRES)));
        signatures.add(signature(sign("b", "s1", "sms", Answer.STOP, EXPIRES.plusSeconds(1))));
        signatures.add(
                signature(
                        new ReplyPayloads("another secret..".getBytes(UTF_8))
                                .sign(TestingAlerts.ID, "b", "s1", "sms", Answer.STOP, EXPIRES)));
        assertThat(signatures).hasSize(6);
    }

    @Test
    void shouldKnowItsOwnAgainForWhomAndWhereItWasSent() {
        String text = sign("northbank", "s1", "sms", Answer.CONFIRMED_FRAUD, EXPIRES);
        ReplyPayload payload = requireNonNull(ReplyPayload.parse(text));
        assertThat(payload.alertId()).isEqualTo(TestingAlerts.ID);
        assertThat(payload.answer()).isEqualTo(Answer.CONFIRMED_FRAUD);
        assertThat(payload.expiresAt()).isEqualTo(EXPIRES);
        assertThat(payloads.isGenuine(payload, "northbank", "s1", "sms")).isTrue();
        assertThat(payloads.isGenuine(payload, "northbank", "s2", "sms")).isFalse();
        assertThat(payloads.isGenuine(payload, "southbank", "s1", "sms")).isFalse();
        assertThat(payloads.isGenuine(payload, "northbank", "s1", "webhook")).isFalse();
    }

    @Test
    void shouldTakeNoAlteredPayloadForItsOwn() {
        String text = sign("northbank", "s1", "sms", Answer.LEGITIMATE, EXPIRES);
        for (int i = 0; i < text.length(); i++) {
            char other = text.charAt(i) == 'c' ? 's' : 'c';
            ReplyPayload altered =
                    ReplyPayload.parse(text.substring(0, i) + other + text.substring(i + 1));
            assertThat(altered != null && payloads.isGenuine(altered, "northbank", "s1", "sms"))
                    .as("altered at %d", i)
                    .isFalse();
        }
    }

    private String sign(
            String bankId, String subjectRef, String channel, Answer answer, Instant expiresAt) {
        return payloads.sign(TestingAlerts.ID, bankId, subjectRef, channel, answer, expiresAt);
    }

    private static String signature(String payload) {
        return payload.substring(payload.lastIndexOf('.') + 1);
    }
}
