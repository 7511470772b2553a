package io.cardwatch.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cardwatch.alert.AlertId;
import io.cardwatch.event.FeedProfile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.core.execution.JobClient;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PoisonITCase {
    private static final int POISON = 300;
    private static final int PAYMENTS_PER_POISON = 9;

    @TempDir private Path folder;

    @Test
    void shouldRejectEveryPoisonRecordAndGoOn() throws Exception {
        Path rules = Files.writeString(folder.resolve("rules.yaml"), TestingRecords.RULES);
        FeedProfile north = FeedProfile.of(TestingRecords.BANK, "EUR");
        try (TestingPipeline pipeline = TestingPipeline.open(List.of(north), rules, 2)) {
            JobClient alerting = pipeline.startAlerting(null);
            pipeline.startDelivery(null);
            pipeline.publish(List.of(TestingRecords.grant("anna", 1)));

            Set<ByteBuffer> poison = feed(pipeline);
            pipeline.send(TestingRecords.payment("last", "anna", 5_000, 20_000));
            pipeline.awaitSettled();

            Set<String> places = new HashSet<>();
            for (ConsumerRecord<byte[], byte[]> record : pipeline.records("card-events.north")) {
                if (poison.contains(ByteBuffer.wrap(record.value()))) {
                    places.add(place(record.topic(), record.partition(), record.offset()));
                }
            }
            assertThat(places).hasSize(POISON);
            assertThat(rejectedPlaces(pipeline)).isEqualTo(places);
            assertThat(pipeline.alertIds())
                    .containsExactly(AlertId.of(TestingRecords.BANK, "last"));
            assertThat(alerting.getJobStatus().get()).isEqualTo(JobStatus.RUNNING);
            // A restart would have taken records in a second time.
            assertThat(pipeline.accounting().counters().total("events_in"))
                    .isEqualTo(pipeline.accounting().sent());
        }
    }

    /** Random bytes and, between them, payments too small to alert. */
    private static Set<ByteBuffer> feed(TestingPipeline pipeline) throws Exception {
        Random random = new Random(20_261_120);
        Set<ByteBuffer> poison = new HashSet<>();
        for (int i = 0; i < POISON; i++) {
            byte[] bytes = new byte[8 + random.nextInt(200)];
            random.nextBytes(bytes);
            poison.add(ByteBuffer.wrap(bytes));
            FeedEvent[] events = new FeedEvent[PAYMENTS_PER_POISON + 1];
            events[0] = new FeedEvent(TestingRecords.BANK, null, null, null, null, bytes);
            for (int j = 1; j < events.length; j++) {
                int number = i * PAYMENTS_PER_POISON + j;
                events[j] =
                        TestingRecords.payment("event-" + number, "s" + number % 50, number, 100);
            }
            pipeline.send(events);
        }
        return poison;
    }

    private static Set<String> rejectedPlaces(TestingPipeline pipeline) {
        Set<String> places = new HashSet<>();
        for (ConsumerRecord<byte[], byte[]> record : pipeline.records("rejections")) {
            JsonNode rejection = SampleInput.json(TestingRecords.text(record.value()));
            places.add(
                    place(
                            rejection.get("topic").asText(),
                            rejection.get("partition").asInt(),
                            rejection.get("offset").asLong()));
        }
        return places;
    }

    private static String place(String topic, int partition, long offset) {
        return SampleInput.coordinates(topic, partition, offset);
    }
}
