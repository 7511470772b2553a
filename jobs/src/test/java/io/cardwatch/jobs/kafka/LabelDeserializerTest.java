package io.cardwatch.jobs.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardwatch.event.Label;
import io.cardwatch.event.LabelJson;
import io.cardwatch.operator.Ingested;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.util.SimpleUserCodeClassLoader;
import org.apache.flink.util.UserCodeClassLoader;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** Labels whose bank's clock is ahead. */
class LabelDeserializerTest {
    private static final Duration AHEAD = Duration.ofDays(365);

    private final Counter clamped = new SimpleCounter();

    @Test
    void shouldTakeALabelAsKnownNoLaterThanItWasRead() throws Exception {
        Label ahead = label(Instant.now().plus(AHEAD));

        Label taken = read(ahead, true);

        assertThat(taken.knownAt()).isBetween(Instant.now().minusSeconds(60), Instant.now());
        assertThat(taken.eventId()).isEqualTo(ahead.eventId());
        assertThat(taken.terminalId()).isEqualTo(ahead.terminalId());
        assertThat(taken.fraud()).isTrue();
        assertThat(clamped.getCount()).isEqualTo(1);
    }

    @Test
    void shouldLeaveATimeThatHasPassed() throws Exception {
        Label passed = label(Instant.parse("2026-03-08T12:00:00Z"));

        assertThat(read(passed, true)).isEqualTo(passed);
        assertThat(clamped.getCount()).isZero();
    }

    @Test
    void shouldLeaveEveryTimeInAReplay() throws Exception {
        Label ahead = label(Instant.parse("2099-03-08T12:00:00Z"));

        assertThat(read(ahead, false)).isEqualTo(ahead);
    }

    private Label read(Label label, boolean clampFuture) throws Exception {
        LabelDeserializer deserializer =
                new LabelDeserializer(Set.of("aurora"), clampFuture, false);
        deserializer.open(new Context());
        List<Ingested> out = new ArrayList<>();
        deserializer.deserialize(
                new ConsumerRecord<>("labels", 0, 0, new byte[0], LabelJson.encode(label)),
                new ListCollector<>(out));
        assertThat(out).hasSize(1);
        Label read = out.get(0).label();
        assertThat(read).isNotNull();
        return read;
    }

    private static Label label(Instant knownAt) {
        return new Label(
                "aurora",
                "evt-1",
                "tok-1",
                "M-1",
                "T-1",
                Instant.parse("2026-03-01T12:00:00Z"),
                true,
                knownAt);
    }

    private final class Context implements DeserializationSchema.InitializationContext {
        @Override
        public MetricGroup getMetricGroup() {
            return new UnregisteredMetricsGroup() {
                @Override
                public MetricGroup addGroup(String name) {
                    return this;
                }

                @Override
                public Counter counter(String name) {
                    return name.equals("labels_clamped") ? clamped : new SimpleCounter();
                }
            };
        }

        @Override
        public UserCodeClassLoader getUserCodeClassLoader() {
            return SimpleUserCodeClassLoader.create(getClass().getClassLoader());
        }
    }
}
