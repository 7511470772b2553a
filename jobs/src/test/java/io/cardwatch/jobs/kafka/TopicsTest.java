package io.cardwatch.jobs.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardwatch.delivery.DeliveryPlan;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How the topics that delivery keeps its memory in are set up. */
class TopicsTest {
    @Test
    void shouldRememberAttemptsLongerThanDeliveryRemembersAlerts() {
        Map<String, String> attempts = spec(Topics.ATTEMPTS).config();

        assertThat(attempts).containsEntry("cleanup.policy", "compact,delete");
        assertThat(Duration.ofMillis(Long.parseLong(attempts.get("retention.ms"))))
                .isGreaterThan(DeliveryPlan.defaults(false).alertMemory());
        // By the broker's clock: a wrong one elsewhere neither loses them early nor keeps them.
        assertThat(attempts).containsEntry("message.timestamp.type", "LogAppendTime");
        assertThat(spec(Topics.ATTEMPTS).partitions()).isEqualTo(4);
    }

    @Test
    void shouldKeepTheLastWordOnEveryChannelForEver() {
        TopicSpec controls = spec(Topics.CHANNEL_CONTROLS);

        assertThat(controls.partitions()).isEqualTo(1);
        assertThat(controls.config())
                .containsEntry("cleanup.policy", "compact")
                .doesNotContainKey("retention.ms");
    }

    @Test
    void shouldNeverLoseARecordOfTheAuditLog() {
        TopicSpec audit = spec(Topics.AUDIT);

        assertThat(audit.partitions()).isEqualTo(1);
        assertThat(audit.config())
                .containsEntry("cleanup.policy", "delete")
                .containsEntry("retention.ms", "-1")
                .containsEntry("retention.bytes", "-1");
    }

    @Test
    void shouldHaveAnOutcomesTopicForEveryBank() {
        assertThat(Topics.all(List.of("card-events.north", "card-events.south"), 4))
                .extracting(TopicSpec::name)
                .contains("outcomes.north", "outcomes.south");
    }

    private static TopicSpec spec(String name) {
        return Topics.all(List.of(), 4).stream()
                .filter(spec -> spec.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
