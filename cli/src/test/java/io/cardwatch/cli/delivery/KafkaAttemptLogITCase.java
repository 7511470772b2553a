package io.cardwatch.cli.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cardwatch.channel.SendOutcome;
import io.cardwatch.cli.local.EmbeddedKafka;
import io.cardwatch.delivery.Attempt;
import io.cardwatch.delivery.AttemptJson;
import io.cardwatch.delivery.AttemptLog;
import io.cardwatch.jobs.kafka.KafkaAttemptLog;
import io.cardwatch.jobs.kafka.Topics;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.flink.util.InstantiationUtil;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Attempts on a real broker. */
final class KafkaAttemptLogITCase {
    private static final int ATTEMPTS = 50;
    private static final long PATIENCE_SECONDS = 60;

    @TempDir private Path folder;

    @Test
    void shouldHaveStoredWhatItAcknowledgesInOrder() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder)) {
            DeliveryTopics topics = DeliveryTopics.create(kafka);
            List<Attempt> written = new ArrayList<>();
            List<CompletableFuture<Void>> acknowledged = new ArrayList<>();
            try (AttemptLog log = open(kafka)) {
                for (int i = 1; i <= ATTEMPTS; i++) {
                    for (Attempt attempt : List.of(intended(i), answered(i))) {
                        written.add(attempt);
                        acknowledged.add(log.write(attempt).toCompletableFuture());
                    }
                }
                for (CompletableFuture<Void> each : acknowledged) {
                    each.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
                }

                List<ConsumerRecord<byte[], byte[]>> stored = topics.records(Topics.ATTEMPTS);
                assertThat(stored)
                        .extracting(record -> AttemptJson.decode(record.value()))
                        .containsExactlyElementsOf(written);
                assertThat(stored)
                        .extracting(record -> new String(record.key(), UTF_8))
                        .containsOnly("alert-1|sms");
            }
        }
    }

    @Test
    void shouldFailWhatIsNotAcknowledgedBeforeItIsClosed() throws Exception {
        AttemptLog log;
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder)) {
            DeliveryTopics.create(kafka);
            log = open(kafka);
        }
        CompletableFuture<Void> lost;
        try (log) {
            lost = log.write(intended(1)).toCompletableFuture();
        }
        assertThat(lost).isCompletedExceptionally();
    }

    /** As it travels to a task manager, and with settings that only consumers know. */
    private static AttemptLog open(EmbeddedKafka kafka) throws Exception {
        AttemptLog.Factory factory =
                KafkaAttemptLog.factory(
                        DeliveryTopics.common(
                                kafka.bootstrapServers(), Path.of("no-secret-needed")),
                        Topics.ATTEMPTS);
        assertThat(factory.toString()).doesNotContain(kafka.bootstrapServers());
        return InstantiationUtil.clone(factory).open("run-1");
    }

    private static Attempt intended(int attempt) {
        return new Attempt(
                "alert-1",
                "sms",
                "0".repeat(32),
                attempt,
                Attempt.Phase.INTENDED,
                1,
                Instant.EPOCH,
                null,
                null,
                null);
    }

    private static Attempt answered(int attempt) {
        return new Attempt(
                "alert-1",
                "sms",
                "0".repeat(32),
                attempt,
                Attempt.Phase.ANSWERED,
                1,
                Instant.EPOCH,
                SendOutcome.Kind.RETRY,
                null,
                "http 503");
    }
}
